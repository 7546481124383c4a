"""Many letters to many records: found in folders, read by worker processes, remembered, handed on in order.

:func:`run` is the stream of results; what is done with them (files, tables, a library, a summary) is for
whoever asks.  Failures are results too: none is dropped.
"""

from __future__ import annotations

from sendscan.batch.finding import Found, find_letters
from sendscan.batch.job import Failure, Letter, Options, Result
from sendscan.batch.streaming import Plan, run

__all__ = ["Failure", "Found", "Letter", "Options", "Plan", "Result", "find_letters", "run"]
