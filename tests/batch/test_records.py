"""What a run writes of its records: files, streams, tables, a summary."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest
import yaml
from made_batches import files_in, letters
from made_records import report, revisit
from made_runs import Run

from sendscan.batch import Letter
from sendscan.batch.targets import record_files, target_for
from sendscan.errors import UsageError
from sendscan.writing import as_dict
from sendscan.writing.as_csv import TABLES, csv_lines, csv_tables


@pytest.fixture
def folder(here: Path) -> Path:
    made = letters(here / "in", 3, damaged="damaged")
    (made / "sub").mkdir()
    (made / "sub/letter-000.txt").write_text("Below")
    return made


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_one_record_a_letter_in_the_same_folders_and_a_summary(run: Run, folder: Path, form: str) -> None:
    result = run("in", "-o", "out/", "-f", form)
    assert result.code == 3
    assert sorted(files_in(Path("out"))) == sorted(
        [*(f"letter-00{at}.{form}" for at in range(3)), f"sub/letter-000.{form}", f"summary.{form}"]
    )
    record = yaml.safe_load(Path(f"out/sub/letter-000.{form}").read_text())
    assert record["source"]["name"] == "sub/letter-000.txt" and record["letter"]["area"]["name"] == "Below"
    assert "text" not in record


def test_the_summary_counts_kinds_outcomes_rules_and_failures(run: Run, folder: Path) -> None:
    (folder / "notes.csv").touch()
    run("in", "-o", "out")
    summary = yaml.safe_load(Path("out/summary.yaml").read_text())
    assert (summary["letters"], summary["read"], summary["failed"], summary["findings"]) == (5, 4, 1, 16)
    assert summary["kinds"] == {"send_revisit": {"letters": 4, "outcomes": {"some_sufficient_progress": 4}}}
    trust = {"title": "Parents do not trust leaders", "letters": 4, "concerns": 4, "high": 4, "medium": 0, "low": 0}
    assert summary["concerns"][0] == {"rule": "parent-trust", **trust}
    assert summary["diagnostics"] == {"missing_verdict": 4}
    assert [(one["name"], one["code"]) for one in summary["failures"]] == [("damaged.txt", "damaged")]
    assert summary["passed_over"] == {".csv": 1}


def test_a_second_run_writes_nothing_anew_and_mends_what_is_broken(run: Run, folder: Path) -> None:
    run("in", "-o", "out")
    first = files_in(Path("out"))
    os.utime("out/letter-000.yaml", (1, 1))
    Path("out/letter-001.yaml").write_text("broken")
    run("in", "-o", "out")
    assert files_in(Path("out")) == first
    assert Path("out/letter-000.yaml").stat().st_mtime == 1


def test_streams_hold_what_files_hold(run: Run, folder: Path) -> None:
    run("in", "-o", "out")
    records = [yaml.safe_load(data) for name, data in sorted(files_in(Path("out")).items()) if "letter" in name]
    assert list(yaml.safe_load_all(run("in", "-f", "yaml").out)) == records
    assert json.loads(run("in", "-f", "json").out) == records
    lines = run("in", "-f", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == records
    assert run("in").out == run("in", "-f", "yaml").out  # in a pipe
    assert run("in", "-o", "all.jsonl").code == 3
    assert Path("all.jsonl").read_text().splitlines() == lines


def test_an_array_without_records_is_one(run: Run, here: Path) -> None:
    letters(here / "in", 0, damaged="damaged")
    assert run("in", "-f", "json").out == "[]\n"


def test_with_text(run: Run, folder: Path) -> None:
    (record, *_) = [json.loads(line) for line in run("in", "-f", "jsonl", "--with-text").out.splitlines()]
    assert record["text"] == "Line one.\nLine two.\n"


def test_tables_share_ids(run: Run, folder: Path) -> None:
    assert run("in", "-o", "out", "-f", "csv").code == 3
    tables = {}
    for name, columns in TABLES.items():
        with Path(f"out/{name}.csv").open(encoding="utf-8", newline="") as file:
            tables[name] = list(csv.DictReader(file))
        assert tuple(tables[name][0]) == columns
    assert [len(rows) for rows in tables.values()] == [4, 8, 16, 8]
    ids = {row["letter_id"] for row in tables["letters"]}
    items = {(row["letter_id"], row["item_id"]) for row in tables["items"]}
    findings = {(row["letter_id"], row["finding_id"]): row for row in tables["findings"]}
    assert len(ids) == 4 and {letter for letter, _ in items} == ids
    assert {(row["letter_id"], row["item_id"]) for row in tables["findings"]} == items
    for row in tables["concerns"]:
        assert row["rule"] in findings[row["letter_id"], row["finding_id"]]["concerns"]
    assert json.loads(Path("out/summary.json").read_text())["read"] == 4


def test_items_of_every_list_are_in_the_table() -> None:
    rows = list(csv.DictReader(csv_tables(as_dict(report()))["items"].splitlines(), TABLES["items"]))
    assert [row["list"] for row in rows] == ["strengths", "priority_actions", "improvements", "needs_work", "narrative"]
    assert rows[1]["responsible"] == "Brackenshire Council"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(text: str) -> None:
    ((cell, other),) = csv.reader([csv_lines([(text, "1 = 1")])])
    assert cell.startswith("'") and cell.endswith(text.strip()[-1]) and other == "1 = 1"


def test_what_steers_terminals_is_spelt_out_in_a_cell() -> None:
    assert csv_lines([("a\x1b[31m\u202eb", None, 3)]) == "a\\x1b[31m\\u202eb,,3\n"


def test_files_that_would_be_one_keep_their_endings() -> None:
    names = ["a.pdf", "a.txt", "B.pdf", "b.PDF", "c.pdf", "d/a.pdf", "summary.pdf"]
    files = record_files(Path("out"), [Letter(Path(name), name) for name in names], "yaml")
    assert [file.relative_to("out").as_posix() for file in files] == [
        "a.pdf.yaml", "a.txt.yaml", "B.pdf.yaml", "b.PDF.yaml", "c.yaml", "d/a.yaml", "summary.pdf.yaml",
    ]  # fmt: skip


def test_several_forms_go_into_a_folder(run: Run, folder: Path) -> None:
    forms = ["yaml", "jsonl", "csv", "junit", "sarif", "markdown"]
    run("in", "-o", "out", *(part for form in forms for part in ("-f", form)))
    made = files_in(Path("out"))
    expected = {"records.jsonl", "junit.xml", "sendscan.sarif", "summary.md", "summary.yaml", "letter-000.yaml"}
    assert expected | {f"{table}.csv" for table in TABLES} <= made.keys()


@pytest.mark.parametrize(
    ("output", "forms", "expected"),
    [
        ("new", (), (("yaml",), "folder")),
        ("new/", ("csv",), (("csv",), "folder")),
        ("all.json", (), (("json",), "file")),
        ("all.jsonl", ("github",), (("jsonl", "github"), "file")),
        ("report.txt", ("markdown",), (("markdown",), "file")),
        ("v1.2", ("yaml",), (("yaml",), "folder")),
        ("v1.2", ("csv",), (("csv",), "folder")),
        ("all.txt", ("yaml",), (("yaml",), "file")),
        ("all.dat", ("jsonl",), (("jsonl",), "file")),
        ("out", ("github",), (("yaml", "github"), "folder")),
        (None, ("sarif",), (("sarif",), "stdout")),
    ],
)
def test_what_output_and_format_mean(
    output: str | None, forms: tuple[str, ...], expected: tuple[tuple[str, ...], str], here: Path
) -> None:
    target = target_for(output, forms)
    place = "folder" if target.folder else "file" if target.file else "stdout"
    assert (target.forms, place) == expected


@pytest.mark.parametrize(
    ("output", "forms", "says"),
    [
        (None, ("csv",), "CSV is four tables."),
        (None, ("yaml", "sarif"), "cannot share standard output"),
        ("a.csv", ("csv",), "a.csv: CSV is four tables, which do not go into one file. Name a folder, as in -o a/."),
        ("a.csv", (), "CSV is four tables"),
        ("a.sarif", ("sarif", "junit"), "sarif and junit are 2 formats, which do not go into one file."),
        ("no/a.json", (), "no: There is no such folder. Make it first."),
        (
            "a.txt",
            (),
            "-o ends in .txt, which batch cannot write: use .md, .yaml, .yml, .json, .jsonl, .xml or .sarif,",
        ),
        ("v1.2", (), "A folder ends in a slash."),
        ("a.html", ("github",), "-o ends in .html, which batch cannot write"),
        ("a.json", ("jsonl",), "-o ends in .json, which is not jsonl, as -f says."),
    ],
)
def test_what_they_cannot_mean_is_wrong_use(output: str | None, forms: tuple[str, ...], says: str, here: Path) -> None:
    with pytest.raises(UsageError) as told:
        target_for(output, forms)
    assert says in str(told.value)


def test_a_place_that_cannot_be_written_is_wrong_use(run: Run, folder: Path) -> None:
    Path("file").touch()
    result = run("in", "-o", "file/out/")
    assert result.code == 2 and "cannot be written" in result.err


def test_a_record_in_the_way_of_a_folder_is_wrong_use(run: Run, folder: Path) -> None:
    Path("out/letter-001.yaml").mkdir(parents=True)
    result = run("in", "-o", "out")
    assert result.code == 2 and "cannot be written" in result.err and "Traceback" not in result.err


def test_a_device_is_written_straight_to(run: Run, folder: Path) -> None:
    assert run("in", "-o", os.devnull, "-f", "jsonl").code == 3
    assert not list(Path(os.devnull).parent.glob(".sendscan*"))


def test_hostile_words_stay_words_in_jsonl() -> None:
    from sendscan.writing.as_jsonl import json_line

    value = as_dict(revisit("\x1b[2J\u2028=HYPERLINK()"))
    assert json.loads(json_line(value)) == value and "\x1b" not in json_line(value)
    assert json_line(value).count("\n") == 1 and "\u2028" not in json_line(value)
