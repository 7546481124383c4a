"""``sendscan library``: what is in a library, its records out of it, letters removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sendscan.cli import asking, options
from sendscan.cli.problems import say

if TYPE_CHECKING:
    from sendscan.library import Letter, LetterFilter, Library
    from sendscan.model import Record

app = typer.Typer(
    name="library",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Look into a library, take records out of it, remove letters.",
    epilog="\b\nExamples:\n  sendscan library info\n  sendscan library list --region London --since 2020\n"
    "  sendscan library export -o records/\n  sendscan library remove letter.pdf\n\n"
    "A library is one SQLite file, which any tool for SQLite opens; `sendscan batch FOLDER --library FILE` "
    "makes it and puts letters in.",
)
_ENOUGH = 12  # of the 64 digits of a SHA-256, to tell letters apart


class InfoFormat(str, Enum):
    """How facts are written."""

    table = "table"
    json = "json"


class ExportFormat(str, Enum):
    """How records are written."""

    yaml = "yaml"
    json = "json"
    jsonl = "jsonl"


@app.command(
    epilog="\b\nExamples:\n  sendscan library info\n  sendscan library info --library letters.db -f json\n",
)
def info(
    form: Annotated[InfoFormat, typer.Option("--format", "-f", help="table or json.")] = InfoFormat.table,
    library: asking.LibraryOption = None,
) -> None:
    """Say how much is in the library: letters, findings, concerns, kinds, areas, dates."""
    with asking.opened(library) as shelf:
        facts = _facts(shelf)
    if form is InfoFormat.json:
        from sendscan.writing.as_json import json_text

        asking.deliver(json_text(facts), None)
        return
    lines = {**facts, "kinds": ", ".join(f"{kind} {number}" for kind, number in facts["kinds"].items())}
    from sendscan.cli.library_view import show_facts

    asking.deliver_view(lambda console: show_facts(lines, console), None)


@app.command(
    "list",
    epilog="\b\nExamples:\n"
    "  sendscan library list --region London --since 2020\n  sendscan library list -o letters.csv\n",
)
def list_letters(
    area: asking.AreaOption = None,
    region: asking.RegionOption = None,
    kind: asking.KindOption = None,
    outcome: asking.OutcomeOption = None,
    since: asking.SinceOption = None,
    until: asking.UntilOption = None,
    form: asking.FormatOption = None,
    output: asking.OutputOption = None,
    library: asking.LibraryOption = None,
) -> None:
    """List the letters of the library, oldest first."""
    wanted = asking.letters_wanted(area, region, kind, outcome, since=since, until=until)
    with asking.opened(library) as shelf:
        letters = _wanted(shelf, wanted)
    form = asking.table_format(form, output, command="library list")
    if form is asking.TableFormat.json:
        from sendscan.writing import plain
        from sendscan.writing.as_json import json_text

        asking.deliver(json_text(plain(letters)), output)
    elif form is asking.TableFormat.csv:
        from dataclasses import astuple

        from sendscan.library import Letter
        from sendscan.writing.as_csv import csv_lines

        rows: list[Sequence[Any]] = [astuple(letter) for letter in letters]
        asking.deliver(csv_lines([list(Letter.__dataclass_fields__), *rows]), output)
    else:
        from sendscan.cli.library_view import show_letters

        asking.deliver_view(lambda console: show_letters(letters, console), output)


@app.command(
    epilog="\b\nExamples:\n"
    "  sendscan library export -o records/\n  sendscan library export --area sutton -o sutton.jsonl\n",
)
def export(
    area: asking.AreaOption = None,
    region: asking.RegionOption = None,
    kind: asking.KindOption = None,
    outcome: asking.OutcomeOption = None,
    since: asking.SinceOption = None,
    until: asking.UntilOption = None,
    form: Annotated[
        ExportFormat | None,
        typer.Option("--format", "-f", help="Default: what -o ends in, else yaml.", show_default=False),
    ] = None,
    output: Annotated[
        str | None,
        options.output_option("FILE|FOLDER/", "One record a letter in a folder, or one file"),
    ] = None,
    with_text: options.WithTextOption = False,
    library: asking.LibraryOption = None,
) -> None:
    """Write the records of the library's letters, oldest first, as `sendscan parse` would."""
    from sendscan.cli.output import put
    from sendscan.writing.endings import format_for, is_folder

    wanted = asking.letters_wanted(area, region, kind, outcome, since=since, until=until)
    asked = form.value if form else None
    format_ = format_for(asked, output, set(ExportFormat), default="yaml", command="library export", folders=True)
    with asking.opened(library) as shelf:
        letters = _wanted(shelf, wanted)
        if output is not None and is_folder(output):
            _to_folder(shelf.whole(letters), letters, output, format_, with_text=with_text)
            return
        parts = _stream(shelf.whole(letters), format_, with_text=with_text)
        if output is not None:
            asking.deliver("".join(parts), output)
            return
        for part in parts:
            put(part)


@app.command(
    epilog="\b\nExamples:\n  sendscan library remove sutton-2020-05-04.txt\n  sendscan library remove 3f2a91c0\n",
)
def remove(
    letters: Annotated[
        list[str],
        typer.Argument(
            metavar="LETTER",
            help="Its name, with or without the folder, or the beginning of its SHA-256 (`library list`).",
            show_default=False,
        ),
    ],
    library: asking.LibraryOption = None,
) -> None:
    """Take letters out of the library: all of those named, or none if one of them is not there."""
    from sendscan.writing import words

    with asking.opened(library) as shelf:  # opened to be written, it would be made if it is not there
        chosen = _chosen(letters, shelf.letters())
    with asking.opened(library, readonly=False) as shelf:
        number = shelf.remove(chosen)
    say(f"{words.counted(number, 'letter')} removed.")


def _wanted(shelf: Library, wanted: LetterFilter) -> tuple[Letter, ...]:
    from sendscan.library.remarks import remarks_on_letters

    for note in remarks_on_letters(shelf, wanted):
        say(note)
    return shelf.letters(wanted)


def _facts(shelf: Library) -> dict[str, Any]:
    from sendscan.library.schema import VERSION

    tables = ("letters", "items", "findings", "concerns", "diagnostics")
    counts = {table: shelf.ask(f"SELECT count(*) FROM {table}")[0][0] for table in tables}
    ((oldest, newest),) = shelf.ask("SELECT min(date), max(date) FROM letters")
    return {
        "library": str(shelf.path),
        "version": VERSION,
        "bytes": shelf.path.stat().st_size,
        **counts,
        "areas": len(shelf.areas()),
        "oldest": oldest,
        "newest": newest,
        "kinds": dict(shelf.ask("SELECT kind, count(*) FROM letters GROUP BY kind ORDER BY kind")),
    }


def _chosen(names: Sequence[str], letters: Sequence[Letter]) -> list[str]:
    """The SHA-256 of each letter named; raises :class:`UsageError` for all that name none, or several."""
    from sendscan.errors import UsageError, alike

    chosen: list[str] = []
    wrong: list[str] = []
    for name in names:
        found = _called(name, letters)
        if len(found) == 1:
            chosen.append(found[0].sha256)
        elif found:
            ids = ", ".join(f"{letter.sha256[:_ENOUGH]} ({letter.name})" for letter in found)
            wrong.append(f"{name} may be any of {len(found)} letters: name one by its SHA-256: {ids}.")
        else:
            close = alike(name, [letter.name for letter in letters])
            meant = f" Did you mean {' or '.join(close)}?" if close else ""
            wrong.append(f"{name}: there is no such letter in the library.{meant}")
    if wrong:
        raise UsageError("\n".join(wrong), advice="\nNothing was removed.")
    return chosen


def _called(name: str, letters: Sequence[Letter]) -> list[Letter]:
    """The letters of that name as it was given, else of that file name in any folder, else of that SHA-256."""
    return (
        [letter for letter in letters if letter.name == name]
        or [letter for letter in letters if PurePath(letter.name).name == name]
        or [letter for letter in letters if len(name) >= 4 and letter.sha256.startswith(name.lower())]
    )


def _stream(records: Iterable[Record], format_: str, *, with_text: bool) -> Iterator[str]:
    """Records as the writers of several would write them, one in memory at a time."""
    from sendscan.writing import WRITERS, as_dict
    from sendscan.writing.as_jsonl import json_line

    number = 0
    for number, record in enumerate(records, 1):
        value = as_dict(record, with_text=with_text)
        if format_ == "jsonl":
            yield json_line(value)
        elif format_ == "json":
            yield ("[\n" if number == 1 else ",\n") + _indented(WRITERS["json"].one(value))
        else:
            yield ("---\n" if number > 1 else "") + WRITERS["yaml"].one(value)
    if format_ == "json":
        yield "\n]\n" if number else "[]\n"


def _indented(json: str) -> str:
    return "\n".join(f"  {line}" for line in json.rstrip("\n").split("\n"))


def _to_folder(
    records: Iterable[Record], letters: Sequence[Letter], output: str, format_: str, *, with_text: bool
) -> None:
    from sendscan.cli.output import targets
    from sendscan.writing import WRITERS, as_dict, write_atomically
    from sendscan.writing.as_jsonl import json_line

    files = dict(zip((letter.sha256 for letter in letters), targets(output, _names(letters), format_), strict=True))
    write = json_line if format_ == "jsonl" else WRITERS[format_].one
    for record in records:
        write_atomically(files[record.source.sha256], write(as_dict(record, with_text=with_text)))


def _names(letters: Sequence[Letter]) -> list[str]:
    """A name a letter; those of one name are told apart by their content."""
    from collections import Counter

    stems = [PurePath(letter.name).stem for letter in letters]
    often = Counter(stem.casefold() for stem in stems)
    return [
        f"{stem}-{letter.sha256[:_ENOUGH]}.letter" if often[stem.casefold()] > 1 else f"{stem}.letter"
        for letter, stem in zip(letters, stems, strict=True)
    ]
