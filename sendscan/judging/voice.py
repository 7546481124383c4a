"""Whose view a sentence reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sendscan.model import Voice
from sendscan.rulebook.book import Found
from sendscan.rulebook.rules import VoiceRule

_RELATIVE = frozenset({"which", "that", "whom", "whose", "what"})
_CONCESSIONS = frozenset({"although", "though", "while", "whilst", "despite"})
_PREPOSITIONS = frozenset({"of", "for", "with", "by", "from", "to", "between", "about", "where", "when", "if"})
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
    spoken: list[tuple[bool, int, int, Found, VoiceRule]] = []
    subjects: list[tuple[int, int, Voice]] = []
    for f in found:
        rule = f.phrase.rule
        if not isinstance(rule, VoiceRule):
            continue
        order = rules.setdefault(rule.id, f.phrase.number)
        if f.phrase.field == "who":
            if f.first <= SUBJECT and rule.voice != "same" and rule.voice != "subject":
                subjects.append((f.first, order, rule.voice))
        elif f.phrase.field == "match" and rule.id not in unless:
            if _granted(words, f):
                continue
            if f.first == 1 or words[f.first - 1] not in _RELATIVE or _said_before(words, f.first):
                spoken.append((_governed(words, f.first), f.first, order, f, rule))
    subject = min(subjects)[2] if subjects else None
    for *_, rule in sorted(spoken, key=lambda s: s[:3]):
        if rule.voice == "same" or rule.voice == "subject":
            kept = _kept(before, rule.voice == "subject")
            if kept is not None:
                return Heard(kept, rule.id, subject or kept)
        else:
            return Heard(rule.voice, rule.id, rule.voice)
    return Heard("inspectors", None, subject)


def _said_before(words: Sequence[str], first: int) -> bool:
    """ "Evidence shows that parents feel": the clause is what is said, not an aside about a thing."""
    return words[first - 1] == "that" and first > 1 and words[first - 2].endswith(("s", "ed", "ve", "us", "clear"))


def _granted(words: Sequence[str], f: Found) -> bool:
    """Whether the view stands in an opening "Although …," clause: the main clause after it is another's."""
    return not _CONCESSIONS.isdisjoint(words[1:4]) and "," in words[f.last :]


def _governed(words: Sequence[str], first: int) -> bool:
    """Whether the people named hang on another word ("the turnover of staff, parents reported")."""
    return not _PREPOSITIONS.isdisjoint(words[max(first - 5, 0) : first])


def _kept(before: Heard | None, subject: bool) -> Voice | None:
    if before is None:
        return None
    if before.voice != "inspectors":
        return before.voice
    return before.subject if subject else None
