"""Rules: what inspectors write, read from YAML and found in sentences."""

from __future__ import annotations

from typing import Any

from sendscan.rulebook.book import BEGIN, Found, Phrase, Rulebook
from sendscan.rulebook.load import examine, keep, load

__all__ = ["BEGIN", "Found", "Phrase", "Rulebook", "examine", "keep", "load", "schema"]


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a rule file, made from the types it is read into."""
    from sendscan.rulebook.rules import RuleFile
    from sendscan.rulebook.strict import schema_of

    return schema_of(RuleFile)
