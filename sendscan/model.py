"""What a record is: frozen types, from which the JSON Schema is made.

Every class here is a stage of the record in the output contract, with the contract's names.  Dates are
ISO strings (``2020-05-04``; ``2020-07`` where only the month is stated).  What a letter does not state is
``None`` or an empty tuple, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

SCHEMA_VERSION = 1

Kind = Literal["send_revisit", "send_inspection", "area_send", "jtai", "focused_visit"]
Polarity = Literal["strength", "concern", "mixed", "context"]
Voice = Literal[
    "inspectors",
    "parents_carers",
    "children_young_people",
    "area_leaders",
    "setting_leaders",
    "professionals",
    "partners",
    "survey",
]
Severity = Literal["low", "medium", "high"]
VerdictValue = Literal["sufficient_progress", "insufficient_progress", "not_stated"]
OutcomeVerdict = Literal[
    "sufficient_progress",
    "some_sufficient_progress",
    "insufficient_progress",
    "positive",
    "inconsistent",
    "systemic_failings",
    "narrative",
    "not_stated",
]
NextStep = Literal[
    "support_and_challenge_visits_cease",
    "dfe_and_nhs_england_decide",
    "next_full_inspection",
    "monitoring_inspection",
]
Level = Literal["info", "warning", "error"]
IsoDate = Annotated[str, "an ISO date: YYYY-MM-DD, or YYYY-MM where only the month is stated"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the clean text: ``text[start:end]``, and the page and line of the source it begins on."""

    start: int
    end: int
    page: int
    line: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the letter, and where they stand: ``clean_text[span.start:span.end] == text``."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInfo:
    """The file a record was made from.  ``name`` is as given by the user, never an absolute path."""

    name: str
    sha256: str
    media_type: str
    pages: int
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A local area.  ``gss_code`` and ``region`` are ``None`` where the place is not in the register."""

    name: str
    gss_code: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days of a visit or an inspection; ``end`` equals ``start`` for a single day."""

    start: IsoDate | None = None
    end: IsoDate | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """First and last day on site."""

    start: IsoDate | None = None
    end: IsoDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Somebody the letter is written to."""

    name: str | None
    role: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspector:
    """A member of the team as the text names it.  ``lead`` is ``None`` where the letter does not say."""

    name: str
    role: str | None = None
    body: str | None = None
    lead: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Somebody who signs.  ``name`` is ``None`` where only an office is printed."""

    name: str | None
    role: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenStatement:
    """The written statement of action a revisit looks back on."""

    issued: IsoDate | None = None
    declared_fit: IsoDate | None = None
    jointly_responsible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterInfo:
    """The letter's own particulars: who wrote to whom, about which visit."""

    kind: Kind
    title: str | None = None
    area: Area | None = None
    letter_date: IsoDate | None = None
    visit: Visit = field(default_factory=Visit)
    previous_inspections: tuple[Period, ...] = ()
    initial_report_published: IsoDate | None = None
    inspectorates: tuple[str, ...] = ()
    focus: str | None = None
    addressees: tuple[Addressee, ...] = ()
    inspectors: tuple[Inspector, ...] = ()
    responsible_bodies: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    copied_to: tuple[str, ...] = ()
    written_statement_of_action: WrittenStatement = field(default_factory=WrittenStatement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The overall judgement, with the sentence that states it.  Nothing here is inferred."""

    verdict: OutcomeVerdict = "not_stated"
    sufficient: int | None = None
    total: int | None = None
    statement: Quote | None = None
    next_step: NextStep | None = None
    next_step_statement: Quote | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether progress on one weakness was sufficient; ``text`` and ``span`` are ``None`` if not stated."""

    value: VerdictValue = "not_stated"
    text: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sentence of the inspectors' account, and how it was judged.

    ``paragraph`` counts from 1 within the item.  ``cues`` are the ids of the rules that decided polarity
    and voice; ``concerns`` are ids of concern rules, ``themes`` what the sentence is about.
    """

    id: str
    text: str
    span: Span
    paragraph: int
    polarity: Polarity
    voice: Voice
    themes: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakness:
    """An area of significant weakness: what was found at first, the verdict on it now, the findings.

    ``themes`` are what the statement is about, by the rules that tell it of a finding.
    """

    id: str
    statement: Quote
    verdict: Verdict = field(default_factory=Verdict)
    findings: tuple[Finding, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One bullet, table row or headed section: a weakness without a verdict.

    ``heading`` is the heading it stands under, verbatim; ``responsible`` the bodies a table row names;
    ``themes`` what the statement is about.
    """

    id: str
    statement: Quote
    heading: str | None = None
    responsible: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A residual concern and its evidence: the finding's own words and place."""

    id: str
    rule: str
    title: str
    severity: Severity
    finding: str
    item: str
    voice: Voice
    text: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something the reader of a record must know: a contradiction, a gap, a page that could not be read."""

    code: str
    level: Level
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of the clean text (after furniture is dropped) some part of the record claims."""

    characters: int
    claimed: int
    unclaimed: tuple[Quote, ...] = ()
    furniture: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One letter, read.  ``text`` is the clean text every span points into."""

    source: SourceInfo
    letter: LetterInfo
    outcome: Outcome
    weaknesses: tuple[Weakness, ...] = ()
    strengths: tuple[Item, ...] = ()
    priority_actions: tuple[Item, ...] = ()
    improvements: tuple[Item, ...] = ()
    needs_work: tuple[Item, ...] = ()
    narrative: tuple[Item, ...] = ()
    concerns: tuple[Concern, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    coverage: Coverage
    text: str | None = None
    schema_version: int = SCHEMA_VERSION

    def items(self) -> tuple[Weakness | Item, ...]:
        """Every weakness and item, in the order of the record's lists."""
        return (
            *self.weaknesses,
            *self.strengths,
            *self.priority_actions,
            *self.improvements,
            *self.needs_work,
            *self.narrative,
        )

    def findings(self) -> tuple[Finding, ...]:
        """Every finding of every item, in the order of :meth:`items`."""
        return tuple(f for item in self.items() for f in item.findings)
