"""Running headers and footers, and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from sendscan.cleaning.pieces import Piece

PAGE_NUMBER = re.compile(r"(?:page )?[-–—]? ?(\d{1,3}) ?[-–—]?(?: of \d{1,3})?", re.IGNORECASE)
# How many lines from the top or the bottom of a page may belong to its header or footer; in a PDF, what
# stands in the outermost parts of the page's height.
DEEP, HEAD, FOOT = 3, 0.1, 0.9
# A header or footer stands on this share of the pages at least; a heading may come twice.
SHARE = 0.4


def running_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Lines at the top or bottom of a page that stand, digits aside, on several pages."""
    by_page = _by_page(pieces)
    if len(by_page) < 2:
        return []
    seen: dict[str, set[int]] = defaultdict(set)
    edges: dict[int, list[Piece]] = {}
    for page, lines in by_page.items():
        edges[page] = _edges(lines)
        for piece in edges[page]:
            seen[_shape(piece)].add(page)
    often = max(2.0, SHARE * len(by_page))
    return [
        piece
        for lines in edges.values()
        for piece in lines
        if len(seen[_shape(piece)]) >= often and len(_shape(piece)) > 5
    ]


def page_numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """A number alone at the top or bottom of a page, that fits the page."""
    found: list[Piece] = []
    by_page = _by_page(pieces)
    for page, lines in by_page.items():
        for piece in _edges(lines, deep=1):
            match = PAGE_NUMBER.fullmatch(f"{piece.marker or ''}{piece.text}")
            if match and abs(int(match[1]) - page) <= 2 and len(by_page) > 1 and piece not in found:
                found.append(piece)
    return found


def _edges(lines: Sequence[Piece], deep: int = DEEP) -> list[Piece]:
    """The lines of a page that may be its header or footer; never a table's."""
    edges = {id(piece): piece for piece in (*lines[:deep], *lines[-deep:])}
    for piece in lines:
        if piece.depth is not None and not HEAD < piece.depth < FOOT:
            edges[id(piece)] = piece
    return [piece for piece in edges.values() if piece.cell is None]


def _shape(piece: Piece) -> str:
    """The line with every number made the same, and without the page number it may end in."""
    shape = re.sub(r"\d+", "0", f"{piece.marker or ''}{piece.text}".lower())
    return re.sub(r"(?: 0)+$", "", shape)


def _by_page(pieces: Sequence[Piece]) -> dict[int, list[Piece]]:
    pages: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        pages[piece.page].append(piece)
    return pages
