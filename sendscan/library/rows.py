"""Record -> rows of the tables, and into the record's own bytes and back."""

from __future__ import annotations

import itertools
import json
import sqlite3
import zlib

from sendscan import areas
from sendscan.errors import DamagedError, Where
from sendscan.labels import date_of
from sendscan.library.schema import FINDINGS
from sendscan.library.words import words_of
from sendscan.model import Area, Finding, Item, Quote, Record, Span, Weakness
from sendscan.writing import as_dict
from sendscan.writing.read_back import from_dict

LISTS = ("weaknesses", "strengths", "priority_actions", "improvements", "needs_work", "narrative")


def packed(record: Record) -> bytes:
    """The whole record, its text too: compressed JSON."""
    data = json.dumps(as_dict(record, with_text=True), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(data.encode("utf-8"))


def unpacked(data: bytes, where: Where) -> Record:
    """The record that :func:`packed` made ``data`` from; raises :class:`DamagedError`."""
    try:
        value = json.loads(zlib.decompress(data))
    except (zlib.error, ValueError) as error:
        raise DamagedError("The record in the library is damaged.", where, advice="Put the letter in again.") from error
    return from_dict(value, where=where)


def put(connection: sqlite3.Connection, record: Record) -> None:
    """Put ``record`` in, in place of an earlier one of the same content, inside the open transaction."""
    sha256 = record.source.sha256
    known = connection.execute("SELECT letter_id FROM records WHERE sha256 = ?", (sha256,)).fetchone()
    if known:  # the letter keeps its number, so that links to it hold
        connection.execute("UPDATE records SET json = ? WHERE letter_id = ?", (packed(record), known[0]))
        connection.execute("DELETE FROM letters WHERE id = ?", known)
        letter_id = known[0]
    else:
        letter_id = connection.execute(
            "INSERT INTO records (sha256, json) VALUES (?, ?)", (sha256, packed(record))
        ).lastrowid
    describe(connection, letter_id, record)


def describe(connection: sqlite3.Connection, letter_id: int, record: Record) -> None:
    """Write what ``record`` says into the tables made from it, under the number of its letter."""
    _letter(connection, letter_id, record)
    items: dict[str, int] = {}
    findings: dict[str, int] = {}
    numbers = itertools.count(letter_id * FINDINGS + 1)
    for list_ in LISTS:
        for item in getattr(record, list_):
            items[item.id] = _item(connection, letter_id, list_, item)
            for finding in item.findings:
                id_ = next(numbers)
                _finding(connection, (id_, letter_id, items[item.id]), finding)
                findings[finding.id] = id_
    _insert_all(
        connection,
        "themes (theme, finding_id)",
        [(theme, findings[f.id]) for f in record.findings() for theme in dict.fromkeys(f.themes)],
    )
    _insert_all(
        connection,
        "concerns (letter_id, item_id, finding_id, concern, rule, title, severity, voice, page, line, text)",
        [
            (
                letter_id,
                items.get(c.item),
                findings.get(c.finding),
                c.id,
                c.rule,
                c.title,
                c.severity,
                c.voice,
                c.span.page,
                c.span.line,
                c.text,
            )
            for c in record.concerns
        ],
    )
    _insert_all(
        connection,
        "diagnostics (letter_id, code, level, message, page, line)",
        [(letter_id, d.code, d.level, d.message, *_place(d.span)) for d in record.diagnostics],
    )
    words = sorted({word for finding in record.findings() for word in words_of(finding.text)})
    connection.executemany("INSERT OR IGNORE INTO words (word) VALUES (?)", [(word,) for word in words])


def _letter(connection: sqlite3.Connection, letter_id: int, record: Record) -> None:
    source, letter, outcome = record.source, record.letter, record.outcome
    area = _area(letter.area)
    _insert(
        connection,
        "letters",
        {
            "id": letter_id,
            "name": source.name,
            "sha256": source.sha256,
            "kind": letter.kind,
            "title": letter.title,
            "area": area.name if area else None,
            "gss_code": area.gss_code if area else None,
            "region": area.region if area else None,
            "date": date_of(record.letter),
            "letter_date": letter.letter_date,
            "visit_start": letter.visit.start,
            "visit_end": letter.visit.end,
            "focus": letter.focus,
            "outcome": outcome.verdict,
            "sufficient": outcome.sufficient,
            "total": outcome.total,
            "statement": _text(outcome.statement),
            "next_step": outcome.next_step,
            "media_type": source.media_type,
            "pages": source.pages,
            "characters": record.coverage.characters,
            "claimed": record.coverage.claimed,
        },
    )


def _area(area: Area | None) -> Area | None:
    """The area under the register's name, so that a letter and a record of it from elsewhere are together."""
    registered = areas.find(area.name) if area else None
    return registered.as_area() if registered else area


def _item(connection: sqlite3.Connection, letter_id: int, list_: str, item: Weakness | Item) -> int:
    weakness = item if isinstance(item, Weakness) else None
    other = item if isinstance(item, Item) else None
    return _insert(
        connection,
        "items",
        {
            "letter_id": letter_id,
            "item": item.id,
            "list": list_,
            "heading": other.heading if other else None,
            "statement": item.statement.text,
            "page": item.statement.span.page,
            "line": item.statement.span.line,
            "verdict": weakness.verdict.value if weakness else None,
            "verdict_text": weakness.verdict.text if weakness else None,
            "responsible": "; ".join(other.responsible) if other else "",
        },
    )


def _finding(connection: sqlite3.Connection, ids: tuple[int, int, int], finding: Finding) -> None:
    id_, letter_id, item_id = ids
    span = finding.span
    _insert(
        connection,
        "findings",
        {
            "id": id_,
            "letter_id": letter_id,
            "item_id": item_id,
            "polarity": finding.polarity,
            "voice": finding.voice,
            "finding": finding.id,
            "paragraph": finding.paragraph,
            "page": span.page,
            "line": span.line,
            "start": span.start,
            "end": span.end,
            "cues": " ".join(finding.cues),
            "text": finding.text,
        },
    )


def _text(quote: Quote | None) -> str | None:
    return quote.text if quote else None


def _place(span: Span | None) -> tuple[int | None, int | None]:
    return (span.page, span.line) if span else (None, None)


def _insert(connection: sqlite3.Connection, table: str, row: dict[str, object]) -> int:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    done = connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))
    return done.lastrowid or 0


def _insert_all(connection: sqlite3.Connection, into: str, rows: list[tuple[object, ...]]) -> None:
    marks = ", ".join("?" * (into.count(",") + 1))
    connection.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)
