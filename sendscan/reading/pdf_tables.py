"""Tables of a PDF from its ruled lines: grids, which cell a run of text stands in, tables over page breaks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sendscan.reading.source import Box

# Rules whose ends are this close, in points, touch; rules this close to each other are one.
TOUCH, SAME = 3.0, 4.0
# What is shorter is a corner where rules meet.
SHORTEST = 5.0
# Columns of one table on two pages begin within this many points of each other.
ALIKE = 8.0
# A cell with more characters holds sentences, if it is not the first of several.
PROSE = 60
# So many rules are a drawing.
MOST_RULES = 800
SENTENCE_END = re.compile(r"[.!?:;][’'”\")\]]*\s*$")


class Grid(NamedTuple):
    """A ruled table on one page: where its columns begin and end, and for each column its rows."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    column_rows: tuple[tuple[float, ...], ...]
    upright: tuple[Box, ...] = ()

    @property
    def single(self) -> bool:
        """Whether it is a box around one text: a table only where it goes on with the page before's."""
        return len(self.columns) == 2 and len(self.rows) == 2

    def cell(self, box: Box) -> tuple[int, int] | None:
        """Row and column of the cell that holds the box's beginning; ``None`` outside the table."""
        x, y = box.x0 + min(2.0, (box.x1 - box.x0) / 2), (box.top + box.bottom) / 2
        if not (self.columns[0] - TOUCH <= x <= self.columns[-1] and self.rows[0] <= y <= self.rows[-1]):
            return None
        column = max(at for at, left in enumerate(self.columns[:-1]) if left - TOUCH <= x)
        tops = [top for top in self.column_rows[column] if top <= y]
        return (self.rows.index(tops[-1]) if tops else 0), column

    def crossed(self, box: Box) -> float | None:
        """The column's edge that runs through the middle of the box, if one does."""
        if self.cell(box) is None:
            return None
        return next((x for x in self.columns[1:-1] if box.x0 + TOUCH < x < box.x1 - TOUCH and self._edge(x, box)), None)

    def right(self, box: Box) -> float:
        """Where the cell ends that holds the box's beginning."""
        return next((x for x in self.columns[1:] if x > box.x0 + TOUCH and self._edge(x, box)), self.columns[-1])

    def _edge(self, x: float, box: Box) -> bool:
        """Whether the column's edge at ``x`` is ruled at the box's height: a cell may span columns."""
        middle = (box.top + box.bottom) / 2
        return any(
            rule.top - TOUCH <= middle <= rule.bottom + TOUCH and abs((rule.x0 + rule.x1) / 2 - x) < SAME
            for rule in self.upright
        )


def find_grids(rules: Sequence[Box]) -> list[Grid] | None:
    """The tables and boxes that thin rules make, from top to bottom.

    ``None`` where the rules are too many, or too broken, to tell what they enclose.
    """
    upright = [rule for rule in rules if rule.bottom - rule.top >= SHORTEST]
    level = [rule for rule in rules if rule.x1 - rule.x0 >= SHORTEST]
    if len(upright) < 2 or len(level) < 2:
        return []
    if len(rules) > MOST_RULES:
        return None
    grids = [grid for group in _touching([*upright, *level]) if (grid := _grid(group))]
    return sorted(grids, key=lambda grid: grid.rows[0]) or None


def _touching(rules: Sequence[Box]) -> list[list[Box]]:
    groups: list[tuple[Box, list[Box]]] = []
    for rule in sorted(rules, key=lambda rule: (rule.top, rule.x0)):
        members, apart, around = [rule], [], rule
        for box, group in groups:
            if any(_meet(rule, other) for other in group):
                members.extend(group)
                around = _around(around, box)
            else:
                apart.append((box, group))
        groups = [*apart, (around, members)]
    return [group for _, group in groups]


def _meet(one: Box, other: Box) -> bool:
    return (
        one.x0 <= other.x1 + TOUCH
        and other.x0 <= one.x1 + TOUCH
        and one.top <= other.bottom + TOUCH
        and other.top <= one.bottom + TOUCH
    )


def _around(one: Box, other: Box) -> Box:
    return Box(min(one.x0, other.x0), min(one.top, other.top), max(one.x1, other.x1), max(one.bottom, other.bottom))


def _grid(group: Sequence[Box]) -> Grid | None:
    upright = [rule for rule in group if rule.bottom - rule.top >= SHORTEST]
    level = [rule for rule in group if rule.x1 - rule.x0 >= SHORTEST]
    columns = clusters([(rule.x0 + rule.x1) / 2 for rule in upright])
    if len(columns) < 2 or not level:
        return None
    column_rows = tuple(_rows(level, left, right) for left, right in itertools.pairwise(columns))
    rows = tuple(sorted({y for ys in column_rows for y in ys}))
    if len(rows) < 2:
        return None
    return Grid(columns, rows, column_rows, tuple(upright))


def _rows(level: Sequence[Box], left: float, right: float) -> tuple[float, ...]:
    """Where rules cross most of the column."""
    found: list[float] = []
    for y in clusters([(rule.top + rule.bottom) / 2 for rule in level]):
        covered = sum(
            max(0.0, min(rule.x1, right) - max(rule.x0, left))
            for rule in level
            if abs((rule.top + rule.bottom) / 2 - y) < SAME
        )
        if covered > 0.7 * (right - left):
            found.append(y)
    return tuple(found)


def clusters(values: Sequence[float]) -> tuple[float, ...]:
    """Values, in order, with those that are as good as one taken once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SAME:
            found.append(value)
    return tuple(found)


@dataclass(slots=True)
class _Open:
    """The last table of a page, which the next page may go on with."""

    table: int
    page: int
    columns: tuple[float, ...]
    last_row: int
    last_texts: dict[int, str]
    header: dict[int, str]
    first_cells: set[str]


class Tables:
    """Counts tables and rows over the whole source, joining what a page break parted."""

    def __init__(self) -> None:
        self._next = 0
        self._open: _Open | None = None

    def place(
        self, page: int, columns: tuple[float, ...], texts: Mapping[tuple[int, int], str], *, first: bool
    ) -> tuple[int, dict[int, int]]:
        """The number of a table and of its rows.

        ``texts`` holds the words of each cell (at least one) by row and column of the page's own count;
        ``first`` says that nothing but furniture stands above the table.  Returns the table's number
        and, for each row of the page's own count, its number in the whole table.
        """
        rows = sorted({row for row, _ in texts})
        above = self._open if first and self.expects(page, columns) else None
        numbers: dict[int, int] = {}
        if above:
            table, at = above.table, above.last_row + 1
            if _row(texts, rows[0]) == above.header:
                # Printed again at the top of the page; cleaning drops it.
                numbers[rows[0]] = 0
            following = [row for row in rows if row not in numbers]
            if following and _goes_on(above, _row(texts, following[0])):
                at -= 1
        else:
            table, at = self._next, 0
            self._next += 1
        for row in rows:
            if row not in numbers:
                numbers[row] = at
                at += 1
        first_cells = {text for (_, column), text in texts.items() if column == 0}
        self._open = _Open(
            table,
            page,
            columns,
            numbers[rows[-1]],
            _row(texts, rows[-1]),
            above.header if above else _row(texts, rows[0]),
            first_cells | (above.first_cells if above else set()),
        )
        return table, numbers

    def expects(self, page: int, columns: tuple[float, ...]) -> bool:
        """Whether the page before ended with a table of such columns."""
        return self._open is not None and self._open.page == page - 1 and _alike(self._open.columns, columns)

    def close(self) -> None:
        """Something else follows the table on its page: the next page's is another."""
        self._open = None


def _row(texts: Mapping[tuple[int, int], str], number: int) -> dict[int, str]:
    """The words of one row by column."""
    return {column: text for (row, column), text in texts.items() if row == number}


def _goes_on(above: _Open, texts: Mapping[int, str]) -> bool:
    """Whether the first row on a page is the rest of the last row on the page before.

    Word processors rule a broken row off on both pages, so only its words tell.
    """
    last = above.last_texts
    if set(texts) < set(last):
        # A cell without a word at the top of a page: its words ended on the page before.
        return True
    if f"{last.get(0)} {texts.get(0)}" in above.first_cells:
        # "… Integrated Care" / "Board", as the cells above it have it whole.
        return True
    return any(
        column in last
        and not SENTENCE_END.search(last[column])
        and (text[:1].islower() or (len(last[column]) > PROSE and (column > 0 or len(last) == 1)))
        for column, text in texts.items()
    )


def _alike(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) < ALIKE for a, b in zip(one, other, strict=True))
