"""Who does the jobs: worker processes here, or those of a dask cluster.  Both keep the same rules.

Wherever a letter is read, a worker process of ours reads it (:mod:`sendscan.batch.children`), so that one
that hangs or kills its worker fails in the same words on one machine as on many.
"""

from __future__ import annotations

import tempfile
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from sendscan.batch.children import TASK, Children
from sendscan.batch.fingerprint import code_fingerprint
from sendscan.batch.job import Answer, Failure, Job
from sendscan.errors import SendscanError, UsageError, Where

_CONNECT = 30  # seconds for a scheduler to answer and to have a worker

Packed = tuple[tuple[str, bytes], ...]


class Engine(Protocol):
    """Takes jobs, ``slots`` of them at once."""

    slots: int

    def submit(self, job: Job) -> Future[Answer]:
        """Have a job done."""

    def close(self) -> None:
        """Stop, whatever is still being done."""


class LocalEngine:
    """``jobs`` worker processes on this machine, started when they are first needed."""

    def __init__(self, jobs: int, timeout: float | None, *, task: str = TASK) -> None:
        self.slots = jobs
        self._children = Children(timeout, task=task)
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="sendscan")

    def submit(self, job: Job) -> Future[Answer]:
        return self._threads.submit(self._children.ask, job)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._children.close()
        self._threads.shutdown(wait=True)


class DaskEngine:
    """The workers of the dask scheduler at ``address``, or without one of a cluster made here.

    ``shared=False`` sends every letter's bytes; else a worker that does not find them at the letter's path
    is sent them.  Raises :class:`UsageError` if dask is not installed or no scheduler answers.
    """

    def __init__(
        self,
        address: str | None,
        jobs: int,
        timeout: float | None,
        *,
        shared: bool = True,
        task: str = TASK,
    ) -> None:
        try:
            import distributed
        except ImportError as error:
            raise UsageError(
                "dask is not installed.", advice="Install it with: pip install 'sendscan[dask]'"
            ) from error
        dask: Any = distributed  # its types are few
        self._cluster: Any = None
        if address is None:
            # threads do: each has a worker process of ours
            self._cluster = dask.LocalCluster(
                n_workers=1, threads_per_worker=jobs, processes=False, dashboard_address=":0"
            )
        where = Where(address) if address else None
        try:
            self._client = dask.Client(address or self._cluster, timeout=_CONNECT, set_as_default=False)
            self._client.wait_for_workers(1, timeout=_CONNECT)
        except (OSError, ValueError) as error:  # a TimeoutError is an OSError; a bad address a ValueError
            self._close_cluster()
            raise UsageError(
                "No dask scheduler with a worker answers there.", where, advice="Check the address."
            ) from error
        self.slots = sum(self._client.nthreads().values())
        self._executor = self._client.get_executor(pure=False)
        self._how = (timeout, task, code_fingerprint())
        self._shared = shared

    def submit(self, job: Job) -> Future[Answer]:
        if not self._shared and job.data is None and job.known is None:
            unsent: Future[Answer] = Future()
            unsent.set_result(Answer(moved=True))
            return unsent
        rules = _packed_rules(job.options.manner.rules)
        future: Future[Answer] = self._executor.submit(_on_dask, job, rules, *self._how)
        return future

    def close(self) -> None:
        with suppress(Exception):  # the scheduler may be gone; what was to be saved is saved
            self._executor.shutdown(wait=False)
            self._client.close(timeout=5)
        self._close_cluster()

    def _close_cluster(self) -> None:
        if self._cluster is not None:
            _stop_children()
            self._cluster.close()


def answer_of(future: Future[Answer]) -> Answer:
    """What came of a job; a failure if the cluster gave it up.  Raises :class:`SendscanError`."""
    try:
        return future.result()
    except SendscanError:
        raise
    except Exception as error:
        if type(error).__name__ == "KilledWorker":  # of distributed, which need not be installed
            return Answer(failure=Failure(code="worker_died", message="The workers that read this letter died."))
        raise SendscanError(
            f"The cluster was lost ({type(error).__name__}).", advice="The same command goes on from here."
        ) from error


# What follows runs in a worker of dask.

_children: dict[tuple[float | None, str], Children] = {}
_lock = threading.Lock()


def _on_dask(job: Job, rules: Packed, timeout: float | None, task: str, fingerprint: str) -> Answer:
    if fingerprint != code_fingerprint():
        error = UsageError(
            "A worker has another sendscan, or reads with other libraries.",
            advice="Install the same versions on all machines.",
        )
        return Answer(stop=error)
    with _lock:
        children = _children.setdefault((timeout, task), Children(timeout, task=task))
    if rules:
        manner = replace(job.options.manner, rules=_unpacked_rules(rules))
        job = replace(job, options=replace(job.options, manner=manner))
    return children.ask(job)


def _stop_children() -> None:
    with _lock:
        while _children:
            _children.popitem()[1].close()


@cache
def _packed_rules(folders: tuple[Path, ...]) -> Packed:
    """The files of folders of rules, which workers elsewhere may not have, or not the same."""
    return tuple(
        (f"{number}/{path.relative_to(folder).as_posix()}", path.read_bytes())
        for number, folder in enumerate(folders)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )


@cache
def _unpacked_rules(rules: Packed) -> tuple[Path, ...]:
    top = Path(tempfile.mkdtemp(prefix="sendscan-rules-"))
    for name, data in rules:
        path = top.joinpath(*PurePosixPath(name).parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tuple(sorted(path for path in top.iterdir()))
