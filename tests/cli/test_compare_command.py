"""``sendscan compare``: where it looks for letters, and how it shows and writes what it finds."""

from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from made_records import LATE, TRUST, concern, revisit
from made_runs import Run
from rich.cells import cell_len

from sendscan.cli.comparison_view import show
from sendscan.compare import compare
from sendscan.writing import as_yaml
from sendscan.writing.console import terminal

Calls = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def letters(folder: Path, scanned: Calls) -> Path:
    (folder / "letters" / "deep").mkdir(parents=True)
    for name, words in {
        "letters/s.txt": "Sutton 2020-05-04",
        "letters/old.txt": "Sutton 2018-05-04",
        "letters/deep/w.txt": "Wandsworth 2022-08-23",
        "letters/notes.txt": "stray",
        "letters/.hidden.txt": "damaged",
        "letters/picture.png": "damaged",
        "letters/conf.json": "{}",
    }.items():
        (folder / name).write_text(words)
    return folder


def areas(out: str) -> list[str]:
    return [side["area"] for side in json.loads(out)["areas"]]


def test_letters_of_a_folder_and_those_below(run: Run) -> None:
    result = run("compare", "wandsworth", "sutton", "--letters", "letters", "-f", "json")
    assert (result.code, result.err) == (
        0,
        "sendscan: letters: no letter of a kind sendscan knows: notes.txt.\n",
    )
    assert areas(result.out) == ["Wandsworth", "Sutton"]
    assert json.loads(result.out)["areas"][1]["other_letters"] == ["old.txt"]


def test_yaml_and_json_hold_the_same(run: Run, folder: Path) -> None:
    arguments = ["compare", "wandsworth", "sutton", "--letters", "letters"]
    data = json.loads(run(*arguments, "-f", "json").out)
    assert yaml.safe_load(run(*arguments, "-f", "yaml").out) == data
    assert list(data) == ["areas", "shared", "apart", "notes"]
    assert run(*arguments, "-o", "c.yaml").out == ""
    assert yaml.safe_load((folder / "c.yaml").read_text()) == data


def test_ready_records_count_and_a_letter_wins_over_a_record_of_it(run: Run, folder: Path, scanned: Calls) -> None:
    (folder / "letters" / "y.yaml").write_text(as_yaml(revisit("Hollin Vale")))
    run("parse", "letters/s.txt", "-o", "letters/")
    written = (folder / "letters" / "s.yaml").read_text()
    (folder / "letters" / "s.yaml").write_text(written.replace("2020-05-04", "2029-01-01"))
    data = json.loads(run("compare", "sutton", "hollin vale", "--letters", "letters", "-f", "json").out)
    assert [side["letter_date"] for side in data["areas"]] == ["2020-05-04", "2021-05-04"]
    assert data["areas"][0]["other_letters"] == ["old.txt"]


def test_the_current_folder_comes_before_the_samples(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sendscan.resources.bundled", lambda name: folder / "letters")
    assert areas(run("compare", "sutton", "wandsworth", "-f", "json").out) == [
        "Sutton",
        "Wandsworth",
    ]  # samples
    (folder / "README.txt").write_text("stray")
    assert areas(run("compare", "sutton", "wandsworth", "-f", "json").out) == ["Sutton", "Wandsworth"]
    (folder / "x.txt").write_text("Ambleford")
    result = run("compare", "sutton", "wandsworth", "-f", "json")
    assert result.code == 2 and "no letter about it in the current folder" in result.err
    assert "There are letters about Ambleford." in result.err


def test_a_letter_that_cannot_be_read_is_said_and_the_rest_compared(run: Run, folder: Path) -> None:
    (folder / "letters" / "bad.txt").write_text("damaged")
    broken = as_yaml(revisit("Leeds")).replace("verdict: some_sufficient_progress", "verdict: fine")
    (folder / "letters" / "broken.yaml").write_text(broken)
    result = run("compare", "wandsworth", "sutton", "--letters", "letters", "-f", "json")
    assert result.code == 3 and areas(result.out) == ["Wandsworth", "Sutton"]
    assert "bad.txt: The file is damaged." in result.err
    assert "broken.yaml: The record is not whole: outcome.verdict" in result.err
    assert "2 files in letters could not be read" in result.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["suton", "wandsworth"], "suton: no area is called so. Did you mean Sutton?"),
        (["sutton"], "two areas or more"),
        (["sutton", "wandsworth", "--letters", "nowhere"], "nowhere"),
        (["sutton", "wandsworth", "-f", "xml"], "xml"),
    ],
)
def test_wrong_use_is_said(run: Run, arguments: list[str], says: str) -> None:
    place = [] if "--letters" in arguments else ["--letters", "letters"]
    result = run("compare", *arguments, *place)
    assert result.code == 2 and result.out == ""
    assert says in result.err and "Traceback" not in result.err


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("names", [["Ambleford", "Bramley"], ["Ambleford", "Bramley", "Corton", "Dunmere"]])
def test_the_view_holds_everything_at_any_width(width: int, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    records = [revisit(name) for name in names]
    records[0] = revisit(names[0], concerns=(concern("C1", "parent-trust", TRUST),))
    records[1] = revisit(names[1], concerns=(*records[1].concerns, concern("C3", "short-breaks", LATE)))
    records = [replace(r, source=replace(r.source, sha256=r.source.name)) for r in records]
    file = StringIO()
    show(compare(names, records), terminal(file))
    lines = file.getvalue().splitlines()
    assert max(cell_len(line) for line in lines) <= width and not any("…" in line for line in lines)
    out = " ".join(file.getvalue().split())
    for word in [*names, "Outcome", "Weaknesses", "promises", "[parents"]:
        assert word in out
    assert out.index("Concerns shared") < out.index("Only Bramley") < out.index("Short breaks")
    assert "Only Ambleford" not in out


def test_the_table_is_the_default_and_may_go_into_a_file(run: Run, folder: Path) -> None:
    result = run("compare", "wandsworth", "sutton", "--letters", "letters")
    assert "Concerns shared" in result.out and "◐ Sufficient progress" in result.out
    assert "old.txt" in result.out  # the letter that is not compared
    run("compare", "wandsworth", "sutton", "--letters", "letters", "-o", "c.txt")
    assert "Concerns shared" in (folder / "c.txt").read_text()
