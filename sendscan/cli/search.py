"""``sendscan search``: findings by words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sendscan.cli import asking
from sendscan.cli.problems import say

if TYPE_CHECKING:
    from sendscan.library import Hit

EXAMPLES = """\b
Examples:
  sendscan search waiting autism                    both words, with other endings too
  sendscan search '"annual reviews"'                as written
  sendscan search 'transport OR exclu* NOT school'  either; a beginning; not with
  sendscan search trust --area sutton --voice parents_carers
  sendscan search --rule parent-trust --region London --since 2020 -f csv -o trust.csv
"""
SHOWN = 50

COLUMNS = (
    "letter", "sha256", "kind", "area", "region", "date", "outcome", "item", "heading", "statement", "verdict",
    "finding", "polarity", "voice", "text", "page", "line", "themes", "rules",
)  # fmt: skip


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS", help='What to look for; "…", *, OR, NOT and brackets count.', show_default=False
        ),
    ] = None,
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
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            "-n",
            min=0,
            metavar="N",
            help=f"No more than this; 0 for all. Default: {SHOWN} in a table, else all.",
            show_default=False,
        ),
    ] = None,
    form: asking.FormatOption = None,
    output: asking.OutputOption = None,
    library: asking.LibraryOption = None,
) -> None:
    """Find findings in a library by words, by filters, or both; newest letter first.

    Filters may be repeated: any of their values will do.
    """
    from sendscan.library import search as found_in

    letters = asking.letters_wanted(area, region, kind, outcome, since=since, until=until)
    wanted = asking.findings_wanted(
        letters, polarities=polarity, voices=voice, rules=rule, themes=theme, verdicts=verdict
    )
    form = asking.table_format(form, output, command="search")
    most = limit if limit is not None else SHOWN if form is asking.TableFormat.table else 0
    with asking.opened(library) as shelf:
        found = found_in(shelf, " ".join(words or ()), wanted, limit=most or None)
    for note in found.notes:
        say(note)
    if form is asking.TableFormat.json:
        from sendscan.writing import plain
        from sendscan.writing.as_json import json_text

        asking.deliver(json_text(plain(found)), output)
    elif form is asking.TableFormat.csv:
        from sendscan.writing.as_csv import csv_lines

        asking.deliver(csv_lines([COLUMNS, *(_row(hit) for hit in found.hits)]), output)
    else:
        from sendscan.cli.library_view import show_found

        asking.deliver_view(lambda console: show_found(found, console), output)


def _row(hit: Hit) -> tuple[Any, ...]:
    letter = hit.letter
    return (
        letter.name, letter.sha256, letter.kind, letter.area, letter.region, letter.date, letter.outcome,
        hit.item, hit.heading, hit.statement, hit.verdict, hit.finding, hit.polarity, hit.voice, hit.text,
        hit.page, hit.line, hit.themes, [concern.rule for concern in hit.concerns],
    )  # fmt: skip
