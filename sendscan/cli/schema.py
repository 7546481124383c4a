"""``sendscan schema``: the JSON Schema of what sendscan writes, and of the rules and kinds it reads."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

EXAMPLES = """\b
Examples:
  sendscan schema > record.schema.json
  sendscan schema rules > rules.schema.json
  sendscan schema kinds > kinds.schema.json
"""


class Described(str, Enum):
    """What a schema can be had of."""

    record = "record"
    rules = "rules"
    kinds = "kinds"


def schema(
    of: Annotated[
        Described, typer.Argument(metavar="WHAT", help="record, rules or kinds: what to describe.")
    ] = Described.record,
) -> None:
    """Print the JSON Schema (draft 2020-12) of a record, a rule file or a kind file, for editors and validators."""
    from sendscan import kinds, rulebook
    from sendscan.cli.output import put
    from sendscan.writing.as_json import json_text
    from sendscan.writing.schema import record_schema

    made = {Described.record: record_schema, Described.rules: rulebook.schema, Described.kinds: kinds.schema}
    put(json_text(made[of]()))
