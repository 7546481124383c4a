"""A page of words for people: headings, lists and tables, and how it becomes Markdown or HTML.

What is said is put together once, as these types, and written three ways: here, and at the terminal.  Texts
may be a letter's own: they hold no markup, and every writer escapes them for where they go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from sendscan.writing.hostile import shown
from sendscan.writing.markdown import escaped
from sendscan.writing.words import sentence_case

if TYPE_CHECKING:
    from jinja2 import Template

Tone = Literal["plain", "strong", "dim", "good", "part", "bad", "open", "high", "medium", "low", "voice"]
"""How words look: nothing is said by a tone alone."""

_STRONG = ("strong", "good", "part", "bad", "high")
_START = re.compile(r"^(\d*)([-+.)=])")
"""What would begin a list, or make a heading of the line before."""
_WIDE = 4
"""A Markdown table of more columns than this is written as lists: nobody reads it on a page."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one tone."""

    text: str
    tone: Tone = "plain"


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A line of a list, and the list below it."""

    line: Line
    below: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of what follows; ``level`` 1 is below the document's title."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Points:
    """A list."""

    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what it is about, and a cell a column."""

    label: Line
    cells: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table.  ``narrowest`` is how many characters a column needs to be readable at a terminal.

    Where there is no room it is told ``by`` row or by column, one after the other.
    """

    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    by: Literal["rows", "columns"] = "rows"
    narrowest: int = 28


Block = Heading | Points | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The whole page."""

    title: str
    blocks: tuple[Block, ...]


def stacked(grid: Grid) -> Iterator[tuple[Line, tuple[Point, ...]]]:
    """The table as titled lists, row by row or column by column; empty cells are left out."""
    if grid.by == "rows":
        for row in grid.rows:
            named = zip(grid.columns, row.cells, strict=True)
            yield row.label, tuple(point for name, cell in named for point in _under((Run(name, "strong"),), cell))
    else:
        for number, name in enumerate(grid.columns):
            points = (point for row in grid.rows for point in _under(row.label, row.cells[number]))
            yield (Run(name, "strong"),), tuple(points)


def _under(label: Line, cell: tuple[Point, ...]) -> Iterator[Point]:
    if len(cell) == 1:
        yield Point((*label, Run(": "), *cell[0].line), cell[0].below)
    elif cell:
        yield Point(label, cell)


def as_markdown(document: Document) -> str:
    """The document as Markdown that means only itself: no link, mention or HTML out of its texts."""
    return "\n".join(_markdown(document)).rstrip("\n") + "\n"


def _markdown(document: Document) -> Iterator[str]:
    yield f"# {escaped(document.title)}\n"
    for block in document.blocks:
        if isinstance(block, Heading):
            yield f"{'#' * (block.level + 1)} {escaped(block.text)}\n"
        elif isinstance(block, Points):
            yield from _list(block.points)
            yield ""
        elif len(block.columns) <= _WIDE:
            yield from _table(block)
        else:
            for label, points in stacked(block):
                yield from _list((Point(label, points),))
            yield ""


def _list(points: Sequence[Point], depth: int = 0) -> Iterator[str]:
    for point in points:
        yield f"{'  ' * depth}- {_line(point.line)}"
        yield from _list(point.below, depth + 1)


def _table(grid: Grid) -> Iterator[str]:
    yield "| " + " | ".join(escaped(name) for name in (grid.corner, *grid.columns)) + " |"
    yield "|" + " --- |" * (len(grid.columns) + 1)
    for row in grid.rows:
        yield "| " + " | ".join((_line(row.label), *(_cell(cell) for cell in row.cells))) + " |"
    yield ""


def _cell(cell: Sequence[Point], mark: str = "") -> str:
    lines = []
    for point in cell:
        lines.append(f"{mark}{_line(point.line)}")
        if point.below:
            lines.append(_cell(point.below, f"{mark}&nbsp;• " if not mark else f"&nbsp;&nbsp;{mark}"))
    return "<br>".join(lines)


def _line(line: Line) -> str:
    return _START.sub(r"\1\\\2", "".join(_run(run) for run in line))


def _run(run: Run) -> str:
    # emphasis must touch its words, so the spaces at their ends stay outside; see also escaped()
    text = shown(f"|{run.text}|")[1:-1]
    core = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    mark = "**" if run.tone in _STRONG and core else ""
    return f"{before}{mark}{escaped(core)}{mark}{after if core else ''}"


def as_html(document: Document) -> str:
    """The document as one page that needs nothing else and runs no script."""
    return _template().render(document=document)


@lru_cache(maxsize=1)
def _template() -> Template:
    from pathlib import Path

    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(shown=lambda text: shown(f"|{text}|")[1:-1], capital=sentence_case)
    environment.tests.update(
        heading=lambda block: isinstance(block, Heading), points=lambda block: isinstance(block, Points)
    )
    return environment.get_template("document.html.j2")
