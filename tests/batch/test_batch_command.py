"""The command: messages, exit codes, progress, the library."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import made_batches
import pytest
import yaml
from made_batches import files_in, letters
from made_records import revisit
from made_runs import Run

from sendscan.writing import as_dict
from sendscan.writing.as_jsonl import json_line


@pytest.fixture
def folder(here: Path) -> Path:
    return letters(here / "in", 3)


def test_all_well(run: Run, folder: Path) -> None:
    result = run("in", "-o", "out")
    assert result.code == 0
    assert "3 letters read, 0 not; 12 findings, 6 residual concerns." in result.out
    assert "Parents do not trust leaders" in result.out and "joint area SEND revisit" in result.out
    assert re.fullmatch(r"sendscan: 3 of 3 letters, [\d.]+ a second\n", result.err)


def test_quiet_says_only_what_failed(run: Run, folder: Path) -> None:
    result = run("in", "-o", "out", "--quiet")
    assert (result.code, result.out, result.err) == (0, "", "")
    letters(folder, 0, damaged="damaged")
    result = run("in", "-o", "out", "-q")
    assert (result.code, result.out) == (3, "")
    assert result.err.splitlines() == [
        "sendscan: damaged.txt, page 3: The file is damaged. Ask for another copy. [damaged]",
        "sendscan: 1 of 4 letters could not be read: damaged 1.",
    ]


def test_what_is_no_letter_is_to_be_excluded(run: Run, folder: Path) -> None:
    (folder / "read me.md").write_text("stray")
    result = run("in", "-o", "out")
    assert result.code == 3
    assert result.err.endswith(
        "unknown_kind 1.\nsendscan: If they are no letters, leave them out: --exclude 'read me.md'.\n"
    )
    assert run("in", "-o", "out", "--exclude", "read me.md").code == 0
    letters(folder, 0, damaged="damaged")
    assert "--exclude" not in run("in", "-o", "out").err


def test_letters_from_the_cache_are_said_to_be_unchanged(run: Run, folder: Path) -> None:
    run("in", "-o", "out")
    (folder / "letter-001.txt").write_text("Elsewhere")
    result = run("in", "-o", "out")
    assert re.fullmatch(r"sendscan: 3 of 3 letters, 2 unchanged, [\d.]+ a second\n", result.err)
    assert "3 letters read, 0 not, 2 unchanged; " in result.out
    assert run("in", "-o", "out").err == "sendscan: 3 of 3 letters, 3 unchanged\n"
    assert "3 unchanged" in run("in", "-f", "json").err  # written in another form, and not read
    assert "unchanged" not in run("in", "-o", "out", "--no-cache").err


def test_data_on_standard_output_stands_alone(run: Run, folder: Path) -> None:
    result = run("in", "-f", "jsonl")
    assert len(result.out.splitlines()) == 3 and "3 letters read" in result.err


@pytest.mark.parametrize(
    "option", [[""], ["missing"], ["in", "--jobs", "0"], ["in", "-f", "pdf"], ["in", "--exclude", "*"]]
)
def test_wrong_use(run: Run, folder: Path, option: list[str]) -> None:
    result = run(*option)
    assert result.code == 2 and "Traceback" not in result.err


def test_a_bad_rule_stops_the_run(run: Run, folder: Path) -> None:
    letters(folder, 0, rule="rule")
    result = run("in", "-o", "out")
    assert result.code == 2 and result.err == "sendscan: my/rules.yaml:3:5: there is no list <good>\n"
    assert not [name for name in files_in(Path("out")) if name.startswith(".")]


def test_a_fault_is_explained_and_debug_shows_it(run: Run, folder: Path) -> None:
    letters(folder, 0, fault="fault")
    result = run("in", "-o", "out", "-q")
    assert result.code == 3 and "a fault in sendscan itself (ZeroDivisionError" in result.err
    assert "Traceback" not in result.err and "Traceback" in run("in", "-o", "out", "-q", "--debug").err


def test_timeout(run: Run, folder: Path) -> None:
    letters(folder, 0, hang="hang")
    result = run("in", "-o", "out", "-q", "--timeout", "0.5")
    assert result.code == 3 and "hang.txt: Reading it took longer than 0.5 seconds." in result.err
    assert len(files_in(Path("out"))) == 4


def test_the_cache_is_where_it_is_asked_for_or_nowhere(run: Run, folder: Path) -> None:
    run("in", "-o", "out", "--no-cache")
    assert not Path(".sendscan").exists()
    run("in", "-o", "out", "--cache", "kept/here")
    assert Path("kept/here/1").is_dir() and not Path(".sendscan").exists()
    run("in", "-o", "out")
    assert Path(".sendscan/1").is_dir()


def test_a_cache_that_cannot_be_made_is_done_without(run: Run, folder: Path) -> None:
    Path("file").touch()
    result = run("in", "-o", "out", "-q", "--cache", "file/cache")
    assert result.code == 0 and "nothing is remembered" in result.err


def test_records_go_into_the_library(run: Run, folder: Path) -> None:
    from sendscan.library import Library

    for _ in range(2):
        assert run("in", "--library", "kept.db").code == 0
    with Library("kept.db") as library:
        assert len(list(library.letters())) == 3


@pytest.mark.parametrize("named", ["variable", "settings"])
def test_the_library_may_be_named_once_for_all(
    run: Run, folder: Path, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if named == "variable":
        monkeypatch.setenv("SENDSCAN_LIBRARY", "kept.db")
    else:
        Path("sendscan.toml").write_text('library = "kept.db"\n')
    assert run("in", "-o", "out").code == 0
    assert Path("kept.db").is_file()


def test_a_bar_at_a_terminal(here: Path) -> None:
    pty = pytest.importorskip("pty")
    letters(here / "in", 5, damaged="damaged")
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, made_batches.__file__, "batch", "in", "-o", "out"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm", "COLUMNS": "100"},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:  # Linux says so that the other side is closed
            break
        if not chunk:
            break
        said += chunk
    os.close(ours)
    assert done.wait() == 3
    shown = said.decode()
    assert "letters" in shown and "6/6" in shown and "a second" in shown
    assert "damaged.txt, page 3: The file is damaged." in shown


def test_a_reader_that_has_seen_enough_is_no_error(here: Path) -> None:
    letters(here / "in", 30)
    command = f"'{sys.executable}' '{made_batches.__file__}' batch in -q -f json"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -1"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "[\n", "")


@pytest.mark.parametrize(
    "written",
    [
        ["-f", "jsonl", "-o", "in/letter-001.txt"],
        ["-f", "markdown", "-o", "in/letter-001.txt"],
        ["-f", "sarif", "-o", "link.sarif"],
        ["-f", "markdown", "-o", "in/"],
        ["in/data.yaml", "-o", "in/"],
        ["--library", "kept.db", "-f", "jsonl", "-o", "kept.db"],
    ],
)
def test_no_letter_and_no_library_is_overwritten(run: Run, folder: Path, written: list[str]) -> None:
    (folder / "data.yaml").write_text("Area9")
    (folder / "summary.md").write_text("Area8")
    Path("link.sarif").symlink_to("in/letter-002.txt")
    run("in", "--library", "kept.db", "-q")
    before = files_in(folder), Path("kept.db").read_bytes()
    result = run("in", *written)
    assert result.code == 2 and "is read, and would be overwritten. Choose another -o." in result.err
    assert before == (files_in(folder), Path("kept.db").read_bytes())


def test_what_an_earlier_run_wrote_is_written_anew(run: Run, folder: Path) -> None:
    for _ in range(2):
        for written in (["-o", "in"], ["-f", "markdown", "-o", "in"], ["-f", "sarif", "-o", "in/a.sarif"]):
            result = run("in", *written, "-q", "--cache", "in/cache")
            assert (result.code, result.err) == (0, "")


def test_letters_where_records_go_are_letters(run: Run, folder: Path) -> None:
    letters(folder / "records", 1)
    assert "4 letters read, 0 not" in run("in", "-o", "in/records").out
    assert "4 letters read, 0 not" in run("in", "-o", "in").out


def test_a_cache_shares_no_folder_with_letters(run: Run, folder: Path) -> None:
    before = files_in(folder)
    result = run("in", "--cache", "in", "-q")
    assert result.code == 2 and "in: The cache has a folder of its own" in result.err
    assert files_in(folder) == before


def test_records_of_earlier_runs_are_named(run: Run, folder: Path) -> None:
    letters(folder / "below", 1)
    Path("out").mkdir()
    Path("out/other.yaml").write_text("colour: blue\n")
    assert run("in", "-o", "out", "-q").err == ""
    Path("in/letter-000.txt").write_text("damaged")
    Path("in/below/letter-000.txt").unlink()
    result = run("in", "-o", "out", "-q")
    assert (
        "sendscan: out: 2 records of earlier runs, of no letter that was read now: below/letter-000.yaml, "
        "letter-000.yaml. Delete what is not to be taken for today's.\n"
    ) in result.err
    summary = yaml.safe_load(Path("out/summary.yaml").read_text())
    assert summary["records_left"] == ["below/letter-000.yaml", "letter-000.yaml"]


@pytest.mark.parametrize(
    ("idle", "says"),
    [
        (["--scheduler", "tcp://nowhere:1"], "Add --engine dask."),
        (["--engine", "dask", "--scheduler", "tcp://nowhere:1", "--jobs", "2"], "--jobs is for this machine"),
        (["--cache", "kept", "--no-cache"], "Leave one out."),
        (["--with-text", "-f", "csv", "-o", "tables"], "Ask for yaml, json or jsonl with -f."),
        (["--baseline", "in", "-o", "out"], "Add --fail-on"),
    ],
)
def test_an_option_that_means_nothing_is_wrong_use(run: Run, folder: Path, idle: list[str], says: str) -> None:
    (folder / "known.jsonl").write_text(json_line(as_dict(revisit())))
    result = run("in", *idle)
    assert result.code == 2 and says in result.err


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such name here")
@pytest.mark.parametrize("form", ["jsonl", "sarif"])
def test_dev_stdout_is_standard_output(run: Run, folder: Path, form: str) -> None:
    result = run("in", "-o", "/dev/stdout", "-f", form)
    assert (result.code, result.out) == (0, run("in", "-f", form).out)
    assert run("in", "-o", "/dev/stdout").out == run("in", "-f", "yaml").out


def test_one_letter_is_one(run: Run, here: Path) -> None:
    letters(here / "in", 1)
    result = run("in", "-o", "out", "--fail-on", "high")
    assert "sendscan: 1 of 1 letter, " in result.err and "1 found in 1 letter." in result.err
    Path("in/letter-000.txt").write_text("damaged")
    assert "1 of 1 letter could not be read: damaged 1." in run("in", "-f", "jsonl").err
