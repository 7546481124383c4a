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
    of them ("The new service is popular, but waits are long") makes a theme and no concern, unless nothing
    within them says what the problem is about ("Advice has improved but this remains patchy").
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
    themes = {name for name, of in fits.items() if any(f.phrase.field in ("about", "match") for f in of)}
    within = {
        name: [f for f in of if f.phrase.field == "unless" or any(a <= f.first < z for a, z in problems)]
        for name, of in fits.items()
    }
    raised = _raised(rules, within) or _raised(rules, fits)
    order = list(rules)
    return About(tuple(sorted(raised, key=order.index)), tuple(sorted(themes, key=order.index)))


def _raised(rules: dict[str, ConcernRule], fits: dict[str, list[Found]]) -> set[str]:
    raised: set[str] = set()
    otherwise: set[str] = set()
    for name, rule in rules.items():
        fields = {f.phrase.field for f in fits[name]}
        if "unless" in fields:
            continue
        if "match" in fields or ("about" in fields and (not rule.where or "where" in fields)):
            raised.add(name)
        elif "otherwise" in fields:
            otherwise.add(name)
    raised = raised or otherwise
    return {name for name in raised if not raised & set(rules[name].gives_way_to)}
