"""What parsing gives: the letter's particulars, and its items with their sentences not yet judged."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sendscan.judging.judgement import Sentence
from sendscan.model import LetterInfo, Outcome, Quote, Verdict

ListName = Literal["weaknesses", "strengths", "priority_actions", "improvements", "needs_work", "narrative"]


class Draft(NamedTuple):
    """An item before judging.  ``verdict`` is set for weaknesses only; ``verdicts`` holds every verdict
    sentence found in the section, so that a contradiction among them is not lost."""

    list_name: ListName
    statement: Quote
    heading: str | None = None
    responsible: tuple[str, ...] = ()
    verdict: Verdict | None = None
    verdicts: tuple[Verdict, ...] = ()
    sentences: tuple[Sentence, ...] = ()


class Claim(NamedTuple):
    """A stretch of the clean text that some part of the record, or known boilerplate, accounts for."""

    start: int
    end: int
    by: str


class Letter(NamedTuple):
    """A letter, divided.  ``no_dates`` are printed dates that the calendar does not have ("34 May 2020")."""

    info: LetterInfo
    outcome: Outcome
    drafts: tuple[Draft, ...]
    claims: tuple[Claim, ...]
    area_as_printed: Quote | None = None
    no_dates: tuple[Quote, ...] = ()
