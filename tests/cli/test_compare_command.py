"""``sendscan compare``: where it looks for letters, and how it shows and writes what it finds."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from made_records import revisit
from made_runs import Run

from sendscan.library import Library
from sendscan.writing import as_yaml

Calls = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def letters(folder: Path, scanned: Calls, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("SENDSCAN_LIBRARY", raising=False)
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
    return [side["area"] for side in json.loads(out)["letters"]]


def test_letters_of_a_folder_and_those_below(run: Run) -> None:
    result = run("compare", "wandsworth", "sutton", "--letters", "letters", "-f", "json")
    assert (result.code, result.err) == (
        0,
        "sendscan: 'letters': no letter of a kind sendscan knows: notes.txt, picture.png.\n",
    )
    assert areas(result.out) == ["Wandsworth", "Sutton"]
    assert json.loads(result.out)["letters"][1]["other_letters"] == ["old.txt"]


def test_yaml_and_json_hold_the_same(run: Run, folder: Path) -> None:
    arguments = ["compare", "wandsworth", "sutton", "--letters", "letters"]
    data = json.loads(run(*arguments, "-f", "json").out)
    assert yaml.safe_load(run(*arguments, "-f", "yaml").out) == data
    assert list(data) == ["letters", "aligned", "unaligned", "shared", "apart", "notes"]
    assert run(*arguments, "-o", "c.yaml").out == ""
    assert yaml.safe_load((folder / "c.yaml").read_text()) == data


@pytest.mark.parametrize("form", ["table", "markdown", "html", "yaml", "json", "csv"])
def test_every_format_holds_both_letters_and_their_concerns(run: Run, form: str) -> None:
    out = run("compare", "wandsworth", "sutton", "--letters", "letters", "-f", form).out
    for word in ("Wandsworth", "Sutton", "promises", "weak relationships", "late annual reviews"):
        assert word in out


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("c.md", "# Side by side"),
        ("c.html", "<!doctype html>"),
        ("c.csv", "part,letter,"),
        ("c.json", "{"),
        ("c.yml", "letters:"),
    ],
)
def test_the_ending_of_the_file_says_the_format(run: Run, folder: Path, name: str, begins: str) -> None:
    assert run("compare", "wandsworth", "sutton", "--letters", "letters", "-o", name).code == 0
    assert (folder / name).read_text().startswith(begins)


@pytest.mark.parametrize("asked", [["-o", "c.xlsx"], ["-o", "c.dat"], ["-o", "c.md", "-f", "table"]])
def test_an_ending_that_promises_something_else_is_refused(run: Run, folder: Path, asked: list[str]) -> None:
    for command in (("compare", "all"), ("timeline", "sutton")):
        result = run(*command, "--letters", "letters", *asked)
        assert result.code == 2 and f"-o ends in {Path(asked[1]).suffix}, which " in result.err
    assert not (folder / asked[1]).exists()


def test_csv_has_a_row_a_sentence(run: Run) -> None:
    out = run("compare", "wandsworth", "sutton", "--letters", "letters", "-f", "csv").out
    rows = list(csv.DictReader(StringIO(out)))
    concerns = [(r["letter"], r["rule"], r["status"], r["page"]) for r in rows if r["part"] == "concern"]
    assert ("Sutton", "parent-trust", "shared", "3") in concerns
    assert [r["letter"] for r in rows if r["part"] == "letter"] == ["Wandsworth", "Sutton"]
    differing = [r for r in rows if r["part"] == "register" and r["status"] == "differ"]
    assert any(r["rule"] == "published" and "register: 2020-05-20" in r["text"] for r in differing)


def test_csv_says_all_that_the_page_says_beside_the_sentences(run: Run) -> None:
    asked = ("compare", "wandsworth", "sutton", "--letters", "letters", "-f")
    data = json.loads(run(*asked, "json").out)
    rows = list(csv.DictReader(StringIO(run(*asked, "csv").out)))
    assert [r["text"] for r in rows if r["part"] == "note"] == data["notes"]
    assert any("not compared: old.txt" in note for note in data["notes"])
    about = {(r["letter"], r["title"]): r["text"] for r in rows if r["part"] == "about_letter"}
    assert about["Sutton", "Among all areas"] == data["letters"][1]["context"]["standing"]
    assert "Department for Education" in about["Sutton", "What follows"]
    assert about["Sutton", "Months from inspection to revisit"]
    assert [r["text"] for r in rows if r["part"] == "all_areas"][-1].startswith("Source: ")


def test_files_are_compared_with_each_other_and_with_areas(run: Run, folder: Path) -> None:
    result = run("compare", "letters/old.txt", "letters/s.txt", "-f", "json")
    assert [side["label"] for side in json.loads(result.out)["letters"]] == ["Sutton 2018", "Sutton 2020"]
    (folder / "h.yaml").write_text(as_yaml(revisit("Hollin Vale")))
    result = run("compare", "wandsworth", "h.yaml", "--letters", "letters", "-f", "json")
    assert areas(result.out) == ["Wandsworth", "Hollin Vale"]


def test_ready_records_count_and_a_letter_wins_over_a_record_of_it(run: Run, folder: Path, scanned: Calls) -> None:
    (folder / "letters" / "y.yaml").write_text(as_yaml(revisit("Hollin Vale")))
    run("parse", "letters/s.txt", "-o", "letters/")
    written = (folder / "letters" / "s.yaml").read_text()
    (folder / "letters" / "s.yaml").write_text(written.replace("2020-05-04", "2029-01-01"))
    data = json.loads(run("compare", "sutton", "hollin vale", "--letters", "letters", "-f", "json").out)
    assert [side["letter_date"] for side in data["letters"]] == ["2020-05-04", "2021-05-04"]
    assert data["letters"][0]["other_letters"] == ["old.txt"]


def test_the_current_folder_comes_before_the_samples(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sendscan.resources.bundled", lambda name: folder / "letters")
    (folder / "letters" / "MANIFEST.yaml").write_text("- {file: s.txt, invented: false}\n")
    assert areas(run("compare", "sutton", "wandsworth", "-f", "json").out) == ["Sutton", "Wandsworth"]  # samples
    (folder / "README.txt").write_text("stray")
    assert areas(run("compare", "sutton", "wandsworth", "-f", "json").out) == ["Sutton", "Wandsworth"]
    result = run("compare", "sutton", "atlantis")
    assert result.code == 2 and "all invented but those about Sutton." in result.err
    (folder / "x.txt").write_text("Ambleford")
    result = run("compare", "sutton", "wandsworth", "-f", "json")
    assert "invented" not in result.err
    assert result.code == 2 and "no letter about it in the current folder" in result.err
    assert "There are letters about Ambleford." in result.err


@pytest.fixture
def library(folder: Path, run: Run) -> Path:
    """A library of two areas in London and one elsewhere."""
    (folder / "letters" / "h.txt").write_text("Kingston-upon-Hull 2021-05-04")
    for name in ("s", "old", "deep/w", "h"):
        run("parse", f"letters/{name}.txt", "-o", "records/")
    from sendscan.cli.letters import records_under

    with Library(folder / "some.db") as made:
        made.put(records_under(folder / "records", deep=True).records)
    return folder / "some.db"


def test_a_library_named_in_any_of_three_ways(
    run: Run, library: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("compare", "sutton", "wandsworth", "-f", "json")
    expected = run(*asked, "--library", library).out
    data = json.loads(expected)
    assert areas(expected) == ["Sutton", "Wandsworth"]
    assert data["letters"][0]["other_letters"] == ["letters/old.txt"]
    (folder / "sendscan.toml").write_text('library = "some.db"\n')
    assert run(*asked).out == expected
    (folder / "sendscan.toml").unlink()
    monkeypatch.setenv("SENDSCAN_LIBRARY", str(library))
    assert run(*asked).out == expected


def test_a_region_and_all_and_a_kind(run: Run, library: Path) -> None:
    place = ("--library", library, "-f", "json")
    assert areas(run("compare", "--region", "London", *place).out) == ["Sutton", "Wandsworth"]
    assert areas(run("compare", "all", *place).out) == ["Kingston upon Hull", "Sutton", "Wandsworth"]
    assert areas(run("compare", "all", "--kind", "send_revisit", *place).out)
    result = run("compare", "all", "--kind", "jtai", *place)
    assert result.code == 2 and "There is no letter of the kind jtai in some.db." in result.err
    result = run("compare", "sutton", "wandsworth", "--kind", "jtai", *place)
    assert result.code == 2 and "Sutton: no letter of the kind jtai about it in some.db." in result.err


def test_a_library_and_a_folder_are_not_both_meant(run: Run, library: Path) -> None:
    result = run("compare", "sutton", "wandsworth", "--library", library, "--letters", "letters")
    assert result.code == 2 and "not from both" in result.err


def test_a_letter_that_cannot_be_read_is_said_and_the_rest_compared(run: Run, folder: Path) -> None:
    (folder / "letters" / "bad.txt").write_text("damaged")
    broken = as_yaml(revisit("Leeds")).replace("verdict: some_sufficient_progress", "verdict: fine")
    (folder / "letters" / "broken.yaml").write_text(broken)
    result = run("compare", "wandsworth", "sutton", "--letters", "letters", "-f", "json")
    assert result.code == 3 and areas(result.out) == ["Wandsworth", "Sutton"]
    assert "bad.txt: The file is damaged." in result.err
    assert "broken.yaml: The record is not whole: outcome.verdict" in result.err
    assert "2 files in 'letters' could not be read" in result.err
    (folder / "letters" / "broken.yaml").unlink()
    result = run("compare", "wandsworth", "sutton", "--letters", "letters")
    assert "1 file in 'letters' could not be read: not compared." in result.err


def test_an_area_whose_letter_cannot_be_read_is_missed_and_the_letter_said(run: Run, folder: Path) -> None:
    (folder / "letters" / "s.txt").write_text("damaged")
    (folder / "letters" / "old.txt").write_text("damaged")
    result = run("compare", "wandsworth", "sutton", "--letters", "letters")
    assert result.code == 2 and "Sutton: no letter about it in 'letters'." in result.err
    assert "s.txt: The file is damaged." in result.err and "old.txt: The file is damaged." in result.err


def test_a_named_file_that_cannot_be_read_is_said(run: Run, folder: Path) -> None:
    (folder / "bad.txt").write_text("damaged")
    result = run("compare", "bad.txt", "letters/s.txt", "letters/old.txt", "-f", "json")
    assert result.code == 3 and len(areas(result.out)) == 2
    assert "bad.txt: The file is damaged." in result.err
    result = run("compare", "bad.txt", "letters/s.txt", "-f", "json")
    assert (result.code, result.out) == (3, "")
    assert "Too few letters are left" in result.err
    result = run("compare", "letters/conf.json", "gone.txt", "letters/s.txt")
    assert result.code == 3
    assert "letters/conf.json: There is no record of a letter in it." in result.err
    assert "gone.txt" in result.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["suton", "wandsworth"], "suton: no area is called so. Did you mean Sutton?"),
        (["sutton"], "two areas or more"),
        ([], "Say what to compare"),
        (["--region", "Narnia"], "no region is called so"),
        (["sutton", "wandsworth", "--kind", "jtia"], "Did you mean jtai?"),
        (["sutton", "wandsworth", "--letters", "nowhere"], "nowhere"),
        (["sutton", "wandsworth", "-f", "xml"], "xml"),
    ],
)
def test_wrong_use_is_said(run: Run, arguments: list[str], says: str) -> None:
    place = [] if "--letters" in arguments else ["--letters", "letters"]
    result = run("compare", *arguments, *place)
    assert result.code == 2 and result.out == ""
    assert says in result.err and "Traceback" not in result.err


def test_the_table_is_the_default_and_may_go_into_a_file(run: Run, folder: Path) -> None:
    result = run("compare", "wandsworth", "sutton", "--letters", "letters")
    assert "Concerns shared" in result.out and "◐ Sufficient progress" in result.out
    assert "old.txt" in result.out  # the letter that is not compared
    run("compare", "wandsworth", "sutton", "--letters", "letters", "-o", "c.txt")
    assert "Concerns shared" in (folder / "c.txt").read_text()


@pytest.mark.parametrize("option", [("--letters", "letters"), ("--library", "no.db"), ("--kind", "send_revisit")])
def test_an_option_that_files_leave_nothing_to_do_is_refused(run: Run, option: tuple[str, str]) -> None:
    result = run("compare", "letters/s.txt", "letters/old.txt", *option)
    assert (result.code, result.out) == (2, "")
    assert f"{option[0]} choose" in result.err and "only files are named" in result.err


def test_that_own_rules_do_not_judge_ready_records_is_said(run: Run, library: Path, folder: Path) -> None:
    (folder / "own").mkdir()
    (folder / "own" / "off.yaml").write_text("off: [parent-trust]\n")
    for command in (("compare", "sutton", "wandsworth"), ("timeline", "sutton"), ("report", "-o", "r.html")):
        assert "own rules" not in run(*command, "--library", library).err
        assert "own rules" not in run(*command, "--letters", "letters", "--rules", "own").err
        for place in (("--library", library), ("--letters", "records")):
            result = run(*command, *place, "--rules", "own")
            assert result.code == 0 and "judgements: your own rules judge letters, when these are read." in result.err
    result = run("compare", "letters/w.txt", "records/s.yaml", "records/old.yaml", "--rules", "own")
    assert "the files named: 2 records keep their judgements" in result.err
    (folder / "sendscan.toml").write_text('rules = ["own"]\n')
    assert (
        "some.db: 2 records keep their judgements" in run("compare", "sutton", "wandsworth", "--library", library).err
    )


@pytest.mark.parametrize(
    "command",
    [
        ("compare", "sutton", "wandsworth", "--letters", "letters"),
        ("compare", "letters/s.txt", "letters/old.txt"),
        ("timeline", "sutton", "--letters", "letters"),
        ("report", "sutton", "--letters", "letters", "-o", "r.html"),
    ],
)
def test_a_password_reaches_every_letter(
    run: Run, scanned: Calls, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    assert run(*command, "--password", "open sesame").code == 0
    assert {call["password"] for call in scanned} == {"open sesame"}
    scanned.clear()
    monkeypatch.setenv("SENDSCAN_PASSWORD", "ajar")
    assert run(*command).code == 0
    assert {call["password"] for call in scanned} == {"ajar"}


@pytest.mark.parametrize(
    ("asked", "output"),
    [
        (["letters/s.txt", "letters/old.txt"], "letters/s.txt"),
        (["all", "--letters", "letters"], "letters/deep/w.txt"),
        (["all", "--letters", "letters"], "letters/y.yaml"),
        (["all", "--library", "some.db"], "some.db"),
    ],
)
def test_nothing_that_is_read_is_overwritten(
    run: Run, folder: Path, library: Path, asked: list[str], output: str
) -> None:
    (folder / "letters" / "y.yaml").write_text(as_yaml(revisit("Hollin Vale")))
    before = Path(output).read_bytes()
    for form in ("yaml",) if output.endswith(".yaml") else ("html", "table"):
        result = run("compare", *asked, "-f", form, "-o", output)
        assert result.code == 2 and f"{output}: This file is read, and would be overwritten." in result.err
        assert Path(output).read_bytes() == before


def test_a_comparison_is_written_anew_beside_the_letters(run: Run, folder: Path) -> None:
    for _ in range(2):
        for name in ("c.json", "c.yaml"):
            assert run("compare", "all", "--letters", "letters", "-o", f"letters/{name}").code == 0
    assert run("compare", "all", "--letters", "letters", "-o", "letters/notes.txt").code == 0


def test_a_letter_is_found_under_any_name(run: Run, folder: Path) -> None:
    Path("letters/s.txt").rename("letters/sutton")
    Path("letters/deep/w.txt").rename("letters/deep/w.text")
    Path("letters/data.bin").write_text("damaged")
    result = run("compare", "wandsworth", "sutton", "--letters", "letters", "-f", "json")
    assert areas(result.out) == ["Wandsworth", "Sutton"]
    assert (result.code, "knows: data.bin, notes.txt, picture.png." in result.err) == (0, True)
