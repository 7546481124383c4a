"""Commands run in this process on made-up records, so that what is tested here is the command line alone."""

from __future__ import annotations

import sys
import types
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from made_records import revisit
from made_runs import Result, Run

from sendscan.cli import main
from sendscan.errors import DamagedError, Problem, RuleError, UnknownKindError, Where
from sendscan.manner import Manner
from sendscan.model import Area, Record


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    def run_(*arguments: str | Path) -> Result:
        code = main([str(argument) for argument in arguments])
        captured = capsysbinary.readouterr()
        return Result(code, captured.out.decode("utf-8"), captured.err.decode("utf-8"))

    return run_


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """In place of the pipeline: a letter's one line says what becomes of it.  The calls made."""
    calls: list[dict[str, Any]] = []

    def scan(data: bytes, name: str, manner: Manner) -> Record:
        calls.append({"data": data, "name": name, **asdict(manner)})
        words = data.decode().split()
        where = Where(name)
        if words == ["damaged"]:
            raise DamagedError("The file is damaged.", where, advice="Ask for another copy.")
        if words == ["stray"]:
            raise UnknownKindError("This is no letter sendscan knows.", where)
        if words == ["fault"]:
            raise ZeroDivisionError("division by zero")
        if words == ["badrule"]:
            raise RuleError(tuple(Problem(f"problem {n}", Where("my.yaml", n, 3)) for n in (1, 2)))
        record = revisit(words[0], text="Clean text.\n")
        return replace(
            record,
            source=replace(record.source, name=name, sha256=sha256(data).hexdigest()),
            letter=replace(record.letter, area=Area(name=words[0]), letter_date=words[1] if words[1:] else None),
        )

    module = types.ModuleType("sendscan.scan")
    module.scan = scan  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sendscan.scan", module)
    monkeypatch.setattr("sendscan.scan", module, raising=False)
    return calls


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
