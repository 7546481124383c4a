"""``sendscan report``: which letters, what they are written as, and what is said about the others."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made_records import revisit

from sendscan.library import Library
from sendscan.writing import as_yaml

Run = Callable[..., Any]
Scanned = list[dict[str, Any]]


def letters(folder: Path, **contents: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, words in contents.items():
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    return folder


def areas(page: str) -> set[str]:
    return {name for name in ("Ambleford", "Zedford", "Midham") if f"<h3>{name}" in page}


@pytest.fixture
def three(folder: Path, scanned: Scanned) -> Path:
    return letters(folder / "letters", a="Ambleford 2021-01-02", z="Zedford 2020-01-02", m="Midham 2019-05-06")


def test_every_letter_of_a_folder_unless_areas_are_named(run: Run, three: Path) -> None:
    assert run("report", "--letters", three, "-o", "all.html").code == 0
    assert areas(Path("all.html").read_text(encoding="utf-8")) == {"Ambleford", "Zedford", "Midham"}
    assert run("report", "zedford", "AMBLEFORD council", "--letters", three, "-o", "two.html").code == 0
    assert areas(Path("two.html").read_text(encoding="utf-8")) == {"Ambleford", "Zedford"}


def test_the_page_goes_to_a_pipe_too(run: Run, three: Path) -> None:
    result = run("report", "--letters", three)
    assert result.code == 0
    assert result.out.startswith("<!DOCTYPE html>") and "the letters are from" in result.out.lower()


def test_a_terminal_is_no_place_for_a_page(run: Run, three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    result = run("report", "--letters", three)
    assert (result.code, result.out) == (2, "")
    assert "-o report.html" in result.err


def test_from_a_library_by_area_and_kind(run: Run, folder: Path) -> None:
    with Library(folder / "shelf.db") as library:
        library.put([revisit("Ambleford")])
    assert run("report", "--library", "shelf.db", "--kind", "send_revisit", "-o", "page.html").code == 0
    assert areas(Path("page.html").read_text(encoding="utf-8")) == {"Ambleford"}
    missing = run("report", "Zedford", "--library", "shelf.db", "-o", "none.html")
    assert missing.code == 2
    assert "Zedford" in missing.err and "Ambleford" in missing.err
    assert not Path("none.html").exists()


def test_what_kinds_there_are_is_said(run: Run, three: Path) -> None:
    result = run("report", "--letters", three, "--kind", "revisit", "-o", "page.html")
    assert result.code == 2 and "send_revisit" in result.err
    nothing = run("report", "--letters", three, "--kind", "jtai", "-o", "page.html")
    assert nothing.code == 2 and "no letter of the kind jtai" in nothing.err


def test_a_library_and_a_folder_are_not_asked_at_once(run: Run, three: Path) -> None:
    result = run("report", "--letters", three, "--library", "shelf.db", "-o", "page.html")
    assert result.code == 2 and "not from both" in result.err


def test_letters_that_cannot_be_read_are_named_and_the_rest_is_written(run: Run, three: Path) -> None:
    letters(three, bad="damaged", stray="stray")
    result = run("report", "--letters", three, "-o", "page.html")
    assert result.code == 3
    assert "bad.txt" in result.err and "stray.txt" in result.err and "1 file in" in result.err
    assert areas(Path("page.html").read_text(encoding="utf-8")) == {"Ambleford", "Zedford", "Midham"}


def test_a_workbook_by_the_files_ending_or_by_format(run: Run, three: Path) -> None:
    assert run("report", "--letters", three, "-o", "letters.xlsx").code == 0
    assert run("report", "--letters", three, "-f", "xlsx", "-o", "letters.book").code == 0
    for asked in (["-o", "page.csv"], ["-o", "page.html", "-f", "xlsx"]):
        result = run("report", "--letters", three, *asked)
        assert result.code == 2 and "-o ends in ." in result.err and not Path(asked[1]).exists()
    assert Path("letters.xlsx").read_bytes() == Path("letters.book").read_bytes()
    workbook = openpyxl.load_workbook(BytesIO(Path("letters.xlsx").read_bytes()))
    assert [cell.value for cell in workbook["Summary"]["A"]] == ["Area", "Ambleford", "Midham", "Zedford"]


def test_a_workbook_without_its_library_is_refused_in_words(
    run: Run, three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    result = run("report", "--letters", three, "-o", "letters.xlsx")
    assert result.code == 2
    assert "sendscan[xlsx]" in result.err
    assert not Path("letters.xlsx").exists()


def test_records_read_back_are_reported_on_by_their_findings(run: Run, folder: Path) -> None:
    (letters(folder / "records") / "ambleford.yaml").write_text(as_yaml(revisit()), encoding="utf-8")
    assert run("report", "--letters", "records", "-o", "page.html").code == 0
    page = Path("page.html").read_text(encoding="utf-8")
    assert "Leaders have a plan for the backlog" in page
    assert "The record holds no text: the letter is shown by its findings alone" in page
    assert "Marked in the text" not in page


def test_the_samples_where_there_is_nothing_else(run: Run, folder: Path) -> None:
    result = run("report", "sutton", "-o", "page.html")
    assert result.code == 0
    page = Path("page.html").read_text(encoding="utf-8")
    for told in (result.err, page):
        assert "from the bundled samples, which are all invented but those about Sutton and Wandsworth." in told


def test_jinja_and_xlsxwriter_are_loaded_only_when_used() -> None:
    import subprocess

    code = (
        "import sys; from sendscan.cli import main; main(['report', '--help']);"
        "print(); print('jinja2' in sys.modules, 'xlsxwriter' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "False False"
