"""The JSON Schema of a record, made from the types of ``model``, so that the two cannot differ."""

from __future__ import annotations

import dataclasses
from typing import Any, get_args, get_type_hints

from sendscan import model
from sendscan.model import SCHEMA_VERSION, IsoDate, Record

DIALECT = "https://json-schema.org/draft/2020-12/schema"
DATE = r"^\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$"


def record_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what :func:`as_dict` returns.

    No key but those named is allowed, and all are required but ``text``, which is written on demand.
    """
    from pydantic import TypeAdapter

    schema = TypeAdapter(Record).json_schema(mode="serialization")
    definitions: dict[str, Any] = schema.pop("$defs")
    definitions["Record"] = schema
    for name, definition in definitions.items():
        _complete(definition, getattr(model, name))
    del definitions["Record"]
    schema["properties"]["schema_version"] = {"const": SCHEMA_VERSION}
    schema["properties"]["text"] = {"type": "string"}
    first = {"schema_version": schema["properties"].pop("schema_version")}
    schema["properties"] = {**first, **schema["properties"]}
    schema["title"] = "sendscan record"
    schema["required"] = [name for name in schema["properties"] if name != "text"]
    return {"$schema": DIALECT, **schema, "$defs": definitions}


def _complete(definition: dict[str, Any], type_: type[Any]) -> None:
    """What pydantic leaves open: every key is written, no other is, and a date looks like one."""
    hints = get_type_hints(type_, include_extras=True)
    properties = definition["properties"]
    definition["description"] = " ".join((type_.__doc__ or "").replace("``", "`").split())
    definition["additionalProperties"] = False
    definition["required"] = [field.name for field in dataclasses.fields(type_)]
    for name, hint in hints.items():
        properties[name].pop("default", None)
        properties[name].pop("title", None)
        if IsoDate in (hint, *get_args(hint)):
            _date(properties[name])


def _date(property_: dict[str, Any]) -> None:
    for choice in property_.get("anyOf", [property_]):
        if choice.get("type") == "string":
            choice["pattern"] = DATE
            choice["description"] = get_args(IsoDate)[1]
