"""What a statement of something weak is about, where it fits no rule whole."""

from __future__ import annotations

from collections.abc import Iterable

from sendscan.judging.judgement import Sentence
from sendscan.language import Words
from sendscan.rulebook.book import BEGIN, Found, Rulebook
from sendscan.rulebook.rules import ConcernRule

STATED_WEAK = frozenset({"weaknesses", "priority_actions", "improvements", "needs_work"})
"""Lists whose items are weak, or must improve, by where they stand."""


def subjects(words: Words, sentences: Iterable[Sentence], rulebook: Rulebook, *, kind: str | None) -> tuple[str, ...]:
    """Ids of the concern rules whose subject (``about``) the ``sentences`` name.

    A finding must also say what is wrong (``where``).  The statement of a weakness says so by being one:
    "Leaders must improve the planning arrangements for EHC plans".  A name of the subject counts unless
    words of ``unless`` are part of it: "plans to" in "plans to improve", but not "EHC" in "EHC plans to".
    """
    named: dict[str, None] = {}
    for sentence in sentences:
        found = rulebook.find([BEGIN, *words.words(sentence.start, sentence.end)[0]])
        barred = [f for f in found if f.phrase.field == "unless"]
        for f in found:
            rule = f.phrase.rule
            if (
                not isinstance(rule, ConcernRule)
                or f.phrase.field != "about"
                or (rule.kinds and kind not in rule.kinds)
            ):
                continue
            if not any(other.phrase.rule.id == rule.id and _overlap(f, other) for other in barred):
                named[rule.id] = None
    return tuple(named)


def _overlap(one: Found, other: Found) -> bool:
    return one.first < other.last and other.first < one.last
