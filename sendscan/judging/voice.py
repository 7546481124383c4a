"""Whose view a sentence reports."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from sendscan.model import Voice
from sendscan.rulebook.book import Found
from sendscan.rulebook.rules import VoiceRule

_RELATIVE = frozenset(
    {"which", "that", "whom", "whose", "what", "where", "how", "when", "if", "whether", "why", "because"}
)
_CONCESSIONS = frozenset({"although", "though", "while", "whilst", "despite"})
_PREPOSITIONS = frozenset({"of", "for", "with", "by", "from", "to", "between", "about", "where", "when", "if"})
_PLACES = frozenset({"in", "at", "across", "within", "between"})
"""Words before "schools" after which they are a place, nobody who could say something."""
SUBJECT = 8
"""Words from its beginning within which the people a sentence is about are named."""
NOBODY = 10**9
"""A place behind every word of a sentence."""


class Heard(NamedTuple):
    """The voice of a sentence, the rule that told it, and whom a "They" after it would mean.

    That is the people it names first or, where it names nobody, whom the sentence before left in mind.
    """

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
    subjects: list[tuple[int, int, Voice, int]] = []
    named = {f.first: f.last for f in sorted(found, key=lambda f: f.last) if f.phrase.field == "who"}
    for f in found:
        rule = f.phrase.rule
        if not isinstance(rule, VoiceRule):
            continue
        order = rules.setdefault(rule.id, f.phrase.number)
        if f.phrase.field == "who":
            placed = rule.voice == "setting_leaders" and words[f.first - 1] in _PLACES
            if rule.voice != "same" and rule.voice != "subject" and rule.voice != "named" and not placed:
                subjects.append((f.first, order, rule.voice, f.last))
        elif f.phrase.field == "match" and rule.id not in unless:
            if (
                _granted(words, f)
                or (rule.voice != "named" and _hanging(words, f.first))
                or _not_said(words, f)
                or _by_others(words, f, named.get(f.first, 0))
            ):
                continue
            if f.first == 1 or words[f.first - 1] not in _RELATIVE or _said_before(words, f.first):
                spoken.append((_governed(words, f.first), f.first, order, f, rule))
    first, _, people, ends = min(subjects) if subjects else (NOBODY, 0, None, 0)
    subject = people if first <= SUBJECT else None
    meant = people or (before.subject if before else None)
    for *_, f, rule in sorted(spoken, key=lambda s: s[:3]):
        if rule.voice == "named":
            if subject is not None and not _of_a_thing(words[ends : f.last]):
                return Heard(subject, rule.id, subject)
        elif rule.voice == "same" or rule.voice == "subject":
            kept = _kept(before, rule.voice == "subject")
            if kept is not None:
                return Heard(kept, rule.id, subject or kept)
        else:
            return Heard(rule.voice, rule.id, rule.voice)
    return Heard("inspectors", None, meant)


def _said_before(words: Sequence[str], first: int) -> bool:
    """ "Evidence shows that parents feel": the clause is what is said, not an aside about a thing."""
    return words[first - 1] == "that" and first > 1 and words[first - 2].endswith(("s", "ed", "ve", "us", "clear"))


def _granted(words: Sequence[str], f: Found) -> bool:
    """Whether the view stands in an opening "Although …," clause: the main clause after it is another's."""
    at = next((at for at in range(1, min(4, len(words))) if words[at] in _CONCESSIONS), None)
    return at is not None and "," not in words[at : f.first] and "," in words[f.last :]  # not "Despite this, parents …"


_MAY_SAY = frozenset({"continue", "continues", "spoke", "spoken", "talked", "responded", "replied", "tend", "seem"})
"""Words before "to" after which the verb is still said of the people: "parents we spoke to feel"."""
_SAY = frozenset(
    {"say", "tell", "report", "describe", "feel", "think", "believe", "comment", "explain", "express", "share"}
    | {"appreciate", "value", "welcome", "raise", "find", "enjoy", "like", "want", "love", "trust", "highlight"}
    | {"recognise", "acknowledge", "notice", "noticed", "talk", "speak"}
)
_TOLD = frozenset(
    {"told", "informed", "shared", "raised", "reported", "explained", "trusted", "described"}
    | {"praised", "valued", "welcomed", "viewed", "appreciated", "considered", "noticed"}
)
_NOUNS = frozenset({"view", "views", "report", "reports", "comments", "share", "value"})
_OWNERS = frozenset(
    {"their", "the", "his", "her", "its", "'", "'s", "and", "of", "these", "several", "some", "many", "most", "few"}
    | {"a", "an", "no", "send", "provide", "provides", "write", "receive"}
)
_ARTICLES = frozenset({"a", "an"})
_CAUSES = frozenset(
    {"help", "helps", "helped", "helping", "enable", "enables", "make", "makes", "making", "ensure", "ensures", "so"}
    | {"allow", "allows", "support", "supports", "let", "lets"}
)
_BEFORE_NOUNS = frozenset({"a", "an", "the", "of", "no", "any", "more", "enough", "early", "family"})
"""Words before "support" or "help" after which it is a noun: "with no support, families feel …"."""
_HELPERS = frozenset({"team", "teams", "worker", "workers", "service", "services", "group", "groups", "staff", "plan"})
"""Words after "support" or "help" before which it is a noun: "a support worker"."""
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_THAT = frozenset({"that", "which", "who"})
_CLAUSE = _BE | frozenset(
    {"have", "has", "had", "do", "does", "did", "can", "cannot", "describe", "describes", "say", "says", "said", "no"}
)
"""Words after "that" which make it begin a clause about a thing: "plans that describe …"."""
_TELL = frozenset({"tell", "report"})
_A_SAY = frozenset({"little", "no", "a", "some", "more", "enough", "much", "real"})
_NOT = frozenset({"not", "n't", "never", "rarely", "seldom"})
UNTOLD = 4
"""Words before "tell" within which "not" makes it no telling: "do not routinely tell families"."""
CAUSED = 10
"""Words before a verb of saying within which a verb of causing makes it an effect: "helps families feel …"."""
PASSIVE = 4
"""Words before "told" within which "are" makes it passive: "families are not always told"."""
_BETWEEN = (
    frozenset({"always", "often", "also", "still", "now", "yet", "ever", "sometimes", "already", "well", "kept"})
    | _BE
    | _NOT
)
"""Words besides adverbs in -ly that may stand there: "parents whose children were seen praised the team" is none."""


def _not_said(words: Sequence[str], f: Found) -> bool:
    """Whether the words of saying in ``f`` are no saying of the people named.

    They may be what something is for or brings about ("a letter for parents to explain …", "helps families
    feel …"), passive ("families are not told"), out of reach ("leaders could not tell us") or a noun
    ("psychologists' reports").
    """
    return any(_unsaid(words, at, f.first) for at in range(f.first, f.last))


def _unsaid(words: Sequence[str], at: int, first: int) -> bool:
    word, before = words[at], words[at - 1]
    if word in _SAY:
        meant = before == "to" and words[at - 2] not in _MAY_SAY
        start = 3 if tuple(words[1:3]) == ("even", "so") else 0
        caused = any(_is_cause(words, cause) for cause in range(max(at - CAUSED, start), at))
        untold = word in _TELL and not _NOT.isdisjoint(words[max(at - UNTOLD, 1) : at])
        return meant or caused or untold or (word == "say" and before in _A_SAY)
    if word in _TOLD:
        return _is_passive(words[max(at - PASSIVE, first) : at])
    if words[at + 1 : at + 2] == ["of"]:  # "in the view of parents", but "have an honest view of the delays"
        return word in _NOUNS and words[at - 2] in _ARTICLES
    return word in _NOUNS and before in _OWNERS


def _is_cause(words: Sequence[str], at: int) -> bool:
    """Whether a word is a verb of causing, and no noun: "families without a support worker feel" is a saying."""
    return words[at] in _CAUSES and words[at - 1] not in _BEFORE_NOUNS and words[at + 1] not in _HELPERS


def _is_passive(before: Sequence[str]) -> bool:
    """Whether the words ``before`` a participle make it passive: "are not always", "have been regularly"."""
    for word in reversed(before):
        if word in _BE:
            return True
        if word not in _BETWEEN and not word.endswith("ly"):
            return False
    return False


def _by_others(words: Sequence[str], f: Found, named: int) -> bool:
    """Whether others than the people named, who end before the word ``named``, do what ``f`` says.

    "Children's plans say …", "pupils stay in schools that have said …", "families because they feel …".
    """
    if "because" in words[max(f.first - 2, 0) : f.last] or _told_of(words, f.first):
        return True
    if not 0 < named < f.last:
        return False
    if words[named] == "'s" or (words[named] in _CAUSES and not _HELPERS.isdisjoint(words[named + 1 : named + 2])):
        return True  # "family support workers say"
    if words[named] in _THAT and "in" in words[max(f.first - 2, 0) : f.first]:
        return True  # "in mainstream schools that have said": said only of those schools
    return _of_a_thing(words[named : f.last])


def _of_a_thing(words: Sequence[str]) -> bool:
    """Whether ``words``, which follow on people, name something else that "that …" tells of."""
    return any(word in _THAT and after in _CLAUSE for word, after in pairwise(words[1:]))


def _told_of(words: Sequence[str], first: int) -> bool:
    """Whether the people at ``first`` end a list that "what" opens: "account of what families and staff say"."""
    at = max((at for at in range(max(first - LISTED, 1), first) if words[at] == "what"), default=first)
    between = words[at + 1 : first]
    return bool(between) and between[-1] in ("and", ",") and _CLAUSE.isdisjoint(between)


LISTED = 6
"""Words before the last of several people within which "what" opens the list of them."""
_HOLDING = frozenset({"for", "with", "by", "from", "between", "about"})


def _hanging(words: Sequence[str], first: int) -> bool:
    """Whether the people named belong to a thing: "plans for young people described them as children"."""
    at = next((at for at in (first - 1, first - 2) if at > 1 and words[at] in _HOLDING), None)
    return at is not None and words[at - 1] != ","  # "However, for parents, …" is about them


def _governed(words: Sequence[str], first: int) -> bool:
    """Whether the people named hang on another word ("the turnover of staff, parents reported")."""
    return not _PREPOSITIONS.isdisjoint(words[max(first - 5, 0) : first])


def _kept(before: Heard | None, subject: bool) -> Voice | None:
    if before is None:
        return None
    if before.voice != "inspectors":
        return before.voice
    return before.subject if subject else None
