"""The examples for CI do what they say: their commands run here as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from made_batches import SAMPLES

ROOT = SAMPLES.parent
FIRST = "sutton-2020-05-04.txt"


@pytest.fixture
def repository(here: Path) -> Path:
    (here / "letters").mkdir()
    shutil.copy(SAMPLES / FIRST, here / "letters")
    return here


def shell(command: str) -> int:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-euc", command], env={**os.environ, "PATH": path, "GITHUB_STEP_SUMMARY": "page.md"}, check=False
    ).returncode


def add_letters() -> None:
    """All other samples; some of them hold concerns of high severity."""
    for letter in SAMPLES.glob("*.txt"):
        shutil.copy(letter, "letters")


def first_comment(example: Path) -> str:
    """The command that the example says to run once."""
    found = re.search(r"^#\s+(sendscan .*)$", example.read_text(), re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize(("example", "under"), [("github-workflow.yml", "env"), ("gitlab-ci.yml", "variables")])
def test_sendscan_is_installed_from_its_repository_as_no_index_has_it(example: str, under: str) -> None:
    text = (ROOT / ".ci/examples" / example).read_text()
    told = yaml.safe_load(text)
    assert told.get("letters", told)[under]["SENDSCAN"].startswith("git+https://")
    assert re.findall(r"pip install (.*)", text) == ['"$SENDSCAN"']


def test_github_workflow(repository: Path, capfd: pytest.CaptureFixture[str]) -> None:
    example = ROOT / ".ci/examples/github-workflow.yml"
    (job,) = yaml.safe_load(example.read_text())["jobs"].values()
    reads, shows = (step["run"] for step in job["steps"] if "run" in step and "pip" not in step["run"])
    assert shell(first_comment(example)) == 0
    assert shell(reads) == 0 and shell(shows) == 0
    assert "::" not in capfd.readouterr().out  # all is known
    add_letters()
    assert shell(reads) == 1
    assert re.search(r"^::error file=letters/[\w-]+\.txt,line=\d+,", capfd.readouterr().out, re.MULTILINE)
    assert shell(shows) == 0 and "What fails this run" in Path("page.md").read_text()
    uploads = [step["with"] for step in job["steps"] if "upload" in step.get("uses", "")]
    assert Path(uploads[0]["sarif_file"]).is_file() and Path(uploads[1]["path"]).is_dir()


def test_gitlab_job(repository: Path) -> None:
    example = ROOT / ".ci/examples/gitlab-ci.yml"
    job = yaml.safe_load(example.read_text())["letters"]
    (reads,) = (line for line in job["script"] if "pip" not in line)
    assert shell(first_comment(example)) == 0
    assert shell(reads) == 0
    add_letters()
    assert shell(reads) == 1
    suite = ElementTree.parse(job["artifacts"]["reports"]["junit"]).getroot()[0]
    assert suite.get("tests") == str(len(list(Path("letters").iterdir())))
    assert 0 < int(suite.get("failures", 0)) < int(suite.get("tests", 0))
    assert all(Path(path).is_dir() for path in (*job["artifacts"]["paths"], *job["cache"]["paths"]))


def test_pre_commit_hook(repository: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert re.search(hook["files"], "letters/a.pdf") and not re.search(hook["files"], "README.md")
    assert shell(f"{hook['entry']} letters/{FIRST}") == 0
    Path("letters/empty.pdf").touch()
    capfd.readouterr()
    assert shell(f"{hook['entry']} letters/{FIRST} letters/empty.pdf") == 3
    assert "| empty.pdf | empty\\_file |" in capfd.readouterr().out
