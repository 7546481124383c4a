"""``sendscan evaluate``: what it takes and refuses before and while it measures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made_runs import Run

Calls = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def letters(folder: Path, scanned: Calls) -> None:
    for name in ("gold", "letters"):
        (folder / name).mkdir()
    label = {"letter": {"kind": "send_revisit", "area": {"name": "Oldmere"}}}
    (folder / "gold" / "oldmere.yaml").write_text(json.dumps(label))
    (folder / "letters" / "oldmere.txt").write_text("Oldmere")


def test_a_password_opens_the_letters(run: Run, scanned: Calls) -> None:
    assert run("evaluate", "gold", "letters", "--password", "open sesame").code == 0
    assert [call["password"] for call in scanned] == ["open sesame"]


def test_a_fault_in_one_letter_is_named_and_the_others_measured(run: Run, folder: Path) -> None:
    (folder / "letters" / "bad.txt").write_text("fault")
    result = run("evaluate", "gold", "letters")
    assert result.code == 3
    assert "bad  no record: a fault in sendscan itself (ZeroDivisionError: division by zero)" in result.out
    assert "letter.area.name" in result.out


def test_only_what_is_asked_for_is_shown(run: Run) -> None:
    assert "health" in run("evaluate", "gold", "letters").out
    alone = run("evaluate", "gold", "letters", "--only", "area").out
    assert "letter.area.name" in alone and not any(word in alone for word in ("letter.kind", "health", "cut:"))
    assert "health" not in json.loads(run("evaluate", "gold", "letters", "--only", "area", "-f", "json").out)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--kind", "jtia"), "no kind of letter called jtia. Did you mean jtai?"),
        (("--kind", "jtai"), "no letter of the kind jtai here. There are send_revisit."),
        (("--only", "bogus"), "No field's name holds 'bogus'. There are letter.area.name, letter.kind."),
    ],
)
def test_what_leaves_nothing_to_measure_is_refused(run: Run, arguments: tuple[str, str], says: str) -> None:
    result = run("evaluate", "gold", "letters", *arguments)
    assert (result.code, result.out) == (2, "")
    assert says in result.err
