"""Many letters: kept in one SQLite file, found again by area, date and words, counted."""

from __future__ import annotations

from sendscan.library.filters import FindingFilter, LetterFilter
from sendscan.library.search import Found, Hit, search
from sendscan.library.stats import Counts, count
from sendscan.library.store import Letter, Library

__all__ = [
    "Counts",
    "FindingFilter",
    "Found",
    "Hit",
    "Letter",
    "LetterFilter",
    "Library",
    "count",
    "search",
]
