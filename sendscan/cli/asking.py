"""What every question to a library shares: where the library is, and the options that narrow the question."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from sendscan.cli import options
from sendscan.model import Kind, OutcomeVerdict, Polarity, VerdictValue, Voice

if TYPE_CHECKING:
    from sendscan.library import FindingFilter, LetterFilter, Library

DEFAULT = "sendscan.db"
NOT_STATED = "not stated"


class TableFormat(str, Enum):
    """How an answer is written."""

    table = "table"
    json = "json"
    csv = "csv"


def _choice(name: str, metavar: str, help_: str, of: Any) -> Any:
    values = get_args(of)
    return typer.Option(
        name, metavar=metavar, help=f"{help_}: {', '.join(values)}.", autocompletion=lambda: list(values)
    )


# Options that narrow may all be repeated: any of the values will do.
LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="FILE",
        help=f"The library. Default: SENDSCAN_LIBRARY, else what sendscan.toml says, else {DEFAULT}.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    TableFormat | None,
    typer.Option("--format", "-f", help="Default: what -o ends in, else a table.", show_default=False),
]
OutputOption = Annotated[str | None, options.output_option("FILE")]
AreaOption = Annotated[
    list[str] | None, typer.Option("--area", metavar="NAME", help="About this area; former names too.")
]
RegionOption = Annotated[list[str] | None, typer.Option("--region", metavar="NAME", help="From this region.")]
KindOption = Annotated[list[str] | None, _choice("--kind", "KIND", "In letters of this kind", Kind)]
OutcomeOption = Annotated[
    list[str] | None, _choice("--outcome", "VERDICT", "In letters with this overall verdict", OutcomeVerdict)
]
_DATED = "a letter that prints no date goes by the last day of its visit."
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help=f"In letters of this day, month or year, or later; {_DATED}"),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help=f"In letters of this day, month or year, or earlier; {_DATED}"),
]
PolarityOption = Annotated[list[str] | None, _choice("--polarity", "POLARITY", "Only these", Polarity)]
VoiceOption = Annotated[list[str] | None, _choice("--voice", "VOICE", "Whose view it is", Voice)]
RuleOption = Annotated[
    list[str] | None, typer.Option("--rule", metavar="ID", help="That raise a concern of this rule.")
]
ThemeOption = Annotated[list[str] | None, typer.Option("--theme", metavar="ID", help="That are about this.")]
VerdictOption = Annotated[
    list[str] | None, _choice("--verdict", "VERDICT", "Under weaknesses with this verdict", VerdictValue)
]


def letters_wanted(
    area: Sequence[str] | None,
    region: Sequence[str] | None,
    kind: Sequence[str] | None,
    outcome: Sequence[str] | None,
    *,
    since: str | None,
    until: str | None,
) -> LetterFilter:
    """The filter that the options on letters ask for."""
    from sendscan.library import LetterFilter

    return LetterFilter(
        areas=area or (), regions=region or (), kinds=kind or (), outcomes=outcome or (), since=since, until=until
    )


def findings_wanted(letters: LetterFilter, **wanted: Sequence[str] | None) -> FindingFilter:
    """The filter that the options on findings ask for, each named as its field."""
    from sendscan.library import FindingFilter

    return FindingFilter(letters=letters, **{name: values or () for name, values in wanted.items()})


def opened(library: Path | None, *, readonly: bool = True) -> Library:
    """The library to ask, not yet entered.  Raises :class:`UsageError` if none is named and none is here."""
    from sendscan.cli.output import has_read
    from sendscan.errors import UsageError
    from sendscan.library import Library
    from sendscan.settings import library_path

    path = library or library_path() or Path(DEFAULT)
    if path == Path(DEFAULT) and not path.exists():
        raise UsageError(
            "No library is named, and there is none in the current folder.",
            advice=f"Make one with `sendscan batch FOLDER --library {DEFAULT}`; name another with --library, "
            f'SENDSCAN_LIBRARY, or library = "…" in sendscan.toml.',
        )
    has_read(path)
    return Library(path, readonly=readonly)


def table_format(form: TableFormat | None, output: str | None, *, command: str) -> TableFormat:
    """The format asked for, else the one the file's ending means, else a table."""
    from sendscan.writing.endings import format_for

    asked = form.value if form else None
    return TableFormat(format_for(asked, output, set(TableFormat), default="table", command=command))


def deliver(content: str | bytes, output: str | None) -> None:
    """Data to the file ``output``, or to standard output.

    Raises :class:`UsageError` for a file that this command has read: a letter, a record, the library.
    """
    from sendscan.cli.output import put, refuse_inputs
    from sendscan.writing import write_atomically

    if output is None:
        put(content)
    else:
        refuse_inputs([Path(output)])
        write_atomically(Path(output), content)


def deliver_view(view: Any, output: str | None) -> None:
    """What ``view`` prints on the console it is given, to the file ``output`` or to standard output."""
    from io import StringIO

    from sendscan.cli.output import put_view
    from sendscan.writing.console import terminal

    if output is not None:
        file = StringIO()
        view(terminal(file))
        deliver(file.getvalue(), output)
        return
    console = terminal()
    with console.capture() as captured:
        view(console)
    put_view(console, captured.get())
