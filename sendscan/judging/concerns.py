"""What an unresolved problem is about, and what a sentence is about at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sendscan.model import Voice
from sendscan.rulebook.book import Found
from sendscan.rulebook.rules import ConcernRule


class About(NamedTuple):
    """Concern rules a sentence fits, in order of how surely they name what is wrong.

    ``raised`` are named by the clause that states the problem; ``aside`` only elsewhere in the sentence, or
    by words that describe people ("children who are educated at home"); ``otherwise`` by words so general
    that they count for want of better, and ``last`` by such words elsewhere in the sentence.  ``themes`` are
    what it is about, whatever it states.  ``barred`` are those that a phrase of ``unless`` stops.
    """

    raised: tuple[str, ...]
    aside: tuple[str, ...]
    otherwise: tuple[str, ...]
    last: tuple[str, ...]
    themes: tuple[str, ...]
    barred: frozenset[str]


class Scope(NamedTuple):
    """Stretches of words ``(first, last)``: clauses that state a problem, and words that describe people."""

    problems: Sequence[tuple[int, int]]
    asides: Sequence[tuple[int, int]] = ()

    def in_problem(self, found: Found) -> bool:
        """Whether ``found`` begins in a clause that states a problem."""
        return any(first <= found.first < last for first, last in self.problems)

    def is_aside(self, found: Found) -> bool:
        """Whether ``found`` stands wholly within words that describe people or are named among others."""
        return any(first <= found.first and found.last <= last for first, last in self.asides)

    def outside_asides(self, words: Sequence[str]) -> list[str]:
        """The ``words`` of the sentence without those that only describe people or are named among others."""
        return [word for at, word in enumerate(words) if not any(first <= at < last for first, last in self.asides)]


def about(found: Sequence[Found], *, voice: Voice, kind: str | None, scope: Scope) -> About:
    """Which concern rules the phrases ``found`` fit.

    A phrase that stands outside the clauses with a problem ("The new service is popular, but waits are
    long") makes a theme; it names the problem only if nothing within them does ("Advice has improved but
    this remains patchy").
    """
    fits: dict[str, _Fields] = {}
    for f in found:
        rule, field = f.phrase.rule, f.phrase.field
        if not isinstance(rule, ConcernRule):
            continue
        if (rule.kinds and kind not in rule.kinds) or (rule.voices and voice not in rule.voices):
            continue
        fields = fits.get(rule.id)
        if fields is None:
            fields = fits[rule.id] = _Fields(rule, set(), set(), set())
        fields.anywhere.add(field)
        if field == "unless" or not scope.is_aside(f):
            fields.outside.add(field)
            if field == "unless" or scope.in_problem(f):
                fields.within.add(field)
    return About(
        raised=_fitting([f.rule for f in fits.values() if _fits(f.rule, f.within)]),
        aside=_fitting([f.rule for f in fits.values() if _fits(f.rule, f.anywhere)]),
        otherwise=_general((name, f.within) for name, f in fits.items()),
        last=_general((name, f.anywhere) for name, f in fits.items()),
        themes=tuple(name for name, f in fits.items() if _fits(f.rule, f.outside)),
        barred=frozenset(name for name, f in fits.items() if "unless" in f.anywhere),
    )


class _Fields(NamedTuple):
    """The fields of a rule that phrases of a sentence fit: in any of its words, outside asides, within a problem."""

    rule: ConcernRule
    anywhere: set[str]
    outside: set[str]
    within: set[str]


def _fitting(rules: Sequence[ConcernRule]) -> tuple[str, ...]:
    """The ids of ``rules`` without those that give way to another of them; of two that each do, the first stays."""
    return tuple(
        rule.id
        for at, rule in enumerate(rules)
        if not any(
            other.id in rule.gives_way_to and (number < at or rule.id not in other.gives_way_to)
            for number, other in enumerate(rules)
        )
    )


def _general(fits: Iterable[tuple[str, set[str]]]) -> tuple[str, ...]:
    return tuple(name for name, fields in fits if "otherwise" in fields and "unless" not in fields)


def _fits(rule: ConcernRule, fields: set[str]) -> bool:
    if "unless" in fields:
        return False
    return "match" in fields or ("about" in fields and (not rule.where or "where" in fields))
