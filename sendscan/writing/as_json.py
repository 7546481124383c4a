"""Dict -> JSON: two spaces, letters as they are, a newline at the end."""

from __future__ import annotations

import json
from typing import Any

from sendscan.model import Record
from sendscan.writing.as_dict import as_dict
from sendscan.writing.hostile import escaped_for_json


def as_json(record: Record, *, with_text: bool = False) -> str:
    """One record as a JSON object."""
    return json_text(as_dict(record, with_text=with_text))


def json_text(value: Any) -> str:
    """Plain data as JSON; what could steer a terminal is written as ``\\uXXXX``, which is the same data."""
    return escaped_for_json(json.dumps(value, ensure_ascii=False, indent=2)) + "\n"
