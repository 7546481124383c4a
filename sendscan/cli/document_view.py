"""A document at a terminal: tables in columns, or told as lists where it is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sendscan.writing.console import SEVERITY_STYLES, WIDEST, heading, words
from sendscan.writing.document import Block, Document, Grid, Heading, Line, Point, Points, Tone, stacked
from sendscan.writing.hostile import shown

_LABELS = 20
_STYLES: dict[Tone, str] = {
    "plain": "",
    "strong": "bold",
    "dim": "dim",
    "good": "bold green",
    "part": "bold yellow",
    "bad": "bold red",
    "open": "bold yellow",
    "voice": "magenta",
    "high": SEVERITY_STYLES["high"],
    "medium": SEVERITY_STYLES["medium"],
    "low": SEVERITY_STYLES["low"],
}


def show(document: Document, console: Console) -> None:
    """Print ``document``, no wider than is easy to read unless a table has many columns."""
    width = min(console.width, WIDEST)
    console.print(_heading(document.title, width), width=width)
    for block in document.blocks:
        if isinstance(block, Grid) and (needed := _needed(block)) <= console.width:
            console.print(_table(block), width=min(console.width, max(WIDEST, needed)))
        else:
            console.print(_block(block, width), width=width)


def _needed(grid: Grid) -> int:
    return _LABELS + grid.narrowest * len(grid.columns)


def _block(block: Block, width: int) -> RenderableType:
    if isinstance(block, Heading):
        return _heading(block.text, width) if block.level == 1 else words(block.text, "bold cyan")
    return _points(block.points) if isinstance(block, Points) else Group(*_lists(block))


def _heading(text: str, width: int) -> RenderableType:
    # a rule cuts off what has no room beside it
    return heading(text) if cell_len(shown(text)) < width else Padding(words(text, "bold"), (1, 0, 0, 0))


def _table(grid: Grid) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("", width=_LABELS - 2, overflow="fold")
    for name in grid.columns:
        table.add_column(words(name, "bold cyan"), ratio=1, overflow="fold")
    for row in grid.rows:
        table.add_row(_text(row.label), *(_points(cell) if cell else Text("–", "dim") for cell in row.cells))
    return table


def _lists(grid: Grid) -> Iterator[RenderableType]:
    for label, points in stacked(grid):
        yield _text(label)
        yield Padding(_points(points), (0, 0, 0, 2))


def _points(points: Sequence[Point]) -> RenderableType:
    return Group(*(part for point in points for part in _point(point)))


def _point(point: Point) -> Iterator[RenderableType]:
    yield _text(point.line)
    if point.below:
        yield Padding(_points(point.below), (0, 0, 0, 2))


def _text(line: Line) -> Text:
    text = Text()
    for run in line:
        text.append(shown(f"|{run.text}|")[1:-1], _STYLES[run.tone])
    return text
