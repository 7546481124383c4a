"""Findings by words: which letter says so, under which weakness, in whose voice, on which page."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sendscan.errors import UsageError
from sendscan.library.filters import FindingFilter
from sendscan.library.remarks import remarks
from sendscan.library.schema import FINDINGS, TOKENS
from sendscan.library.store import LETTER_COLUMNS, NEWEST_FIRST, Letter, Library, as_letter
from sendscan.library.words import understood
from sendscan.model import Polarity, Severity, VerdictValue, Voice

# what FTS5 puts around the words it found; a letter holds none of the two
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_COLUMNS = {
    "item": "i.item",
    "heading": "i.heading",
    "statement": "i.statement",
    "verdict": "i.verdict",
    "finding": "f.finding",
    "polarity": "f.polarity",
    "voice": "f.voice",
    "page": "f.page",
    "line": "f.line",
}
_VALUES = 500  # question marks to a query; SQLite's own limit is higher everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class HitConcern:
    """A concern that a finding raises."""

    rule: str
    title: str
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A finding with its letter and item.  ``matches`` are the stretches of ``text`` that were looked for."""

    letter: Letter
    item: str
    heading: str | None
    statement: str
    verdict: VerdictValue | None
    finding: str
    polarity: Polarity
    voice: Voice
    text: str
    matches: tuple[tuple[int, int], ...]
    page: int
    line: int
    themes: tuple[str, ...]
    concerns: tuple[HitConcern, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """``findings`` in ``letters`` were found; ``hits`` are the first of them, newest letter first."""

    findings: int
    letters: int
    hits: tuple[Hit, ...]
    notes: tuple[str, ...]


def search(library: Library, words: str, wanted: FindingFilter | None = None, *, limit: int | None = None) -> Found:
    """Findings that hold ``words`` and are ``wanted``, at most ``limit`` of them; without words, all wanted.

    What words may say is in :mod:`sendscan.library.words`.  Raises :class:`UsageError` for a filter that
    cannot be, for words without a letter or digit in them, and if neither words nor a filter is given.
    """
    wanted = wanted or FindingFilter()
    if not words.strip() and wanted == FindingFilter():
        raise UsageError("Say what to look for: words, or a filter.", advice="Example: sendscan search trust")
    match, notes = expression(library, words)
    findings, letters = _counted(library, wanted, match)
    ids = _first(library, wanted, match, letters, limit)
    return Found(
        findings=findings,
        letters=len(letters),
        hits=tuple(_hits(library, ids, match)),
        notes=(*notes, *remarks(library, wanted)),
    )


def expression(library: Library, words: str) -> tuple[str | None, tuple[str, ...]]:
    """``words`` for FTS5, and notes on them; ``None`` if there are no words."""
    if not words.strip():
        return None, ()

    def variants(word: str) -> Sequence[str]:
        sql = "SELECT word FROM words_fts WHERE words_fts MATCH ? ORDER BY word"
        return [found for (found,) in library.ask(sql, (f'"{word}"',))]

    query = understood(words, variants)
    return query.match, query.notes


def among(wanted: FindingFilter, match: str | None, *, findings: bool = True) -> tuple[str, str, list[Any]]:
    """The tables, the condition and its values for findings ``f`` of letters ``l`` that hold ``match``.

    With ``match`` there is ``m.id`` too, the finding's number; without ``findings`` there may be that alone.
    """
    condition, values = wanted.condition()
    if match is None:
        return "findings f JOIN letters l ON l.id = f.letter_id", condition, values
    # The letter is told from the number of the finding, so that findings themselves are looked up only where
    # something is asked of them: half of the time for a common word.  CROSS JOIN keeps the order, or SQLite
    # might ask FTS5 anew for every letter.
    source = (
        "(SELECT rowid AS id FROM findings_fts WHERE findings_fts MATCH ?) m"
        f" CROSS JOIN letters l ON l.id = m.id / {FINDINGS}"
    )
    if findings or wanted != FindingFilter(letters=wanted.letters):
        source += " CROSS JOIN findings f ON f.id = m.id"
    return source, condition, [match, *values]


def _counted(library: Library, wanted: FindingFilter, match: str | None) -> tuple[int, list[int]]:
    """How many findings there are, and the letters they stand in, newest first."""
    source, condition, values = among(wanted, match, findings=False)
    # an array spares the sorting that GROUP BY does, which for a common word takes longer than all else
    ((number, ids),) = library.ask(
        f"SELECT count(*), json_group_array(DISTINCT l.id) FROM {source} WHERE {condition}", values
    )
    there = set(json.loads(ids))
    order = library.ask(f"SELECT id FROM letters l ORDER BY {NEWEST_FIRST}")
    return number, [letter_id for (letter_id,) in order if letter_id in there]


def _first(
    library: Library, wanted: FindingFilter, match: str | None, letters: Sequence[int], limit: int | None
) -> list[int]:
    """The first ``limit`` findings: only those of the first letters are put in order."""
    source, condition, values = among(wanted, match, findings=False)
    number_of = "f.id" if match is None else "m.id"
    rows = library.ask(
        f"SELECT {number_of} FROM {source} WHERE {condition} AND l.id IN (SELECT value FROM json_each(?))"
        f" ORDER BY {NEWEST_FIRST}, {number_of} LIMIT ?",
        [*values, json.dumps(letters[:limit]), -1 if limit is None else limit],
    )
    return [id_ for (id_,) in rows]


def _hits(library: Library, ids: Sequence[int], match: str | None) -> Iterator[Hit]:
    """What the library says of each of ``ids``, in their order; one since taken out is left out."""
    for start in range(0, len(ids), _VALUES):
        some = ids[start : start + _VALUES]
        themes, concerns = _themes(library, some), _concerns(library, some)
        found = library.ask(
            f"SELECT f.id, f.text, {LETTER_COLUMNS}, {', '.join(_COLUMNS.values())} FROM findings f"
            " JOIN items i ON i.id = f.item_id JOIN letters l ON l.id = f.letter_id"
            f" WHERE f.id IN ({_marks(some)})",
            some,
        )
        rows = {row[0]: row for row in found}
        matches = _matches({row[0]: row[1] for row in found}, match)
        for id_ in some:
            if (row := rows.get(id_)) is not None:
                yield Hit(
                    text=row[1],
                    letter=as_letter(row[2 : -len(_COLUMNS)]),
                    **dict(zip(_COLUMNS, row[-len(_COLUMNS) :], strict=True)),
                    matches=matches.get(id_, ()),
                    themes=tuple(themes.get(id_, ())),
                    concerns=tuple(concerns.get(id_, ())),
                )


def _marks(values: Sequence[int]) -> str:
    return ", ".join("?" * len(values))


def _matches(texts: Mapping[int, str], match: str | None) -> dict[int, tuple[tuple[int, int], ...]]:
    """The stretches of each text that ``match`` found."""
    if match is None:
        return {}
    # asking the library itself would search all of it anew for each of these findings
    with closing(sqlite3.connect(":memory:")) as page:
        page.execute(f"CREATE VIRTUAL TABLE page USING fts5 (text, {TOKENS})")
        page.executemany("INSERT INTO page (rowid, text) VALUES (?, ?)", texts.items())
        marked = page.execute(
            "SELECT rowid, highlight(page, 0, ?, ?) FROM page WHERE page MATCH ?", (_OPEN, _CLOSE, match)
        ).fetchall()
    return {id_: _stretches(text) for id_, text in marked if not {_OPEN, _CLOSE} & set(texts[id_])}


def _stretches(marked: str) -> tuple[tuple[int, int], ...]:
    """Where what is marked would stand without the marks."""
    # each match is preceded by two marks for every match before it, and by its own first
    return tuple(
        (found.start() - 2 * number, found.end() - 2 * (number + 1))
        for number, found in enumerate(_MARKED.finditer(marked))
    )


def _themes(library: Library, ids: Sequence[int]) -> dict[int, list[str]]:
    themes: dict[int, list[str]] = {}
    sql = f"SELECT finding_id, theme FROM themes WHERE finding_id IN ({_marks(ids)}) ORDER BY theme"
    for id_, theme in library.ask(sql, ids):
        themes.setdefault(id_, []).append(theme)
    return themes


def _concerns(library: Library, ids: Sequence[int]) -> dict[int, list[HitConcern]]:
    concerns: dict[int, list[HitConcern]] = {}
    sql = f"SELECT finding_id, rule, title, severity FROM concerns WHERE finding_id IN ({_marks(ids)}) ORDER BY id"
    for id_, rule, title, severity in library.ask(sql, ids):
        concerns.setdefault(id_, []).append(HitConcern(rule=rule, title=title, severity=severity))
    return concerns
