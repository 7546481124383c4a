"""Rules seen together: phrases and precedents that stand twice, rules that never fire or are always cancelled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from sendscan.judging.judge import Trace
from sendscan.rulebook.book import Rulebook
from sendscan.rulebook.rules import ConcernRule, Cue, VoiceRule


def doubled(rulebook: Rulebook) -> list[str]:
    """Phrases that two rules of one sort have, or one rule has twice, and precedents under two headings."""
    owners: dict[tuple[type, str, str], list[str]] = defaultdict(list)
    for phrase in rulebook.phrases:
        if phrase.field in ("match", "about"):
            owners[type(phrase.rule), phrase.field, " ".join(phrase.text.split())].append(phrase.rule.id)
    return [
        f"{rulebook.places.where(names[-1])}: “{text}” stands in {' and in '.join(sorted(names))}"
        for (_, _, text), names in owners.items()
        if len(names) > 1
    ] + _doubled_precedents(rulebook)


def _doubled_precedents(rulebook: Rulebook) -> list[str]:
    headings: dict[str, list[str]] = defaultdict(list)
    for group in rulebook.said:
        for line in group.lines.splitlines():
            if line.strip():
                headings[line.strip()].append(", ".join(group.about))
    return [
        f"the precedent “{text}” stands under {' and under '.join(sorted(ids))}"
        for text, ids in headings.items()
        if len(ids) > 1
    ]


def idle(rulebook: Rulebook, traces: Iterable[Trace]) -> list[str]:
    """Rules that no sentence of ``traces`` fired, and cues whose every appearance another cancelled."""
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
        if name in fired:
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
