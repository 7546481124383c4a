"""Answers from a library for people: findings with what was looked for marked, counts, letters, facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sendscan.cli.asking import NOT_STATED
from sendscan.library import Counts, Found, Hit, Letter
from sendscan.writing import words as say
from sendscan.writing.console import FINDING_MARKS, SEVERITY_STYLES, WIDEST, heading, words
from sendscan.writing.hostile import shown

_COLUMN = 24  # characters of a name above a column; longer ones are broken
_GAP = 2
_NUMBER = 5


def show_found(found: Found, console: Console) -> None:
    """Print what was found, letter by letter and weakness by weakness, and how much more there is."""
    parts: list[RenderableType] = []
    letter: Letter | None = None
    item = ""
    for hit in found.hits:
        if hit.letter != letter:
            letter, item = hit.letter, ""
            parts += [heading(_title(letter)), words(letter.name, "dim")]
        if hit.item != item:
            item = hit.item
            parts.append(Padding(_item(hit), (1, 0, 0, 0)))
        parts.append(Padding(_sentence(hit), (0, 0, 0, 2)))
    total = f"{say.counted(found.findings, 'finding')} in {say.counted(found.letters, 'letter')}."
    if len(found.hits) < found.findings:
        total += f" The first {len(found.hits)} are shown: --limit 0 shows all."
    parts.append(
        Padding(words(total if found.findings else "Nothing was found.", "bold"), (1 if parts else 0, 0, 0, 0))
    )
    console.print(Group(*parts), width=min(console.width, WIDEST))


def show_counts(counts: Counts, console: Console) -> None:
    """Print the counts, as many columns as there is room for: those with the most."""
    names = [column.value or NOT_STATED for column in counts.columns]
    labels = [row.value or NOT_STATED for row in counts.rows]
    taken = max([len(counts.by), *map(len, labels)]) + len("findings") + 2 * _GAP
    fitting = _fitting(counts, names, console.width - taken)
    table = _table()
    table.add_column(counts.by, no_wrap=True)
    table.add_column("total" if counts.across else counts.counted, justify="right")
    for number in fitting:
        table.add_column(words(names[number]), justify="right", max_width=_COLUMN)
    for label, row, cells in zip(labels, counts.rows, counts.cells, strict=True):
        table.add_row(words(label), str(row.count), *(str(cells[number] or "·") for number in fitting))
    console.print(table)
    console.print(words(f"{say.counted(counts.total, counts.counted.removesuffix('s'))} in all.", "dim"))
    if len(fitting) < len(names):
        left = say.counted(len(names) - len(fitting), "column")
        console.print(words(f"There is no room for {left} more: -f csv has all.", "dim"))


def show_letters(letters: Sequence[Letter], console: Console) -> None:
    """Print two lines a letter."""
    table = _table()
    for name in ("date", "area, letter", "kind, outcome", "sha256"):
        table.add_column(name, no_wrap=name in ("date", "sha256"), overflow="fold")
    for letter in letters:
        table.add_row(
            words(letter.date or "–"),
            Group(words(letter.area or "–", "bold"), words(letter.name)),
            Group(words(letter.kind), words(letter.outcome)),
            words(letter.sha256[:12], "dim"),
        )
    if letters:
        console.print(table)
    console.print(words(f"{say.counted(len(letters), 'letter')}.", "dim"))


def show_facts(facts: Mapping[str, Any], console: Console) -> None:
    """Print a line a fact."""
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for name, value in facts.items():
        grid.add_row(words(name, "dim"), words("–" if value in (None, "") else str(value)))
    console.print(grid)


def _table() -> Table:
    return Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold")


def _title(letter: Letter) -> str:
    place = letter.area or "Area not stated"
    region = f" ({letter.region})" if letter.region else ""
    date = f", {say.date_words(letter.date)}" if letter.date else ""
    return f"{place}{region}, {say.KINDS[letter.kind]}{date}"


def _item(hit: Hit) -> Text:
    text = Text(f"{hit.item}  ", "bold cyan").append_text(words(hit.heading or hit.statement, "bold"))
    if hit.verdict is not None:
        mark = say.MARKS[hit.verdict]
        text.append(f"  {mark} {say.VERDICTS[hit.verdict]}", say.STYLES[mark])
    return text


def _sentence(hit: Hit) -> Text:
    mark, style = FINDING_MARKS[hit.polarity]
    text = Text().append(f"{mark} ", style)
    at = 0
    for start, end in hit.matches:
        text.append(_part(hit.text[at:start])).append(_part(hit.text[start:end]), "bold reverse")
        at = end
    text.append(_part(hit.text[at:]))
    if hit.voice != "inspectors":
        text.append(f" [{say.VOICES[hit.voice]}]", "magenta")
    text.append(f" {hit.finding} p. {hit.page} l. {hit.line}", "dim")
    for concern in hit.concerns:
        text.append(f"\n→ {concern.severity}: ", SEVERITY_STYLES[concern.severity])
        text.append_text(words(concern.title, SEVERITY_STYLES[concern.severity]))
    return text


def _part(text: str) -> str:
    """Part of a line, harmless to show, with the spaces at its ends."""
    return shown(f"|{text}|")[1:-1]


def _fitting(counts: Counts, names: Sequence[str], room: int) -> list[int]:
    """The numbers of the columns that are shown, in their order."""
    fitting: list[int] = []
    for number in sorted(range(len(names)), key=lambda number: (-counts.columns[number].count, number)):
        room -= min(max(len(names[number]), _NUMBER), _COLUMN) + _GAP
        if room < 0:
            break
        fitting.append(number)
    return sorted(fitting)
