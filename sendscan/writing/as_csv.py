"""Record -> rows of four tidy tables that share ids: letters, items, findings, concerns.

``letter_id`` joins all four; with ``item_id`` and ``finding_id`` it joins what hangs below an item.  A list
in a cell is divided by ``; ``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from io import StringIO
from typing import Any

from sendscan.writing.hostile import shown

ITEM_LISTS = ("weaknesses", "strengths", "priority_actions", "improvements", "needs_work", "narrative")
_PLACE = ("page", "line", "start", "end")
TABLES: dict[str, tuple[str, ...]] = {
    "letters": (
        "letter_id", "name", "sha256", "kind", "title", "area", "gss_code", "region", "letter_date",
        "visit_start", "visit_end", "verdict", "sufficient", "total", "next_step", "focus", "inspectorates",
        "pages", "items", "findings", "concerns", "diagnostics",
    ),
    "items": (
        "letter_id", "item_id", "list", "heading", "statement", *_PLACE, "responsible", "verdict",
        "verdict_text", "verdict_page", "verdict_line", "themes",
    ),
    "findings": (
        "letter_id", "item_id", "finding_id", "paragraph", "polarity", "voice", "themes", "concerns", "cues",
        "text", *_PLACE,
    ),
    "concerns": (
        "letter_id", "concern_id", "item_id", "finding_id", "rule", "title", "severity", "voice", "text",
        *_PLACE,
    ),
}  # fmt: skip
"""The columns of each table."""

# What spreadsheets take for the beginning of a formula, also in full width (U+FF0B …); OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def csv_header(table: str) -> str:
    """The first line of a table."""
    return csv_lines([TABLES[table]])


def csv_tables(record: Mapping[str, Any]) -> dict[str, str]:
    """The lines that a record (as :func:`sendscan.writing.as_dict` gives it) adds to each table."""
    id_ = letter_id(record)
    rows: dict[str, Iterable[Sequence[Any]]] = {
        "letters": [_letter(id_, record)],
        "items": _items(id_, record),
        "findings": _findings(id_, record),
        "concerns": _concerns(id_, record),
    }
    return {table: csv_lines(rows[table]) for table in TABLES}


def csv_lines(rows: Iterable[Sequence[Any]]) -> str:
    """Rows as lines of CSV whose text no spreadsheet runs as a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def letter_id(record: Mapping[str, Any]) -> str:
    """An id made of the letter's name and content: two copies of a letter are two rows."""
    source = record["source"]
    return sha256(f"{source['name']}\0{source['sha256']}".encode()).hexdigest()[:16]


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    if not isinstance(value, str):
        return value
    text = shown(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def _letter(id_: str, record: Mapping[str, Any]) -> Sequence[Any]:
    source, letter, outcome = record["source"], record["letter"], record["outcome"]
    area = letter["area"] or {}
    items = [item for name in ITEM_LISTS for item in record[name]]
    return (
        id_, source["name"], source["sha256"], letter["kind"], letter["title"], area.get("name"),
        area.get("gss_code"), area.get("region"), letter["letter_date"], letter["visit"]["start"],
        letter["visit"]["end"], outcome["verdict"], outcome["sufficient"], outcome["total"],
        outcome["next_step"], letter["focus"], letter["inspectorates"], source["pages"], len(items),
        sum(len(item["findings"]) for item in items), len(record["concerns"]),
        [diagnostic["code"] for diagnostic in record["diagnostics"]],
    )  # fmt: skip


def _items(id_: str, record: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    for name in ITEM_LISTS:
        for item in record[name]:
            verdict = item.get("verdict") or {}
            yield (
                id_, item["id"], name, item.get("heading"), item["statement"]["text"],
                *_place(item["statement"]["span"]), item.get("responsible"), verdict.get("value"),
                verdict.get("text"), *_place(verdict.get("span"))[:2], item.get("themes"),
            )  # fmt: skip


def _findings(id_: str, record: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    for name in ITEM_LISTS:
        for item in record[name]:
            for found in item["findings"]:
                yield (
                    id_, item["id"], found["id"], found["paragraph"], found["polarity"], found["voice"],
                    found["themes"], found["concerns"], found["cues"], found["text"], *_place(found["span"]),
                )  # fmt: skip


def _concerns(id_: str, record: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    for concern in record["concerns"]:
        yield (
            id_, concern["id"], concern["item"], concern["finding"], concern["rule"], concern["title"],
            concern["severity"], concern["voice"], concern["text"], *_place(concern["span"]),
        )  # fmt: skip


def _place(span: Mapping[str, int] | None) -> tuple[int | None, ...]:
    return tuple(span[name] if span else None for name in _PLACE)
