"""Worker processes that may die or hang: one letter fails, the rest go on.

Plain ``subprocess`` with pipes: it never runs the caller's main module again, and works in a process that
may have no multiprocessing children, as a worker of dask.
"""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from typing import IO, Any

from sendscan.batch.child import receive, send
from sendscan.batch.job import Answer, Failure, Job
from sendscan.errors import SendscanError

TASK = "sendscan.batch.work:work"
_START = 120.0  # seconds to start a worker, on a machine that is busy with other things
_STARTS = 5
_TRIES = 3  # a letter whose worker died is tried again: it may not have been what killed it


class WorkerError(SendscanError):
    """Workers do not start: nothing can be read."""

    code = "no_workers"


class _DiedError(Exception):
    pass


class _HangsError(Exception):
    pass


class Children:
    """As many workers as threads ask for at once.  ``timeout`` is seconds a letter, ``None`` for no limit."""

    def __init__(self, timeout: float | None, *, task: str = TASK) -> None:
        self._timeout = timeout
        self._task = task
        self._idle: list[_Child] = []
        self._all: set[_Child] = set()
        self._lock = threading.Lock()
        self._closed = False

    def ask(self, job: Job) -> Answer:
        """The answer of a worker; a failure if it hangs, or if several die over it.

        Raises :class:`WorkerError` if no worker starts.
        """
        how = ""
        for _ in range(_TRIES):
            child = self._take()
            try:
                answer: Answer = child.ask(job, self._timeout)
            except _DiedError as died:
                self._drop(child)
                if self._closed:
                    break
                how = str(died)
                continue
            except _HangsError:
                self._drop(child)
                return Answer(failure=_timed_out(self._timeout or 0.0))
            with self._lock:
                self._idle.append(child)
            return answer
        return Answer(
            failure=Failure(
                code="worker_died",
                message=f"The process that read this letter {how or 'was stopped'}.",
                advice="Look at the letter; the same command tries it again.",
            )
        )

    def close(self) -> None:
        """Stop all workers, busy or not."""
        with self._lock:
            self._closed = True
            children = list(self._all)
        for child in children:
            self._drop(child)

    def _take(self) -> _Child:
        while True:
            with self._lock:
                if self._closed:
                    raise WorkerError("The workers have been stopped.")
                if not self._idle:
                    break
                child = self._idle.pop()
            if child.lives():
                return child
            self._drop(child)
        return self._start()

    def _start(self) -> _Child:
        """A new worker that is ready.  One that is killed before it was is no reason to give up."""
        why = ""
        for _ in range(_STARTS):
            child = _Child(self._task)
            with self._lock:
                self._all.add(child)
                closed = self._closed
            if closed:
                self._drop(child)
            try:
                child.wait_until_ready()
            except _DiedError as died:
                why = child.last_words() or str(died)
                self._drop(child)
            else:
                return child
        raise WorkerError(f"No worker process starts ({why}).")

    def _drop(self, child: _Child) -> None:
        child.kill()
        with self._lock:
            self._all.discard(child)


class _Child:
    """One worker process, and the thread that listens to it."""

    def __init__(self, task: str) -> None:
        code = f"import sys; sys.path[:] = {sys.path!r}; from sendscan.batch.child import main; main({task!r})"
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  (open as long as the child lives)
        self._process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            # Ctrl-C at the terminal is for the command, which then stops its workers
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def wait_until_ready(self) -> None:
        try:
            self._next(_START)
        except _HangsError as error:
            raise _DiedError(f"it hangs for {_START:g} seconds") from error

    def last_words(self) -> str:
        """The last line it wrote to standard error, if any."""
        with suppress(OSError, ValueError):
            self._said.seek(0)
            lines = self._said.read().decode("utf-8", "replace").strip().splitlines()
            return lines[-1] if lines else ""
        return ""

    def lives(self) -> bool:
        return self._process.poll() is None

    def ask(self, job: Job, timeout: float | None) -> Any:
        assert self._process.stdin is not None
        try:
            send(self._process.stdin, job)
        except OSError as error:
            raise _DiedError(self._end()) from error
        return self._next(timeout)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._said):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()

    def _next(self, timeout: float | None) -> Any:
        try:
            answer = self._answers.get(timeout=timeout)
        except queue.Empty as error:
            raise _HangsError from error
        if answer is None:
            raise _DiedError(self._end())
        return answer

    def _end(self) -> str:
        code = self._process.wait()
        if code >= 0:
            return f"ended by itself (exit code {code})"
        with suppress(ValueError):
            return f"was killed ({signal.Signals(-code).name})"
        return f"was killed (signal {-code})"

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with suppress(Exception):
            while True:
                self._answers.put(receive(self._process.stdout))
        self._answers.put(None)
        with suppress(OSError):
            self._process.stdout.close()


def _timed_out(timeout: float) -> Failure:
    return Failure(
        code="timeout",
        message=f"Reading it took longer than {timeout:g} seconds.",
        advice="Allow more with --timeout.",
    )
