"""The command itself: version, help with examples for every command, schema, completion."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from made_runs import Run
from typer import Typer

from sendscan import __version__
from sendscan.cli import app


def commands(of: Typer = app) -> list[list[str]]:
    """Every command, group and command of a group, as it is typed."""
    found = [[c.name or c.callback.__name__] for c in of.registered_commands if c.callback]
    for group in of.registered_groups:
        if group.name and group.typer_instance:
            found += [[group.name], *([group.name, *inner] for inner in commands(group.typer_instance))]
    return found


def test_version(run: Run) -> None:
    result = run("--version")
    assert (result.code, result.out) == (0, f"sendscan {__version__}\n")


@pytest.mark.parametrize("command", [[], *commands()], ids=" ".join)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_every_help_says_what_and_gives_examples(run: Run, command: list[str], flag: str) -> None:
    result = run(*command, flag)
    assert result.code == 0
    assert "Examples:" in result.out and f"sendscan {' '.join(command)}" in result.out
    assert result.out.splitlines()[2].strip().endswith(tuple("abcdefghijklmnopqrstuvwxyz,.:"))


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_what_a_command_takes_is_named_in_capitals(run: Run, command: list[str]) -> None:
    usage = run(*command, "--help").out.partition("\n\n")[0].partition(" ".join(command))[2]
    assert usage == usage.upper() and "[[" not in usage


def test_nothing_asked_is_help(run: Run) -> None:
    result = run()
    assert "Usage: sendscan" in result.out + result.err


def test_an_unknown_command_is_wrong_use(run: Run) -> None:
    result = run("prase")
    assert result.code == 2 and "prase" in result.err


@pytest.mark.parametrize("arguments", [["schema"], ["schema", "record"], ["schema", "rules"]])
def test_the_schema_is_a_schema(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.code == 0
    Draft202012Validator.check_schema(json.loads(result.out))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_can_complete(run: Run, shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SENDSCAN_COMPLETE", f"source_{shell}")
    assert "sendscan" in run().out


def test_areas_complete(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SENDSCAN_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "sendscan compare wand")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert run().out.split() == ["wandsworth"]
