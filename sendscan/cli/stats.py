"""``sendscan stats``: how many findings, by one thing and across another."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sendscan.cli import asking
from sendscan.cli.problems import say

if TYPE_CHECKING:
    from sendscan.library import Counts

EXAMPLES = """\b
Examples:
  sendscan stats --by rule --across area
  sendscan stats --by area --across polarity --since 2023
  sendscan stats --by rule --across region --count letters -f csv -o rules.csv
  sendscan stats transport --by voice
"""


class Dimension(str, Enum):
    """What findings can be counted by."""

    rule = "rule"
    severity = "severity"
    theme = "theme"
    polarity = "polarity"
    voice = "voice"
    verdict = "verdict"
    area = "area"
    region = "region"
    kind = "kind"
    outcome = "outcome"
    year = "year"


class Counted(str, Enum):
    """What is counted."""

    findings = "findings"
    letters = "letters"


def stats(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help="Only findings with these words, as in search.", show_default=False),
    ] = None,
    by: Annotated[Dimension, typer.Option(help="A row for each of these.")] = Dimension.rule,
    across: Annotated[Dimension | None, typer.Option(help="A column for each of these.", show_default=False)] = None,
    counted: Annotated[
        Counted, typer.Option("--count", help="Findings, or the letters they stand in.")
    ] = Counted.findings,
    area: asking.AreaOption = None,
    region: asking.RegionOption = None,
    kind: asking.KindOption = None,
    outcome: asking.OutcomeOption = None,
    since: asking.SinceOption = None,
    until: asking.UntilOption = None,
    polarity: asking.PolarityOption = None,
    voice: asking.VoiceOption = None,
    rule: asking.RuleOption = None,
    theme: asking.ThemeOption = None,
    verdict: asking.VerdictOption = None,
    form: asking.FormatOption = None,
    output: asking.OutputOption = None,
    library: asking.LibraryOption = None,
) -> None:
    """Count findings of a library by one thing and across another.

    A finding that raises two concerns counts under both rules, and once in the totals.
    """
    from sendscan.library import count

    letters = asking.letters_wanted(area, region, kind, outcome, since=since, until=until)
    wanted = asking.findings_wanted(
        letters, polarities=polarity, voices=voice, rules=rule, themes=theme, verdicts=verdict
    )
    form = asking.table_format(form, output, command="stats")
    with asking.opened(library) as shelf:
        counts = count(
            shelf,
            by.value,
            across.value if across else None,
            counted=counted.value,
            words=" ".join(words or ()),
            wanted=wanted,
        )
    for note in counts.notes:
        say(note)
    if form is asking.TableFormat.json:
        from sendscan.writing.as_json import json_text

        asking.deliver(json_text(_plain(counts)), output)
    elif form is asking.TableFormat.csv:
        from sendscan.writing.as_csv import csv_lines

        asking.deliver(csv_lines(_lines(counts)), output)
    else:
        from sendscan.cli.library_view import show_counts

        asking.deliver_view(lambda console: show_counts(counts, console), output)


def _plain(counts: Counts) -> dict[str, Any]:
    from sendscan.writing import plain

    rows = [
        {
            **plain(row),
            "across": [
                {"value": column.value, "count": cell}
                for column, cell in zip(counts.columns, cells, strict=True)
                if cell
            ],
        }
        for row, cells in zip(counts.rows, counts.cells, strict=True)
    ]
    return {
        "by": counts.by,
        "across": counts.across,
        "counted": counts.counted,
        "total": counts.total,
        "rows": rows,
        "columns": plain(counts.columns),
        "notes": list(counts.notes),
    }


def _lines(counts: Counts) -> Iterator[list[Any]]:
    """A line a row; the totals only where there is nothing else, or a sheet would add them up again."""
    yield [counts.by, *([column.value or asking.NOT_STATED for column in counts.columns] or [counts.counted])]
    for row, cells in zip(counts.rows, counts.cells, strict=True):
        yield [row.value or asking.NOT_STATED, *(cells if counts.across else [row.count])]
