"""Dict -> one line of JSON Lines."""

from __future__ import annotations

import json
from typing import Any

from sendscan.writing.hostile import escaped_for_json


def json_line(value: Any) -> str:
    """Plain data as JSON on one line with its end; hostile characters as ``\\uXXXX``, the same data."""
    return escaped_for_json(json.dumps(value, ensure_ascii=False, separators=(",", ":"))) + "\n"
