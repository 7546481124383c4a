"""``sendscan parse``: where records go, what is refused, what becomes of the rest when one letter fails."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from made_runs import Run

Calls = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def letters(folder: Path, scanned: Calls) -> Path:
    for name, words in {
        "a.txt": "Ambleford",
        "b.pdf": "Bramley",
        "bad.txt": "damaged",
        "fault.txt": "fault",
        "stray.txt": "stray",
        "rule.txt": "badrule",
    }.items():
        (folder / name).write_text(words)
    return folder


class TestToStandardOutput:
    def test_a_dash_is_standard_output(self, run: Run, folder: Path) -> None:
        files = sorted(folder.iterdir())
        assert run("parse", "a.txt", "-o", "-") == run("parse", "a.txt")
        assert run("parse", "a.txt", "b.pdf", "-f", "json", "-o", "-") == run("parse", "a.txt", "b.pdf", "-f", "json")
        assert sorted(folder.iterdir()) == files

    def test_a_pipe_gets_yaml(self, run: Run) -> None:
        result = run("parse", "a.txt")
        assert result.code == 0 and result.err == ""
        data = yaml.safe_load(result.out)
        assert (data["source"]["name"], data["letter"]["area"]["name"]) == ("a.txt", "Ambleford")
        assert "text" not in data

    def test_json_on_demand(self, run: Run) -> None:
        assert json.loads(run("parse", "a.txt", "-f", "json").out)["letter"]["area"]["name"] == "Ambleford"

    def test_the_clean_text_on_demand(self, run: Run) -> None:
        assert yaml.safe_load(run("parse", "a.txt", "--with-text").out)["text"] == "Clean text.\n"

    def test_several_letters_are_a_stream_or_an_array(self, run: Run) -> None:
        documents = list(yaml.safe_load_all(run("parse", "a.txt", "b.pdf").out))
        assert [d["source"]["name"] for d in documents] == ["a.txt", "b.pdf"]
        assert json.loads(run("parse", "a.txt", "b.pdf", "-f", "json").out) == documents

    def test_an_array_stays_one_when_a_letter_fails(self, run: Run) -> None:
        result = run("parse", "a.txt", "bad.txt", "-f", "json")
        assert [d["source"]["name"] for d in json.loads(result.out)] == ["a.txt"] and result.code == 3
        assert json.loads(run("parse", "bad.txt", "bad.txt", "-f", "json").out) == []

    def test_bytes_are_utf8_whatever_the_locale(self, run: Run, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        (folder / "e.txt").write_text("Béarn")
        raw = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
        run("parse", "e.txt")
        assert "Béarn" in raw.getvalue().decode("utf-8")

    def test_standard_input(self, run: Run, scanned: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Ambleford"), encoding="ascii"))
        assert run("parse", "-").code == 0
        assert (scanned[0]["data"], scanned[0]["name"]) == (b"Ambleford", "stdin")

    def test_a_terminal_gets_the_view(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        monkeypatch.setenv("NO_COLOR", "1")
        out = run("parse", "a.txt", "b.pdf").out
        assert "Joint area SEND revisit in Ambleford" in out and "Joint area SEND revisit in Bramley" in out
        assert "schema_version" not in out
        assert "schema_version" in run("parse", "a.txt", "-f", "yaml").out


class TestToFiles:
    @pytest.mark.parametrize(
        ("arguments", "starts"),
        [
            (["-o", "r.yaml"], "schema_version: 1"),
            (["-o", "r.yml"], "schema_version: 1"),
            (["-o", "r.json"], "{\n"),
            (["-o", "r"], "schema_version: 1"),
            (["-o", "r.dat", "-f", "json"], "{\n"),
            (["-o", "r.txt", "-f", "yaml"], "schema_version: 1"),
        ],
    )
    def test_the_format_is_the_one_asked_for_or_the_files(
        self, run: Run, folder: Path, arguments: list[str], starts: str
    ) -> None:
        result = run("parse", "a.txt", *arguments)
        assert (result.code, result.out) == (0, "")
        assert (folder / arguments[1]).read_text().startswith(starts)

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["-o", "r.csv"], "-o ends in .csv, which parse cannot write: use .yaml, .yml or .json, or say -f."),
            (["-o", "r.dat"], "A folder ends in a slash."),
            (["-o", "r.txt"], "-o ends in .txt, which parse cannot write"),
            (["-o", "r.YAML", "-f", "json"], "-o ends in .YAML, which is not json, as -f says. Change one of them."),
            (["-o", "r.xlsx", "-f", "json"], "-o ends in .xlsx, which is not json"),
        ],
    )
    def test_an_ending_that_promises_something_else_is_refused(
        self, run: Run, folder: Path, scanned: Calls, arguments: list[str], says: str
    ) -> None:
        result = run("parse", "a.txt", *arguments)
        assert result.code == 2 and says in result.err
        assert scanned == [] and not (folder / arguments[1]).exists()

    @pytest.mark.parametrize("output", ["new/", "new.d/", "new/deep/", "there"])
    def test_a_folder_gets_a_file_a_letter(self, run: Run, folder: Path, output: str) -> None:
        (folder / "there").mkdir()
        assert run("parse", "a.txt", "b.pdf", "-o", output, "-f", "json").code == 0
        written = sorted(path.name for path in (folder / output).iterdir())
        assert written == ["a.json", "b.json"]

    def test_the_rest_is_written_when_one_fails(self, run: Run, folder: Path) -> None:
        result = run("parse", "a.txt", "bad.txt", "fault.txt", "b.pdf", "-o", "out/")
        assert result.code == 3
        assert sorted(path.name for path in (folder / "out").iterdir()) == ["a.yaml", "b.yaml"]
        assert result.err.splitlines() == [
            "sendscan: bad.txt: The file is damaged. Ask for another copy.",
            "sendscan: fault.txt: a fault in sendscan itself (ZeroDivisionError: division by zero). "
            "Please report it with what --debug prints.",
            "sendscan: 2 of 4 letters could not be read.",
        ]

    def test_two_letters_do_not_go_into_one_file(self, run: Run, folder: Path, scanned: Calls) -> None:
        result = run("parse", "a.txt", "b.pdf", "-o", "one.yaml")
        assert result.code == 2 and "-o one.yaml/" in result.err
        assert scanned == [] and not (folder / "one.yaml").exists()

    @pytest.mark.parametrize("second", ["sub/a.pdf", "sub/A.txt", "a.txt"])
    def test_no_record_overwrites_another(self, run: Run, folder: Path, scanned: Calls, second: str) -> None:
        result = run("parse", "a.txt", second, "-o", "out/")
        assert result.code == 2 and f"a.txt and {second} would both be written" in result.err
        assert scanned == []

    def test_no_record_overwrites_a_letter(self, run: Run, folder: Path) -> None:
        (folder / "c.yaml").write_text("Ambleford")
        for output in ("c.yaml", ".", "./c.yaml"):
            result = run("parse", "c.yaml", "-o", output)
            assert result.code == 2 and "would be overwritten" in result.err
        assert (folder / "c.yaml").read_text() == "Ambleford"

    def test_a_file_in_a_missing_folder_is_refused_before_reading(self, run: Run, scanned: Calls) -> None:
        result = run("parse", "a.txt", "-o", "nowhere/r.yaml")
        assert result.code == 2 and "nowhere: There is no such folder." in result.err and scanned == []

    @pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
    def test_a_file_is_replaced_whole_and_keeps_its_link(
        self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / "real.yaml").write_text("old")
        (folder / "link.yaml").symlink_to("real.yaml")
        assert run("parse", "a.txt", "-o", "link.yaml").code == 0
        assert (folder / "link.yaml").is_symlink() and "Ambleford" in (folder / "real.yaml").read_text()

        def full(self: Path, target: Path) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "replace", full)
        before = (folder / "real.yaml").read_text()
        result = run("parse", "b.pdf", "-o", "real.yaml")
        assert result.code == 2 and "No space left on device" in result.err
        assert (folder / "real.yaml").read_text() == before
        assert not list(folder.glob(".*part"))

    @pytest.mark.skipif(not Path("/dev/null").exists(), reason="needs a device file")
    def test_a_device_is_written_to_and_stays(self, run: Run) -> None:
        assert run("parse", "a.txt", "-o", "/dev/null").code == 0
        assert Path("/dev/null").is_char_device()


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("arguments", "code", "says"),
        [
            (["missing.txt"], 3, "missing.txt: There is no such file."),
            (["."], 3, ".: This is a folder, not a letter. Name the letters in it, as in ./*.pdf."),
            (["bad.txt"], 3, "bad.txt: The file is damaged. Ask for another copy."),
            (["stray.txt"], 3, "stray.txt: This is no letter sendscan knows."),
            (["-", "-"], 2, "Standard input (-) can be read once only."),
            (
                ["a.txt", "--kind", "area_sent"],
                2,
                "no kind of letter called area_sent. Did you mean area_send?",
            ),
            (["a.txt", "--kind", "xyz"], 2, "The kinds are send_revisit, send_inspection"),
            (["a.txt", "-f", "xml"], 2, "Invalid value for '--format' / '-f': 'xml' is not one of"),
            ([""], 3, "sendscan: An empty name was given for a letter."),
            (["a.txt", "--max-pages", "0"], 2, "max-pages"),
            (["a.txt", "--rules", "nowhere"], 2, "nowhere: There is no such folder. Check the name."),
            (["a.txt", "--rules", "a.txt"], 2, "a.txt: This is no folder."),
            ([], 2, "LETTER"),
        ],
    )
    def test_with_its_message_and_code(self, run: Run, arguments: list[str], code: int, says: str) -> None:
        result = run("parse", *arguments)
        assert result.code == code and result.out == ""
        assert says in result.err and "Traceback" not in result.err

    def test_all_problems_of_a_rule_folder_are_said_and_nothing_is_read(self, run: Run) -> None:
        result = run("parse", "rule.txt", "a.txt")
        assert (result.code, result.out) == (2, "")
        assert result.err == "sendscan: my.yaml:1:3: problem 1\nsendscan: my.yaml:2:3: problem 2\n"

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_a_file_one_may_not_read(self, run: Run, folder: Path) -> None:
        (folder / "a.txt").chmod(0)
        result = run("parse", "a.txt")
        assert result.code == 3 and "a.txt: The file cannot be opened: Permission denied." in result.err

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file without an end")
    def test_a_file_without_an_end_is_read_no_further_than_the_limit(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import sendscan.reading.source as source

        monkeypatch.setattr(source.Limits.__init__, "__kwdefaults__", {"max_bytes": 2**20, "max_pages": 5})
        result = run("parse", "/dev/zero")
        assert result.code == 3 and "more than the limit of 1 MB" in result.err

    def test_a_hostile_file_name_cannot_steer_the_terminal(self, run: Run) -> None:
        result = run("parse", "\x1b[2J\u202egnp.txt")
        assert "\x1b" not in result.err and "\\x1b[2J\\u202egnp.txt" in result.err

    def test_a_name_that_is_no_utf8_is_still_written(self, run: Run, folder: Path) -> None:
        name = os.fsdecode(b"caf\xe9.txt")
        try:
            (folder / name).write_text("Ambleford")
        except OSError:
            pytest.skip("this file system takes UTF-8 names only")
        result = run("parse", name)
        assert result.code == 0 and yaml.safe_load(result.out)["source"]["name"] == "caf\N{REPLACEMENT CHARACTER}.txt"


class TestOptions:
    def test_reach_the_pipeline(self, run: Run, scanned: Calls, folder: Path) -> None:
        (folder / "mine").mkdir()
        run("parse", "a.txt", "--kind", "jtai", "--password", "pw", "--max-pages", "7", "--rules", "mine")
        call = scanned[0]
        assert (call["kind"], call["password"], call["max_pages"]) == ("jtai", "pw", 7)
        assert call["rules"] == (Path("mine"),)

    def test_the_rules_that_the_settings_name_come_first(self, run: Run, folder: Path, scanned: Calls) -> None:
        for name in ("mine", "ours"):
            (folder / name).mkdir(exist_ok=True)
        (folder / "sendscan.toml").write_text('rules = ["ours"]\n')
        run("parse", "a.txt", "--rules", "mine")
        (call,) = scanned
        assert [rules.name for rules in call["rules"]] == ["ours", "mine"]

    def test_a_folder_the_settings_name_wrongly_is_their_fault(self, run: Run, folder: Path, scanned: Calls) -> None:
        (folder / "sendscan.toml").write_text('rules = ["ours"]\n')
        result = run("parse", "a.txt")
        assert (result.code, scanned) == (2, [])
        assert "sendscan.toml: There is no folder " in result.err and "Make the folder, or correct" in result.err

    def test_a_password_may_stay_out_of_the_command_line(
        self, run: Run, scanned: Calls, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SENDSCAN_PASSWORD", "secret")
        run("parse", "a.txt")
        assert scanned[0]["password"] == "secret"

    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_debug_shows_the_traceback_wherever_it_stands(self, run: Run, place: int) -> None:
        arguments = ["parse", "fault.txt"]
        arguments.insert(place, "--debug")
        result = run(*arguments)
        assert result.code == 3 and "ZeroDivisionError" in result.err and "Traceback" in result.err

    def test_debug_after_two_dashes_is_a_letter(self, run: Run) -> None:
        result = run("parse", "--", "--debug")
        assert "--debug: There is no such file." in result.err and "Traceback" not in result.err


COMMAND = f"{sys.executable} -c 'from sendscan.cli import main; main()'"


def shell(line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", f"set -o pipefail; {line}"], capture_output=True, text=True, check=False)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices are POSIX's")
class TestAsAProcess:
    def test_output_and_exit_code_arrive_whole(self) -> None:
        ended = shell(f"{COMMAND} schema")
        assert (ended.returncode, ended.stderr) == (0, "") and json.loads(ended.stdout)
        assert shell(f"{COMMAND} parse missing.txt").returncode == 3
        assert shell(f"{COMMAND} prase").returncode == 2

    def test_a_reader_that_leaves_is_no_error(self) -> None:
        ended = shell(f"{COMMAND} schema | true")
        assert (ended.returncode, ended.stderr) == (0, "")

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
    def test_a_full_disk_is_said(self) -> None:
        ended = shell(f"{COMMAND} schema > /dev/full")
        assert ended.returncode == 2
        assert ended.stderr == "sendscan: The output cannot be written: No space left on device.\n"
