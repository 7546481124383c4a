"""``sendscan parse``: letters in, records out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sendscan.cli import options
from sendscan.cli.output import DataFormat, format_for, put, put_view, targets
from sendscan.cli.problems import report, say
from sendscan.model import Record

if TYPE_CHECKING:
    from rich.console import Console

EXAMPLES = """\b
Examples:
  sendscan parse letter.pdf                     a view for people
  sendscan parse letter.pdf -o letter.yaml      a record for programs
  sendscan parse letters/*.pdf -o records/      one record a letter
  sendscan parse a.pdf b.pdf -f json | jq .     records as a JSON array
  pdftotext letter.pdf - | sendscan parse -     from standard input
"""
Records = Iterator[tuple[int, Record]]


def parse(
    ctx: typer.Context,
    letters: Annotated[
        list[str],
        typer.Argument(metavar="LETTER", help="PDF or text files; - is standard input.", show_default=False),
    ],
    form: Annotated[
        DataFormat | None,
        typer.Option("--format", "-f", help="Default: a view at a terminal, else what -o ends in, else yaml."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE|FOLDER/", help="Write here, whole or not at all."),
    ] = None,
    with_text: options.WithTextOption = False,
    kind: options.ReadAsOption = None,
    password: options.PasswordOption = None,
    max_pages: options.MaxPagesOption = None,
    rules: options.RulesOption = None,
) -> None:
    """Read letters into records: who wrote, the verdicts, every finding and concern with its evidence.

    A letter that cannot be read is reported and the others are written; the exit code is then 3.
    """
    _check(letters, kind)
    write = _writer(letters, form, output, with_text)
    reading = _Reading(
        kind=kind,
        password=password,
        max_pages=max_pages,
        rules=options.rule_folders(rules),
        debug=bool(ctx.find_root().params.get("debug")),
    )
    failed: list[str] = []
    write(_records(letters, reading, failed))
    if failed:
        if len(letters) > 1:
            say(f"{len(failed)} of {len(letters)} letters could not be read.")
        raise typer.Exit(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """How letters are to be read."""

    kind: str | None
    password: str | None
    max_pages: int | None
    rules: tuple[Path, ...]
    debug: bool


def _records(letters: list[str], reading: _Reading, failed: list[str]) -> Records:
    """Each letter's record with its number; letters that fail are said and added to ``failed``."""
    for number, letter in enumerate(letters):
        record = _record(letter, reading)
        if record is None:
            failed.append(letter)
        else:
            yield number, record


def _record(letter: str, reading: _Reading) -> Record | None:
    from sendscan import scan
    from sendscan.cli.letters import letter_bytes, name_of
    from sendscan.errors import RuleError, UsageError
    from sendscan.reading import Limits

    name = name_of(letter)
    try:
        return scan.scan(
            letter_bytes(letter),
            name,
            kind=reading.kind,
            password=reading.password,
            limits=Limits(max_pages=reading.max_pages) if reading.max_pages else Limits(),
            rules=reading.rules,
        )
    except (RuleError, UsageError):  # true of every letter: said once
        raise
    except Exception as error:  # one bad letter never stops the others
        report(error, name=name, debug=reading.debug)
        return None


def _check(letters: list[str], kind: str | None) -> None:
    from difflib import get_close_matches

    from sendscan.errors import UsageError

    if letters.count("-") > 1:
        raise UsageError("Standard input (-) can be read once only.")
    if kind is not None and kind not in options.KINDS:
        close = get_close_matches(kind, options.KINDS, n=1)
        advice = f"Did you mean {close[0]}?" if close else f"The kinds are {', '.join(options.KINDS)}."
        raise UsageError(f"There is no kind of letter called {kind}.", advice=advice)


def _writer(
    letters: list[str], form: DataFormat | None, output: str | None, with_text: bool
) -> Callable[[Records], None]:
    """What is to be done with the records; every wrong use of -o is found before a letter is read."""
    if output is None and form is None and sys.stdout.isatty():
        return _views
    from sendscan.writing import WRITERS, as_dict, write_atomically

    format_ = format_for(form.value if form else None, output)
    writer = WRITERS[format_]
    files = targets(output, letters, format_) if output is not None else []

    def to_files(records: Records) -> None:
        for number, record in records:
            write_atomically(files[number], writer.one(as_dict(record, with_text=with_text)))
            if sys.stderr.isatty():
                say(f"{record.source.name} -> {files[number]}")

    def to_stdout(records: Records) -> None:
        values = [as_dict(record, with_text=with_text) for _, record in records]
        if len(letters) > 1:
            put(writer.several(values))
        elif values:
            put(writer.one(values[0]))

    return to_files if files else to_stdout


def _views(records: Records) -> None:
    from sendscan.writing.console import show, terminal

    console: Console = terminal()
    for number, record in records:
        with console.capture() as captured:
            if number:
                console.print()
            show(record, console)
        put_view(console, captured.get())
