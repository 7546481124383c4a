"""Results to files and streams, one letter at a time: nothing but what is being written is held."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from textwrap import indent
from typing import Protocol

from sendscan.batch.gate import Gate
from sendscan.batch.job import Failure, Letter, Result
from sendscan.batch.scratch import Scratch, Straight, WholeFile
from sendscan.batch.summary import Summary
from sendscan.batch.targets import IN_FOLDER, ONE_EACH, REPORT_FORMS, Target, record_files, records_left
from sendscan.writing import WRITERS
from sendscan.writing.as_csv import TABLES, csv_header
from sendscan.writing.atomic import cannot_write
from sendscan.writing.github import github_lines
from sendscan.writing.junit import JUNIT_TAIL, junit_case, junit_head
from sendscan.writing.markdown import markdown
from sendscan.writing.notices import Account, Notice, Told
from sendscan.writing.sarif import SARIF_HEAD, sarif_results, sarif_tail

Write = Callable[[str], object]
_SHOWN = 50  # of what fails a run, in its summary


class Output(Protocol):
    """Something results are put into."""

    def put(self, result: Result, account: Account) -> None:
        """Take one result."""

    def done(self, summary: Summary) -> None:
        """Write what comes last."""


class Outputs:
    """All that a run writes.  A context manager: what is not :meth:`done` at its end is dropped.

    ``stdout`` takes text for standard output.  Raises :class:`UsageError` for a place that cannot be
    written.
    """

    def __init__(self, target: Target, letters: Sequence[Letter], gate: Gate, stdout: Write) -> None:
        self.gate = gate
        self.tripped: list[tuple[Account, Told]] = []
        self.trips = 0
        self._target = target
        self._files: list[WholeFile | Straight] = []
        self._scratch: Scratch | None = None
        # a link keeps pointing where it pointed, which may be another disk
        place = target.folder or (target.file.resolve().parent if target.file else None)
        straight = target.file is not None and target.file.exists() and not target.file.is_file()
        try:
            if place is not None and not straight:
                self._scratch = Scratch(place)
            self._outputs = [self._output(form, letters, stdout) for form in target.forms]
        except OSError as error:
            self.__exit__()
            raise cannot_write(target.file or target.folder or Path(), error) from error

    def __enter__(self) -> Outputs:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            with suppress(OSError):
                file.drop()
        if self._scratch is not None:
            self._scratch.close()

    def put(self, result: Result) -> None:
        """Write what there is to write of one letter now."""
        account = account_of(result, self.gate)
        for told in account.told:
            if told.trips:
                self.trips += 1
                if len(self.tripped) < _SHOWN:
                    self.tripped.append((account, told))
        with self._as_usage():
            for output in self._outputs:
                output.put(result, account)

    def done(self, summary: Summary) -> None:
        """Write what comes last, and put every file in its place."""
        with self._as_usage():
            for output in self._outputs:
                output.done(summary)
            for file in self._files:
                file.done()
            each = [output for output in self._outputs if isinstance(output, _RecordFiles)]
            if each and self._target.folder is not None:
                written = [path for output in each for path in output.written]
                summary.records_left = records_left(self._target.folder, written)
            if self._target.summary is not None and self._scratch is not None:
                path, form = self._target.summary
                _write_if_new(path, WRITERS[form].one(summary.as_dict()), self._scratch)

    def _as_usage(self) -> _AsUsage:
        return _AsUsage(self._target.file or self._target.folder or Path())

    def _output(self, form: str, letters: Sequence[Letter], stdout: Write) -> Output:
        folder = self._target.folder
        if folder is not None and form in ONE_EACH:
            assert self._scratch is not None
            return _RecordFiles(form, letters, folder, self._scratch)
        if folder is not None and form == "csv":
            return _Tables({table: self._file(folder / f"{table}.csv") for table in TABLES})
        write = stdout
        if form != "github":
            file = self._target.file or (folder / IN_FOLDER[form] if folder else None)
            write = self._file(file) if file else stdout
        if form in REPORT_FORMS:
            return _report(form, write, self)
        return _Stream(form, write)

    def _file(self, path: Path) -> Write:
        file = WholeFile(path, self._scratch) if self._scratch else Straight(path)
        self._files.append(file)
        return file.write


class _AsUsage:
    """A place that cannot be written is wrong use."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
            raise cannot_write(Path(error.filename or self._path), error) from error


def account_of(result: Result, gate: Gate) -> Account:
    """What there is to tell of a result."""
    digest, failure = result.digest, result.failure
    return Account(
        name=result.letter.name,
        path=_seen_from_here(result.letter),
        is_text=digest is not None and digest.media_type.startswith("text/"),
        kind=digest.kind if digest else None,
        told=gate.told(digest.notices) if digest else (),
        failure=(failure.code, _words(failure)) if failure else None,
    )


def _words(failure: Failure) -> str:
    return failure.message + (f" {failure.advice}" if failure.advice else "")


def _seen_from_here(letter: Letter) -> str:
    try:
        path = os.path.relpath(letter.path)
    except ValueError:  # another drive
        return letter.name
    return letter.name if path.startswith("..") else Path(path).as_posix()


def _write_if_new(path: Path, text: str, scratch: Scratch) -> None:
    """Write the file, unless it already holds just this: then its time says when it last changed."""
    data = text.encode("utf-8")
    with suppress(OSError):
        if path.read_bytes() == data:
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch.write(path, data)


class _RecordFiles:
    """One file a letter."""

    def __init__(self, form: str, letters: Sequence[Letter], folder: Path, scratch: Scratch) -> None:
        self.written: list[Path] = []
        self._form = form
        self._files = dict(zip(letters, record_files(folder, letters, form), strict=True))
        self._scratch = scratch

    def put(self, result: Result, account: Account) -> None:
        if result.failure is None:
            path = self._files[result.letter]
            _write_if_new(path, result.forms[self._form], self._scratch)
            self.written.append(path)

    def done(self, summary: Summary) -> None:
        pass


class _Stream:
    """All records in one: JSON Lines, a YAML stream, a JSON array."""

    def __init__(self, form: str, write: Write) -> None:
        self._form = form
        self._write = write
        self._count = 0

    def put(self, result: Result, account: Account) -> None:
        if result.failure is None:
            text = result.forms[self._form]
            if self._form == "json":
                self._write(("[\n", ",\n")[self._count > 0] + indent(text.rstrip("\n"), "  "))
            else:
                self._write("---\n" * (self._form == "yaml" and self._count > 0) + text)
            self._count += 1

    def done(self, summary: Summary) -> None:
        if self._form == "json":
            self._write("\n]\n" if self._count else "[]\n")


class _Tables:
    """Four CSV files."""

    def __init__(self, writes: dict[str, Write]) -> None:
        self._writes = writes
        for table, write in writes.items():
            write(csv_header(table))

    def put(self, result: Result, account: Account) -> None:
        if result.failure is None:
            for table, write in self._writes.items():
                write(result.forms[f"csv:{table}"])

    def done(self, summary: Summary) -> None:
        pass


def _report(form: str, write: Write, outputs: Outputs) -> Output:
    if form == "github":
        return _GitHub(write)
    if form == "junit":
        return _JUnit(write)
    if form == "sarif":
        return _Sarif(write, baseline=outputs.gate.known is not None)
    return _Markdown(write, outputs)


class _GitHub:
    def __init__(self, write: Write) -> None:
        self._write = write

    def put(self, result: Result, account: Account) -> None:
        self._write(github_lines(account))

    def done(self, summary: Summary) -> None:
        pass


class _JUnit:
    """The counts come first and are known last: the cases wait in a file."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._cases = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115
        self._failures = 0

    def put(self, result: Result, account: Account) -> None:
        self._cases.write(junit_case(account))
        self._failures += any(told.trips for told in account.told)

    def done(self, summary: Summary) -> None:
        self._write(junit_head(summary.letters, self._failures, len(summary.failures)))
        self._cases.seek(0)
        for chunk in self._chunks():
            self._write(chunk)
        self._write(JUNIT_TAIL)
        self._cases.close()

    def _chunks(self) -> Iterator[str]:
        while chunk := self._cases.read(1 << 16):
            yield chunk


class _Sarif:
    def __init__(self, write: Write, *, baseline: bool) -> None:
        self._write = write
        self._baseline = baseline
        self._begun = False
        self._rules: dict[str, Notice] = {}
        self._failed: list[Account] = []

    def put(self, result: Result, account: Account) -> None:
        if account.failure is not None:
            self._failed.append(account)
        for told in account.told:
            self._rules.setdefault(told.notice.rule, told.notice)
        for line in sarif_results(account, baseline=self._baseline):
            self._write((",\n" if self._begun else f"{SARIF_HEAD}\n") + line)
            self._begun = True

    def done(self, summary: Summary) -> None:
        if not self._begun:
            self._write(SARIF_HEAD)
        self._write(sarif_tail(self._rules, self._failed))


class _Markdown:
    def __init__(self, write: Write, outputs: Outputs) -> None:
        self._write = write
        self._outputs = outputs

    def put(self, result: Result, account: Account) -> None:
        pass

    def done(self, summary: Summary) -> None:
        tripped = self._outputs.tripped
        self._write(markdown(summary.as_dict(), tripped, self._outputs.trips - len(tripped)))
