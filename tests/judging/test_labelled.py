"""Held against letters labelled by people, where they are at hand: the floors below which no change may go."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from sendscan import rulebook
from sendscan.judging import Judgement, Passage, Sentence, judge
from sendscan.language import Words

SHARED = Path(os.environ.get("SENDSCAN_SHARED", Path(__file__).parents[2].parent / "shared"))
Pair = tuple[dict[str, Any], Judgement]


def labelled(kind: str) -> list[Pair]:
    folder = SHARED / "gold" / kind
    if not folder.is_dir():
        pytest.skip(f"no labelled letters at {folder}: set SENDSCAN_SHARED to where they are")
    pairs: list[Pair] = []
    for path in sorted(folder.glob("*.yaml")):
        gold = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        items = [w["findings"] for w in gold.get("weaknesses", ())] or [gold.get("findings", [])]
        for findings in items:
            pairs += zip(findings, judged(findings, kind), strict=True)
    return pairs


def judged(findings: list[dict[str, Any]], kind: str) -> tuple[Judgement, ...]:
    text, sentences = "", []
    for finding in findings:
        start, text = len(text), text + finding["text"] + " "
        sentences.append(Sentence(start=start, end=len(text) - 1, text=finding["text"], paragraph=1))
    passage = Passage(section="narrative", heading=None, sentences=tuple(sentences))
    return judge(Words(text), [passage], rulebook.load(), kind=kind)[0] if findings else ()


def share(right: int, of: int) -> float:
    return right / of if of else 0.0


@pytest.mark.parametrize(
    ("kind", "polarity", "voice", "problem"), [("send_revisit", 0.95, 0.95, 0.97), ("area_send", 0.92, 0.96, 0.96)]
)
def test_polarity_and_voice(kind: str, polarity: float, voice: float, problem: float) -> None:
    pairs = labelled(kind)
    assert share(sum(g["polarity"] == j.polarity for g, j in pairs), len(pairs)) >= polarity
    assert share(sum(g["voice"] == j.voice for g, j in pairs), len(pairs)) >= voice
    bad = {"concern", "mixed"}
    both = sum(g["polarity"] in bad and j.polarity in bad for g, j in pairs)
    either = sum(g["polarity"] in bad for g, _ in pairs) + sum(j.polarity in bad for _, j in pairs)
    assert share(2 * both, either) >= problem


@pytest.mark.parametrize(("kind", "floor"), [("send_revisit", 0.9), ("area_send", 0.8)])
def test_concerns(kind: str, floor: float) -> None:
    pairs = [(set(g.get("concerns") or ()), {r.rule for r in j.raised}) for g, j in labelled(kind)]
    both = sum(len(want & have) for want, have in pairs)
    assert share(2 * both, sum(len(want) + len(have) for want, have in pairs)) >= floor
