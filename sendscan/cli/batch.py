"""``sendscan batch``: folders of letters in; records, tables, reports or a library out."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sendscan.cli import options
from sendscan.cli.batch_wanted import Wanted
from sendscan.cli.output import put, refuse_inputs
from sendscan.cli.problems import say
from sendscan.manner import Manner

if TYPE_CHECKING:
    from sendscan.batch import Failure, Found, Result
    from sendscan.batch.engines import Engine
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
        options.output_option("FOLDER|FILE", "Write here, whole files only"),
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
    cache: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Where unchanged letters are remembered. Default: .sendscan.", show_default=False
        ),
    ] = None,
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
    then 3, which comes before the 1 of --fail-on. What is unchanged since an earlier run comes from the cache,
    and a run that was stopped goes on where it was.
    """
    from sendscan.settings import library_path

    wanted = Wanted(
        places=tuple(places),
        output=output,
        forms=tuple(form.value for form in forms or ()),
        exclude=tuple(exclude or ()),
        jobs=jobs,
        timeout=timeout,
        quiet=quiet,
        debug=bool(ctx.find_root().params.get("debug")),
        fail_on=tuple(fail_on or ()),
        baseline=baseline,
        library=library or library_path(),
        shelved=library is not None,
        cache=cache,
        no_cache=no_cache,
        dask=engine is EngineName.dask,
        scheduler=scheduler,
        manner=Manner(
            kind=kind,
            password=password,
            max_pages=max_pages,
            rules=tuple(folder.absolute() for folder in options.rule_folders(rules)),
        ),
        with_text=with_text,
    )
    raise typer.Exit(_batch(wanted))


def _batch(wanted: Wanted) -> int:
    from sendscan.batch import find_letters
    from sendscan.batch.outputs import Outputs
    from sendscan.batch.summary import Summary
    from sendscan.cli.batch_view import say_how_to_go_on

    target, gate = wanted.target(), wanted.gate()
    wanted.refuse_idle(target)
    found = find_letters(wanted.places, exclude=wanted.exclude, library=wanted.library)
    refuse_inputs(
        target.files(found.letters),
        [*(letter.path for letter in found.letters), *([wanted.library] if wanted.library else [])],
    )
    summary = Summary(passed_over=found.passed_over)
    try:
        with (
            _stopped_like_ctrl_c(),
            _store(wanted.cache_folder) as store,
            Outputs(target, found.letters, gate, put) as outputs,
        ):
            _read_all(wanted, found, store, (outputs, summary))
            outputs.done(summary)
    except KeyboardInterrupt:
        say_how_to_go_on(summary, len(found.letters))
        return 130
    return _ended(wanted, target, outputs, summary)


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


def _read_all(wanted: Wanted, found: Found, store: Store, into: tuple[Outputs, Summary]) -> None:
    from sendscan.batch import Options, Plan, run
    from sendscan.cli.batch_view import progress

    outputs, summary = into
    forms = [form for form in ("yaml", "json", "jsonl", "csv") if form in wanted.target().forms]
    kept = ("library",) if wanted.library is not None else ()
    options = Options(manner=wanted.manner, forms=(*forms, *kept), with_text=wanted.with_text)
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


def _engine(wanted: Wanted) -> Engine:
    from sendscan.batch.engines import DaskEngine, LocalEngine

    if wanted.dask:
        return DaskEngine(wanted.scheduler, wanted.workers, wanted.timeout)
    return LocalEngine(wanted.workers, wanted.timeout)


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


def _ended(wanted: Wanted, target: Target, outputs: Outputs, summary: Summary) -> int:
    from sendscan.cli.batch_view import say_what_is_left, say_what_to_exclude, show_summary
    from sendscan.writing.words import counted

    if not wanted.quiet:
        show_summary(summary, to_stderr=target.uses_stdout)
    say_what_is_left(summary, target.folder)
    if outputs.trips:
        say(f"--fail-on {' '.join(wanted.fail_on)}: {outputs.trips} found in {counted(summary.read, 'letter')}.")
    if summary.failures:
        codes = ", ".join(f"{code} {number}" for code, number in summary.codes())
        say(f"{len(summary.failures)} of {counted(summary.letters, 'letter')} could not be read: {codes}.")
        say_what_to_exclude(summary)
        return 3
    return 1 if outputs.trips else 0


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
