"""``sendscan evaluate``: how right the records are, field by field, against labels written by people."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sendscan.cli import options
from sendscan.cli.letters import letter_bytes
from sendscan.manner import Manner

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from sendscan.evaluation import Changes, Evaluation


class EvaluateFormat(str, Enum):
    """How the figures are written."""

    table = "table"
    json = "json"


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="LABELS", help="A label file, or a folder of them.", show_default=False)
    ],
    letters: Annotated[
        Path, typer.Argument(metavar="LETTERS", help="A letter, or a folder of letters.", show_default=False)
    ],
    form: Annotated[EvaluateFormat, typer.Option("--format", "-f", help="table or json.")] = EvaluateFormat.table,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The JSON of an earlier run: print gains and losses since.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            autocompletion=lambda: list(options.KINDS),
            callback=options.known_kind,
            help=f"Only letters of this kind: {', '.join(options.KINDS)}.",
        ),
    ] = None,
    only: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only fields whose name holds this, such as outcome.")
    ] = None,
    password: options.PasswordOption = None,
    rules: options.RulesOption = None,
) -> None:
    """Hold the records of LETTERS against the LABELS: right of how many, and every miss.

    A label file is a partial record (YAML), named as its letter: what it states is compared, what it
    leaves out is not. A text that ends in " …" is matched by its beginning; quotes, dashes, white
    space, soft hyphens and case do not matter, and "&" is "and". A list has as many items as the letter
    ({} is an item only counted, [] means none). Top-level findings are labelled sentences, wherever
    they stand; findings of an item are all of them, in order. A team of leads alone is held against the
    leads. Names count without honorifics and letters after the name; a role may be longer in the record
    than in the label; null means not stated; notes are for people.
    """
    from sendscan.cli.output import put
    from sendscan.evaluation import as_dict, changes
    from sendscan.evaluation import evaluate as measure
    from sendscan.writing.hostile import escaped_for_json

    earlier = _earlier(baseline) if baseline is not None else None
    manner = Manner(password=password, rules=options.rule_folders(rules))
    run = measure(gold, letters, _parser(manner), only=only).narrowed(kind=kind, only=only)
    plain = as_dict(run)
    since = changes(earlier, plain, only=only) if earlier is not None else None
    if only is not None:
        del plain["health"]  # not asked for, and not looked at
    if form is EvaluateFormat.json:
        if since is not None:
            plain["since_baseline"] = {"gains": list(since.gains), "losses": list(since.losses)}
        put(escaped_for_json(json.dumps(plain, indent=1, ensure_ascii=False)) + "\n")
    else:
        _show(run, plain, since)
    if run.failures:
        raise typer.Exit(3)


def _earlier(baseline: Path) -> Any:
    from sendscan.errors import UsageError, Where

    try:
        earlier = json.loads(baseline.read_text(encoding="utf-8"))
        earlier["misses"], earlier["faults"], earlier["extra_findings"]
    except (OSError, ValueError, TypeError, KeyError) as error:
        message = "This is not the JSON of an earlier `sendscan evaluate`."
        raise UsageError(message, Where(str(baseline))) from error
    return earlier


def _parser(manner: Manner) -> Any:
    from sendscan import scan, writing

    def parse(path: Path) -> dict[str, Any]:
        return writing.as_dict(scan.scan(letter_bytes(str(path)), path.name, manner), with_text=True)

    return parse


def _show(run: Evaluation, plain: dict[str, Any], since: Changes | None) -> None:
    from rich.console import Console

    from sendscan.writing.hostile import shown

    console = Console(highlight=False, markup=False, soft_wrap=True)
    if not console.is_terminal:
        console.width = 120
    failed = {letter for letter, _ in run.failures}  # one line says that all they state is missed
    for miss in run.misses():
        if miss.letter in failed:
            continue
        console.print(f"{shown(miss.letter)}  {miss.place}", style="bold")
        console.print(f"    expected  {shown(miss.expected)}")
        console.print(f"    found     {'–' if miss.found is None else shown(miss.found)}")
    for letter, place, text in run.extra:
        console.print(f"{shown(letter)}  {place}  not in the label: {shown(text)}")
    for one in run.health:
        for fault in one.faults:
            console.print(f"{shown(fault.letter)}  {fault.sort}: {shown(fault.what)}")
    for letter, why in run.failures:
        console.print(f"{shown(letter)}  no record: {shown(why)}", style="red")
    _tables(console, run, plain)
    if since is not None:
        for sign, style, lines in (("+", "green", since.gains), ("-", "red", since.losses)):
            for line in lines:
                console.print(f"{sign} {shown(line)}", style=style)
        console.print(f"Since the baseline: {len(since.gains)} gained, {len(since.losses)} lost.")


def _tables(console: Console, run: Evaluation, plain: dict[str, Any]) -> None:
    for kind, fields in run.tallies().items():
        table = _table(kind, "field", "right", "of", "%")
        for field, (right, of) in fields.items():
            table.add_row(field, str(right), str(of), f"{100 * right / of:.1f}")
        right, of = (sum(pair[n] for pair in fields.values()) for n in (0, 1))
        table.add_row("all fields", str(right), str(of), f"{100 * right / of:.1f}", style="bold")
        console.print(table)
    for kind, figures in plain["findings"].items():
        console.print(f"{kind}: {figures['whole']} of {figures['findings']} labelled sentences found whole")
        table = _table(f"{kind}, labels", "label", "precision", "recall", "F1", "right", "wrong", "missed")
        for sort in ("polarity", "voice", "concerns"):
            accuracy = figures[sort]["accuracy"]
            _score_row(table, f"{sort} (accuracy {_percent(accuracy)})", figures[sort]["micro"], style="bold")
            if sort == "polarity":
                _score_row(table, "  problem (concern or mixed)", figures["problem"], style="bold")
            for name, score in figures[sort]["labels"].items():
                _score_row(table, f"  {name}", score)
        console.print(table)
    if "health" in plain:
        _health(console, f"all {run.letters} letters, {run.labels} with labels", plain["health"])


def _health(console: Console, title: str, health: dict[str, Any]) -> None:
    table = _table(title, "health", "")
    for name, value in health.items():
        if name == "items_with_a_problem":
            for section, share in value.items():
                table.add_row(f"{section} with a problem in them", f"{_percent(share['share'])} of {share['items']}")
        elif isinstance(value, dict):
            table.add_row(name, ", ".join(f"{key} {count}" for key, count in value.items()))
        else:
            table.add_row(name.replace("_", " "), str(value))
    console.print(table)


def _table(title: str, *columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=not number)
    return table


def _score_row(table: Table, name: str, score: dict[str, Any], style: str = "") -> None:
    shares = (_percent(score[key]) for key in ("precision", "recall", "f1"))
    table.add_row(name, *shares, *(str(score[key]) for key in ("right", "wrong", "missed")), style=style)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}"
