"""``sendscan schema``: the JSON Schema of what sendscan writes."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

EXAMPLES = """\b
Examples:
  sendscan schema > record.schema.json
  sendscan schema record
"""


class Described(str, Enum):
    """What a schema can be had of."""

    record = "record"


def schema(
    of: Annotated[Described, typer.Argument(help="What to describe.")] = Described.record,
) -> None:
    """Print the JSON Schema (draft 2020-12) of a record, for editors, validators and code generators."""
    from sendscan.cli.output import put
    from sendscan.writing.as_json import json_text
    from sendscan.writing.schema import record_schema

    put(json_text({Described.record: record_schema}[of]()))
