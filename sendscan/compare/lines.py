"""A comparison or a timeline as rows of one table: a row for every sentence, and for every letter a first one.

``part`` says what a row is: ``letter``, ``register`` (a fact by letter and register), ``weakness``,
``theme`` or ``concern``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sendscan.compare.parts import AlignedSide, ComparedConcern, ComparedItem, Comparison, Evidence, Side
from sendscan.compare.timeline import Timeline
from sendscan.writing import words as say

COLUMNS = (
    "part", "letter", "area", "kind", "letter_date", "visit_start", "visit_end", "source", "rule", "title", "status",
    "item", "statement", "verdict", "finding", "polarity", "severity", "voice", "text", "page", "line",
)  # fmt: skip
Row = tuple[Any, ...]
_NOTHING = (None,) * 7


def comparison_lines(comparison: Comparison) -> list[Row]:
    """The comparison's rows, the header first; ``status`` is ``aligned``, ``alone``, ``shared`` or ``apart``."""
    by_label = {side.label: side for side in comparison.letters}
    rows: list[Row] = [COLUMNS, *_letters(comparison.letters)]
    for row in comparison.aligned:
        about = ([theme.id for theme in row.themes], [theme.title for theme in row.themes], "aligned")
        rows += _items(row.sides, by_label, about)
    for side in comparison.unaligned:
        rows += _items([side], by_label, (None, None, "alone"))
    for status, concerns in (("shared", comparison.shared), ("apart", comparison.apart)):
        rows += (line for concern in concerns for line in _concern(concern, by_label, status))
    return rows


def timeline_lines(timeline: Timeline) -> list[Row]:
    """The timeline's rows, the header first; ``status`` of a concern is what becomes of it in the letter."""
    by_label = {side.label: side for side in timeline.letters}
    rows: list[Row] = [COLUMNS, *_letters(timeline.letters)]
    for course in timeline.themes:
        for said in course.letters:
            start = ("theme", *_letter(by_label[said.label]), course.theme.id, course.theme.title)
            counts = f"{said.strengths} strengths, {said.mixed} mixed, {said.concerns} concerns"
            rows.append((*start, counts, *_item(None), *_NOTHING))
            rows += ((*start, None, *_item(item), *_NOTHING) for item in said.items)
            rows += ((*start, None, *_item(None), *_sentence(one)) for one in said.evidence)
    for concern in timeline.concerns:
        for step in concern.steps:
            start = ("concern", *_letter(by_label[step.label]), concern.rule, concern.title)
            evidence = step.found.evidence if step.found else ()
            rows += ((*start, step.status, *_item(None), *one) for one in _sentences(evidence))
    return rows


def _letters(sides: Sequence[Side]) -> Iterator[Row]:
    for side in sides:
        start = _letter(side)
        yield ("letter", *start, None, None, say.outcome_words(side.outcome), *_item(None), *_NOTHING)
        for check in side.checks:
            agree = {True: "agree", False: "differ", None: "one is silent"}[check.agrees]
            words = f"letter: {check.letter or 'not stated'}; register: {check.register or 'not stated'}"
            yield ("register", *start, check.what, None, agree, *_item(None), *_NOTHING[:4], words, None, None)


def _letter(side: Side) -> Row:
    return (side.label, side.area, side.kind, side.letter_date, side.visit.start, side.visit.end, side.source)


def _items(sides: Iterable[AlignedSide], by_label: dict[str, Side], about: Row) -> Iterator[Row]:
    for side in sides:
        for one in side.items:
            for sentence in _sentences(one.evidence):
                yield ("weakness", *_letter(by_label[side.label]), *about, *_item(one.item), *sentence)


def _concern(concern: ComparedConcern, by_label: dict[str, Side], status: str) -> Iterator[Row]:
    for side in concern.sides:
        start = ("concern", *_letter(by_label[side.label]), concern.rule, concern.title, status)
        for sentence in _sentences(side.evidence):
            yield (*start, *_item(None), *sentence)


def _item(item: ComparedItem | None) -> Row:
    return (item.id, item.statement, item.verdict) if item else (None, None, None)


def _sentences(evidence: Sequence[Evidence]) -> Iterator[Row]:
    """A row each; one without a sentence where there is none, so that nothing is lost."""
    yield from map(_sentence, evidence) if evidence else [_NOTHING]


def _sentence(one: Evidence) -> Row:
    return (one.finding, one.polarity, one.severity, one.voice, one.text, one.page, one.line)
