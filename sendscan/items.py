"""Drafts and their judgements, put together: numbered items with findings, and the concerns they raise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sendscan.cleaning import CleanText
from sendscan.judging.judgement import Judgement
from sendscan.model import Concern, Finding, Item, Verdict, Weakness
from sendscan.parsing import Draft

_PREFIX = {
    "weaknesses": "W",
    "strengths": "S",
    "priority_actions": "P",
    "improvements": "I",
    "needs_work": "N",
    "narrative": "X",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """The lists of a record."""

    weaknesses: tuple[Weakness, ...]
    strengths: tuple[Item, ...]
    priority_actions: tuple[Item, ...]
    improvements: tuple[Item, ...]
    needs_work: tuple[Item, ...]
    narrative: tuple[Item, ...]


def assemble(
    drafts: Sequence[Draft],
    judged: Sequence[Sequence[Judgement]],
    themes: Sequence[tuple[str, ...]],
    clean: CleanText,
) -> tuple[Items, tuple[Concern, ...]]:
    """Number items, findings and concerns.

    ``judged`` has one judgement a sentence, draft by draft; ``themes`` has what each draft's statement is about.
    """
    weaknesses: list[Weakness] = []
    lists: dict[str, list[Item]] = {name: [] for name in _PREFIX}
    concerns: list[Concern] = []
    for name, prefix in _PREFIX.items():
        chosen = [drawn for drawn in zip(drafts, judged, themes, strict=True) if drawn[0].list_name == name]
        for number, (draft, judgements, about) in enumerate(chosen, start=1):
            id_ = f"{prefix}{number}"
            findings = _findings(id_, draft, judgements, clean)
            concerns += _concerns(id_, findings, judgements, first=len(concerns) + 1)
            if name == "weaknesses":
                verdict = draft.verdict or Verdict()
                weaknesses.append(
                    Weakness(id=id_, statement=draft.statement, verdict=verdict, findings=findings, themes=about)
                )
            else:
                lists[name].append(
                    Item(
                        id=id_,
                        statement=draft.statement,
                        heading=draft.heading,
                        responsible=draft.responsible,
                        findings=findings,
                        themes=about,
                    )
                )
    items = Items(
        weaknesses=tuple(weaknesses),
        strengths=tuple(lists["strengths"]),
        priority_actions=tuple(lists["priority_actions"]),
        improvements=tuple(lists["improvements"]),
        needs_work=tuple(lists["needs_work"]),
        narrative=tuple(lists["narrative"]),
    )
    return items, tuple(concerns)


def _findings(item: str, draft: Draft, judgements: Sequence[Judgement], clean: CleanText) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            id=f"{item}.F{number}",
            text=sentence.text,
            span=clean.span(sentence.start, sentence.end),
            paragraph=sentence.paragraph,
            polarity=judgement.polarity,
            voice=judgement.voice,
            themes=judgement.themes,
            concerns=tuple(raised.rule for raised in judgement.raised),
            cues=judgement.cues,
        )
        for number, (sentence, judgement) in enumerate(zip(draft.sentences, judgements, strict=True), start=1)
    )


def _concerns(item: str, findings: Sequence[Finding], judgements: Sequence[Judgement], *, first: int) -> list[Concern]:
    pairs = [
        (finding, raised)
        for finding, judgement in zip(findings, judgements, strict=True)
        for raised in judgement.raised
    ]
    return [
        Concern(
            id=f"C{number}",
            rule=raised.rule,
            title=raised.title,
            severity=raised.severity,
            finding=finding.id,
            item=item,
            voice=finding.voice,
            text=finding.text,
            span=finding.span,
        )
        for number, (finding, raised) in enumerate(pairs, start=first)
    ]
