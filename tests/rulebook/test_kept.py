"""The bundled rules kept on disk: the same rules, or none."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from sendscan.model import Kind
from sendscan.resources import bundled
from sendscan.rulebook import BEGIN, Rulebook, kept, load

LATE = f"{BEGIN} too many annual reviews are late and parents do not trust leaders .".split()
GOOD = f"{BEGIN} leaders know their area well and have improved the local offer .".split()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, as ``SENDSCAN_CACHE`` names it."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(kept.VARIABLE, str(folder))
    return folder


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


def same_phrases(one: Rulebook, other: Rulebook) -> bool:
    def found(book: Rulebook, words: list[str]) -> list[tuple[str, str, str, int, int]]:
        return [(f.phrase.rule.id, f.phrase.field, f.phrase.text, f.first, f.last) for f in book.find(words)]

    return all(found(one, words) == found(other, words) != [] for words in (LATE, GOOD))


def shares(book: Rulebook, kind: Kind) -> dict[str, float]:
    heard = book.precedents(kind).hear([(LATE, 1.0)])
    assert heard is not None
    return heard.shares()


def test_a_kept_rulebook_is_the_one_that_was_kept(book: Rulebook, cache: Path) -> None:
    kept.keep(book, bundled("rules"))
    again = kept.fetch(bundled("rules"))

    assert again is not None
    assert again.kept
    assert (again.rules, again.lists, again.said) == (book.rules, book.lists, book.said)
    assert same_phrases(again, book)
    assert shares(again, "area_send") == shares(book, "area_send")
    assert again.precedents("jtai").said == book.precedents("jtai").said


def test_the_nearest_precedents_of_a_kept_rulebook_are_told_in_full(book: Rulebook, cache: Path) -> None:
    kept.keep(book, bundled("rules"))
    again = kept.fetch(bundled("rules"))
    assert again is not None
    heard, before = again.precedents("area_send").hear([(LATE, 1.0)]), book.precedents("area_send").hear([(LATE, 1.0)])
    assert heard is not None
    assert before is not None
    assert heard.nearest(3) == before.nearest(3)


def test_where_a_kept_rule_was_written_is_told(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "from sendscan import rulebook\n"
        "book = rulebook.load()\n"
        "print(book.kept, book.places.where('review-delays'))\n"
        "rulebook.keep()\n"
    )

    def told() -> str:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        return done.stdout

    first, second = told(), told()
    assert first.startswith("False ")
    assert second == first.replace("False", "True")


def test_other_rules_than_those_kept_are_made_anew(book: Rulebook, cache: Path, tmp_path: Path) -> None:
    other = tmp_path / "rules"
    other.mkdir()
    (other / "cues.yaml").write_text("off: []\n", encoding="utf-8")
    kept.keep(book, other)
    assert kept.fetch(other) is not None

    (other / "cues.yaml").write_text("off: [ ]\n", encoding="utf-8")
    kept._made_of.cache_clear()  # as in another process
    assert kept.fetch(other) is None


@pytest.mark.parametrize("at", [0, 40, 5_000, -1])
def test_a_damaged_file_is_passed_over(book: Rulebook, cache: Path, at: int) -> None:
    kept.keep(book, bundled("rules"))
    data = bytearray((cache / kept.FILE).read_bytes())
    data[at] ^= 1
    (cache / kept.FILE).write_bytes(data)
    assert kept.fetch(bundled("rules")) is None


@pytest.mark.parametrize("data", [b"", b"short", bytes(64)])
def test_a_file_of_something_else_is_passed_over(cache: Path, data: bytes) -> None:
    cache.mkdir()
    (cache / kept.FILE).write_bytes(data)
    assert kept.fetch(bundled("rules")) is None


class Foreign:
    """Something whose pickle would run code."""

    def __init__(self, told: Path) -> None:
        self.told = told

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.told),)


def test_a_file_that_would_run_something_is_not_followed(cache: Path, tmp_path: Path) -> None:
    cache.mkdir()
    rest = pickle.dumps(Foreign(tmp_path / "ran"))
    data = kept._made_of(bundled("rules")) + kept._sum(rest) + rest
    (cache / kept.FILE).write_bytes(data)
    assert kept.fetch(bundled("rules")) is None
    assert not (tmp_path / "ran").exists()


def test_nothing_is_kept_where_nothing_is_wanted(book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept.VARIABLE, "")
    kept.keep(book, bundled("rules"))
    assert kept.fetch(bundled("rules")) is None


def test_a_folder_that_cannot_be_written_is_no_error(
    book: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path / "file" / "cache"))
    kept.keep(book, bundled("rules"))
    assert kept.fetch(bundled("rules")) is None


def test_parse_leaves_the_rules_ready_and_reads_the_same_by_them(cache: Path, tmp_path: Path) -> None:
    letter = str(bundled("samples") / "sutton-2020-05-04.txt")

    def parsed() -> bytes:
        command = [sys.executable, "-c", "from sendscan.cli import main; main()", "parse", letter, "-f", "json"]
        return subprocess.run(command, capture_output=True, check=True).stdout

    first = parsed()
    assert (cache / kept.FILE).is_file()
    assert parsed() == first


def test_own_rules_are_never_kept(cache: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.d"
    own.mkdir()
    (own / "own.yaml").write_text("off: [review-delays]\n", encoding="utf-8")
    letter = str(bundled("samples") / "sutton-2020-05-04.txt")
    command = [sys.executable, "-c", "from sendscan.cli import main; main()", "parse", letter, "--rules", str(own)]
    subprocess.run(command, capture_output=True, check=True)
    assert not cache.exists()
