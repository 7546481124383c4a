"""Tables in plain text: rows of pipes, tabs or aligned columns become lines with a cell.

Prose is never taken for a table: a row needs neighbours that are parted in the same way, and no cell may
be as long as a sentence of running text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from sendscan.reading.source import Cell, Line, Page

# A bullet or a number parted by a tab from its text is no cell.
MARKER = re.compile(r"\s*(?:\W|o|\(?[0-9]{1,2}[.)]?|\(?[a-z][.)])\s*")
GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
LONGEST_CELL = 90


def with_cells(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, with the rows of every table split into one line a cell; tables count over all pages."""
    found: list[Page] = []
    tables = 0
    for page in pages:
        lines: list[Line] = []
        at = 0
        while at < len(page.lines):
            end, rows = _table_at(page.lines, at)
            if rows:
                lines.extend(_cells(page.lines[at:end], rows, tables))
                tables += 1
                at = end
            else:
                lines.append(page.lines[at])
                at += 1
        found.append(page._replace(lines=tuple(lines)))
    return tuple(found)


def _table_at(lines: Sequence[Line], at: int) -> tuple[int, list[list[str]]]:
    """Where the table that begins at ``at`` ends, and the cells of its rows; no rows if there is none."""
    if not lines[at].text.strip():
        return at, []
    for finder in (_pipes, _tabs, _columns):
        rows = finder(_run(lines, at))
        if rows:
            return at + len(rows), rows
    return at, []


def _run(lines: Sequence[Line], at: int) -> Iterator[str]:
    """The lines' text from ``at`` up to the next blank one, as far as they are asked for."""
    for number in range(at, len(lines)):
        line = lines[number]
        if not line.text.strip():
            return
        yield line.text


def _pipes(texts: Iterator[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    for text in texts:
        stripped = text.strip()
        if not (stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 2):
            break
        if "--" in stripped and not stripped.strip("|:- "):
            rows.append([])
            continue
        inner = stripped[1:-1].replace("\\|", "\0")
        rows.append([cell.replace("\0", "|").strip() for cell in inner.split("|")])
    # One column between pipes is a table where a ruled row says so.
    return rows if len(rows) > 1 and (max(map(len, rows)) > 1 or [] in rows) else []


def _tabs(texts: Iterator[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    for text in texts:
        cells = [cell.strip() for cell in text.split("\t")]
        if len(cells) < 2 or MARKER.fullmatch(cells[0]) or max(map(len, cells)) > LONGEST_CELL:
            break
        rows.append(cells)
    # Two rows at least have words in two cells; else the tabs are indents.
    return rows if sum(len([cell for cell in row if cell]) > 1 for row in rows) > 1 else []


def _columns(texts: Iterator[str]) -> list[list[str]]:
    """Cells parted by two and more blanks, beginning at the same place in several rows."""
    first = next(texts)
    head = [match.end() for match in GAP.finditer(first.rstrip())]
    if not head or MARKER.fullmatch(first[: head[0]]):
        return []
    starts = [0, *head]
    rows: list[list[str]] = []
    for text in chain([first], texts):
        cells = _cut(text.expandtabs(), starts)
        if cells is None or max(map(len, cells)) > LONGEST_CELL:
            break
        rows.append(cells)
    return rows if sum(len([cell for cell in row if cell]) > 1 for row in rows) > 1 else []


def _cut(text: str, starts: list[int]) -> list[str] | None:
    """The row's cells, or ``None`` where words run across the place at which a column begins."""
    bounds = [*starts, max(len(text), starts[-1]) + 1]
    cells: list[str] = []
    for start, end in itertools.pairwise(bounds):
        if start and text[start - 2 : start].strip():
            return None
        cells.append(text[start:end].strip())
    return cells if any(cells) and not any(GAP.search(cell) for cell in cells) else None


def _cells(lines: Sequence[Line], rows: list[list[str]], table: int) -> list[Line]:
    """One line a cell; a row whose first cell is empty goes on with the cells of the row above."""
    found: list[Line] = []
    row = -1
    for line, cells in zip(lines, rows, strict=True):
        if not cells:
            found.append(line)
            continue
        if cells[0] or row < 0:
            row += 1
        found.extend(
            Line(text, line.number, cell=Cell(table, row, column)) for column, text in enumerate(cells) if text
        )
    return found
