"""Dict -> YAML for people and ``grep``: a sentence is a line, a span is a line, nothing is folded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sendscan.model import Record
from sendscan.writing.as_dict import as_dict
from sendscan.writing.hostile import escaped_for_yaml, is_hostile

_SPAN = ["start", "end", "page", "line"]
_SHORT = 80


def as_yaml(record: Record, *, with_text: bool = False) -> str:
    """One record as a YAML document with the contract's keys in the contract's order."""
    return yaml_text(as_dict(record, with_text=with_text))


def yaml_stream(values: Sequence[Any]) -> str:
    """Values as a stream of documents divided by ``---``."""
    return "---\n".join(yaml_text(value) for value in values)


def yaml_text(value: Any) -> str:
    """Plain data as one YAML document.  Read back, it equals what JSON would say: dates stay strings."""
    import yaml

    written: str = yaml.dump(
        value,
        Dumper=_dumper(yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper),
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        # a folded sentence cannot be found by grep, and the C and the Python emitter fold differently
        width=2**31 - 1,
    )
    # the representer has put every string with a hostile character in double quotes, where escapes count
    return escaped_for_yaml(written)


@cache
def _dumper(base: Any) -> Any:
    class RecordDumper(base):  # type: ignore[misc]
        """Spans and short lists of names on one line, many lines of text as a block."""

        def ignore_aliases(self, data: Any) -> bool:
            return True  # the same span twice is two spans, not an anchor and a reference to it

    def represent_str(dumper: Any, value: str) -> Any:
        style = '"' if is_hostile(value) else "|" if "\n" in value else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    def represent_dict(dumper: Any, value: dict[str, Any]) -> Any:
        return dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=list(value) == _SPAN)

    def represent_list(dumper: Any, value: list[Any]) -> Any:
        short = all(isinstance(item, str) for item in value) and sum(len(item) + 2 for item in value) < _SHORT
        return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short)

    RecordDumper.add_representer(str, represent_str)
    RecordDumper.add_representer(dict, represent_dict)
    RecordDumper.add_representer(list, represent_list)
    return RecordDumper
