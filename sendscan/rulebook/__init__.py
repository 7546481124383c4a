"""Rules: what inspectors write, read from YAML and found in sentences."""

from __future__ import annotations

from typing import Any

from sendscan.rulebook.book import BEGIN, Found, Phrase, Rulebook
from sendscan.rulebook.load import examine, load

__all__ = ["BEGIN", "Found", "Phrase", "Rulebook", "examine", "load", "schema"]


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a rule file, made from the types it is read into."""
    from pydantic import TypeAdapter

    from sendscan.rulebook.rules import RuleFile

    made: dict[str, Any] = TypeAdapter(RuleFile).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
