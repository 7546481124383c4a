"""The README is run: its commands, its Python, and the output it shows.

Fenced ``sh`` blocks are run line by line in an empty folder that holds a copy of the samples; ``console``
blocks (setting up) are run by ``.ci/run``.  A block under ``<!-- file: NAME -->`` is that file.  A block
under ``<!-- output of: COMMAND -->`` must show lines of that command's output, in order; ``…`` alone on a
line stands for lines left out.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXCERPT = re.compile(r"^<!-- output of: (.+?) -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^<!-- file: (.+?) -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXIT_CODE = re.compile(r"#\s*exit code (\d)")


def blocks(language: str) -> list[str]:
    return [body for name, body in FENCE.findall(README) if name == language]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "samples", made / "samples")
    for name, content in FILE.findall(README):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(content, encoding="utf-8")
    return made


def run(command: list[str] | str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        command,
        check=False,
        shell=isinstance(command, str),
        cwd=folder,
        env={**os.environ, "PATH": path, "NO_COLOR": "1", "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize("block", blocks("sh"))
def test_commands(block: str, folder: Path) -> None:
    for line in block.replace("\\\n", " ").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        expected = EXIT_CODE.search(line)
        done = run(line, folder)
        assert done.returncode == (int(expected[1]) if expected else 0), f"{line}\n{done.stdout}\n{done.stderr}"


def test_no_command_finds_its_letters_by_what_an_earlier_one_wrote() -> None:
    # without --letters, one record written into the current folder hides the samples
    asked = [line for line in blocks("sh")[0].splitlines() if re.match(r"sendscan (compare|timeline|report) ", line)]
    assert asked and all("--letters samples" in line or line.count("samples/") == 2 for line in asked)


@pytest.mark.parametrize("block", blocks("python"))
def test_python(block: str, folder: Path) -> None:
    done = run([sys.executable, "-c", block], folder)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("command", "shown"), EXCERPT.findall(README))
def test_output_is_as_shown(command: str, shown: str, folder: Path) -> None:
    output = iter(run(command, folder).stdout.splitlines())
    gap = False
    for line in shown.splitlines():
        if line.strip() == "…":
            gap = True
        elif gap:
            assert line in output, f"not in the output of {command}, or not there: {line}"
            gap = False
        else:
            assert next(output, None) == line


def test_the_readme_shows_commands_python_and_output() -> None:
    assert blocks("sh")
    assert blocks("python")
    assert EXCERPT.findall(README)


def test_every_command_is_in_the_readme() -> None:
    listed = run("sendscan --help", ROOT).stdout
    commands = re.findall(r"^[│|]?\s*([a-z]+)\s{2,}\S", listed.partition("Commands")[2], re.MULTILINE)
    assert commands
    for command in commands:
        assert f"sendscan {command}" in README
