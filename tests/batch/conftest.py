"""Runs in this process, with workers that read one-word letters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import made_batches
import pytest
from made_batches import Stream
from made_runs import Result, Run

from sendscan import batch
from sendscan.batch import Options, Plan, find_letters
from sendscan.batch import run as run_letters
from sendscan.batch.engines import Engine, LocalEngine
from sendscan.batch.store import Store
from sendscan.manner import Manner


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test in its own current folder, whatever library this machine's user has."""
    monkeypatch.delenv("SENDSCAN_LIBRARY", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "cache") as made:
        yield made


@pytest.fixture
def stream(store: Store) -> Stream:
    """All results of a folder; ``engines`` collects the engines that were needed."""

    def stream_(folder: Path, *, jobs: int = 2, timeout: float = 60.0, **given: Any) -> list[batch.Result]:
        engines: list[Engine] = given.pop("engines", [])
        finished = given.pop("finished", lambda letter, unchanged: None)
        kept = given.pop("store", store)

        def engine() -> Engine:
            engines.append(LocalEngine(jobs, timeout, task=made_batches.TASK))
            return engines[-1]

        forms = given.pop("forms", ("yaml",))
        options = Options(manner=Manner(**given), forms=forms)
        plan = Plan(options=options, engine=engine, store=kept, finished=finished)
        return list(run_letters(find_letters([str(folder)]).letters, plan))

    return stream_


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """``sendscan batch`` with such workers."""
    import sendscan.cli.batch as command

    monkeypatch.setattr(command, "_engine", lambda wanted: LocalEngine(1, wanted.timeout, task=made_batches.TASK))

    def run_(*arguments: str | Path) -> Result:
        code = made_batches.main(["batch", *map(str, arguments)])
        captured = capsysbinary.readouterr()
        return Result(code, captured.out.decode("utf-8"), captured.err.decode("utf-8"))

    return run_
