"""The bundled letters: what a reader found in them, and their whole records, exactly.

``tests/expected`` holds labels written by reading the invented letters, before any record of them was seen.
``samples/golden`` holds whole records; ``pytest --update-goldens`` writes them, for people to read the diff.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from sendscan import writing
from sendscan.evaluation.fields import compare
from sendscan.evaluation.health import examine
from sendscan.model import Record
from sendscan.scan import scan
from sendscan.writing.schema import record_schema

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
LETTERS = sorted(SAMPLES.glob("*.txt"))
LABELS = sorted((ROOT / "tests" / "expected").glob("*.yaml"))
JUDGED = ("polarity", "voice", "concerns")

records: dict[Path, Record] = {}


def record_of(letter: Path) -> Record:
    if letter not in records:
        records[letter] = scan(letter.read_bytes(), letter.name)
    return records[letter]


def labels(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_golden(letter: Path, request: pytest.FixtureRequest) -> None:
    golden = SAMPLES / "golden" / f"{letter.stem}.yaml"
    text = writing.as_yaml(record_of(letter))
    if request.config.getoption("--update-goldens"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert golden.exists(), "no golden record: read the letter's record, then run pytest --update-goldens"
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_sound(letter: Path) -> None:
    health = examine(letter.stem, writing.as_dict(record_of(letter), with_text=True))
    assert health.findings
    assert health.faults == ()


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_what_the_letter_states(path: Path) -> None:
    label = labels(path)
    del label["diagnostics"]
    record = writing.as_dict(record_of(SAMPLES / f"{path.stem}.txt"))
    comparison = compare(label, record, path.stem)
    misses = [
        f"{check.place}: expected {check.expected!r}, found {check.found!r}"
        for check in comparison.checks
        if not check.right and check.field.rpartition(".")[2] not in JUDGED
    ]
    assert misses == []
    assert comparison.extra == ()


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_what_the_letter_makes_one_ask(path: Path) -> None:
    expected = {diagnostic["code"] for diagnostic in labels(path)["diagnostics"]}
    found = {diagnostic.code for diagnostic in record_of(SAMPLES / f"{path.stem}.txt").diagnostics}
    assert expected <= found
    told_without_cause = {"missing_verdict", "missing_weaknesses", "date_order", "unclaimed_text"} - expected
    assert not found & told_without_cause


def test_judging_of_the_invented_letters() -> None:
    """Polarity, voice and concerns over all labelled sentences together, against floors that only rise."""
    from sendscan.evaluation.scores import judged

    findings = []
    for path in LABELS:
        record = writing.as_dict(record_of(SAMPLES / f"{path.stem}.txt"))
        findings += compare(labels(path), record, path.stem).findings
    scores = judged(findings)
    assert (scores.polarity.accuracy or 0) >= 0.75
    assert (scores.problem.f1 or 0) >= 0.86
    assert (scores.voice.accuracy or 0) >= 0.96
    assert (scores.concerns.micro.f1 or 0) >= 0.55


@pytest.mark.parametrize("letter", LETTERS, ids=lambda path: path.stem)
def test_schema(letter: Path) -> None:
    record = writing.as_dict(record_of(letter), with_text=True)
    assert list(Draft202012Validator(record_schema()).iter_errors(record)) == []


def test_the_same_letter_gives_the_same_bytes() -> None:
    letter = SAMPLES / "sutton-2020-05-04.txt"
    again = scan(letter.read_bytes(), letter.name)
    assert writing.as_json(again) == writing.as_json(record_of(letter))


def test_every_sample_is_in_the_manifest() -> None:
    entries = yaml.safe_load((SAMPLES / "MANIFEST.yaml").read_text(encoding="utf-8"))
    assert sorted(entry["file"] for entry in entries) == [path.name for path in LETTERS]
    for entry in entries:
        assert {"file", "what", "source", "licence", "invented", "shows"} == set(entry)
        assert (
            entry["invented"] is (SAMPLES.parent / "tests" / "expected" / entry["file"]).with_suffix(".yaml").exists()
        )


def test_the_real_samples_against_their_labels(shared: Path) -> None:
    for path in sorted((shared / "gold" / "send_revisit").glob("*.yaml")):
        record = writing.as_dict(record_of(SAMPLES / f"{path.stem}.txt"))
        comparison = compare(labels(path), record, path.stem)
        misses = [
            f"{check.place}: expected {check.expected!r}, found {check.found!r}"
            for check in comparison.checks
            if not check.right and check.field.rpartition(".")[2] not in JUDGED
        ]
        assert misses == []
        assert comparison.extra == ()
