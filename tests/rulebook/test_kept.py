"""The bundled rules kept on disk: the same rules, or none, and never a fault."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from sendscan.language import Words
from sendscan.model import Kind
from sendscan.resources import bundled
from sendscan.rulebook import BEGIN, Rulebook, kept, load
from sendscan.rulebook.load import examine
from sendscan.rulebook.unpickling import loads

LETTER = str(bundled("samples") / "sutton-2020-05-04.txt")
COMMAND = [sys.executable, "-c", "from sendscan.cli import main; main()"]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, as ``SENDSCAN_CACHE`` names it."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(kept.VARIABLE, str(folder))
    return folder


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load()


@pytest.fixture(scope="module")
def again(book: Rulebook) -> Rulebook:
    """The bundled rules as they are read back."""
    read: Rulebook = loads(pickle.dumps(book, protocol=5))
    return read


def kept_file(folder: Path) -> Path:
    (file,) = folder.glob("rules-*.bin")
    return file


def run(*arguments: str) -> bytes:
    return subprocess.run([*COMMAND, *arguments], capture_output=True, check=True).stdout


def examples(book: Rulebook) -> list[list[str]]:
    """The words of every sentence that a rule has among its examples."""
    texts = [text for rule in book.rules.values() for text in (*rule.hits, *rule.misses)]
    return [[BEGIN, *Words(text).words(0, len(text))[0]] for text in texts]


def test_a_kept_rulebook_finds_what_the_one_kept_finds(book: Rulebook, again: Rulebook) -> None:
    def found(book: Rulebook, words: list[str]) -> list[tuple[str, str, str, int, int]]:
        return [(f.phrase.rule.id, f.phrase.field, f.phrase.text, f.first, f.last) for f in book.find(words)]

    assert (again.rules, again.lists, again.said) == (book.rules, book.lists, book.said)
    sentences = examples(book)
    assert len(sentences) > 700
    assert [found(again, words) for words in sentences] == [found(book, words) for words in sentences]


@pytest.mark.parametrize("kind", ["area_send", "send_revisit", "jtai"])
def test_its_precedents_say_the_same(book: Rulebook, again: Rulebook, kind: Kind) -> None:
    for words in examples(book)[::40]:
        heard, before = again.precedents(kind).hear([(words, 1.0)]), book.precedents(kind).hear([(words, 1.0)])
        assert (heard is None) == (before is None)
        if heard is not None and before is not None:
            assert heard.shares() == before.shares()
            assert heard.nearest(3) == before.nearest(3)


def test_precedents_that_another_numpy_weighed_are_weighed_anew(
    book: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    import numpy as np

    data = pickle.dumps(book, protocol=5)
    monkeypatch.setattr(np, "__version__", "0.0")
    precedents = loads(data).precedents("area_send")
    heard = precedents.hear([(["reviews", "are", "late"], 1.0)])
    assert heard is not None
    assert "_index" in vars(precedents)
    assert precedents._index.words == book.precedents("area_send")._index.words


def test_where_a_kept_rule_was_written_is_told(cache: Path) -> None:
    code = (
        "from sendscan import rulebook\n"
        "book = rulebook.load()\n"
        "print(bool(book.made_of), book.places.where('review-delays'), book.places.where('review-delays', 'hits', 0))\n"
        "rulebook.keep()\n"
    )

    def told() -> str:
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    first, second = told(), told()
    assert first.startswith("True ")
    assert second == first.replace("True", "False")


def test_rules_code_and_versions_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "cues.yaml").write_text("off: []\n", encoding="utf-8")
    names = {kept.made_of(rules)}
    (rules / "cues.yaml").write_text("off: [ ]\n", encoding="utf-8")
    names.add(kept.made_of(rules))
    (rules / "more.YAML").write_text("off: []\n", encoding="utf-8")
    names.add(kept.made_of(rules))
    monkeypatch.setattr(kept, "__version__", "0.0.0")
    names.add(kept.made_of(rules))
    monkeypatch.setattr(kept, "PACKAGE", tmp_path)
    (tmp_path / "model.py").write_text("", encoding="utf-8")
    names.add(kept.made_of(rules))
    assert len(names) == 5
    assert "" not in names


def test_without_code_to_be_read_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "PACKAGE", tmp_path)
    assert kept.made_of(bundled("rules")) == ""


def test_rules_that_changed_while_letters_were_read_are_not_kept(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loading = import_module("sendscan.rulebook.load")
    book, _ = examine([bundled("rules")], sound=bundled("rules"))
    book.made_of = "what it was then"
    monkeypatch.setattr(loading, "load", lambda: book)
    loading.keep()
    assert not cache.exists()


class TestAFileThatCannotBeUsed:
    @pytest.fixture
    def file(self, book: Rulebook, cache: Path) -> Path:
        kept.keep(book, "these")
        assert kept.fetch("these") is not None
        return kept_file(cache)

    @pytest.mark.parametrize("at", [0, 40, 5_000, -1])
    def test_is_passed_over_when_damaged(self, file: Path, at: int) -> None:
        data = bytearray(file.read_bytes())
        data[at] ^= 1
        file.write_bytes(data)
        assert kept.fetch("these") is None

    @pytest.mark.parametrize("data", [b"", b"short", bytes(64)])
    def test_is_passed_over_when_it_is_something_else(self, file: Path, data: bytes) -> None:
        file.write_bytes(data)
        assert kept.fetch("these") is None

    def test_is_passed_over_when_it_is_no_rulebook(self, file: Path) -> None:
        data = pickle.dumps(["no rulebook"])
        file.write_bytes(kept._sum(data) + data)
        assert kept.fetch("these") is None

    def test_is_not_followed_when_it_would_run_something(self, file: Path, tmp_path: Path) -> None:
        data = pickle.dumps(Foreign(tmp_path / "ran"))
        file.write_bytes(kept._sum(data) + data)
        assert kept.fetch("these") is None
        assert not (tmp_path / "ran").exists()

    def test_is_left_alone_or_replaced_when_it_is_a_link_to_itself(self, book: Rulebook, file: Path) -> None:
        file.unlink()
        file.symlink_to(file.name)
        assert kept.fetch("these") is None
        kept.keep(book, "these")
        assert file.is_symlink() == (kept.fetch("these") is None)

    def test_is_not_waited_for(self, book: Rulebook, file: Path) -> None:
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no named pipes")
        file.unlink()
        os.mkfifo(file)
        kept.keep(book, "these")
        assert kept.fetch("these") is None


class Foreign:
    """Something whose pickle would run code."""

    def __init__(self, told: Path) -> None:
        self.told = told

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.told),)


def test_other_versions_stay_beside_it_but_not_all_of_them(book: Rulebook, cache: Path) -> None:
    cache.mkdir()
    for age in range(5):
        old = cache / f"rules-old{age}.bin"
        old.write_bytes(b"old")
        os.utime(old, (1_000_000 - age, 1_000_000 - age))
    half = cache / ".rules-x.bin.1.part"
    half.write_bytes(b"half")
    os.utime(half, (1_000_000, 1_000_000))
    kept.keep(book, "new")
    assert sorted(path.name for path in cache.iterdir()) == ["rules-new.bin", "rules-old0.bin", "rules-old1.bin"]


def test_nothing_is_kept_where_nothing_is_wanted(book: Rulebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept.VARIABLE, "")
    kept.keep(book, "these")
    assert kept.fetch("these") is None


def test_a_folder_that_cannot_be_written_is_no_error(
    book: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path / "file" / "cache"))
    kept.keep(book, "these")
    assert kept.fetch("these") is None


@pytest.mark.parametrize("unknown", ["raises", "relative"])
def test_nobody_needs_a_home(book: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unknown: str) -> None:
    import platformdirs

    def without_home(*_: object, **__: object) -> Path:
        if unknown == "raises":
            raise RuntimeError("Could not determine home directory.")
        return Path("~/.cache/sendscan")

    monkeypatch.delenv(kept.VARIABLE, raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_path", without_home)
    monkeypatch.chdir(tmp_path)
    kept.keep(book, "these")
    assert kept.fetch("these") is None
    assert list(tmp_path.iterdir()) == []


def test_parse_leaves_the_rules_ready_and_reads_the_same_by_them(cache: Path) -> None:
    first = run("parse", LETTER, "-f", "json")
    file = kept_file(cache)
    before = file.stat()
    assert run("parse", LETTER, "-f", "json") == first
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    code = "from sendscan import rulebook; print(rulebook.load().made_of == '')"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"True\n"


def test_own_rules_are_read_whatever_is_kept_and_never_kept(cache: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.d"
    own.mkdir()
    (own / "own.yaml").write_text("off: [parent-trust]\n", encoding="utf-8")
    cold = run("parse", LETTER, "-f", "json", "--rules", str(own))
    assert not cache.exists()
    assert cold != run("parse", LETTER, "-f", "json")
    assert run("parse", LETTER, "-f", "json", "--rules", str(own)) == cold
    assert kept_file(cache)
