"""``sendscan compare``: letters about several areas, or several letters, side by side."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from sendscan.cli import asking, options, sources
from sendscan.cli.letters import LETTERS, RECORDS, name_of, records_of
from sendscan.cli.pages import PageFormat, PageFormatOption, deliver_page, page_format
from sendscan.cli.problems import say
from sendscan.manner import Manner

if TYPE_CHECKING:
    from sendscan.compare import Comparison
    from sendscan.model import Record

EXAMPLES = """\b
Examples:
  sendscan compare sutton wandsworth                       from the samples
  sendscan compare leeds york hull --letters letters/
  sendscan compare --region London --library sendscan.db -o london.html
  sendscan compare all --kind area_send -f csv -o areas.csv
  sendscan compare 2018.pdf 2020.pdf                       two letters
"""


def compare(
    ctx: typer.Context,
    areas: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="AREA|FILE",
            autocompletion=sources.areas_like,
            help="Names of areas, former names too, or all; or files: letters, or records of letters.",
            show_default=False,
        ),
    ] = None,
    letters: sources.LettersOption = None,
    library: asking.LibraryOption = None,
    region: Annotated[
        list[str] | None, typer.Option("--region", metavar="NAME", help="All areas of this region.")
    ] = None,
    kind: asking.KindOption = None,
    form: PageFormatOption = None,
    output: asking.OutputOption = None,
    password: options.PasswordOption = None,
    rules: options.RulesOption = None,
) -> None:
    """Set letters side by side: dates, outcome, what is to be put right by theme, concerns shared and apart.

    The newest letter about each area is compared; letters that are not are named.
    """
    from sendscan.writing.words import counted

    form = page_format(form, output, command="compare")
    files = [name for name in areas or () if _is_file(name)]
    names = [name for name in areas or () if not _is_file(name)]
    manner = Manner(password=password, rules=options.rule_folders(rules))
    debug = bool(ctx.find_root().params.get("debug"))
    there, failed = sources.Letters(records=(), among="none"), 0
    if names or region or not files:
        wanted = sources.Wanted(areas=names, regions=region or (), kinds=kind or (), newest=True)
        there = sources.letters_from(library, letters, wanted=_some(wanted), manner=manner)
        failed = sources.told(there, debug=debug)
    else:
        _refuse_idle({"--letters": letters, "--library": library, "--kind": kind})
    named = _read(files, manner)
    wrong = sources.told(named, debug=debug)
    _write(_compared(there, named.records, manner.rules, lacking=bool(wrong)), form, output)
    if failed:
        say(f"{counted(failed, 'file')} in {there.among} could not be read: not compared.")
    if failed or wrong:
        raise typer.Exit(3)


def _is_file(name: str) -> bool:
    """Whether an argument means a file, whatever lies in the current folder: by its ending or a slash in it."""
    return PurePath(name).suffix.lower() in LETTERS + RECORDS or os.sep in name or "/" in name


def _some(wanted: sources.Wanted) -> sources.Wanted:
    from sendscan.errors import UsageError

    if not wanted.areas and not wanted.regions:
        raise UsageError(
            "Say what to compare: areas, a region, files, or all.", advice="Example: sendscan compare sutton wandsworth"
        )
    return wanted


def _refuse_idle(given: Mapping[str, object]) -> None:
    """Options that say where areas are looked for have nothing to say of files, which are where they are."""
    from sendscan.errors import UsageError

    idle = [name for name, value in given.items() if value]
    if idle:
        raise UsageError(
            f"{' and '.join(idle)} choose among the letters about areas, and only files are named.",
            advice="Leave out the option, or name an area.",
        )


def _read(files: Sequence[str], manner: Manner) -> sources.Letters:
    """The records of ``files``, and what gave none."""
    from sendscan.cli.output import has_read
    from sendscan.errors import DamagedError, RuleError, UsageError, Where

    records: list[Record] = []
    failures: list[tuple[str, Exception]] = []
    unjudged = 0
    for file in files:
        name = name_of(file)
        has_read(Path(file))
        try:
            found = records_of(Path(file), name, manner)
            if not found:
                raise DamagedError("There is no record of a letter in it.", Where(name))
            records += found
            unjudged += len(found) if manner.rules and PurePath(file).suffix.lower() in RECORDS else 0
        except (RuleError, UsageError):
            raise
        except Exception as error:  # one bad letter never stops the others
            failures.append((name, error))
    return sources.Letters(records=tuple(records), among="the files named", unjudged=unjudged, failures=tuple(failures))


def _compared(
    there: sources.Letters, records: Sequence[Record], rules: tuple[Path, ...], *, lacking: bool
) -> Comparison:
    from dataclasses import replace

    from sendscan import rulebook
    from sendscan.compare import compare_letters

    newest = {record.source.sha256: record for record in reversed(there.records)}  # a letter before a record of it
    every = [*(newest[area.letters[0].sha256] for area in there.chosen), *records]
    if lacking and len(every) < 2:
        say("Too few letters are left to compare.")
        raise typer.Exit(3)
    made = compare_letters(every, chosen=there.chosen, placeless=there.placeless, rules=rulebook.load(rules).concerns)
    return replace(made, notes=(*there.notes, *made.notes))


def _write(comparison: Comparison, form: PageFormat, output: str | None) -> None:
    from sendscan.compare.lines import comparison_lines
    from sendscan.compare.pages import comparison_page

    deliver_page(comparison, comparison_page, comparison_lines, form=form, output=output)
