"""The stream of results: in the order of the letters, whatever the order in which they are done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace

from sendscan.batch.engines import Engine, answer_of
from sendscan.batch.fingerprint import options_fingerprint, output_key, record_key
from sendscan.batch.job import (
    Answer,
    Digest,
    Failure,
    Job,
    Letter,
    Options,
    Result,
    digest_of,
    packed,
    unpacked,
    unpacked_output,
)
from sendscan.batch.store import Store
from sendscan.errors import SendscanError
from sendscan.reading.files import file_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a run is done.

    ``engine`` makes who does the jobs, and is called only if there are any; ``store`` is the cache;
    ``finished`` is told of each letter as it is done, in whatever order, and whether it is unchanged: the cache
    knew it.
    """

    options: Options
    engine: Callable[[], Engine]
    store: Store
    finished: Callable[[Letter, bool], None] = field(default=lambda letter, unchanged: None)


def run(letters: Sequence[Letter], plan: Plan) -> Iterator[Result]:
    """The result of every letter, in order.

    Only what workers are busy with is held in memory: results whose turn it is not yet wait in the store.
    Raises :class:`RuleError`, :class:`UsageError` or another :class:`SendscanError` that is true of all.
    """
    current = _Run(letters, plan)
    try:
        yield from current.results()
    finally:
        current.close()


Output = tuple[Digest, Mapping[str, str]]


@dataclass(slots=True)
class _Waiting:
    """A letter that is done: its failure, its output, or where in the store that waits for its turn.

    ``unchanged`` says that the store held its record.
    """

    failure: Failure | None = None
    output: Output | None = None
    key: str = ""
    unchanged: bool = False


class _Run:
    def __init__(self, letters: Sequence[Letter], plan: Plan) -> None:
        self._letters = letters
        self._plan = plan
        self._store = plan.store
        self._options = options_fingerprint(plan.options)
        self._engine: Engine | None = None
        self._busy: dict[Future[Answer], tuple[int, Job]] = {}
        self._done: dict[int, _Waiting] = {}
        self._told = bytearray(len(letters))
        self._next = 0

    def results(self) -> Iterator[Result]:
        for number in range(len(self._letters)):
            self._begin(number)
            while self._engine is not None and len(self._busy) > 2 * self._engine.slots:
                self._collect()
            yield from self._in_order()
        while self._busy:
            self._collect()
            yield from self._in_order()

    def close(self) -> None:
        if self._engine is not None:
            self._engine.close()

    def _begin(self, number: int) -> None:
        """Take the letter from the store, or have it read."""
        letter = self._letters[number]
        if letter.failure is not None:
            self._finish(number, _Waiting(failure=letter.failure))
            return
        try:
            digest = digest_of(file_bytes(letter.path, letter.name))
        except SendscanError as error:
            self._finish(number, _Waiting(failure=Failure.of(error)))
            return
        record = record_key(digest, self._options)
        key = output_key(record, letter.name, self._plan.options)
        if number != self._next and self._store.has(key):
            self._finish(number, _Waiting(key=key, unchanged=True))
            return
        if (output := self._known_output(key)) is not None:
            self._finish(number, _Waiting(output=output, unchanged=True))
            return
        failure, known = self._known_record(record)
        if failure is not None:
            self._finish(number, _Waiting(failure=failure, unchanged=True))
            return
        job = Job(
            name=letter.name,
            path=str(letter.path),
            data=None,
            digest=digest,
            options=self._plan.options,
            known=known,
        )
        self._submit(number, job)

    def _submit(self, number: int, job: Job) -> None:
        if self._engine is None:
            self._engine = self._plan.engine()
        self._busy[self._engine.submit(job)] = (number, job)

    def _collect(self) -> None:
        """Wait for a job to be done, and take what is."""
        done, _ = wait(self._busy, return_when=FIRST_COMPLETED)
        for future in done:
            number, job = self._busy.pop(future)
            answer = answer_of(future)
            if answer.stop is not None:
                raise answer.stop
            if answer.moved:
                self._send_bytes(number, job)
            else:
                self._keep(number, job, answer)

    def _send_bytes(self, number: int, job: Job) -> None:
        """The worker did not find the letter's bytes at its path: here they are, whatever they are by now."""
        letter = self._letters[number]
        try:
            data = file_bytes(letter.path, letter.name)
        except SendscanError as error:
            self._finish(number, _Waiting(failure=Failure.of(error)))
        else:
            self._submit(number, replace(job, data=data, digest=digest_of(data)))

    def _keep(self, number: int, job: Job, answer: Answer) -> None:
        record = record_key(job.digest, self._options)
        if answer.failure is not None:
            if answer.failure.lasting:
                self._store.put(record, packed({"failure": _as_plain(answer.failure)}))
            self._finish(number, _Waiting(failure=answer.failure))
            return
        assert answer.output is not None
        if answer.record is not None:
            self._store.put(record, answer.record)
        key = output_key(record, job.name, self._plan.options)
        unchanged = job.known is not None
        if self._store.put(key, answer.output) and number != self._next:
            self._finish(number, _Waiting(key=key, unchanged=unchanged))
        else:
            self._finish(number, _Waiting(output=unpacked_output(answer.output), unchanged=unchanged))

    def _finish(self, number: int, waiting: _Waiting) -> None:
        self._done[number] = waiting
        if not self._told[number]:
            self._told[number] = True
            self._plan.finished(self._letters[number], waiting.unchanged)

    def _in_order(self) -> Iterator[Result]:
        while self._next in self._done:
            number, waiting = self._next, self._done.pop(self._next)
            letter = self._letters[number]
            if waiting.failure is not None:
                self._next += 1
                yield Result(letter=letter, failure=waiting.failure, unchanged=waiting.unchanged)
                continue
            output = waiting.output or self._known_output(waiting.key)
            if output is None:  # somebody has deleted or broken the entry since: once more
                self._begin(number)
                continue
            self._next += 1
            yield Result(letter=letter, digest=output[0], forms=output[1], unchanged=waiting.unchanged)

    def _known_output(self, key: str) -> Output | None:
        try:
            return unpacked_output(self._store.get(key) or b"")
        except ValueError:
            return None

    def _known_record(self, key: str) -> tuple[Failure | None, bytes | None]:
        data = self._store.get(key)
        try:
            value = unpacked(data or b"")
            return (Failure(**value["failure"]), None) if "failure" in value else (None, data)
        except (ValueError, TypeError):
            return None, None


def _as_plain(failure: Failure) -> dict[str, object]:
    return {name: getattr(failure, name) for name in ("code", "message", "advice", "page", "line", "lasting")}
