"""Rules seen together: phrases and precedents that stand twice, rules that never fire or are always cancelled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from sendscan.judging.judge import Trace
from sendscan.rulebook.book import Rulebook
from sendscan.rulebook.own import Own
from sendscan.rulebook.precedents import Said
from sendscan.rulebook.rules import ConcernRule, Cue, VoiceRule


def replaced(rulebook: Rulebook, own: Own) -> list[str]:
    """Rules of one's own that stand in place of bundled ones."""
    return [f"{rulebook.places.where(name)}: {name} stands in place of ours of this id" for name in own.instead]


def doubled(rulebook: Rulebook, own: Own | None = None) -> list[str]:
    """Phrases that two rules of one sort have, or one rule has twice, and precedents under two headings.

    Of those with a part in them of one's ``own``, if that is given.
    """
    owners: dict[tuple[type, str, str], list[str]] = defaultdict(list)
    for phrase in rulebook.phrases:
        if phrase.field in ("match", "about"):
            owners[type(phrase.rule), phrase.field, " ".join(phrase.text.split())].append(phrase.rule.id)
    return [
        f"{rulebook.places.where(names[-1])}: “{text}” stands in {' and in '.join(sorted(names))}"
        for (_, _, text), names in owners.items()
        if len(names) > 1 and (own is None or own.rules & set(names))
    ] + _doubled_precedents(rulebook, own)


def _doubled_precedents(rulebook: Rulebook, own: Own | None) -> list[str]:
    headings: dict[str, list[str]] = defaultdict(list)
    for group in rulebook.said:
        for text in _lines(group):
            headings[text].append(", ".join(group.about))
    asked = headings if own is None else {text for group in own.said for text in _lines(group)}
    return [
        f"the precedent “{text}” stands under {' and under '.join(sorted(ids))}"
        for text, ids in headings.items()
        if len(ids) > 1 and text in asked
    ]


def _lines(group: Said) -> list[str]:
    return [line.strip() for line in group.lines.splitlines() if line.strip()]


def idle(rulebook: Rulebook, traces: Iterable[Trace], own: Own | None = None) -> list[str]:
    """Rules that no sentence of ``traces`` fired, and cues whose every appearance another cancelled.

    Of one's ``own`` rules alone, if these are given.
    """
    fired: set[str] = set()
    lost: dict[str, Counter[str]] = defaultdict(Counter)
    for trace in traces:
        fired.update(raised.rule for raised in trace.judgement.raised)
        if trace.heard.rule:
            fired.add(trace.heard.rule)
        for reading in trace.stand.readings:
            if reading.lost_to is None:
                fired.add(reading.id)
            else:
                lost[reading.id][reading.lost_to] += 1
    found = []
    for name, rule in rulebook.rules.items():
        if name in fired or (own is not None and name not in own.rules):
            continue
        where = rulebook.places.where(name)
        if name in lost:
            by, times = lost[name].most_common(1)[0]
            found.append(f"{where}: {name} is always cancelled, {times} times because {by}")
        else:
            found.append(f"{where}: {name} never fires in these letters ({_sort(rule)})")
    return found


def _sort(rule: Cue | VoiceRule | ConcernRule) -> str:
    return {Cue: "a cue", VoiceRule: "a voice", ConcernRule: "a concern"}[type(rule)]
