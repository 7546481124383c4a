"""Record -> plain dicts and lists in the order of the output contract."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from sendscan.model import Record


def as_dict(record: Record, *, with_text: bool = False) -> dict[str, Any]:
    """The record as dicts, lists, strings, numbers, booleans and ``None``.

    Every key of the contract is there, ``None`` or ``[]`` where the letter states nothing.  ``text``, the
    clean text all spans point into, is there only ``with_text``, and last.
    """
    data = plain(record)
    text = data.pop("text")
    data = {"schema_version": data.pop("schema_version"), **data}
    if with_text and text is not None:  # a record read back from a file may have none
        data["text"] = text
    return data


def plain(value: Any) -> Any:
    """Frozen types as dicts in the order of their fields, tuples as lists; all else as it is."""
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if names := _names(value.__class__):
        return {name: plain(getattr(value, name)) for name in names}
    return value


@cache
def _names(type_: type[Any]) -> tuple[str, ...]:
    # dataclasses.asdict copies every string deeply: half the time of writing a record
    return tuple(field.name for field in fields(type_)) if is_dataclass(type_) else ()
