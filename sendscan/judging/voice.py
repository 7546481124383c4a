"""Whose view a sentence reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sendscan.model import Voice
from sendscan.rulebook.book import Found
from sendscan.rulebook.rules import VoiceRule

_RELATIVE = frozenset({"which", "that", "whom", "whose", "what"})
SUBJECT = 8
"""Words from its beginning within which the people a sentence is about are named."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The voice of a sentence, the rule that told it, and whom a "They" after it would mean."""

    voice: Voice
    rule: str | None
    subject: Voice | None


def heard(found: Sequence[Found], words: Sequence[str], before: Heard | None) -> Heard:
    """The voice from the voice phrases ``found`` in ``words``; ``before`` is the sentence before, if any.

    Where several views are reported the first named counts; a clause that is only attributed ("…, which
    parents value") does not make the sentence theirs.
    """
    rules: dict[str, int] = {}
    unless = {f.phrase.rule.id for f in found if f.phrase.field == "unless"}
    spoken: list[tuple[int, int, Found, VoiceRule]] = []
    subjects: list[tuple[int, int, Voice]] = []
    for f in found:
        rule = f.phrase.rule
        if not isinstance(rule, VoiceRule):
            continue
        order = rules.setdefault(rule.id, f.phrase.number)
        if f.phrase.field == "who" and f.first <= SUBJECT and rule.voice != "same":
            subjects.append((f.first, order, rule.voice))
        elif f.phrase.field == "match" and rule.id not in unless:
            if f.first == 1 or words[f.first - 1] not in _RELATIVE or _said_before(words, f.first):
                spoken.append((f.first, order, f, rule))
    subject = min(subjects)[2] if subjects else None
    for _, _, f, rule in sorted(spoken, key=lambda s: s[:2]):
        voice = rule.voice
        if voice == "same":
            kept = _antecedent(before)
            if kept is None:
                continue
            return Heard(kept, rule.id, subject or kept)
        return Heard(voice, rule.id, voice)
    return Heard("inspectors", None, subject)


def _said_before(words: Sequence[str], first: int) -> bool:
    """ "Evidence shows that parents feel": the clause is what is said, not an aside about a thing."""
    return (
        words[first - 1] == "that"
        and first > 1
        and words[first - 2].endswith(("s", "ed", "ve", "us", "clear"))
    )


def _antecedent(before: Heard | None) -> Voice | None:
    if before is None:
        return None
    return before.voice if before.voice != "inspectors" else before.subject
