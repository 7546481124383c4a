"""A real dask scheduler with two worker processes gives what this machine's own workers give, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import made_batches
import pytest
from made_batches import files_in, letters
from made_runs import Run

import sendscan.cli.batch as command
from sendscan.batch import Options, Plan, find_letters, run
from sendscan.batch.engines import DaskEngine, LocalEngine
from sendscan.batch.store import Store
from sendscan.errors import UsageError

pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def folder(here: Path) -> Path:
    return letters(here / "in", 12, hang="hang", die="die", fault="fault", damaged="damaged", stray="stray")


@pytest.mark.parametrize("shared", [True, False])
def test_the_same_records_and_failures(scheduler: str, folder: Path, here: Path, shared: bool) -> None:
    found = find_letters([str(folder)]).letters
    options = Options(forms=("yaml", "jsonl", "csv"))

    def results(name: str, engine: LocalEngine | DaskEngine) -> list[object]:
        with Store(here / name) as store:
            return list(run(found, Plan(options=options, engine=lambda: engine, store=store)))

    local = results("local", LocalEngine(2, 1.0, task=made_batches.TASK))
    dask = DaskEngine(scheduler, 2, 1.0, shared=shared, task=made_batches.TASK)
    assert dask.slots == 2
    for one, other in zip(local, results("dask", dask), strict=True):
        assert _without_trace(one) == _without_trace(other)


def _without_trace(result: object) -> str:
    return repr(result).partition("trace=")[0]


def test_the_command_writes_the_same_bytes(
    scheduler: str, folder: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    assert run("in", "-o", "local", "--timeout", "1", "--no-cache").code == 3
    monkeypatch.setattr(
        command, "_engine", lambda wanted: DaskEngine(wanted.scheduler, 2, wanted.timeout, task=made_batches.TASK)
    )
    arguments = ("-o", "dask", "--timeout", "1", "--engine", "dask", "--scheduler", scheduler)
    # made_batches.main would put its own engine in place
    import sendscan.cli

    assert sendscan.cli.main(["batch", "in", *arguments, "--no-cache"]) == 3
    assert files_in(Path("local")) == files_in(Path("dask"))


def test_the_real_pipeline_with_own_rules_on_a_cluster_made_here(here: Path) -> None:
    rules = here / "rules"
    rules.mkdir()
    (rules / "own.yaml").write_text(
        "concerns:\n- id: my-own\n  title: My own\n  why: A test.\n  severity: low\n  match: [parents]\n"
        "  hits: [Parents are unhappy.]\n  misses: [Leaders are unhappy.]\n"
    )
    letter = made_batches.SAMPLES / "sutton-2020-05-04.txt"
    import sendscan.cli

    for name, options in {"local": [], "dask": ["--engine", "dask"]}.items():
        arguments = ["batch", str(letter), "-o", f"{name}/", "-q", "--no-cache", "-j", "2", "--rules", "rules"]
        assert sendscan.cli.main([*arguments, *options]) == 0
    assert files_in(Path("local")) == files_in(Path("dask"))
    assert b"my-own" in files_in(Path("dask"))["sutton-2020-05-04.yaml"]


def test_no_scheduler_there_is_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    import sendscan.batch.engines as engines

    monkeypatch.setattr(engines, "_CONNECT", 1)
    with pytest.raises(UsageError, match="No dask scheduler"):
        DaskEngine("tcp://127.0.0.1:9", 1, 1.0)


def test_another_sendscan_on_a_worker_stops_the_run(
    scheduler: str, folder: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sendscan.batch.engines as engines

    monkeypatch.setattr(engines, "code_fingerprint", lambda: "another")
    engine = DaskEngine(scheduler, 2, 1.0, task=made_batches.TASK)
    with Store(here / "store") as store, pytest.raises(UsageError, match="another sendscan"):
        list(run(find_letters(["in"]).letters, Plan(options=Options(), engine=lambda: engine, store=store)))
