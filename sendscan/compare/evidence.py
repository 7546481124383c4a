"""Findings and concerns of a record as evidence: the sentence, whose it is, how grave, where it stands."""

from __future__ import annotations

from collections.abc import Iterable

from sendscan.compare.parts import PUT_RIGHT, ComparedItem, ConcernIn, Evidence, ListName
from sendscan.model import Concern, Finding, Item, Record, Severity, Weakness

SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
"""The worst first."""


def worst(severities: Iterable[Severity]) -> Severity:
    """The worst of one severity or more."""
    return min(severities, key=SEVERITIES.index)


def items(record: Record) -> tuple[ComparedItem, ...]:
    """Every weakness, priority action and improvement, in the record's order."""
    return tuple(_item(item, name, record) for name in PUT_RIGHT for item in getattr(record, name))


def _item(item: Weakness | Item, name: ListName, record: Record) -> ComparedItem:
    leanings = [finding.polarity for finding in item.findings]
    judged = isinstance(item, Weakness) and record.letter.kind == "send_revisit"
    return ComparedItem(
        id=item.id,
        list=name,
        statement=item.statement.text,
        page=item.statement.span.page,
        line=item.statement.span.line,
        themes=item.themes,
        verdict=item.verdict.value if isinstance(item, Weakness) and judged else None,
        strengths=leanings.count("strength"),
        mixed=leanings.count("mixed"),
        concerns=leanings.count("concern"),
    )


def is_about(finding: Finding, themes: Iterable[str]) -> bool:
    """Whether a finding is about one of ``themes``, or raises one of them as a concern."""
    return not {*finding.themes, *finding.concerns}.isdisjoint(themes)


def sentences(findings: Iterable[Finding], record: Record, themes: Iterable[str]) -> tuple[Evidence, ...]:
    """Those of ``findings`` that are about ``themes`` and take a stand."""
    themes = tuple(themes)
    grave: dict[str, list[Severity]] = {}
    for concern in record.concerns:
        if concern.rule in themes:
            grave.setdefault(concern.finding, []).append(concern.severity)
    return tuple(
        Evidence(
            finding=finding.id,
            polarity=finding.polarity,
            severity=worst(grave[finding.id]) if finding.id in grave else None,
            voice=finding.voice,
            text=finding.text,
            page=finding.span.page,
            line=finding.span.line,
        )
        for finding in findings
        if finding.polarity != "context" and is_about(finding, themes)
    )


def concerns(record: Record, label: str) -> dict[str, ConcernIn]:
    """The letter's concerns by rule, in the order of the letter."""
    found: dict[str, list[Concern]] = {}
    for concern in record.concerns:
        found.setdefault(concern.rule, []).append(concern)
    polarities = {finding.id: finding.polarity for finding in record.findings()}
    return {
        rule: ConcernIn(
            label=label,
            count=len(those),
            severity=worst(concern.severity for concern in those),
            voices=tuple(dict.fromkeys(concern.voice for concern in those)),
            evidence=tuple(
                Evidence(
                    finding=c.finding,
                    polarity=polarities.get(c.finding, "concern"),
                    severity=c.severity,
                    voice=c.voice,
                    text=c.text,
                    page=c.span.page,
                    line=c.span.line,
                )
                for c in those
            ),
        )
        for rule, those in found.items()
    }
