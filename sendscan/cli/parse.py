"""``sendscan parse``: letters in, records out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from sendscan.cli import options
from sendscan.cli.letters import letter_bytes, name_of
from sendscan.cli.output import DataFormat, put, put_view, targets
from sendscan.cli.problems import report, say
from sendscan.errors import RuleError, UsageError
from sendscan.manner import Manner
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
        options.output_option("FILE|FOLDER/"),
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
    if letters.count("-") > 1:
        raise UsageError("Standard input (-) can be read once only.")
    write = _writer(letters, form, output, with_text)
    manner = Manner(kind=kind, password=password, max_pages=max_pages, rules=options.rule_folders(rules))
    failed: list[str] = []
    write(_records(letters, manner, failed, debug=bool(ctx.find_root().params.get("debug"))))
    if not manner.rules and len(failed) < len(letters):
        from sendscan import rulebook

        rulebook.keep()
    if failed:
        if len(letters) > 1:
            say(f"{len(failed)} of {len(letters)} letters could not be read.")
        raise typer.Exit(3)


def _records(letters: list[str], manner: Manner, failed: list[str], *, debug: bool) -> Records:
    """Each letter's record with its number; letters that fail are said and added to ``failed``."""
    for number, letter in enumerate(letters):
        record = _record(letter, manner, debug=debug)
        if record is None:
            failed.append(letter)
        else:
            yield number, record


def _record(letter: str, manner: Manner, *, debug: bool) -> Record | None:
    from sendscan import scan

    name = name_of(letter)
    try:
        return scan.scan(letter_bytes(letter), name, manner)
    except (RuleError, UsageError):  # true of every letter: said once
        raise
    except Exception as error:  # one bad letter never stops the others
        report(error, name=name, debug=debug)
        return None


def _writer(
    letters: list[str], form: DataFormat | None, output: str | None, with_text: bool
) -> Callable[[Records], None]:
    """What is to be done with the records; every wrong use of -o is found before a letter is read."""
    if output is None and form is None and sys.stdout.isatty():
        return _views
    from sendscan.writing import WRITERS, as_dict, write_atomically
    from sendscan.writing.endings import format_for

    asked = form.value if form else None
    format_ = format_for(asked, output, set(DataFormat), default="yaml", command="parse", folders=True)
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
