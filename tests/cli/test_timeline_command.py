"""``sendscan timeline``: every letter about an area, in order, in every format."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from made_runs import Run


@pytest.fixture(autouse=True)
def letters(folder: Path, scanned: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SENDSCAN_LIBRARY", raising=False)
    (folder / "letters").mkdir()
    for name, words in {"b": "Sutton 2020-05-04", "a": "Sutton 2018-05-04", "w": "Wandsworth 2022-08-23"}.items():
        (folder / "letters" / f"{name}.txt").write_text(words)


ASKED = ("timeline", "SUTTON", "--letters", "letters")


def test_letters_are_in_order(run: Run) -> None:
    result = run(*ASKED, "-f", "json")
    data = json.loads(result.out)
    assert (result.code, result.err) == (0, "")
    assert [(side["label"], side["source"]) for side in data["letters"]] == [
        ("Sutton 2018", "a.txt"),
        ("Sutton 2020", "b.txt"),
    ]
    assert yaml.safe_load(run(*ASKED, "-f", "yaml").out) == data


@pytest.mark.parametrize("form", ["table", "markdown", "html", "yaml", "json", "csv"])
def test_every_format_says_what_persists_and_where_register_and_letter_differ(run: Run, form: str) -> None:
    out = run(*ASKED, "-f", form).out
    assert "persists" in out and "promises" in out
    assert "20 May 2020" in out or "2020-05-20" in out


def test_a_theme_is_shown_in_full(run: Run) -> None:
    out = run(*ASKED, "--theme", "parent-trust", "-f", "csv").out
    rows = [row for row in csv.DictReader(StringIO(out)) if row["part"] == "theme"]
    assert {row["rule"] for row in rows} == {"parent-trust"}
    assert [row["letter"] for row in rows if "promises" in row["text"]] == ["Sutton 2018", "Sutton 2020"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["suton"], "Did you mean Sutton?"),
        (["leeds"], "Leeds: no letter about it in 'letters'."),
        (["all"], "A timeline is of one area."),
        (["sutton", "--theme", "parent-trusts"], "There is no theme called parent-trusts. Did you mean parent-trust"),
        (["sutton", "--kind", "jtai"], "There is no letter of the kind jtai in 'letters'."),
        ([], "AREA"),
    ],
)
def test_wrong_use_is_said(run: Run, arguments: list[str], says: str) -> None:
    result = run("timeline", *arguments, "--letters", "letters")
    assert (result.code, result.out) == (2, "")
    assert says in result.err and "Traceback" not in result.err


def test_a_letter_that_cannot_be_read_may_be_missing(run: Run, folder: Path) -> None:
    (folder / "letters" / "bad.txt").write_text("damaged")
    result = run(*ASKED, "-o", "t.md")
    assert result.code == 3 and "may be missing here" in result.err
    assert (folder / "t.md").read_text().startswith("# Sutton")


def test_csv_says_all_that_the_page_says_beside_the_sentences(run: Run, folder: Path) -> None:
    (folder / "letters" / "c.txt").write_text("Sutton 2020")
    data = json.loads(run(*ASKED, "-f", "json").out)
    rows = list(csv.DictReader(StringIO(run(*ASKED, "-f", "csv").out)))
    assert [r["text"] for r in rows if r["part"] == "note"] == data["notes"]
    events = [r for r in rows if r["part"] == "register" and r["rule"] in ("inspection", "revisit")]
    assert [r["text"].split()[0] for r in events] == ["Inspection", "Revisit"]
    assert "Source: " in [r["text"] for r in rows if r["part"] == "all_areas"][-1]
