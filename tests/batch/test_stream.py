"""The stream of results: all letters, in order, whatever workers do; and what comes from the cache."""

from __future__ import annotations

import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from made_batches import Stream, files_in, letters

from sendscan.batch import Result
from sendscan.batch.engines import Engine
from sendscan.batch.store import Store
from sendscan.errors import RuleError


def codes(results: list[Result]) -> dict[str, str]:
    return {result.letter.name: result.failure.code for result in results if result.failure}


def areas(results: list[Result]) -> list[str | None]:
    return [result.digest.area for result in results if result.digest]


def test_results_come_in_the_order_of_names(tmp_path: Path, stream: Stream) -> None:
    folder = letters(tmp_path / "in", 8, **{"letter-": "slow 0.3 First"})  # the first is done last
    done: list[str] = []
    results = stream(folder, finished=lambda letter, unchanged: done.append(letter.name))
    assert areas(results) == ["First", *(f"Area{at}" for at in range(8))]
    assert done[0] != "letter-.txt" and sorted(done) == [result.letter.name for result in results]


def test_what_fails_is_a_result_and_the_rest_go_on(tmp_path: Path, stream: Stream) -> None:
    folder = letters(tmp_path / "in", 6, hang="hang", die="die", fault="fault", damaged="damaged", stray="stray")
    results = stream(folder, timeout=1.0)
    assert codes(results) == {
        "damaged.txt": "damaged",
        "die.txt": "worker_died",
        "fault.txt": "fault",
        "hang.txt": "timeout",
        "stray.txt": "unknown_kind",
    }
    assert areas(results) == [f"Area{at}" for at in range(6)]
    said = {result.letter.name: result.failure.said(result.letter.name) for result in results if result.failure}
    assert said["damaged.txt"] == "damaged.txt, page 3: The file is damaged. Ask for another copy."
    assert "exit code 11" in said["die.txt"] and "1 seconds" in said["hang.txt"]


def test_a_letter_whose_worker_died_by_chance_is_tried_again(tmp_path: Path, stream: Stream) -> None:
    folder = letters(tmp_path / "in", 3, flicker=f"flicker {tmp_path / 'mark'}")
    assert codes(stream(folder)) == {}


def test_a_bad_rule_is_said_once_and_for_all(tmp_path: Path, stream: Stream) -> None:
    with pytest.raises(RuleError) as error:
        stream(letters(tmp_path / "in", 3, rule="rule"))
    assert [str(problem) for problem in error.value.problems] == ["my/rules.yaml:3:5: there is no list <good>"]


def test_one_worker_gives_what_three_give(tmp_path: Path, stream: Stream) -> None:
    folder = letters(tmp_path / "in", 7, damaged="damaged")
    with Store(tmp_path / "other") as other:
        one, three = stream(folder, jobs=1), stream(folder, jobs=3, store=other)
    assert one == three


def test_unchanged_letters_need_no_worker(tmp_path: Path, stream: Stream) -> None:
    folder = letters(tmp_path / "in", 5, damaged="damaged")
    engines: list[Engine] = []
    first = stream(folder, engines=engines)
    assert len(engines) == 1
    assert stream(folder, engines=engines) == first
    assert len(engines) == 1


def test_what_hung_or_died_is_tried_anew(tmp_path: Path, stream: Stream) -> None:
    folder = letters(tmp_path / "in", 1, die="die")
    engines: list[Engine] = []
    assert codes(stream(folder, engines=engines)) == {"die.txt": "worker_died"}
    stream(folder, engines=engines)
    assert len(engines) == 2


@pytest.mark.parametrize("change", [{"kind": "jtai"}, {"max_pages": 3}, {"password": "x"}, {"rules": True}])
def test_what_may_change_the_record_is_read_anew(tmp_path: Path, stream: Stream, change: dict[str, object]) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    if "rules" in change:
        change = {"rules": (rules,)}
    folder = letters(tmp_path / "in", 1, flicker=f"flicker {tmp_path / 'mark'}")
    stream(folder)
    (tmp_path / "mark").unlink()
    (rules / "a.yaml").write_text("concerns: []")
    stream(folder, **change)
    assert (tmp_path / "mark").exists()  # made by reading the letter


def test_a_moved_letter_or_another_form_is_not_read_anew(tmp_path: Path, stream: Stream) -> None:
    folder = letters(tmp_path / "in", 0, a=f"flicker {tmp_path / 'mark'}")
    stream(folder)
    (tmp_path / "mark").unlink()
    (folder / "a.txt").rename(folder / "b.txt")
    (result,) = stream(folder, forms=("json", "csv"))
    assert '"name": "b.txt"' in result.forms["json"] and "b.txt" in result.forms["csv:letters"]
    assert not (tmp_path / "mark").exists()


def test_broken_and_deleted_entries_are_made_anew(tmp_path: Path, stream: Stream, store: Store) -> None:
    folder = letters(tmp_path / "in", 4)
    first = stream(folder)
    for number, path in enumerate(sorted(store.folder.glob("1/*/*"))):
        if number % 2:
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:-3])
    assert stream(folder) == first


def test_the_cache_may_be_deleted_while_it_is_used(tmp_path: Path, stream: Stream, store: Store) -> None:
    folder = letters(tmp_path / "in", 30, **{"letter-": "slow 0.3 First"})  # the others wait in the store
    deleted: list[bool] = []

    def delete(letter: object, unchanged: bool) -> None:
        if not deleted and len(list(store.folder.glob("1/*/*"))) > 20:
            deleted.append(True)
            shutil.rmtree(store.folder)

    results = stream(folder, finished=delete)
    assert deleted and areas(results) == ["First", *(f"Area{at}" for at in range(30))]


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path, stream: Stream, store: Store) -> None:
    store.put = lambda key, data: False  # type: ignore[method-assign]
    folder = letters(tmp_path / "in", 5, **{"letter-": "slow 0.2 First"})
    assert areas(stream(folder)) == ["First", *(f"Area{at}" for at in range(5))]


def test_two_runs_at_once_share_a_cache(tmp_path: Path, stream: Stream) -> None:
    folder = letters(tmp_path / "in", 12)
    both: list[list[Result]] = []

    def go() -> None:
        with Store(tmp_path / "shared") as shared:
            both.append(stream(folder, store=shared))

    threads = [threading.Thread(target=go) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(both) == 2 and both[0] == both[1] and len(areas(both[0])) == 12


def test_entries_nobody_asked_for_in_a_month_go(tmp_path: Path, stream: Stream) -> None:
    folder = letters(tmp_path / "in", 2)
    cache = tmp_path / "other"
    with Store(cache) as kept:
        stream(folder, store=kept)
    old, *fresh = sorted(cache.glob("1/*/*"))
    month_ago = time.time() - 40 * 24 * 3600
    os.utime(old, (month_ago, month_ago))
    os.utime(cache / "cleaned", (month_ago, month_ago))
    with Store(cache):
        pass
    assert sorted(cache.glob("1/*/*")) == fresh


def test_a_used_entry_stays_young(tmp_path: Path) -> None:
    with Store(tmp_path / "other") as kept:
        kept.put("ab" * 32, b"x")
        (entry,) = kept.folder.glob("1/*/*")
        week_ago = time.time() - 7 * 24 * 3600
        os.utime(entry, (week_ago, week_ago))
        assert kept.get("ab" * 32) == b"x"
        assert time.time() - entry.stat().st_mtime < 3600


def test_the_cache_keeps_out_of_git_and_backups(tmp_path: Path, store: Store) -> None:
    found = files_in(store.folder)
    assert found[".gitignore"] == b"*\n"
    assert found["CACHEDIR.TAG"].startswith(b"Signature: 8a477f597d28d172789f06886806bc55")


def test_a_letter_that_changes_while_it_is_read_is_one_of_the_two(
    tmp_path: Path, stream: Stream, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sendscan.batch.streaming as module

    folder = letters(tmp_path / "in", 1)
    read = module.file_bytes

    def changed(path: Path, name: str) -> bytes:
        data = read(path, name)
        path.write_text("Changed")
        return data

    monkeypatch.setattr(module, "file_bytes", changed)
    (result,) = stream(folder, forms=("json",))
    assert result.digest is not None and result.digest.area == "Changed"
    assert '"name": "Changed"' in result.forms["json"]
