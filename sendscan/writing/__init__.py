"""Record -> bytes or words: dict, YAML, JSON, and the view for people (``sendscan.writing.console``).

Text from a letter is hostile: every writer escapes it for where it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sendscan.model import Record
from sendscan.writing.as_dict import as_dict
from sendscan.writing.as_json import as_json, json_stream
from sendscan.writing.as_yaml import as_yaml, yaml_stream
from sendscan.writing.atomic import write_atomically

Writer = Callable[[Sequence[Record], bool], str]
"""Records and whether to write their text -> the file.  One record is written as itself, several as a
YAML stream or a JSON array."""

WRITERS: dict[str, Writer] = {
    "yaml": lambda records, with_text: yaml_stream(as_dict(r, with_text=with_text) for r in records),
    "json": lambda records, with_text: json_stream([as_dict(r, with_text=with_text) for r in records]),
}

__all__ = ["WRITERS", "Writer", "as_dict", "as_json", "as_yaml", "write_atomically"]
