"""Records -> what a report shows of them: outcomes, concerns, dates, voices, and each letter's marked text."""

from __future__ import annotations

from sendscan.reporting.build import RuleNote, build, in_order

__all__ = ["RuleNote", "build", "in_order"]
