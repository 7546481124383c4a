"""``sendscan compare``: letters about several areas, side by side."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sendscan.cli.output import format_for, put, put_view
from sendscan.cli.problems import report, say

if TYPE_CHECKING:
    from sendscan.cli.letters import Found
    from sendscan.compare import Comparison

EXAMPLES = """\b
Examples:
  sendscan compare sutton wandsworth                  from the samples
  sendscan compare leeds york hull --letters letters/
  sendscan compare leeds york --letters records/ -f json
"""


class CompareFormat(str, Enum):
    """How a comparison is written."""

    table = "table"
    yaml = "yaml"
    json = "json"


def _areas_like(incomplete: str) -> list[str]:
    from sendscan.areas import register

    typed, most = incomplete.lower(), len(incomplete)
    names = [area.name for area in register() if area.name.lower().startswith(typed)]
    return [incomplete + name[most:] for name in names]  # shells keep what is typed, capitals or not


def compare(
    ctx: typer.Context,
    areas: Annotated[
        list[str],
        typer.Argument(
            metavar="AREA",
            autocompletion=_areas_like,
            help="Names of areas, former names too.",
            show_default=False,
        ),
    ],
    letters: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            exists=True,
            file_okay=False,
            help="The folder (and those below it) with letters or their records. Default: the letters in "
            "the current folder, or the bundled samples if it holds none.",
        ),
    ] = None,
    form: Annotated[
        CompareFormat | None,
        typer.Option("--format", "-f", help="Default: what -o ends in, else a table.", show_default=False),
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, whole or not at all.")
    ] = None,
    rules: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FOLDER",
            exists=True,
            file_okay=False,
            help="A folder of your own rules; may be repeated.",
        ),
    ] = None,
) -> None:
    """Set letters about several areas side by side: visit, outcome, weaknesses, concerns shared and apart.

    The newest letter about each area is compared; letters that are not are named.
    """
    from sendscan.compare import compare as compared

    found, among = _found(letters, tuple(rules or ()))
    if found.strays:
        say(f"{among}: no letter of a kind sendscan knows: {', '.join(found.strays)}.")
    debug = bool(ctx.find_root().params.get("debug"))
    for name, error in found.failures:
        report(error, name=name, debug=debug)
    _write(compared(areas, found.records, among=among), form, output)
    if found.failures:
        say(f"{len(found.failures)} files in {among} could not be read and are not compared.")
        raise typer.Exit(3)


def _found(letters: Path | None, rules: tuple[Path, ...]) -> tuple[Found, str]:
    """The letters to choose from, and the words for where they are."""
    from sendscan.cli.letters import records_under
    from sendscan.resources import bundled

    if letters is not None:
        return records_under(letters, deep=True, rules=rules), str(letters)
    # not the folders below: the current folder may be anybody's home
    here = records_under(Path(), deep=False, rules=rules)
    if here.records:
        return here, "the current folder"
    return records_under(bundled("samples"), deep=True, rules=rules), "the bundled samples"


def _write(comparison: Comparison, form: CompareFormat | None, output: str | None) -> None:
    from sendscan.writing import SUFFIXES, WRITERS, plain, write_atomically

    if form is CompareFormat.table or (form is None and Path(output or "").suffix.lower() not in SUFFIXES):
        text = None
    else:
        text = WRITERS[format_for(form.value if form else None, output)].one(plain(comparison))
    if text is not None and output is None:
        put(text)
    elif text is not None and output is not None:
        write_atomically(Path(output), text)
    else:
        _show(comparison, output)


def _show(comparison: Comparison, output: str | None) -> None:
    from io import StringIO

    from sendscan.cli.comparison_view import show
    from sendscan.writing import write_atomically
    from sendscan.writing.console import terminal

    if output is not None:
        file = StringIO()
        show(comparison, terminal(file))
        write_atomically(Path(output), file.getvalue())
        return
    console = terminal()
    with console.capture() as captured:
        show(comparison, console)
    put_view(console, captured.get())
