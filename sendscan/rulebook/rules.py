"""What a rule file holds, as frozen types; the JSON Schema for editors is made from them.

A file has any of the keys ``lists``, ``cues``, ``voices``, ``concerns`` and ``precedents``.  ``match``,
``unless``, ``about`` and ``where`` hold phrases in the notation of :mod:`sendscan.rulebook.phrases`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

from sendscan.model import Kind, Severity, Voice
from sendscan.rulebook.strict import CLOSED

Effect = Literal[
    "strength",
    "problem",
    "mixed",
    "negation",
    "nothing",
    "contrast",
    "concession",
    "stop",
    "past",
    "action",
    "deed",
    "points_back",
    "continues",
    "follows",
    "turns",
    "aside",
    "wanted",
    "within",
    "besides",
    "raises",
    "lowers",
]
"""What a cue says: see rules/README.md, which explains each to a rule author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words that tell how things stand: one idea, as many phrasings as it has."""

    __pydantic_config__: ClassVar[Any] = CLOSED
    id: str
    title: str
    why: str
    effect: Effect
    match: tuple[str, ...]
    unless: tuple[str, ...] = ()
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRule:
    """Words that say whose view a sentence reports.

    ``voice: same`` keeps the view that the sentence before reported; ``voice: subject`` is the view of
    whom the sentence before reported or was about ("They feel …"); ``voice: named`` that of the people
    this sentence begins with ("Schools without a link worker told us …").  ``who`` names the holders of a view.
    """

    __pydantic_config__: ClassVar[Any] = CLOSED
    id: str
    title: str
    why: str
    voice: Voice | Literal["same", "subject", "named"]
    who: tuple[str, ...] = ()
    match: tuple[str, ...]
    unless: tuple[str, ...] = ()
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRule:
    """A residual concern: what an unresolved problem is about.

    It is raised by a sentence that states a problem and holds a phrase of ``match``, or one of ``about``
    (with one of ``where``, if there are any); by a phrase of ``otherwise``, or by reporting
    the view of one of ``otherwise_voices``, only if no other rule is raised.
    ``gives_way_to`` names more exact rules; ``voices``, ``kinds`` restrict it.  The same phrases
    make it a theme, whatever the polarity.  What can be said of anything
    (effect, evenness) ``lends`` nothing: other sentences of the item do not take it for what they are about.
    What other problems often lead to (absence, lost progress) is named ``as_effect`` for its cause: a
    sentence that says what follows from a problem ("As a result …") is about that problem.
    """

    __pydantic_config__: ClassVar[Any] = CLOSED
    id: str
    title: str
    why: str
    severity: Severity
    about: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    otherwise_voices: tuple[Voice, ...] = ()
    unless: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()
    kinds: tuple[Kind, ...] = ()
    gives_way_to: tuple[str, ...] = ()
    lends: Literal["topic", "nothing"] = "topic"
    as_effect: Literal["itself", "cause"] = "itself"
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOf:
    """Sentences whose concerns are known: precedents for sentences like them.

    ``said`` holds, under the ids of the concerns they are about (``waiting-times``, or several with commas
    between them; ``other`` for none of ours), the sentences, one a line.  ``kinds`` restricts them to some
    kinds of letter.
    """

    __pydantic_config__: ClassVar[Any] = CLOSED
    kinds: tuple[Kind, ...] = ()
    said: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """One YAML file of rules.  ``off`` switches rules of earlier folders off by id."""

    __pydantic_config__: ClassVar[Any] = CLOSED
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cues: tuple[Cue, ...] = ()
    voices: tuple[VoiceRule, ...] = ()
    concerns: tuple[ConcernRule, ...] = ()
    precedents: tuple[SaidOf, ...] = ()
    off: tuple[str, ...] = ()


Rule = Cue | VoiceRule | ConcernRule
PHRASE_FIELDS = ("match", "unless", "about", "where", "otherwise", "who")
