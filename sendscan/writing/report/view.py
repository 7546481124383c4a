"""What a report shows: words, numbers and places, ready for the page and free of markup.

Letters, rules and voices are numbered, and everything else on the page refers to the number: the names of a
hundred rules and letters stand in it once.  Text is as the letter has it; the page escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sendscan.model import Polarity, Severity

Tone = Literal["good", "part", "bad", "none"]
"""How an outcome or a verdict is coloured; its mark and words say the same without colour."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings lean each way."""

    strength: int = 0
    mixed: int = 0
    concern: int = 0
    context: int = 0

    @property
    def total(self) -> int:
        """Findings of every polarity."""
        return self.strength + self.mixed + self.concern + self.context


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """A residual concern, which is also a theme.  ``group`` is the part of the service it is about."""

    number: int
    id: str
    title: str
    why: str
    group: str
    letters: int
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a paragraph: plain, or one finding, or (``role``) a sentence that states a judgement.

    ``concerns`` are rule numbers with their severity, ``themes`` the other rules it is about; ``page`` is
    set where a new page has begun; ``anchor`` where something leads to it.
    """

    text: str
    polarity: Polarity | None = None
    role: Literal["outcome", "verdict", "statement", "next"] | None = None
    voice: int = 0
    concerns: tuple[tuple[int, Severity], ...] = ()
    themes: tuple[int, ...] = ()
    page: int | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What stands in the margin of a paragraph: a concern in it, how often, and whose view it is."""

    rule: int
    severity: Severity
    times: int
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A line of the clean text.  ``page`` is set where it is the first of a page."""

    pieces: tuple[Piece, ...]
    heading: bool = False
    page: int | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """The overall judgement in words, with the sentence that states it."""

    mark: str
    tone: Tone
    words: str
    sufficient: int | None
    total: int | None
    next_step: str | None
    statement: str | None
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A weakness, or the findings under one heading: what it is, the verdict on it, how its findings lean.

    ``themes`` are titles of what a weakness's statement is about.
    """

    label: str
    title: str
    tally: Tally
    anchor: str | None
    mark: str | None = None
    tone: Tone = "none"
    verdict: str | None = None
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An area for priority action or improvement, and who is to act."""

    label: str
    text: str
    responsible: tuple[str, ...]
    anchor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """One letter.  ``label`` is the area, with the year where there are several letters about it.

    ``when`` is the letter's date, or that of the visit where the letter states none.
    """

    number: int
    area: str
    region: str | None
    label: str
    kind: str
    kind_id: str
    title: str
    focus: str | None
    visit: str
    when: str
    source: str
    sha256: str
    pages: int
    outcome: OutcomeView
    tally: Tally
    concerns: int
    bars: tuple[Bar, ...]
    priority_actions: tuple[Action, ...]
    improvements: tuple[Action, ...]
    paragraphs: tuple[Paragraph, ...]
    whole_text: bool
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A concern in a letter: how many sentences (``step`` 1 to 4 of the shades), the worst severity."""

    count: int
    step: int
    severity: Severity
    anchor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A concern across the letters; ``None`` for a letter without it."""

    rule: RuleView
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatGroup:
    """The rows of one part of the service."""

    title: str
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMark:
    """Something dated: ``left`` and ``width`` in percent of the track, ``lane`` 0 or below it."""

    kind: Literal["earlier", "visit"]
    words: str
    left: float
    width: float = 0.0
    lane: int = 0
    letter: int | None = None
    mark: str = ""
    tone: Tone = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRow:
    """The dates of one area's letters.  ``undated`` are labels of letters that state none."""

    area: str
    letters: tuple[int, ...]
    marks: tuple[TimeMark, ...]
    lanes: int
    undated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Rows over the years from ``years[0]`` to the end of ``years[-1]``."""

    years: tuple[int, ...]
    rows: tuple[TimeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceView:
    """Whose view: how the findings that give it lean."""

    number: int
    title: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRow:
    """What findings are about: how they lean, voice by voice, in the order of the report's voices."""

    rule: RuleView
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that the page shows."""

    title: str
    made_by: str
    areas: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    letters: tuple[LetterView, ...]
    outcomes: tuple[tuple[str, Tone, str, int], ...]
    tally: Tally
    most_findings: int
    rules: tuple[RuleView, ...]
    heat: tuple[HeatGroup, ...]
    timeline: Timeline
    voices: tuple[VoiceView, ...]
    themes: tuple[ThemeRow, ...]
    notes: tuple[str, ...]
