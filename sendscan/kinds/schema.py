"""What a kind of letter is, as ``rules/kinds/<kind>.yaml`` says it.

Everything here is written in the phrase language of :mod:`sendscan.rulebook.phrases`; slots in braces keep
what stands in their place (:data:`sendscan.kinds.patterns.SLOTS` lists them).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from sendscan.model import Kind, NextStep, OutcomeVerdict
from sendscan.rulebook.strict import CLOSED

Fills = Literal[
    "weaknesses", "strengths", "needs_work", "priority_actions", "improvements", "narrative", "outcome", "details"
]
Unit = Literal["bullets", "rows", "whole"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognise:
    """A letter is of this kind when a line of its opening begins with a ``subject`` or one of ``any`` (the
    sentences such a letter opens with), and none of ``unless`` stands anywhere in it.  Words in the middle of
    a line are no evidence: a record, a table or a page about letters quotes their subjects too."""

    __pydantic_config__: ClassVar[Any] = CLOSED

    any: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRule:
    """A headed section: its headings (whole lines) and the list of the record it fills.

    ``items`` says what one item is: each first-level bullet, each table row, or the section as a whole.
    ``subheadings``: bold lines within it are headings of their own.  ``particulars``: header phrases
    are sought here too.  ``none``: words by which a section says that it has no items.
    """

    __pydantic_config__: ClassVar[Any] = CLOSED

    headings: tuple[str, ...]
    fills: Fills
    items: Unit = "whole"
    subheadings: bool = False
    particulars: bool = False
    none: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRule:
    """Sentences that state the outcome.  With ``counts``, the verdict follows from the ``{count}`` slots:
    how many weaknesses the sentence calls sufficient or insufficient."""

    __pydantic_config__: ClassVar[Any] = CLOSED

    phrases: tuple[str, ...]
    verdict: OutcomeVerdict | None = None
    counts: Literal["sufficient", "insufficient"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStepRule:
    """Sentences that say what follows from the outcome."""

    __pydantic_config__: ClassVar[Any] = CLOSED

    value: NextStep
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaknessRules:
    """How a weakness is introduced, stated and judged.

    ``introductions`` open a weakness at the start of a block; ``continues`` marks a later paragraph that
    still belongs to the statement; ``sufficient`` and ``insufficient`` are whole verdict sentences.
    """

    __pydantic_config__: ClassVar[Any] = CLOSED

    introductions: tuple[str, ...] = ()
    continues: tuple[str, ...] = ()
    sufficient: tuple[str, ...] = ()
    insufficient: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFile:
    """One kind of letter.  ``unheaded_prose``: paragraphs above the first heading that are neither header nor
    boilerplate are findings too, as a narrative without a heading.  ``signature``: the office under the last
    name, where the closing is missing.  ``formulas``: sentences that are no findings wherever they stand;
    ``boilerplate``: those above the first heading, or between sections, that the record has no use for."""

    __pydantic_config__: ClassVar[Any] = CLOSED

    kind: Kind
    name: str
    recognise: Recognise
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    inspectorates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    subject: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    sections: tuple[SectionRule, ...] = ()
    outcome: tuple[StatementRule, ...] = ()
    next_steps: tuple[NextStepRule, ...] = ()
    weaknesses: WeaknessRules = field(default_factory=WeaknessRules)
    unheaded_prose: bool = False
    closing: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    formulas: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()
