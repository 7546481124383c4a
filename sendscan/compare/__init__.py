"""Records -> what letters say beside each other, and one after the other."""

from __future__ import annotations

from sendscan.compare.build import compare, compare_letters
from sendscan.compare.choosing import Candidate, Chosen, candidates, choose
from sendscan.compare.parts import Comparison
from sendscan.compare.timeline import Timeline, timeline

__all__ = [
    "Candidate",
    "Chosen",
    "Comparison",
    "Timeline",
    "candidates",
    "choose",
    "compare",
    "compare_letters",
    "timeline",
]
