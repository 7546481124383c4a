"""A document at a terminal: tables in columns, or told as lists where it is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    console.print(heading(document.title), width=min(console.width, WIDEST))
    for block in document.blocks:
        wide = _needed(block) if isinstance(block, Grid) else 0
        fits = wide <= console.width
        console.print(_block(block, columns=fits), width=min(console.width, max(WIDEST, wide if fits else 0)))


def _needed(grid: Grid) -> int:
    return _LABELS + grid.narrowest * len(grid.columns)


def _block(block: Block, *, columns: bool) -> RenderableType:
    if isinstance(block, Heading):
        return heading(block.text) if block.level == 1 else words(block.text, "bold cyan")
    if isinstance(block, Points):
        return _points(block.points)
    return _table(block) if columns else Group(*_lists(block))


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
