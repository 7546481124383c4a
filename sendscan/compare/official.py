"""A letter beside the official outcomes: the same facts from both, and where the area stands."""

from __future__ import annotations

from collections.abc import Iterator

from sendscan.compare.parts import Check, Context
from sendscan.labels import area_of
from sendscan.model import OutcomeVerdict, Record
from sendscan.outcomes import SOURCE, OfficialOutcome, RevisitOutcome, official, standing, tally

SEND = ("send_inspection", "send_revisit", "area_send")
"""Kinds of letter about SEND, which the official outcomes are about too."""

_OUTCOMES: dict[OutcomeVerdict, RevisitOutcome] = {
    "sufficient_progress": "all",
    "some_sufficient_progress": "some",
    "insufficient_progress": "none",
}


def context_of(record: Record) -> Context | None:
    """What the official outcomes say of the letter's area; ``None`` for a letter that is not about SEND."""
    area = area_of(record)
    row = official(area) if area and record.letter.kind in SEND else None
    if row is None:
        return None
    figures = tally()
    return Context(source=SOURCE, standing=standing(row, figures), area=row, all_areas=figures)


def checks(record: Record, row: OfficialOutcome) -> tuple[Check, ...]:
    """Every fact that the letter or the table states of the visit the letter is about."""
    return tuple(check for check in _checks(record, row) if check.letter or check.register)


def _checks(record: Record, row: OfficialOutcome) -> Iterator[Check]:
    letter, outcome = record.letter, record.outcome
    if letter.kind == "send_inspection":
        yield _check("visit_start", letter.visit.start, row.inspection_start)
        yield _check("published", letter.letter_date, row.inspection_published)
        yield _check("weaknesses", len(record.weaknesses) or None, row.significant_weaknesses)
    elif letter.kind == "send_revisit":
        first = next((period.start for period in letter.previous_inspections if period.start), None)
        yield _check("inspection_start", first, row.inspection_start)
        yield _check("inspection_published", letter.initial_report_published, row.inspection_published)
        yield _check("visit_start", letter.visit.start, row.revisit_start)
        yield _check("published", letter.letter_date, row.revisit_published)
        yield _check("weaknesses", outcome.total, row.significant_weaknesses)
        yield _check("sufficient", outcome.sufficient, row.sufficient)
        yield _check("outcome", _OUTCOMES.get(outcome.verdict), row.revisit_outcome)


def _check(what: str, letter: str | int | None, register: str | int | None) -> Check:
    ours, theirs = (None if value is None else str(value) for value in (letter, register))
    agrees = None
    if ours is not None and theirs is not None:
        least = min(len(ours), len(theirs)) if "-" in ours else None  # 2020-07 and 2020-07-14 agree
        agrees = ours[:least] == theirs[:least]
    return Check(what=what, letter=ours, register=theirs, agrees=agrees)  # type: ignore[arg-type]
