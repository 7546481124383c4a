"""What a comparison and a timeline are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sendscan.model import Kind, Outcome, Polarity, Severity, VerdictValue, Visit, Voice
from sendscan.outcomes import OfficialOutcome, Tally

ListName = Literal["weaknesses", "priority_actions", "improvements"]
"""The lists whose items a letter wants put right."""
PUT_RIGHT: tuple[ListName, ...] = ("weaknesses", "priority_actions", "improvements")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The same fact by the letter and by the official table; ``agrees`` is ``None`` where one is silent."""

    what: Literal[
        "inspection_start",
        "inspection_published",
        "visit_start",
        "published",
        "weaknesses",
        "sufficient",
        "outcome",
    ]
    letter: str | None
    register: str | None
    agrees: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the official outcomes say of an area, and of all; ``standing`` is the area's place in words."""

    source: str
    standing: str
    area: OfficialOutcome
    all_areas: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence, and where it stands.  ``severity`` is that of a concern it raises."""

    finding: str
    polarity: Polarity
    severity: Severity | None
    voice: Voice
    text: str
    page: int
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedItem:
    """A weakness, priority action or improvement of one letter, and how its findings lean.

    ``verdict`` is ``None`` where letters of the kind give none.
    """

    id: str
    list: ListName
    statement: str
    page: int
    line: int
    themes: tuple[str, ...]
    verdict: VerdictValue | None
    strengths: int
    mixed: int
    concerns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One letter.  ``label`` tells it from the others; ``months_by`` says who dates the first inspection.

    ``other_letters`` are names of the area's older letters, which are not compared.
    """

    label: str
    area: str | None
    region: str | None
    kind: Kind
    source: str
    letter_date: str | None
    visit: Visit
    months_since_inspection: int | None
    months_by: Literal["letter", "register"] | None
    outcome: Outcome
    items: tuple[ComparedItem, ...]
    context: Context | None
    checks: tuple[Check, ...]
    other_letters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What sentences and statements are about."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedItem:
    """An item in a row of its theme, and the letter's sentences under it that are about the theme."""

    item: ComparedItem
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedSide:
    """What one letter wants put right on a theme."""

    label: str
    items: tuple[AlignedItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Items of several letters that are about the same themes, side by side."""

    themes: tuple[Theme, ...]
    sides: tuple[AlignedSide, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernIn:
    """A concern as one letter has it: how often, its worst severity, whose views, its sentences in order."""

    label: str
    count: int
    severity: Severity
    voices: tuple[Voice, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedConcern:
    """A residual concern and every letter that has it, in the order of the letters.

    ``not_looked_for`` are letters of kinds that its rule is not made for: their silence says nothing.
    """

    rule: str
    title: str
    severity: Severity
    sides: tuple[ConcernIn, ...]
    not_looked_for: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Letters in the order asked for; what they want put right, by theme; their concerns.

    ``aligned`` are items whose theme two letters or more share, ``unaligned`` all others.  ``shared`` are
    concerns of several letters, ``apart`` those of one alone.
    """

    letters: tuple[Side, ...]
    aligned: tuple[Alignment, ...]
    unaligned: tuple[AlignedSide, ...]
    shared: tuple[ComparedConcern, ...]
    apart: tuple[ComparedConcern, ...]
    notes: tuple[str, ...]
