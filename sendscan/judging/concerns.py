"""What an unresolved problem is about, and what a sentence is about at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sendscan.model import Voice
from sendscan.rulebook.book import Found
from sendscan.rulebook.rules import ConcernRule


@dataclass(frozen=True, slots=True)
class About:
    """Concern rules a sentence fits, in order of how surely they name what is wrong.

    ``raised`` are named by the clause that states the problem; ``aside`` only elsewhere in the sentence, or
    by words that describe people ("children who are educated at home"); ``otherwise`` by words so general
    that they count for want of better.  ``themes`` are what it is about, whatever it states.
    """

    raised: tuple[str, ...]
    aside: tuple[str, ...]
    otherwise: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Stretches of words ``(first, last)``: clauses that state a problem, and words that describe people."""

    problems: Sequence[tuple[int, int]]
    asides: Sequence[tuple[int, int]] = ()

    def has(self, found: Found) -> bool:
        """Whether ``found`` can name what is wrong: in a problem's clause, and not wholly within an aside."""
        return not self.is_aside(found) and any(first <= found.first < last for first, last in self.problems)

    def is_aside(self, found: Found) -> bool:
        """Whether ``found`` stands wholly within words that describe people or are named among others."""
        return any(first <= found.first and found.last <= last for first, last in self.asides)


def about(found: Sequence[Found], *, voice: Voice, kind: str | None, scope: Scope) -> About:
    """Which concern rules the phrases ``found`` fit.

    A phrase that stands outside the clauses with a problem ("The new service is popular, but waits are
    long") makes a theme; it names the problem only if nothing within them does ("Advice has improved but
    this remains patchy").
    """
    fits: dict[str, list[Found]] = {}
    rules: dict[str, ConcernRule] = {}
    for f in found:
        rule = f.phrase.rule
        if not isinstance(rule, ConcernRule):
            continue
        if (rule.kinds and kind not in rule.kinds) or (rule.voices and voice not in rule.voices):
            continue
        rules[rule.id] = rule
        fits.setdefault(rule.id, []).append(f)
    order = list(rules)
    within = {name: [f for f in of if f.phrase.field == "unless" or scope.has(f)] for name, of in fits.items()}
    outside = {
        name: [f for f in of if f.phrase.field == "unless" or not scope.is_aside(f)] for name, of in fits.items()
    }
    return About(
        raised=_fitting(rules, within),
        aside=_fitting(rules, fits),
        otherwise=tuple(name for name in order if _has_otherwise(within[name])),
        themes=tuple(name for name in order if _fits(rules[name], {f.phrase.field for f in outside[name]})),
    )


def _fitting(rules: dict[str, ConcernRule], fits: dict[str, list[Found]]) -> tuple[str, ...]:
    names = [name for name, rule in rules.items() if _fits(rule, {f.phrase.field for f in fits[name]})]
    return tuple(name for name in names if set(names).isdisjoint(rules[name].gives_way_to))


def _fits(rule: ConcernRule, fields: set[str]) -> bool:
    if "unless" in fields:
        return False
    return "match" in fields or ("about" in fields and (not rule.where or "where" in fields))


def _has_otherwise(found: Sequence[Found]) -> bool:
    fields = {f.phrase.field for f in found}
    return "otherwise" in fields and "unless" not in fields
