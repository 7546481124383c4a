"""What judging takes and gives: sentences of an item in, one judgement a sentence out."""

from __future__ import annotations

from typing import NamedTuple

from sendscan.model import Polarity, Severity, Voice


class Sentence(NamedTuple):
    """A whole sentence at ``text[start:end]`` of the clean text; ``paragraph`` counts from 1 in its item."""

    start: int
    end: int
    text: str
    paragraph: int


class Passage(NamedTuple):
    """The sentences of one item, in order.  ``section`` is the record's list it stands in: ``weaknesses``,
    ``strengths``, ``needs_work``, ``priority_actions``, ``improvements`` or ``narrative``.  ``statement``
    is where the item says what it is about, as offsets: it has no say in polarity."""

    section: str
    heading: str | None
    sentences: tuple[Sentence, ...]
    statement: tuple[int, int] | None = None


class Raised(NamedTuple):
    """A concern rule that a sentence raised, and how grave it is there."""

    rule: str
    title: str
    severity: Severity


class Judgement(NamedTuple):
    """How one sentence was judged; ``cues`` are the ids of what decided polarity and voice."""

    polarity: Polarity
    voice: Voice
    themes: tuple[str, ...] = ()
    raised: tuple[Raised, ...] = ()
    cues: tuple[str, ...] = ()
