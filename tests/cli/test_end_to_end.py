"""Commands on real samples through the whole pipeline, with nothing faked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from made_runs import Run

from sendscan.resources import bundled
from sendscan.writing.schema import record_schema

SUTTON = bundled("samples") / "sutton-2020-05-04.txt"


def test_a_sample_becomes_a_record_that_its_schema_knows(run: Run) -> None:
    result = run("parse", SUTTON, "--with-text")
    assert (result.code, result.err) == (0, "")
    record = yaml.safe_load(result.out)
    Draft202012Validator(record_schema()).validate(record)
    assert record["source"]["name"] == SUTTON.name  # an absolute path stays at home
    for weakness in record["weaknesses"]:
        for finding in weakness["findings"]:
            assert record["text"][finding["span"]["start"] : finding["span"]["end"]] == finding["text"]


def test_the_same_letter_gives_the_same_bytes(run: Run) -> None:
    first, second = run("parse", SUTTON, "-f", "json"), run("parse", SUTTON, "-f", "json")
    assert first.out and first == second


def test_from_an_empty_folder_samples_are_compared(run: Run, folder: Path) -> None:
    result = run("compare", "sutton", "wandsworth", "-f", "json")
    which = "Letters are from the bundled samples, which are all invented but those about Sutton and Wandsworth."
    assert result.code == 0
    assert result.err == f"sendscan: No library and no letter is here: l{which[1:]}\n"
    comparison = json.loads(result.out)
    assert comparison["notes"][0] == which
    assert [side["area"] for side in comparison["letters"]] == ["Sutton", "Wandsworth"]
    assert [[item["id"] for item in side["items"]] for side in comparison["letters"]] == [
        ["W1", "W2", "W3"],
        ["W1", "W2"],
    ]
    assert "review-delays" in [concern["rule"] for concern in comparison["shared"]]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\t\n", "x.txt: "),
        (b"%PDF-1.7\nnot a whole one", "x.txt: "),
        (b"PK\x03\x04" + b"\x00" * 60, "x.txt: "),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, "x.txt: "),
        (b"Dear all, the bake sale is on Friday. Bring cakes.", "send_revisit"),
    ],
    ids=["empty", "blank", "damaged", "zip", "picture", "stranger"],
)
def test_what_is_no_letter_is_refused_in_one_line(run: Run, folder: Path, data: bytes, says: str) -> None:
    (folder / "x.txt").write_bytes(data)
    result = run("parse", "x.txt")
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith("sendscan: x.txt: ") and says in result.err
    assert len(result.err.splitlines()) == 1 and "fault in sendscan" not in result.err
