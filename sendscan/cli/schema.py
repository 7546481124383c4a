"""``sendscan schema``: the JSON Schema of what sendscan writes and of the rules it reads."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

EXAMPLES = """\b
Examples:
  sendscan schema > record.schema.json
  sendscan schema rules > rules.schema.json
"""


class Described(str, Enum):
    """What a schema can be had of."""

    record = "record"
    rules = "rules"


def schema(
    of: Annotated[Described, typer.Argument(help="What to describe.")] = Described.record,
) -> None:
    """Print the JSON Schema (draft 2020-12) of a record, or of a rule file, for editors and validators."""
    from sendscan import rulebook
    from sendscan.cli.output import put
    from sendscan.writing.as_json import json_text
    from sendscan.writing.schema import record_schema

    put(json_text({Described.record: record_schema, Described.rules: rulebook.schema}[of]()))
