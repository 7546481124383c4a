"""``sendscan timeline``: every letter about an area, in order."""

from __future__ import annotations

from typing import Annotated

import typer

from sendscan.cli import asking, options, sources
from sendscan.cli.pages import PageFormatOption, deliver_page, page_format
from sendscan.cli.problems import say
from sendscan.manner import Manner

EXAMPLES = """\b
Examples:
  sendscan timeline sutton                                   from the samples
  sendscan timeline sutton --library sendscan.db -o sutton.html
  sendscan timeline leeds --theme review-delays --letters letters/
"""


def timeline(
    ctx: typer.Context,
    area: Annotated[
        str,
        typer.Argument(
            metavar="AREA", autocompletion=sources.areas_like, help="Its name, or a former one.", show_default=False
        ),
    ],
    theme: Annotated[
        list[str] | None,
        typer.Option(
            "--theme", metavar="ID", help="Show in full what each letter says of this (the id of a rule); repeatable."
        ),
    ] = None,
    letters: sources.LettersOption = None,
    library: asking.LibraryOption = None,
    kind: asking.KindOption = None,
    form: PageFormatOption = None,
    output: asking.OutputOption = None,
    password: options.PasswordOption = None,
    rules: options.RulesOption = None,
) -> None:
    """Follow an area from letter to letter: dates, outcomes, themes, and what becomes of each concern.

    The dates of the official register stand beside the letters' own; where they differ, it is said.
    """
    from dataclasses import replace

    from sendscan import rulebook
    from sendscan.compare import timeline as followed
    from sendscan.compare.lines import timeline_lines
    from sendscan.compare.pages import timeline_page
    from sendscan.writing.words import counted

    form = page_format(form, output, command="timeline")
    own = options.rule_folders(rules)
    wanted = sources.Wanted(areas=[area], kinds=kind or ())
    there = sources.letters_from(library, letters, wanted=wanted, manner=Manner(password=password, rules=own))
    failed = sources.told(there, debug=bool(ctx.find_root().params.get("debug")))
    name = _one(there)
    line = followed(
        name,
        there.records,
        themes=theme or (),
        rules=rulebook.load(own).concerns,
        placeless=there.placeless,
    )
    line = replace(line, notes=(*there.notes, *line.notes))
    deliver_page(line, timeline_page, timeline_lines, form=form, output=output)
    if failed:
        say(f"{counted(failed, 'file')} in {there.among} could not be read: any of them may be missing here.")
        raise typer.Exit(3)


def _one(there: sources.Letters) -> str:
    """The area asked for; ``all`` is more than one."""
    from sendscan.errors import UsageError

    if len(there.chosen) != 1:
        raise UsageError("A timeline is of one area.", advice="Example: sendscan timeline sutton")
    return there.chosen[0].area
