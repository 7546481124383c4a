"""Record -> bytes or words: dict, YAML, JSON, and the view for people (``sendscan.writing.console``).

Text from a letter is hostile: every writer escapes it for where it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sendscan.writing.as_dict import as_dict, plain
from sendscan.writing.as_json import as_json, json_text
from sendscan.writing.as_yaml import as_yaml, yaml_stream, yaml_text
from sendscan.writing.atomic import write_atomically


class Writer(NamedTuple):
    """How plain data becomes a file: one value as itself, several as a YAML stream or a JSON array."""

    one: Callable[[Any], str]
    several: Callable[[Sequence[Any]], str]


WRITERS: dict[str, Writer] = {
    "yaml": Writer(yaml_text, yaml_stream),
    "json": Writer(json_text, json_text),
}

__all__ = ["WRITERS", "Writer", "as_dict", "as_json", "as_yaml", "plain", "write_atomically"]
