"""The hits and misses of every rule, tried: what ``rules test`` runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sendscan.errors import Where
from sendscan.judging.judge import Trace, traces
from sendscan.judging.judgement import Passage, Sentence
from sendscan.judging.voice import Heard, heard
from sendscan.language import Words
from sendscan.rulebook.book import BEGIN, Rulebook
from sendscan.rulebook.rules import ConcernRule, Cue, Rule, VoiceRule

_BEFORE = Heard("parents_carers", None, "parents_carers")
"""The sentence before an example of a rule that keeps a view."""


@dataclass(frozen=True, slots=True)
class Example:
    """A hit or a miss of a rule, and whether it came out as the rule says."""

    rule: str
    expected: str
    text: str
    right: bool
    where: Where


def tried(rulebook: Rulebook) -> Iterator[Example]:
    """Every hit and miss of every rule, in order."""
    for rule in rulebook.rules.values():
        for expected in ("hits", "misses"):
            for i, text in enumerate(getattr(rule, expected)):
                fired = fires(rule, text, rulebook)
                where = rulebook.places.where(rule.id, expected, i)
                yield Example(rule.id, expected, text, fired == (expected == "hits"), where)


def fires(rule: Rule, text: str, rulebook: Rulebook) -> bool:
    """Whether ``rule`` stands in ``text``: a cue uncancelled, a voice heard, a concern raised."""
    if isinstance(rule, VoiceRule):
        tokens = _words(text)
        return heard(rulebook.find(tokens), tokens, _BEFORE).rule == rule.id
    kind = rule.kinds[0] if isinstance(rule, ConcernRule) and rule.kinds else None
    judged = [trace for trace, _ in judge_text(text, rulebook, kind=kind)]
    if isinstance(rule, Cue):
        return any(r.id == rule.id and r.lost_to is None for t in judged for r in t.stand.readings)
    return any(r.rule == rule.id for t in judged for r in t.judgement.raised)


def judge_text(text: str, rulebook: Rulebook, *, kind: str | None = None) -> list[tuple[Trace, str]]:
    """The sentences of a plain ``text``, each judged, and as it stands there: all as one item."""
    words = Words(text)
    sentences = tuple(
        Sentence(start=start, end=end, text=text[start:end], paragraph=1)
        for start, end in words.sentences(0, len(text))
    )
    passage = Passage(section="narrative", heading=None, sentences=sentences)
    (judged,) = traces(words, [passage], rulebook, kind=kind)
    return [(trace, sentence.text) for trace, sentence in zip(judged, sentences, strict=True)]


def _words(text: str) -> list[str]:
    return [BEGIN, *Words(text).words(0, len(text))[0]]
