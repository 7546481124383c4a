"""What a person reads where the record has a code: kinds, verdicts, voices, dates, places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendscan.model import Area, Kind, NextStep, Outcome, OutcomeVerdict, Span, VerdictValue, Visit, Voice

KINDS: dict[Kind, str] = {
    "send_revisit": "joint area SEND revisit",
    "send_inspection": "joint local area SEND inspection (2016–2022)",
    "area_send": "area SEND inspection (from 2023)",
    "jtai": "joint targeted area inspection",
    "focused_visit": "focused visit to children’s services",
}

VERDICTS: dict[VerdictValue, str] = {
    "sufficient_progress": "sufficient progress",
    "insufficient_progress": "not sufficient progress",
    "not_stated": "no verdict stated",
}

OUTCOMES: dict[OutcomeVerdict, str] = {
    "sufficient_progress": "Sufficient progress",
    "some_sufficient_progress": "Sufficient progress in some weaknesses",
    "insufficient_progress": "Sufficient progress in none of the weaknesses",
    "positive": "Typically positive experiences and outcomes",
    "inconsistent": "Inconsistent experiences and outcomes",
    "systemic_failings": "Widespread and/or systemic failings",
    "narrative": "No overall judgement: letters of this kind give none",
    "not_stated": "The letter states no overall verdict",
}

NEXT_STEPS: dict[NextStep, str] = {
    "support_and_challenge_visits_cease": "the quarterly support and challenge visits cease",
    "dfe_and_nhs_england_decide": "the Department for Education and NHS England decide what follows",
    "next_full_inspection": "the next full inspection",
    "monitoring_inspection": "a monitoring inspection",
}

VOICES: dict[Voice, str] = {
    "inspectors": "inspectors",
    "parents_carers": "parents and carers",
    "children_young_people": "children and young people",
    "area_leaders": "area leaders",
    "setting_leaders": "leaders of settings",
    "professionals": "professionals",
    "partners": "partners",
    "survey": "survey",
}

# a verdict's mark says the same as its colour, for those who see no colour
MARKS: dict[str, str] = {
    "sufficient_progress": "✓",
    "positive": "✓",
    "some_sufficient_progress": "◐",
    "inconsistent": "◐",
    "insufficient_progress": "✗",
    "systemic_failings": "✗",
    "narrative": "·",
    "not_stated": "?",
}

STYLES: dict[str, str] = {
    "✓": "bold green",
    "◐": "bold yellow",
    "✗": "bold red",
    "?": "bold yellow",
    "·": "bold",
}

_ISO = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?", re.ASCII)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def date_words(date: str | None) -> str:
    """``4 May 2020``, ``July 2020``, or ``not stated``.

    >>> date_words("2020-05-04"), date_words("2020-07"), date_words(None)
    ('4 May 2020', 'July 2020', 'not stated')
    """
    if date is None:
        return "not stated"
    if not _ISO.fullmatch(date):  # in a record that somebody edited
        return date
    year, month, *day = date.split("-")
    return " ".join([*(str(int(d)) for d in day), _MONTHS[int(month) - 1], year])


def visit_words(visit: Visit) -> str:
    """``2 to 4 March 2020``: what both ends share is said once.

    >>> visit_words(Visit(start="2021-04-29", end="2021-05-01"))
    '29 April to 1 May 2021'
    """
    if visit.start is None or visit.end is None or visit.start == visit.end:
        return date_words(visit.start or visit.end)
    first, last = date_words(visit.start).split(), date_words(visit.end).split()
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    return f"{' '.join(first[: len(first) - shared])} to {' '.join(last)}"


def area_words(area: Area | None) -> str:
    """The place with its region, or ``not stated``."""
    if area is None:
        return "not stated"
    return f"{area.name} ({area.region})" if area.region else area.name


def outcome_words(outcome: Outcome) -> str:
    """The overall verdict with its count: ``Sufficient progress in 3 of 5 weaknesses``."""
    counted = outcome.sufficient is not None and outcome.total is not None
    if not counted or outcome.verdict not in (
        "sufficient_progress",
        "some_sufficient_progress",
        "insufficient_progress",
    ):
        return OUTCOMES[outcome.verdict]
    noun = "weakness" if outcome.total == 1 else "weaknesses"
    return f"Sufficient progress in {outcome.sufficient} of {outcome.total} {noun}"


def place(span: Span) -> str:
    """Where to look in the letter: ``p.3 l.12``."""
    return f"p.{span.page} l.{span.line}"


def sentence_case(text: str) -> str:
    """``text`` with a capital first letter, all others as they are.

    >>> sentence_case("area SEND inspection")
    'Area SEND inspection'
    """
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 letter``, ``2 letters``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def some(names: Sequence[str], most: int = 20) -> str:
    """``a, b, c``; where there are very many, the first of them and how many more."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
