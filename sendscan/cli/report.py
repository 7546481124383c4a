"""``sendscan report``: letters as a page to look at, or as a workbook to send on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from sendscan.cli import asking, sources
from sendscan.cli.options import PasswordOption, RulesOption, rule_folders
from sendscan.cli.problems import say
from sendscan.cli.sources import LettersOption, areas_like
from sendscan.errors import UsageError
from sendscan.manner import Manner

if TYPE_CHECKING:
    from sendscan.reporting import RuleNote

EXAMPLES = """\b
Examples:
  sendscan report -o report.html                        all letters there are
  sendscan report sutton wandsworth -o report.html
  sendscan report --region London --library sendscan.db -o london.html
  sendscan report --letters letters/ -o letters.xlsx    a workbook
"""


class ReportFormat(str, Enum):
    """What a report is written as."""

    html = "html"
    xlsx = "xlsx"


def report(
    ctx: typer.Context,
    areas: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="AREA",
            autocompletion=areas_like,
            help="Names of areas, former names too. Default: all there are letters about.",
            show_default=False,
        ),
    ] = None,
    letters: LettersOption = None,
    library: asking.LibraryOption = None,
    region: Annotated[
        list[str] | None, typer.Option("--region", metavar="NAME", help="All areas of this region.")
    ] = None,
    kind: asking.KindOption = None,
    form: Annotated[
        ReportFormat | None,
        typer.Option("--format", "-f", help="Default: what -o ends in, else html.", show_default=False),
    ] = None,
    output: asking.OutputOption = None,
    password: PasswordOption = None,
    rules: RulesOption = None,
) -> None:
    """Show letters on one page to look at (HTML), or set them out in a workbook to send on (XLSX).

    The page needs no network and no other file: outcomes, concerns by area, dates, weaknesses, whose view it
    is, and each letter with its findings marked.
    """
    form = _format(form, output)
    _refuse_terminal(form, output)
    wanted = sources.Wanted(areas=areas or (), regions=region or (), kinds=kind or ())
    own = rule_folders(rules)
    found = sources.letters_from(library, letters, wanted=wanted, manner=Manner(password=password, rules=own))
    failed = sources.told(found, debug=bool(ctx.find_root().params.get("debug")))
    _write(found, form, output, rules=own)
    if failed:
        from sendscan.writing.words import counted

        say(f"{counted(failed, 'file')} in {found.among} could not be read: not in the report.")
        raise typer.Exit(3)


def _write(found: sources.Letters, form: ReportFormat, output: str | None, *, rules: Sequence[Path]) -> None:
    from sendscan.reporting import build, in_order

    if form is ReportFormat.xlsx:
        from sendscan.writing.as_xlsx import as_xlsx

        asking.deliver(as_xlsx(in_order(found.records)), output)
    else:
        from sendscan.writing.report import as_html

        asking.deliver(as_html(build(found.records, _notes(rules), among=found.origin)), output)


def _refuse_terminal(form: ReportFormat, output: str | None) -> None:
    """A page or a workbook between two prompts helps nobody: a file or a pipe must be meant."""
    if output is None and sys.stdout.isatty():
        raise UsageError(
            "A report goes into a file.", advice=f"Say which, as in: sendscan report -o report.{form.value}"
        )


def _format(form: ReportFormat | None, output: str | None) -> ReportFormat:
    """The format asked for, else the one the file's ending means, else a page."""
    from sendscan.writing.endings import format_for

    asked = form.value if form else None
    return ReportFormat(format_for(asked, output, set(ReportFormat), default="html", command="report"))


def _notes(rules: Sequence[Path]) -> tuple[RuleNote, ...]:
    """What the rules say of each concern; the file a rule stands in is the part of the service it is about."""
    from sendscan import rulebook
    from sendscan.reporting import RuleNote

    book = rulebook.load(tuple(rules))
    return tuple(
        RuleNote(
            id=rule.id,
            title=rule.title,
            why=rule.why,
            group=PurePath(book.places.where(rule.id).file).stem.replace("-", " ").capitalize(),
        )
        for rule in book.concerns
    )
