"""Record files read back: what the writers of YAML and JSON wrote becomes records again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from sendscan.errors import DamagedError, Where
from sendscan.model import SCHEMA_VERSION, Record

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_MARKS = ("schema_version", "source", "letter")
_SHOWN = 3


def from_dict(data: Mapping[str, Any], *, where: Where | None = None) -> Record:
    """The record that ``data``, in the shape of the output contract, stands for.

    Raises :class:`DamagedError`, at ``where``, if a key is missing or holds what no record has there, or
    if a later sendscan wrote it.
    """
    from pydantic import ValidationError

    version = data.get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise DamagedError(
            f"The record has schema_version {version}; this sendscan knows {SCHEMA_VERSION}.",
            where,
            advice="Install a newer sendscan, or parse the letter again.",
        )
    try:
        # a date that somebody's editor took out of its quotes is read by YAML as a date
        return _adapter().validate_json(json.dumps(data, default=str), strict=True)
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, e['loc'])) or 'record'}: {e['msg']}" for e in error.errors()]
        more = f"; and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise DamagedError(
            f"The record is not whole: {'; '.join(wrong[:_SHOWN])}{more}.",
            where,
            advice="Parse the letter again.",
        ) from error


def records_in(data: bytes, name: str) -> tuple[Record, ...]:
    """All records in a file of ours: one, a YAML stream or a JSON array of several; none if it is another's.

    ``name`` tells JSON (``.json``) from YAML.  Raises :class:`DamagedError` for a record that is not whole.
    """
    where = Where(name)
    documents = _documents(data, is_json=PurePath(name).suffix.lower() == ".json")
    return tuple(
        from_dict(document, where=where)
        for document in documents
        if isinstance(document, dict) and all(mark in document for mark in _MARKS)
    )


def _documents(data: bytes, *, is_json: bool) -> list[Any]:
    import yaml

    try:
        if is_json:
            value = json.loads(data)
            return value if isinstance(value, list) else [value]
        loader: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
        return list(yaml.load_all(data, Loader=loader))
    except (ValueError, yaml.YAMLError):  # somebody else's file: half of one, a template, another dialect
        return []


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Record]:
    from pydantic import TypeAdapter

    return TypeAdapter(Record)
