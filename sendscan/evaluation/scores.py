"""Precision, recall and F1 of labels, one by one and together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sendscan.evaluation.fields import LabelledFinding

PROBLEM = frozenset({"concern", "mixed"})


@dataclass(frozen=True, slots=True)
class Score:
    """How often a label was rightly given, wrongly given, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelling:
    """How one sort of label (polarity, voice, concerns) was given over some findings."""

    labels: dict[str, Score]
    micro: Score
    accuracy: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All label scores of some findings: how many were found whole, and each sort of label."""

    findings: int
    whole: int
    polarity: Labelling
    problem: Score
    voice: Labelling
    concerns: Labelling


def judged(findings: Sequence[LabelledFinding]) -> Judged:
    """Scores over ``findings``; a sentence that was not found counts as missed under every label."""
    polarity = [({want}, {have} - {None}) for want, have in (f.polarity for f in findings)]
    voice = [({want}, {have} - {None}) for want, have in (f.voice for f in findings)]
    problem = [(want & PROBLEM, have & PROBLEM) for want, have in polarity]
    return Judged(
        findings=len(findings),
        whole=sum(f.whole for f in findings),
        polarity=_labelling(polarity),
        problem=_score((({"problem"} if want else set()), ({"problem"} if have else set())) for want, have in problem),
        voice=_labelling(voice),
        concerns=_labelling([_concerns(f) for f in findings]),
    )


def _concerns(finding: LabelledFinding) -> tuple[set[str], set[str | None]]:
    # None: a sentence that was not found is not right about having no concerns
    missing: set[str | None] = {None} if finding.polarity[1] is None else set()
    return set(finding.concerns[0]), {*finding.concerns[1], *missing}


def _labelling(pairs: Sequence[tuple[set[str], set[str | None]]]) -> Labelling:
    names = sorted({name for want, have in pairs for name in (*want, *have) if name is not None})
    labels = {name: _score(((want & {name}), (have & {name})) for want, have in pairs) for name in names}
    return Labelling(
        labels=labels,
        micro=sum(labels.values(), Score(0, 0, 0)),
        accuracy=_share(sum(want == have for want, have in pairs), len(pairs)),
    )


def _score(pairs: Iterable[tuple[set[str], set[str] | set[str | None]]]) -> Score:
    right = wrong = missed = 0
    for want, have in pairs:
        right += bool(want and have)
        wrong += bool(have and not want)
        missed += bool(want and not have)
    return Score(right, wrong, missed)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
