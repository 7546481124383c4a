"""A label file against a record: one check a field, with what was expected and what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from sendscan.evaluation.pairing import pair
from sendscan.evaluation.sameness import fold, same_text, same_value

ITEM_LISTS = ("weaknesses", "strengths", "priority_actions", "improvements", "needs_work", "narrative")
NOTES = "notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One field of one letter: ``field`` is its kind of place, ``place`` the very place."""

    kind: str
    letter: str
    field: str
    place: str
    expected: str
    found: str | None
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledFinding:
    """A labelled sentence and what the record says of it; ``found`` values are None where it is missing."""

    kind: str
    letter: str
    place: str
    text: str
    whole: bool
    polarity: tuple[str, str | None]
    voice: tuple[str, str | None]
    concerns: tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that comparing one letter gave.  ``extra`` are findings of a record that its label has not."""

    checks: tuple[Check, ...]
    findings: tuple[LabelledFinding, ...]
    extra: tuple[tuple[str, str], ...] = ()


def compare(gold: dict[str, Any], record: dict[str, Any] | None, letter: str) -> Comparison:
    """What a label file states, against the record as a dict; ``None`` for a letter that gave no record."""
    kind = str((gold.get("letter") or {}).get("kind") or (record or {}).get("letter", {}).get("kind"))
    return _Comparer(kind, letter, failed=record is None).compare(gold, record or {})


class _Comparer:
    def __init__(self, kind: str, letter: str, *, failed: bool) -> None:
        self._kind, self._letter, self._failed = kind, letter, failed
        self._checks: list[Check] = []
        self._findings: list[LabelledFinding] = []
        self._extra: list[tuple[str, str]] = []

    def compare(self, gold: dict[str, Any], record: dict[str, Any]) -> Comparison:
        for key, expected in gold.items():
            if key == "findings":
                self._sentences_anywhere(expected, record)
            elif key != NOTES:
                self._value(key, key, key, expected, record.get(key))
        return Comparison(tuple(self._checks), tuple(self._findings), tuple(self._extra))

    def _value(self, field: str, place: str, key: str, expected: Any, found: Any) -> None:
        if isinstance(expected, dict):
            inside = found if isinstance(found, dict) else {}
            for name, value in expected.items():
                if name != NOTES:
                    self._value(f"{field}.{name}", f"{place}.{name}", name, value, inside.get(name))
        elif isinstance(expected, list):
            self._list(field, place, key, expected, found if isinstance(found, list) else [])
        else:
            self._check(field, place, expected, found, right=same_value(key, expected, found))

    def _list(self, field: str, place: str, key: str, expected: list[Any], found: list[Any]) -> None:
        if key == "inspectors" and expected and all((person or {}).get("lead") for person in expected):
            found = [person for person in found if person.get("lead")]  # a label may name the leads alone
        self._check(f"{field}.count", f"{place}.count", len(expected), len(found))
        answers = pair(expected, found)
        for number, (item, answer) in enumerate(zip(expected, answers, strict=True), start=1):
            where = f"{place}[{number}]"
            given = None if answer is None else found[answer]
            if key == "findings":
                self._finding(f"{field}[]", where, item, given)
            else:
                self._value(f"{field}[]", where, key, item, given)
        if key == "findings":
            used = set(answers)
            self._extra += [(place, str(f.get("text"))) for n, f in enumerate(found) if n not in used]

    def _finding(self, field: str, place: str, expected: dict[str, Any], found: dict[str, Any] | None) -> None:
        given = found or {}
        text = given.get("text")
        whole = isinstance(text, str) and same_text(expected["text"], text)
        self._check(f"{field}.text", f"{place}.text", expected["text"], text, right=whole)
        if "polarity" not in expected:
            return
        wanted = frozenset(expected.get("concerns") or ())
        raised = frozenset(given.get("concerns") or ())
        labels = LabelledFinding(
            kind=self._kind,
            letter=self._letter,
            place=place,
            text=expected["text"],
            whole=whole,
            polarity=(expected["polarity"], given.get("polarity")),
            voice=(expected.get("voice", "inspectors"), given.get("voice")),
            concerns=(wanted, raised),
        )
        self._findings.append(labels)
        for name, (want, have) in (("polarity", labels.polarity), ("voice", labels.voice)):
            self._check(f"{field}.{name}", f"{place}.{name}", want, have, context=expected["text"])
        if wanted or raised:
            want, have = ", ".join(sorted(wanted)) or "–", ", ".join(sorted(raised)) or "–"
            right = wanted == raised and found is not None
            self._check(f"{field}.concerns", f"{place}.concerns", want, have, right=right, context=expected["text"])

    def _sentences_anywhere(self, expected: list[dict[str, Any]], record: dict[str, Any]) -> None:
        findings = [f for name in ITEM_LISTS for item in record.get(name) or () for f in item.get("findings") or ()]
        standing: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for finding in findings:
            standing[fold(finding["text"])].append(finding)
        for number, sentence in enumerate(expected, start=1):
            words = fold(sentence["text"].removesuffix("…").strip())
            same = standing.get(words) or next(_begun(standing, sentence["text"]), [])
            found = same.pop(0) if len(same) > 1 else next(iter(same), None)
            if found is None and (near := get_close_matches(words, standing, n=1, cutoff=0.6)):
                found = next(iter(standing[near[0]]), None)
            self._finding("findings[]", f"findings[{number}]", sentence, found)

    def _check(
        self,
        field: str,
        place: str,
        expected: Any,
        found: Any,
        *,
        right: bool | None = None,
        context: str = "",
    ) -> None:
        about = f"  [{context}]" if context else ""
        self._checks.append(
            Check(
                kind=self._kind,
                letter=self._letter,
                field=field,
                place=place,
                expected=f"{'not stated' if expected is None else expected}{about}",
                found=None if found is None else str(found),
                right=not self._failed and (expected == found if right is None else right),
            )
        )


def _begun(standing: dict[str, list[dict[str, Any]]], text: str) -> Iterator[list[dict[str, Any]]]:
    if text.endswith("…"):
        yield from (found for words, found in standing.items() if same_text(text, words))
