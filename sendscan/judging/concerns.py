"""What an unresolved problem is about, and what a sentence is about at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sendscan.model import Voice
from sendscan.rulebook.book import Found
from sendscan.rulebook.rules import ConcernRule


@dataclass(frozen=True, slots=True)
class About:
    """Concern rules a sentence fits: ``raised`` if it states a problem; ``themes`` whatever it states."""

    raised: tuple[str, ...]
    themes: tuple[str, ...]


def about(
    found: Sequence[Found],
    *,
    voice: Voice,
    kind: str | None,
    problems: Sequence[tuple[int, int]],
) -> About:
    """Which concern rules the phrases ``found`` fit.

    ``problems`` are the stretches of the sentence that state a problem; a phrase that stands outside all
    of them ("The new service is popular, but waits are long") makes a theme and no concern.
    """
    raised: set[str] = set()
    themes: set[str] = set()
    rules: dict[str, ConcernRule] = {}
    seen: dict[str, set[str]] = {}
    for f in found:
        rule = f.phrase.rule
        if not isinstance(rule, ConcernRule):
            continue
        if (rule.kinds and kind not in rule.kinds) or (rule.voices and voice not in rule.voices):
            continue
        rules[rule.id] = rule
        fields = seen.setdefault(rule.id, set())
        fields.add(f.phrase.field)
        if any(first <= f.first < last for first, last in problems):
            fields.add("here " + f.phrase.field)
    for name, rule in rules.items():
        fields = seen[name]
        if fields & {"about", "match"}:
            themes.add(name)
        if "unless" in fields:
            continue
        if "here match" in fields or ("here about" in fields and (not rule.where or "here where" in fields)):
            raised.add(name)
    raised -= {name for name in raised if raised & set(rules[name].gives_way_to)}
    order = list(rules)
    return About(tuple(sorted(raised, key=order.index)), tuple(sorted(themes, key=order.index)))
