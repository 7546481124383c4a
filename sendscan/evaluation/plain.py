"""A run as plain data, and what changed between two runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sendscan.evaluation.health import Health
from sendscan.evaluation.run import OF_SENTENCES, Evaluation
from sendscan.evaluation.scores import Judged, Labelling, Score

_NUMBER = re.compile(r"\[\d+\]")  # what a place has that its field has not


def as_dict(run: Evaluation) -> dict[str, Any]:
    """The run as plain data, the same for the same letters and labels; what ``--baseline`` reads."""
    return {
        "labels": run.labels,
        "letters": run.letters,
        "failures": [{"letter": letter, "why": why} for letter, why in run.failures],
        "fields": {
            kind: {field: {"right": right, "of": of} for field, (right, of) in fields.items()}
            for kind, fields in run.tallies().items()
        },
        "findings": {kind: _judged_as_dict(figures) for kind, figures in run.judged().items()},
        "health": health_totals(run.health),
        "faults": [{"letter": f.letter, "sort": f.sort, "what": f.what} for h in run.health for f in h.faults],
        "extra_findings": [{"letter": letter, "place": place, "text": text} for letter, place, text in run.extra],
        "misses": [
            {"kind": m.kind, "letter": m.letter, "place": m.place, "expected": m.expected, "found": m.found}
            for m in run.misses()
        ],
    }


def health_totals(health: tuple[Health, ...]) -> dict[str, Any]:
    """Counts over all letters that gave a record."""
    sorts = Counter(fault.sort for one in health for fault in one.faults)
    problems: dict[str, list[int]] = {}
    for kind, (name, holding, of) in ((one.kind, section) for one in health for section in one.sections):
        counts = problems.setdefault(f"{kind} {name}", [0, 0])
        counts[0], counts[1] = counts[0] + holding, counts[1] + of
    return {
        "records": len(health),
        "findings": sum(one.findings for one in health),
        "findings_cut": sorts["cut"],
        "findings_with_furniture": sorts["furniture"],
        "spans_astray": sorts["slice_back"],
        "schema_errors": sorts["schema"],
        "letters_with_unclaimed_text": sum(one.unclaimed > 0 for one in health),
        "largest_unclaimed_share": round(max((one.unclaimed for one in health), default=0.0), 4),
        "items_with_a_problem": {
            name: {"items": of, "share": _rounded(holding / of)} for name, (holding, of) in sorted(problems.items())
        },
        "diagnostics": dict(sorted(Counter(code for one in health for code in one.diagnostics).items())),
    }


def _judged_as_dict(figures: Judged) -> dict[str, Any]:
    return {
        "findings": figures.findings,
        "whole": figures.whole,
        "polarity": _labelling_as_dict(figures.polarity),
        "problem": _score_as_dict(figures.problem),
        "voice": _labelling_as_dict(figures.voice),
        "concerns": _labelling_as_dict(figures.concerns),
    }


def _labelling_as_dict(labelling: Labelling) -> dict[str, Any]:
    return {
        "accuracy": _rounded(labelling.accuracy),
        "micro": _score_as_dict(labelling.micro),
        "labels": {name: _score_as_dict(score) for name, score in labelling.labels.items()},
    }


def _score_as_dict(score: Score) -> dict[str, float | int | None]:
    return {
        "precision": _rounded(score.precision),
        "recall": _rounded(score.recall),
        "f1": _rounded(score.f1),
        "right": score.right,
        "wrong": score.wrong,
        "missed": score.missed,
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


@dataclass(frozen=True, slots=True)
class Changes:
    """What an earlier run missed and this one has, and the other way round."""

    gains: tuple[str, ...]
    losses: tuple[str, ...]


def changes(before: Mapping[str, Any], after: Mapping[str, Any], *, only: str | None = None) -> Changes:
    """Gains and losses between two runs as :func:`as_dict` gives them, misses and faults alike.

    ``only`` is what ``after`` was narrowed to: of the run before, no more is held against it.
    """
    old = dict(_wrong(before if only is None else _narrowed(before, after, only)))
    new = dict(_wrong(after))
    return Changes(
        gains=tuple(old[key] for key in old if key not in new),
        losses=tuple(new[key] for key in new if key not in old),
    )


def _narrowed(before: Mapping[str, Any], after: Mapping[str, Any], only: str) -> Mapping[str, Any]:
    sentences = any(OF_SENTENCES in field for fields in after["fields"].values() for field in fields)
    return {
        "misses": [miss for miss in before["misses"] if only in _NUMBER.sub("[]", miss["place"])],
        "extra_findings": before["extra_findings"] if sentences else [],
        "faults": [],
    }


def _wrong(run: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for miss in run["misses"]:
        key = (miss["letter"], miss["place"], miss["expected"])
        yield key, f"{miss['letter']}  {miss['place']}: expected {miss['expected']}, found {miss['found']}"
    for extra in run["extra_findings"]:
        yield (extra["letter"], "extra", extra["text"]), f"{extra['letter']}  extra finding: {extra['text']}"
    for fault in run["faults"]:
        letter, sort, what = fault["letter"], fault["sort"], fault["what"]
        yield (letter, sort, what), f"{letter}  {sort}: {what}"
