"""What can be told of a record without a label: that it is sound, whole and clean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sendscan.errors import DamagedError
from sendscan.evaluation.fields import ITEM_LISTS
from sendscan.evaluation.scores import PROBLEM
from sendscan.writing.read_back import from_dict

_WHOLE = re.compile(r"^[^\w]*[A-Z0-9£].*[.?!:][^\w]*\d?$", re.DOTALL)
_FURNITURE = re.compile(
    r"[\n\r\f\u00ad\ufffd-\uffff\ue000-\uf8ff■◼▪●•]"
    r"|Piccadilly Gate|Store Street|[Tt]extphone|\b0300 123|enquiries@|lasend\.support@|www\.|https?://"
    r"|[Ii]nspection report: |\bPage \d+\b|^\d+\s+[a-z]"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something unsound in a record: ``sort`` is slice_back, schema, cut, furniture or unclaimed."""

    letter: str
    sort: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The state of one record: findings in it, the share of its text nothing claimed, and its faults.

    ``sections`` has for each list of items how many hold a concern or mixed finding, and how many there are:
    a section called "to do better" or "effective" is a label of a kind, known for every letter.
    """

    letter: str
    kind: str
    findings: int
    unclaimed: float
    diagnostics: tuple[str, ...]
    sections: tuple[tuple[str, int, int], ...]
    faults: tuple[Fault, ...]


def examine(letter: str, record: dict[str, Any]) -> Health:
    """The health of ``record``, a record as a dict with its ``text``."""
    findings = [f for name in ITEM_LISTS for item in record[name] for f in item["findings"]]
    faults = [
        *(Fault(letter, "slice_back", what) for what in _astray(record, record.get("text") or "", "")),
        *(Fault(letter, "schema", what) for what in _against_schema(record)),
        *(Fault(letter, "cut", what) for name in ITEM_LISTS for item in record[name] for what in _cut(item)),
        *(Fault(letter, "furniture", f["text"]) for f in findings if _FURNITURE.search(f["text"])),
        *(Fault(letter, "unclaimed", passage["text"]) for passage in record["coverage"]["unclaimed"]),
    ]
    left = sum(len(passage["text"]) for passage in record["coverage"]["unclaimed"])
    return Health(
        letter=letter,
        kind=record["letter"]["kind"],
        findings=len(findings),
        unclaimed=left / max(record["coverage"]["characters"], 1),
        diagnostics=tuple(d["code"] for d in record["diagnostics"]),
        sections=tuple(
            (name, sum(_holds_problem(item) for item in record[name]), len(record[name]))
            for name in ITEM_LISTS
            if record[name]
        ),
        faults=tuple(faults),
    )


def _cut(item: dict[str, Any]) -> Iterator[str]:
    """Findings that do not begin or end as sentences do, but for the points of a list after a colon."""
    listed = False
    for text in (item.get("statement", {}).get("text", ""), *(f["text"] for f in item["findings"])):
        whole = _WHOLE.match(text)
        if not (whole or listed) and text != item.get("statement", {}).get("text"):
            yield text
        listed = text.endswith(":") or (listed and not whole)


def _holds_problem(item: dict[str, Any]) -> bool:
    return any(finding["polarity"] in PROBLEM for finding in item["findings"])


def _astray(value: Any, text: str, place: str) -> Iterator[str]:
    """Places whose span does not give their text back."""
    if isinstance(value, dict):
        span, quote = value.get("span"), value.get("text")
        if isinstance(span, dict) and isinstance(quote, str) and text[span["start"] : span["end"]] != quote:
            yield f"{place}: {quote!r} is not at {span['start']}:{span['end']}"
        for key, inside in value.items():
            yield from _astray(inside, text, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for number, inside in enumerate(value, start=1):
            yield from _astray(inside, text, f"{place}[{number}]")


def _against_schema(record: dict[str, Any]) -> Iterator[str]:
    """What keeps the record from being read back as one."""
    try:
        from_dict(record)
    except DamagedError as error:
        yield error.message
