"""A library holds each letter once, gives it back whole, and says in words what is wrong with its file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from made_records import LATE, concern, report, revisit

from sendscan.errors import UsageError
from sendscan.library import FindingFilter, LetterFilter, Library, search, store
from sendscan.library import schema as laid
from sendscan.model import Area, Record

TABLES = ("letters", "items", "findings", "themes", "concerns", "diagnostics", "records")


def letter(area: str, date: str | None, **changes: Any) -> Record:
    record = revisit(area, **changes)
    name = f"{area.lower()}-{date}.txt"
    visit = record.letter.visit if date else replace(record.letter.visit, start=None, end=None)
    return replace(
        record,
        source=replace(record.source, name=name, sha256=sha256(name.encode()).hexdigest()),
        letter=replace(record.letter, area=Area(name=area), letter_date=date, visit=visit),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "letters of ours #1?.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library(path) as opened:
        yield opened


def counts(library: Library) -> dict[str, int]:
    return {table: library.ask(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def whole(library: Library) -> None:
    """The indexes of words hold what the tables hold; raises if not."""
    for index in ("findings_fts", "words_fts"):
        library.connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
    assert library.ask("PRAGMA foreign_key_check") == []
    assert library.ask("PRAGMA integrity_check") == [("ok",)]


def test_a_record_comes_back_whole(library: Library) -> None:
    records = [revisit(), replace(report(), text=None)]
    assert library.put(iter(records)) == 2
    assert list(library.records()) == records


def test_the_same_content_is_there_once_and_newly_read(library: Library) -> None:
    library.put([report(), revisit()])
    before = counts(library)
    library.put([revisit(), revisit()])
    assert counts(library) == before
    again = replace(revisit("Brackenford"), concerns=(), diagnostics=())
    library.put([again])
    assert list(library.records()) == [again, report()]
    assert counts(library)["concerns"] == before["concerns"] - 2
    assert search(library, "", _about("Ambleford")).findings == 0
    whole(library)


def _about(area: str) -> FindingFilter:
    return FindingFilter(letters=LetterFilter(areas=[area]))


def test_a_put_that_fails_leaves_the_library_as_it_was(library: Library) -> None:
    library.put([revisit()])
    before = counts(library)
    broken: Any = replace(report(), concerns=(concern("C1", "x", replace(LATE, text=object())),))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        library.put([letter("Hollin Vale", "2020-01-01"), broken])
    assert counts(library) == before
    library.put([report()])
    whole(library)


def test_letters_are_in_order_of_date_the_undated_last(library: Library) -> None:
    dates = ["2022-01-05", None, "2019-03", "2020-07-01"]
    library.put([letter("Ambleford", date) for date in dates])
    assert [one.date for one in library.letters()] == ["2019-03", "2020-07-01", "2022-01-05", None]
    assert [one.letter.letter_date for one in library.records()] == ["2019-03", "2020-07-01", "2022-01-05", None]


def test_order_does_not_depend_on_when_a_letter_was_put_in(tmp_path: Path) -> None:
    records = [letter(area, "2021-05-04") for area in ("Ambleford", "Hollin Vale", "Penmarrow")]
    answers = []
    for number, some in enumerate((records, records[::-1])):
        with Library(tmp_path / f"{number}.db") as library:
            library.put(some)
            answers.append((library.letters(), search(library, "parents")))
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (LetterFilter(), 4),
        (LetterFilter(areas=["london borough of SUTTON"]), 1),
        (LetterFilter(areas=["Sutton", "ambleford"]), 3),
        (LetterFilter(regions=["london"]), 1),
        (LetterFilter(kinds=["area_send"]), 0),
        (LetterFilter(outcomes=["some_sufficient_progress"]), 4),
        (LetterFilter(since="2020"), 3),
        (LetterFilter(since="2020-05"), 2),
        (LetterFilter(since="2020-05-31"), 2),  # 2020-05 may be that day
        (LetterFilter(since="2020-02-29"), 2),
        (LetterFilter(until="2020-05-01"), 3),
        (LetterFilter(until="2019"), 1),
        (LetterFilter(since="2020", until="2020"), 2),
    ],
)
def test_letters_are_chosen_by_area_region_kind_outcome_date(
    library: Library, wanted: LetterFilter, expected: int
) -> None:
    placed = (("Ambleford", "2019-12-31"), ("Ambleford", "2020-05"), ("Sutton", "2021-01-01"), ("Elm", "2020-02-03"))
    library.put([letter(area, date) for area, date in placed])
    assert len(library.letters(wanted)) == expected


@pytest.mark.parametrize(
    "wanted",
    [
        LetterFilter(kinds=["revisit"]),
        LetterFilter(outcomes=["good"]),
        LetterFilter(since="May 2020"),
        LetterFilter(since="2020-02-30"),
        LetterFilter(since="2021-02-29"),
        LetterFilter(until="2020-13"),
        LetterFilter(until="0000"),
    ],
)
def test_what_cannot_be_is_refused(library: Library, wanted: LetterFilter) -> None:
    with pytest.raises(UsageError):
        library.letters(wanted)


def test_records_of_some_areas_and_kinds(library: Library) -> None:
    records = [letter("Ambleford", "2020-01-01"), letter("Sutton", "2021-01-01"), report()]
    library.put(records)
    assert list(library.records(areas=["Sutton", "Ambleford"])) == records[:2]
    assert list(library.records(kinds=["area_send"])) == [report()]
    assert list(library.records(areas=["Nowhere"])) == []
    assert library.areas() == ("Ambleford", "Brackenshire", "Sutton")


def test_removing_leaves_nothing_behind(library: Library, path: Path) -> None:
    library.put([revisit(), report()])
    assert library.remove([revisit().source.sha256, "ff" * 32]) == 1
    assert list(library.records()) == [report()]
    assert library.ask("SELECT word FROM words WHERE word IN ('backlog', 'parents')") == []
    whole(library)
    library.remove([report().source.sha256])
    assert set(counts(library).values()) == {0}


def test_other_tools_find_tables_views_and_words(path: Path) -> None:
    with Library(path) as library:
        library.put([revisit(), report()])
    assert [file.name for file in path.parent.iterdir()] == [path.name]  # one file, whole, once closed
    other = sqlite3.connect(path)
    assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    for view, rows in {
        "letters_at_a_glance": 2,
        "findings_in_letters": 7,
        "concerns_in_letters": 3,
        "concerns_by_area": 3,
        "weaknesses_in_letters": 2,
    }.items():
        assert len(other.execute(f"SELECT * FROM {view}").fetchall()) == rows, view
    assert other.execute(
        "SELECT f.finding, f.page FROM findings_fts JOIN findings f ON f.id = findings_fts.rowid"
        " WHERE findings_fts MATCH 'trust'"
    ).fetchall() == [("W1.F2", 3)]
    assert other.execute("SELECT themes, rules FROM findings_in_letters WHERE finding = 'W1.F2'").fetchall() == [
        ("parents", "parent-trust")
    ]
    other.close()


def test_an_earlier_library_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library(path) as library:
        library.put([revisit(), report()])
        library.connection.execute("DROP VIEW concerns_by_area")
        library.connection.execute("ALTER TABLE letters RENAME COLUMN region TO part")
        library.connection.execute("CREATE TABLE mine (note TEXT)")
        numbers = library.ask("SELECT id, sha256 FROM letters ORDER BY id")
    monkeypatch.setattr(laid, "VERSION", 2)
    monkeypatch.setattr(store, "VERSION", 2)
    with Library(path, readonly=True) as library:
        assert library.ask("PRAGMA user_version") == [(2,)]
        assert list(library.records()) == [revisit(), report()]
        assert search(library, "trust").findings == 1
        assert library.ask("SELECT id, sha256 FROM letters ORDER BY id") == numbers
        assert library.ask("SELECT count(*) FROM mine") == [(0,)]
        whole(library)


def test_reading_does_not_make_a_library(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such library"), Library(tmp_path / "none.db", readonly=True):
        pass
    assert list(tmp_path.iterdir()) == []


def _foreign(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE accounts (name TEXT)")
    other.commit()
    other.close()


def _later(path: Path) -> None:
    with Library(path) as library:
        library.connection.execute("PRAGMA user_version = 99")


def _damaged(path: Path) -> None:
    with Library(path) as library:
        library.put([revisit(), report()])
    data = bytearray(path.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    path.write_bytes(data)


def _tableless(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 0")
    other.execute("VACUUM")
    other.close()


SPOILT = {
    "not an SQLite database": lambda path: path.write_bytes(b"%PDF-1.7 " * 500),
    "no library of sendscan": _foreign,
    "later sendscan": _later,
    "is damaged": _damaged,
    "cannot be opened": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("readonly", [True, False])
@pytest.mark.parametrize("words", SPOILT)
def test_a_file_that_is_no_library_is_said_to_be_none(path: Path, words: str, readonly: bool) -> None:
    SPOILT[words](path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(UsageError) as told, Library(path, readonly=readonly) as library:
        library.letters()
        list(library.records())
        search(library, "trust")
    assert str(path) in str(told.value)
    if path.is_file():
        assert words in str(told.value)
        assert path.read_bytes() == before  # nothing of somebody else's is changed


@pytest.mark.parametrize("empty", [Path.touch, _tableless])
def test_an_empty_file_becomes_a_library_when_letters_are_put_in_and_not_before(
    path: Path, empty: Callable[[Path], None]
) -> None:
    empty(path)
    before = path.read_bytes()
    with pytest.raises(UsageError, match="There is no library in it"), Library(path, readonly=True):
        pass
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with Library(path) as library:
        assert library.put([revisit()]) == 1


def test_a_library_that_others_keep_locked_is_said_to_be(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library(path) as library:
        library.put([revisit()])
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    with Library(path) as library:
        assert len(library.letters()) == 1  # reading goes on
        with pytest.raises(UsageError, match="Another program is writing"):
            library.put([report()])
    other.close()


WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from test_library import letter
from sendscan.library import Library
for n in range(15):  # opened anew each time: making the file and turning WAL on are where two may meet
    with Library(sys.argv[1]) as library:
        library.put([letter("Ambleford", f"20{n:02d}-01-01"), letter(sys.argv[3], f"20{n:02d}-02-02")])
"""


def test_two_writers_at_once(path: Path) -> None:
    here = Path(__file__).parent
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(here.parent)!r}){WRITER}", path, here, area],
            stderr=subprocess.PIPE,
            text=True,
        )
        for area in ("Hollin Vale", "Penmarrow")
    ]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [("", 0)] * 2
    with Library(path) as library:
        assert len(library.letters()) == 45  # 15 that both put in, and 15 of each
        whole(library)
