"""Runs of text on a page to its printed lines in reading order, those of tables with their cell.

PDFium gives text in the order it was drawn: footers first, letterheads last, tables cell by cell or row by
row.  The place on the page decides here.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sendscan.reading.pdf_tables import Grid, Tables
from sendscan.reading.source import Box, Cell, Line

# Runs on one row that are this far apart, in points, stand in different columns.
COLUMN_GAP = 14.0
HANGING = 45.0
# Runs in columns begin within this many points of each other.
ALIGNED = 8.0
LONE_MARKER = re.compile(r"[^\w\s]{1,2}|o|\(?\w{1,2}[.)]")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Shares of the page's height: what is above the one or below the other may be header or footer.
HEAD, FOOT = 0.12, 0.92


class Segment(NamedTuple):
    """A run of text on one printed line; ``start`` and ``end`` are its place in PDFium's order."""

    text: str
    box: Box
    size: float
    bold: bool
    start: int
    end: int
    blank: bool = False
    hidden: bool = False
    right: float | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as drawn.  ``painted`` says that pictures or paths on it could be words."""

    number: int
    width: float
    height: float
    segments: list[Segment]
    grids: list[Grid] = field(default_factory=list)
    painted: bool = False


@dataclass(slots=True)
class _Unit:
    """Lines that stay together: one row, columns side by side, or a table."""

    top: float
    lines: list[tuple[Segment, tuple[int, int] | None]]
    columns: tuple[float, ...] = ()


def in_reading_order(sheet: Sheet, tables: Tables) -> tuple[Line, ...]:
    """The page's lines from top to bottom, a table's cell by cell, hidden ones last; numbers from 1.

    A page whose words run sideways keeps PDFium's order, and its lines have no place.
    """
    if _sideways(sheet.segments):
        return tuple(Line(segment.text, number) for number, segment in enumerate(sheet.segments, 1))
    body = [segment for segment in sheet.segments if not segment.hidden]
    units: list[_Unit] = []
    inside: set[int] = set()
    for grid in sheet.grids:
        if grid.single and not (tables.expects(sheet.number, grid.columns) and grid.rows[0] < HEAD * sheet.height):
            continue
        held = [(segment, cell) for segment in body if (cell := grid.cell(segment.box)) is not None]
        held = [
            (segment._replace(right=grid.right(segment.box)), cell)
            for segment, cell in held
            if segment.start not in inside
        ]
        if held:
            inside.update(segment.start for segment, _ in held)
            units.append(_table(held, grid.columns))
    rows = _rows([segment for segment in body if segment.start not in inside])
    units.extend(_unruled(rows))
    units.sort(key=lambda unit: unit.top)
    lines: list[Line] = []
    for at, unit in enumerate(units):
        lines.extend(_lines(unit, len(lines), sheet, tables, first=not _words_above(units[:at], sheet)))
    hidden = [segment for segment in sheet.segments if segment.hidden]
    lines.extend(_line(segment, at, None) for at, segment in enumerate(hidden, len(lines) + 1))
    return tuple(lines)


def _sideways(segments: Sequence[Segment]) -> bool:
    """Whether most of the page's words run up or down it: their places then tell no reading order."""
    upright = sum(segment.box.bottom - segment.box.top > 2.5 * segment.size for segment in segments)
    return upright > 0.5 * len(segments)


def _words_above(units: Sequence[_Unit], sheet: Sheet) -> bool:
    """Whether anything but a header stands above: what is lower than a tenth of the page."""
    return any(segment.box.top > HEAD * sheet.height for unit in units for segment, _ in unit.lines)


def _lines(unit: _Unit, before: int, sheet: Sheet, tables: Tables, *, first: bool) -> list[Line]:
    if not unit.columns:
        # A footer below a table does not end it.
        if HEAD * sheet.height < unit.top < FOOT * sheet.height:
            tables.close()
        return [_line(segment, before + at, None) for at, (segment, _) in enumerate(unit.lines, 1)]
    texts: dict[tuple[int, int], str] = {}
    for segment, cell in unit.lines:
        if cell is not None:
            texts[cell] = f"{texts[cell]} {segment.text}" if cell in texts else segment.text
    table, numbers = tables.place(sheet.number, unit.columns, texts, first=first)
    return [
        _line(segment, before + at, cell and Cell(table, numbers[cell[0]], cell[1]))
        for at, (segment, cell) in enumerate(unit.lines, 1)
    ]


def _line(segment: Segment, number: int, cell: Cell | None) -> Line:
    return Line(
        segment.text,
        number,
        box=segment.box,
        size=segment.size,
        bold=segment.bold,
        cell=cell,
        right=segment.right,
        hidden=segment.hidden,
    )


def _rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    """The runs row by row from top to bottom, in each from left to right, glued where they touch."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda segment: (segment.box.bottom, segment.box.x0)):
        if rows and _same_row(rows[-1][0].box, segment.box):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [_glued(sorted(row, key=lambda segment: segment.box.x0)) for row in rows]


def _same_row(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


def _glued(row: Sequence[Segment]) -> list[Segment]:
    found = [row[0]]
    for segment in row[1:]:
        gap = segment.box.x0 - found[-1].box.x1
        # What was cut from one run stands in two columns, however near they are.
        cut = segment.start == found[-1].end and not found[-1].text.endswith("\ufffe")
        # "Inspection dates:   7 to 11 October 2024": a label and what it labels are one line.
        held = found[-1].text.endswith(":") or (gap < HANGING and LONE_MARKER.fullmatch(found[-1].text))
        if held or (gap < COLUMN_GAP and not cut):
            found[-1] = _joined(found[-1], segment, gap)
        else:
            found.append(segment)
    return found


def _joined(left: Segment, right: Segment, gap: float) -> Segment:
    """Two runs as one: a raised figure as a footnote's mark, a raised ending ("4th") glued."""
    text = right.text
    size = max(left.size, right.size)
    if right.size < 0.85 * left.size:
        figures = re.match(r"\d{1,2}(?=\s|$)", text)
        if figures:
            text = figures[0].translate(SUPERSCRIPT) + text[figures.end() :]
            gap = 0.0
    parted = gap > 0.18 * size or left.blank or bool(LONE_MARKER.fullmatch(left.text))
    box = Box(
        left.box.x0,
        min(left.box.top, right.box.top),
        max(left.box.x1, right.box.x1),
        max(left.box.bottom, right.box.bottom),
    )
    if right.size < 0.85 * left.size:
        box = box._replace(top=left.box.top, bottom=left.box.bottom)
    return Segment(
        left.text + (" " if parted else "") + text,
        box,
        size,
        (left.bold or not left.text[:1].isalnum()) and right.bold,
        left.start,
        right.end,
        right.blank,
        right=left.right,
    )


def _table(held: Sequence[tuple[Segment, tuple[int, int]]], columns: tuple[float, ...]) -> _Unit:
    """A ruled table's runs, cell by cell, each cell's rows glued."""
    cells: dict[tuple[int, int], list[Segment]] = defaultdict(list)
    for segment, cell in held:
        cells[cell].append(segment)
    lines: list[tuple[Segment, tuple[int, int] | None]] = []
    for cell in sorted(cells):
        lines.extend((segment, cell) for row in _rows(cells[cell]) for segment in row)
    return _Unit(min(segment.box.top for segment, _ in held), lines, columns)


def _unruled(rows: Sequence[list[Segment]]) -> list[_Unit]:
    """Rows outside ruled tables: single ones, frames side by side, and tables set without rules."""
    units: list[_Unit] = []
    at = 0
    while at < len(rows):
        end = _run_end(rows, at)
        run = rows[at:end]
        if len(run) > 1 and _row_by_row(run):
            units.append(_aligned_table(run))
        elif len(run) > 1:
            # Frames side by side, each to be read whole: the left one first.
            second = min(row[1].box.x0 for row in run if len(row) > 1) - ALIGNED
            segments = [segment for row in run for segment in row]
            ordered = [s for s in segments if s.box.x0 < second] + [s for s in segments if s.box.x0 >= second]
            units.append(_Unit(run[0][0].box.top, [(segment, None) for segment in ordered]))
        else:
            units.append(_Unit(rows[at][0].box.top, [(segment, None) for segment in rows[at]]))
        at = end
    return units


def _run_end(rows: Sequence[list[Segment]], at: int) -> int:
    """The end of the rows from ``at`` that stand in the same columns; at least one row."""
    if len(rows[at]) < 2:
        return at + 1
    starts = [segment.box.x0 for segment in rows[at]]
    end = last = at + 1
    while end < len(rows):
        row = rows[end]
        pitch = row[0].box.top - rows[end - 1][0].box.bottom
        if pitch > 3 * row[0].size or not all(_near(segment.box.x0, starts) for segment in row):
            break
        end += 1
        # One name more on the left than on the right: set as close as the rows above.
        close = pitch < 0.5 * row[0].size and row[0].box.x1 < starts[1]
        if len(row) > 1 or row[0].box.x0 > starts[1] - ALIGNED or close:
            last = end
        elif len(row) == 1 and row[0].box.x1 > starts[1]:
            # Words over the full width: text below the columns.
            break
    return last


def _near(x: float, starts: Sequence[float]) -> bool:
    return any(abs(x - start) < ALIGNED for start in starts)


def _row_by_row(run: Sequence[list[Segment]]) -> bool:
    """Whether some runs were drawn row by row, as a table's are, and not all of them frame by frame."""
    pairs = [row for row in run if len(row) > 1]
    return len(pairs) > 1 and any(above[-1].start < below[0].start for above, below in itertools.pairwise(pairs))


def _aligned_table(run: Sequence[list[Segment]]) -> _Unit:
    starts = [segment.box.x0 for segment in run[0]]
    lines: list[tuple[Segment, tuple[int, int] | None]] = []
    number = -1
    for row in run:
        if len(row) > 1 or number < 0:
            number += 1
        for segment in row:
            column = min(range(len(starts)), key=lambda at: abs(starts[at] - segment.box.x0))
            right = starts[column + 1] - COLUMN_GAP / 2 if column + 1 < len(starts) else None
            lines.append((segment._replace(right=right), (number, column)))
    lines.sort(key=lambda pair: pair[1] or (0, 0))
    return _Unit(run[0][0].box.top, lines, tuple(starts))
