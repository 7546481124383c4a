"""Tables that thin rules alone do not decide: read by pdfplumber, on just the pages that have one.

pdfplumber takes some sixty times as long a page as PDFium, so it is asked only where a page has so many rules,
or rules so broken, that :func:`sendscan.reading.pdf_tables.find_grids` cannot tell what they enclose.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from sendscan.reading.pdf_tables import Grid, clusters
from sendscan.reading.source import Box


def grids_by_pdfplumber(data: bytes, password: str | None, at: int) -> list[Grid]:
    """The tables of the page at ``at`` (from 0), from top to bottom; none where pdfplumber fails on it."""
    import pdfplumber
    from pdfminer.pdfexceptions import PDFException

    try:
        with pdfplumber.open(BytesIO(data), password=password or "") as pdf:
            tables = pdf.pages[at].find_tables()
            grids = [grid for table in tables if (grid := _grid(table.cells))]
    except (PDFException, ValueError, KeyError, IndexError):
        return []
    return sorted(grids, key=lambda grid: grid.rows[0])


def _grid(cells: list[Any]) -> Grid | None:
    columns = clusters([x for x0, _, x1, _ in cells for x in (x0, x1)])
    rows = clusters([y for _, top, _, bottom in cells for y in (top, bottom)])
    if len(columns) < 2 or len(rows) < 2:
        return None
    column_rows = tuple(
        tuple(row for row in rows if any(_bounds(cell, row, left) for cell in cells)) for left in columns[:-1]
    )
    edges = tuple(Box(x, top, x, bottom) for x0, top, x1, bottom in cells for x in (x0, x1))
    return Grid(columns, rows, column_rows, edges)


def _bounds(cell: tuple[float, float, float, float], row: float, left: float) -> bool:
    """Whether a cell that covers the column beginning at ``left`` has an edge at ``row``."""
    x0, top, x1, bottom = cell
    return x0 - 1 <= left < x1 - 1 and min(abs(top - row), abs(bottom - row)) < 1
