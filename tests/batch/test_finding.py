"""Which files are letters, and what they are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sendscan.batch import find_letters
from sendscan.batch.store import Store
from sendscan.batch.summary import Summary
from sendscan.errors import UsageError
from sendscan.writing.markdown import markdown


def files(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    return folder


def names(*places: str | Path, **given: list[str]) -> list[str]:
    return [letter.name for letter in find_letters([str(place) for place in places], **given).letters]


def test_all_below_a_folder_in_order_of_name_relative_to_it(tmp_path: Path) -> None:
    files(tmp_path / "in", "b.pdf", "a/c.TXT", "a/d.docx", "plain", "a/.hidden.pdf", ".git/e.pdf", ".sendscan/f.txt")
    assert names(tmp_path / "in") == ["a/c.TXT", "a/d.docx", "b.pdf", "plain"]


def test_data_beside_letters_is_counted_and_not_read(tmp_path: Path) -> None:
    found = find_letters([str(files(tmp_path, "a.pdf", "b.csv", "c.CSV", "d.yaml"))])
    assert [letter.name for letter in found.letters] == ["a.pdf"]
    assert found.passed_over == ((".csv", 2), (".yaml", 1))


def test_a_file_named_by_the_user_is_read_whatever_its_ending(tmp_path: Path) -> None:
    files(tmp_path, "a.csv", "b.pdf")
    assert names(tmp_path / "a.csv") == ["a.csv"]


def test_globs(tmp_path: Path) -> None:
    files(tmp_path, "a/x/1.pdf", "a/2.pdf", "b/3.pdf", "a/4.txt")
    assert names("a/**/*.pdf") == ["2.pdf", "x/1.pdf"]
    assert names("*/*.pdf") == ["a/2.pdf", "b/3.pdf"]


def test_names_in_several_places_are_told_apart_and_none_is_read_twice(tmp_path: Path) -> None:
    files(tmp_path, "2020/x.pdf", "2021/x.pdf")
    assert names("2020", "2021", "2020/x.pdf") == ["2020/x.pdf", "2021/x.pdf"]


@pytest.mark.parametrize(
    "pattern", ["drafts", "drafts/", "drafts/*", "*/deep/*", "deep", "./drafts", "drafts/deep/a.pdf"]
)
def test_exclude(tmp_path: Path, pattern: str) -> None:
    files(tmp_path, "drafts/deep/a.pdf", "kept.pdf")
    assert names(tmp_path, exclude=[pattern]) == ["kept.pdf"]


def test_exclude_is_no_more_than_it_says(tmp_path: Path) -> None:
    files(tmp_path, "a.pdf", "b.txt", "drafts.pdf")
    assert names(tmp_path, exclude=["*.txt", "drafts"]) == ["a.pdf", "drafts.pdf"]


def test_links_are_followed_once_and_loops_are_failures(tmp_path: Path) -> None:
    files(tmp_path / "in", "a/1.pdf")
    files(tmp_path / "elsewhere", "2.pdf")
    (tmp_path / "in/a/again").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in/a-link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "in/A").symlink_to(tmp_path / "in/a", target_is_directory=True)  # sorts before what it points at
    found = {letter.name: letter.failure and letter.failure.code for letter in find_letters(["in"]).letters}
    assert found == {"a/1.pdf": None, "a/again": "symlink_loop", "a-link/2.pdf": None}


def test_links_to_nothing_and_to_themselves_are_letters_that_will_fail(tmp_path: Path) -> None:
    (tmp_path / "self.pdf").symlink_to(tmp_path / "self.pdf")
    (tmp_path / "gone.pdf").symlink_to(tmp_path / "nowhere")
    assert names(tmp_path) == ["gone.pdf", "self.pdf"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (letter,) = find_letters([str(tmp_path)]).letters
    assert letter.failure is not None and letter.failure.code == "unreadable"


def test_a_folder_that_cannot_be_read_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files(tmp_path, "a.pdf", "locked/b.pdf")
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = {letter.name: letter.failure and letter.failure.message for letter in find_letters(["."]).letters}
    assert found == {"a.pdf": None, "locked": "The folder cannot be read: Permission denied."}


def test_our_own_pages_library_and_cache_are_no_letters(tmp_path: Path) -> None:
    files(tmp_path, "a.txt", "notes.md", "kept", "cache/1/ab/cd")
    with Store(tmp_path / "made"):
        files(tmp_path, "made/1/ab/cd")
    (tmp_path / "summary.md").write_text(markdown(Summary().as_dict()))
    found = find_letters(["."], library=Path("kept"))
    assert [letter.name for letter in found.letters] == ["a.txt", "cache/1/ab/cd", "notes.md"]
    assert found.passed_over == ((".md", 1),)


@pytest.mark.parametrize("place", ["missing", "missing/*.pdf", "empty"])
def test_nothing_there_is_wrong_use(tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=r"[Tt]here (is|are) no|fits"):
        find_letters([place])


def test_a_name_that_is_no_utf8_can_be_written(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.pdf")).write_text("x")
    except OSError:
        pytest.skip("this file system wants UTF-8")
    assert names(tmp_path) == ["caf\N{REPLACEMENT CHARACTER}.pdf"]
