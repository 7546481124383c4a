"""A comparison or a timeline as rows of one table: a row for every sentence, and for all else a reader must know.

``part`` says what a row is: ``letter`` (with its outcome), ``about_letter`` (what follows, and where the area
stands), ``register`` (a fact by letter and register), ``weakness``, ``theme``, ``concern``, ``all_areas`` (the
official figures) or ``note`` (what is left out, and what cannot be told).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sendscan.compare import wording
from sendscan.compare.parts import AlignedSide, ComparedConcern, ComparedItem, Comparison, Context, Evidence, Side
from sendscan.compare.timeline import Timeline
from sendscan.writing import words as say
from sendscan.writing.document import Line

COLUMNS = (
    "part", "letter", "area", "kind", "letter_date", "visit_start", "visit_end", "source", "rule", "title", "status",
    "item", "statement", "verdict", "finding", "polarity", "severity", "voice", "text", "page", "line",
)  # fmt: skip
Row = tuple[Any, ...]
_NOTHING = (None,) * 7
_NO_LETTER = (None,) * 7


def comparison_lines(comparison: Comparison) -> list[Row]:
    """The comparison's rows, the header first; ``status`` is ``aligned``, ``alone``, ``shared``, ``apart`` or
    ``not_looked_for`` (the concern's rule is not made for letters of this kind)."""
    by_label = {side.label: side for side in comparison.letters}
    rows: list[Row] = [COLUMNS, *_letters(comparison.letters)]
    for row in comparison.aligned:
        about = ([theme.id for theme in row.themes], [theme.title for theme in row.themes], "aligned")
        rows += _items(row.sides, by_label, about)
    for side in comparison.unaligned:
        rows += _items([side], by_label, (None, None, "alone"))
    for status, concerns in (("shared", comparison.shared), ("apart", comparison.apart)):
        rows += (line for concern in concerns for line in _concern(concern, by_label, status))
    context = next((side.context for side in comparison.letters if side.context), None)
    return [*rows, *_all_areas(context), *_notes(comparison.notes)]


def timeline_lines(timeline: Timeline) -> list[Row]:
    """The timeline's rows, the header first; ``status`` of a concern is what becomes of it in the letter."""
    by_label = {side.label: side for side in timeline.letters}
    rows: list[Row] = [COLUMNS, *_letters(timeline.letters), *_register(timeline, by_label)]
    for course in timeline.themes:
        for said in course.letters:
            start = ("theme", *_letter(by_label[said.label]), course.theme.id, course.theme.title)
            strengths, concerns = say.counted(said.strengths, "strength"), say.counted(said.concerns, "concern")
            counts = f"{strengths}, {said.mixed} mixed, {concerns}"
            rows.append((*start, counts, *_item(None), *_NOTHING))
            rows += ((*start, None, *_item(item), *_NOTHING) for item in said.items)
            rows += ((*start, None, *_item(None), *_sentence(one)) for one in said.evidence)
    for concern in timeline.concerns:
        for step in concern.steps:
            start = ("concern", *_letter(by_label[step.label]), concern.rule, concern.title)
            evidence = step.found.evidence if step.found else ()
            rows += ((*start, step.status, *_item(None), *one) for one in _sentences(evidence))
    return [*rows, *_all_areas(timeline.context), *_notes(timeline.notes)]


def _letters(sides: Sequence[Side]) -> Iterator[Row]:
    for side in sides:
        start = _letter(side)
        yield ("letter", *start, None, None, say.outcome_words(side.outcome), *_item(None), *_NOTHING)
        for what, words in (
            ("Months from inspection to revisit", wording.months(side)),
            ("What follows", wording.next_step(side.outcome)),
            ("Among all areas", wording.standing(side)),
        ):
            if words is not None:
                yield ("about_letter", *start, None, what, None, *_said(words))
        for check in side.checks:
            agree = {True: "agree", False: "differ", None: "one is silent"}[check.agrees]
            words = f"letter: {check.letter or 'not stated'}; register: {check.register or 'not stated'}"
            yield ("register", *start, check.what, None, agree, *_said(words))


def _register(timeline: Timeline, by_label: dict[str, Side]) -> Iterator[Row]:
    if timeline.context is not None:
        for event in timeline.register:
            start = _letter(by_label[event.label]) if event.label else _NO_LETTER
            yield ("register", *start, event.what, None, None, *_said(_words(wording.event(event, timeline.context))))


def _all_areas(context: Context | None) -> Iterator[Row]:
    for point in wording.national(context) if context else ():
        yield ("all_areas", *_NO_LETTER, None, None, None, *_said(_words(point.line)))


def _notes(notes: Sequence[str]) -> Iterator[Row]:
    for note in notes:
        yield ("note", *_NO_LETTER, None, None, None, *_said(note))


def _words(line: Line) -> str:
    return "".join(run.text for run in line)


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
    for label in concern.not_looked_for:
        start = ("concern", *_letter(by_label[label]), concern.rule, concern.title, "not_looked_for")
        yield (*start, *_item(None), *_NOTHING)


def _said(words: str) -> Row:
    """What is said in our words, of no item and by no sentence of a letter."""
    return (*_item(None), None, None, None, None, words, None, None)


def _item(item: ComparedItem | None) -> Row:
    return (item.id, item.statement, item.verdict) if item else (None, None, None)


def _sentences(evidence: Sequence[Evidence]) -> Iterator[Row]:
    """A row each; one without a sentence where there is none, so that nothing is lost."""
    yield from map(_sentence, evidence) if evidence else [_NOTHING]


def _sentence(one: Evidence) -> Row:
    return (one.finding, one.polarity, one.severity, one.voice, one.text, one.page, one.line)
