"""Rules: what inspectors write, read from YAML and found in sentences."""

from __future__ import annotations

from sendscan.rulebook.book import Found, Phrase, Rulebook
from sendscan.rulebook.load import load

__all__ = ["Found", "Phrase", "Rulebook", "load"]
