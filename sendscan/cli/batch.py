"""``sendscan batch``: folders of letters in; records, tables, reports or a library out."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sendscan.cli import options
from sendscan.cli.output import put
from sendscan.cli.problems import say

if TYPE_CHECKING:
    from sendscan.batch import Failure, Found, Result
    from sendscan.batch.engines import Engine
    from sendscan.batch.gate import Gate
    from sendscan.batch.outputs import Outputs
    from sendscan.batch.store import Store
    from sendscan.batch.summary import Summary
    from sendscan.batch.targets import Target

EXAMPLES = """\b
Examples:
  sendscan batch letters/ -o records/                  one record a letter, and a summary
  sendscan batch letters/ -f csv -o tables/            four tables that share ids
  sendscan batch letters/ -f jsonl -o all.jsonl
  sendscan batch 'letters/**/*.pdf' --exclude drafts   a summary at the terminal
  sendscan batch letters/ -f sarif -o sendscan.sarif --fail-on high --baseline known.sarif
  sendscan batch letters/ --library sendscan.db
  sendscan batch letters/ -o records/ --engine dask --scheduler tcp://10.0.0.5:8786
"""
_KEPT_AT_ONCE = 50  # records put into the library in one go


class BatchFormat(str, Enum):
    """How records are written, or what of them is reported."""

    yaml = "yaml"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    github = "github"
    junit = "junit"
    sarif = "sarif"
    markdown = "markdown"


class EngineName(str, Enum):
    """Who reads the letters."""

    local = "local"
    dask = "dask"


def batch(
    ctx: typer.Context,
    places: Annotated[
        list[str],
        typer.Argument(
            metavar="FOLDER",
            help="Folders with all letters below them, files, or globs.",
            show_default=False,
        ),
    ],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FOLDER|FILE", help="Write here, whole files only."),
    ] = None,
    forms: Annotated[
        list[BatchFormat] | None,
        typer.Option(
            "--format",
            "-f",
            help="Records (yaml, json, jsonl, csv) or a report for CI; may be repeated. Default: what -o ends "
            "in, else yaml; only a summary where it would flood a terminal.",
            show_default=False,
        ),
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="Leave out files or folders like this; may be repeated."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Worker processes. Default: one a core.")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="At most, for a letter.")] = 60.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say only what failed.")] = False,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT",
            help="Exit code 1 for a concern of this severity or worse (low, medium, high) or of this rule, "
            "for insufficient_progress, or for diagnostics; may be repeated.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE|FOLDER",
            exists=True,
            help="Records or SARIF of an earlier run: what stands there does not fail this one.",
        ),
    ] = None,
    library: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Put the records into this library, too. Default: SENDSCAN_LIBRARY, or what sendscan.toml says.",
            show_default=False,
        ),
    ] = None,
    cache: Annotated[Path, typer.Option(metavar="FOLDER", help="Where unchanged letters are remembered.")] = Path(
        ".sendscan"
    ),
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Read every letter anew.")] = False,
    engine: Annotated[EngineName, typer.Option(help="Who reads: processes here, or dask.")] = EngineName.local,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="The dask scheduler. Default: a cluster on this machine."),
    ] = None,
    with_text: options.WithTextOption = False,
    kind: options.ReadAsOption = None,
    password: options.PasswordOption = None,
    max_pages: options.MaxPagesOption = None,
    rules: options.RulesOption = None,
) -> None:
    """Read all letters below folders into records, with worker processes; the same bytes every time.

    A letter that fails, hangs or kills its worker is named, and the others are written; the exit code is
    then 3. What is unchanged since an earlier run comes from the cache, and a run that was stopped goes on
    where it was.
    """
    from sendscan.settings import library_path

    wanted = _Wanted(
        places=tuple(places),
        output=output,
        forms=tuple(form.value for form in forms or ()),
        exclude=tuple(exclude or ()),
        jobs=jobs or _cores(),
        timeout=timeout,
        quiet=quiet,
        debug=bool(ctx.find_root().params.get("debug")),
        fail_on=tuple(fail_on or ()),
        baseline=baseline,
        library=library or library_path(),
        shelved=library is not None,
        cache=None if no_cache else cache,
        dask=engine is EngineName.dask,
        scheduler=scheduler,
        reading={
            "kind": kind,
            "password": password,
            "max_pages": max_pages,
            "rules": tuple(folder.absolute() for folder in options.rule_folders(rules)),
            "with_text": with_text,
        },
    )
    raise typer.Exit(_batch(wanted))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """The command line."""

    places: tuple[str, ...]
    output: str | None
    forms: tuple[str, ...]
    exclude: tuple[str, ...]
    jobs: int
    timeout: float
    quiet: bool
    debug: bool
    fail_on: tuple[str, ...]
    baseline: Path | None
    library: Path | None
    shelved: bool
    cache: Path | None
    dask: bool
    scheduler: str | None
    reading: dict[str, Any]


def _batch(wanted: _Wanted) -> int:
    from sendscan.batch import find_letters
    from sendscan.batch.outputs import Outputs
    from sendscan.batch.summary import Summary

    target, gate = _target(wanted), _gate(wanted)
    ours = [path for path in (target.folder, target.file, wanted.library, wanted.cache) if path is not None]
    found = find_letters(wanted.places, exclude=wanted.exclude, apart_from=ours)
    summary = Summary(passed_over=found.passed_over)
    try:
        with (
            _stopped_like_ctrl_c(),
            _store(wanted.cache) as store,
            Outputs(target, found.letters, gate, put) as outputs,
        ):
            _read_all(wanted, found, store, (outputs, summary))
            outputs.done(summary)
    except KeyboardInterrupt:
        _say_how_to_go_on(summary, len(found.letters))
        return 130
    return _ended(wanted, target, outputs, summary)


def _target(wanted: _Wanted) -> Target:
    from sendscan.batch.targets import target_for

    forms = wanted.forms
    if not forms and wanted.output is None and not sys.stdout.isatty() and not wanted.shelved:
        forms = ("yaml",)
    return target_for(wanted.output, forms)


def _gate(wanted: _Wanted) -> Gate:
    from sendscan.batch.gate import Gate, check_fail_on, is_rule, read_baseline

    rules: list[str] = []
    if any(is_rule(one) for one in wanted.fail_on):
        from sendscan import rulebook

        book = rulebook.load(wanted.reading["rules"])
        rules = [rule.id for rule in book.concerns]
    return Gate(
        fail_on=check_fail_on(wanted.fail_on, rules),
        known=read_baseline(wanted.baseline) if wanted.baseline else None,
    )


@contextmanager
def _store(cache: Path | None) -> Iterator[Store]:
    """The cache; one for this run alone if none is wanted or can be written."""
    from tempfile import TemporaryDirectory

    from sendscan.batch.store import Store

    with ExitStack() as stack:
        if cache is not None:
            try:
                yield stack.enter_context(Store(cache))
                return
            except OSError as error:
                if error.filename is None or not str(error.filename).startswith(str(cache)):
                    raise
                say(f"{cache}: the cache cannot be written ({error.strerror}); nothing is remembered.")
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="sendscan-")))
        yield stack.enter_context(Store(folder))


def _read_all(wanted: _Wanted, found: Found, store: Store, into: tuple[Outputs, Summary]) -> None:
    from sendscan.batch import Options, Plan, run
    from sendscan.cli.batch_view import progress

    outputs, summary = into
    forms = tuple(form for form in ("yaml", "json", "jsonl", "csv") if form in _target(wanted).forms)
    options = Options(forms=(*forms, *(("library",) if wanted.library is not None else ())), **wanted.reading)
    with ExitStack() as stack:
        shelf = stack.enter_context(_shelf(wanted.library))
        shown = stack.enter_context(progress(len(found.letters), quiet=wanted.quiet))
        plan = Plan(options=options, engine=lambda: _engine(wanted), store=store, finished=shown.finished)
        for result in run(found.letters, plan):
            summary.add(result)
            outputs.put(result)
            shelf(result)
            if result.failure is not None:
                shown.say(_failed(result, result.failure, debug=wanted.debug))


def _engine(wanted: _Wanted) -> Engine:
    from sendscan.batch.engines import DaskEngine, LocalEngine

    if wanted.dask:
        return DaskEngine(wanted.scheduler, wanted.jobs, wanted.timeout)
    return LocalEngine(wanted.jobs, wanted.timeout)


@contextmanager
def _shelf(library: Path | None) -> Iterator[Callable[[Result], None]]:
    """Where finished records are put: into the library, some at a time; what is read is kept, come what may."""
    if library is None:
        yield lambda result: None
        return
    import json

    from sendscan.library import Library
    from sendscan.writing.read_back import from_dict

    waiting: list[str] = []
    with Library(library) as shelf:

        def flush() -> None:
            shelf.put([from_dict(json.loads(record)) for record in waiting])
            waiting.clear()

        def keep(result: Result) -> None:
            if result.failure is None:
                waiting.append(result.forms["library"])
            if len(waiting) >= _KEPT_AT_ONCE:
                flush()

        try:
            yield keep
        finally:
            flush()


def _failed(result: Result, failure: Failure, *, debug: bool) -> str:
    trace = f"{failure.trace}\n" if debug and failure.trace else ""
    return f"{trace}{failure.said(result.letter.name)} [{failure.code}]"


def _ended(wanted: _Wanted, target: Target, outputs: Outputs, summary: Summary) -> int:
    from sendscan.cli.batch_view import show_summary

    if not wanted.quiet:
        show_summary(summary, to_stderr=target.uses_stdout)
    if outputs.trips:
        say(f"--fail-on {' '.join(wanted.fail_on)}: {outputs.trips} found in {summary.read} letters.")
    if summary.failures:
        codes = ", ".join(f"{code} {number}" for code, number in summary.codes())
        say(f"{len(summary.failures)} of {summary.letters} letters could not be read: {codes}.")
        return 3
    return 1 if outputs.trips else 0


def _say_how_to_go_on(summary: Summary, letters: int) -> None:
    say(
        f"stopped after {summary.letters} of {letters} letters. What is written is whole; "
        "the same command goes on from here."
    )


@contextmanager
def _stopped_like_ctrl_c() -> Iterator[None]:
    """A CI server that cancels a job is answered as a person at the keyboard."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
