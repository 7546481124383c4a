"""The measure: letters parsed and held against labels written by people.

A label file is a partial record, named as its letter.  What it states is compared, what it leaves out is not.
"""

from __future__ import annotations

from sendscan.evaluation.plain import Changes, as_dict, changes
from sendscan.evaluation.run import Evaluation, evaluate

__all__ = ["Changes", "Evaluation", "as_dict", "changes", "evaluate"]
