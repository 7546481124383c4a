"""What a run says while it goes on, and what it came to, for people."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from shlex import quote
from typing import TYPE_CHECKING, Protocol

from sendscan.cli.output import put_view
from sendscan.cli.problems import say
from sendscan.errors import UnknownKindError, UnsupportedTypeError
from sendscan.writing.words import counted, some

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console
    from rich.table import Table

    from sendscan.batch import Letter
    from sendscan.batch.summary import Summary

_EVERY = 10.0  # seconds between two lines of progress where there is no bar
_NO_LETTERS = (UnknownKindError.code, UnsupportedTypeError.code)
_EXCLUDED = 3  # documents that are named as what to leave out
_SHOWN = 15  # rules in the summary at a terminal; all are in the file


class Progress(Protocol):
    """What is said meanwhile, on standard error."""

    def finished(self, letter: Letter, unchanged: bool) -> None:
        """One letter more is done; what is ``unchanged`` was not read."""

    def say(self, line: str) -> None:
        """A line about a letter."""


@contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[Progress]:
    """A bar at a terminal, lines now and then elsewhere, nothing if ``quiet``."""
    if quiet:
        yield _Quiet()
    elif sys.stderr.isatty():
        with _bar(total) as bar:
            yield bar
    else:
        yield _Lines(total)


class _Quiet:
    def finished(self, letter: Letter, unchanged: bool) -> None:
        pass

    def say(self, line: str) -> None:
        for one in line.splitlines():
            say(one)


class _Lines(_Quiet):
    def __init__(self, total: int) -> None:
        self._total = total
        self._done = self._unchanged = 0
        self._start = self._said = time.monotonic()

    def finished(self, letter: Letter, unchanged: bool) -> None:
        self._done += 1
        self._unchanged += unchanged
        now = time.monotonic()
        if self._done == self._total or now - self._said >= _EVERY:
            self._said = now
            same = f", {self._unchanged} unchanged" if self._unchanged else ""
            say(f"{self._done} of {counted(self._total, 'letter')}{same}{self._speed(now - self._start)}")

    def _speed(self, seconds: float) -> str:
        """How fast letters are read, and how long those that are left will take; nothing if none was read."""
        if not (read := self._done - self._unchanged):
            return ""
        rate, left = read / max(seconds, 1e-3), self._total - self._done
        return f", {rate:.1f} a second" + (f", {_duration(left / rate)} left" if left else "")


@contextmanager
def _bar(total: int) -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bar
    from rich.text import Text

    class Rate(ProgressColumn):
        """Letters a second."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.1f} a second" if speed else "", style="progress.data.speed")

    class Shown(_Quiet):
        def finished(self, letter: Letter, unchanged: bool) -> None:
            bar.advance(task)

    columns = (TextColumn("letters"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    # lines about letters are printed above the bar, as standard error is the bar's while it lasts
    with Bar(*columns, console=Console(stderr=True), redirect_stdout=False, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield Shown()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def show_summary(summary: Summary, *, to_stderr: bool) -> None:
    """Letters by kind and outcome, concerns by rule, what could not be read."""
    from sendscan.writing.console import terminal

    console = terminal(sys.stderr if to_stderr else None)
    with console.capture() as captured:
        _print(summary, console)
    if to_stderr:
        sys.stderr.write(captured.get())
        sys.stderr.flush()
    else:
        put_view(console, captured.get())


def _print(summary: Summary, console: Console) -> None:
    from sendscan.writing.console import WIDEST, heading, words

    width = min(console.width, WIDEST)
    concerns = sum(of.concerns for of in summary.rules.values())
    unchanged = f", {summary.unchanged} unchanged" if summary.unchanged else ""
    console.print(
        words(
            f"{counted(summary.read, 'letter')} read, {len(summary.failures)} not{unchanged}; "
            f"{counted(summary.findings, 'finding')}, {counted(concerns, 'residual concern')}.",
            "bold",
        ),
        width=width,
    )
    if summary.outcomes:
        console.print(heading("Letters"), _outcomes(summary), width=width)
    if summary.rules:
        console.print(heading("Residual concerns"), _rules(summary), width=width)
        if len(summary.rules) > _SHOWN:
            console.print(words(f"and {counted(len(summary.rules) - _SHOWN, 'rule')} more", "dim"), width=width)
    if summary.passed_over:
        others = ", ".join(f"{number} {suffix}" for suffix, number in summary.passed_over)
        console.print(heading("Passed over as no letters"), words(others), width=width)


def _outcomes(summary: Summary) -> Table:
    from sendscan.writing import words as say_
    from sendscan.writing.console import words

    table = _table("Kind", "Outcome", "Letters")
    for kind, outcomes in sorted(summary.outcomes.items()):
        for outcome, number in sorted(outcomes.items()):
            mark = say_.MARKS.get(outcome, "?")
            table.add_row(
                words(say_.KINDS.get(kind, kind)),  # type: ignore[call-overload]
                words(f"{mark} {outcome.replace('_', ' ')}", say_.STYLES.get(mark, "")),
                str(number),
            )
    return table


def _rules(summary: Summary) -> Table:
    from sendscan.writing.console import SEVERITY_STYLES, words

    table = _table("Concern", "Letters", "High", "Medium", "Low")
    for _, of in summary.by_rule()[:_SHOWN]:
        counts = [words(str(of.severities[severity] or "·"), style) for severity, style in SEVERITY_STYLES.items()]
        table.add_row(words(of.title), str(of.letters), *counts)
    return table


def _table(first: str, *others: str) -> Table:
    from rich.table import Table

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="left" if name == "Outcome" else "right")
    return table


def say_what_is_left(summary: Summary, folder: Path | None) -> None:
    """Name the records of earlier runs that stand in ``folder`` among those of this one."""
    if left := summary.records_left:
        say(
            f"{folder}: {counted(len(left), 'record')} of earlier runs, of no letter that was read now: {some(left)}. "
            "Delete what is not to be taken for today's."
        )


def say_what_to_exclude(summary: Summary) -> None:
    """Say how to leave out what could not be read, if all of it are documents of no kind sendscan knows."""
    if all(failure.code in _NO_LETTERS for _, failure in summary.failures):
        names = [name for name, _ in summary.failures]
        asked = " ".join(f"--exclude {quote(name)}" for name in names[:_EXCLUDED])
        more = ", and so on" if len(names) > _EXCLUDED else ""
        say(f"If they are no letters, leave them out: {asked}{more}.")


def say_how_to_go_on(summary: Summary, letters: int) -> None:
    """What a run that was stopped leaves behind."""
    say(
        f"stopped after {summary.letters} of {counted(letters, 'letter')}. What is written is whole; "
        "the same command goes on from here."
    )
