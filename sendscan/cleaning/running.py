"""Running headers and footers, and page numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from sendscan.cleaning.pieces import Piece

PAGE_NUMBER = re.compile(r"(?:page )?[-–—]? ?(\d{1,3}) ?[-–—]?(?: of \d{1,3})?", re.IGNORECASE)
LAST_NUMBER = re.compile(r"(?:[|–—-] ?)?(?:page )?(\d{1,3})(?: of \d{1,3})?$")
FIRST_NUMBER = re.compile(r"^(?:page )?(\d{1,3})(?: of \d{1,3})?(?: ?[|–—-])? ")
# A cover may count as page 0 or 2; and what is shorter is no header.
OFFSET, SHORTEST = 2, 5
# How many lines from the top or the bottom of a page of text may belong to its header or footer; in a
# PDF it is what stands in the outermost parts of the page's height.
DEEP, HEAD, FOOT = 3, 0.1, 0.9
# So many blank lines above and below a lone number show where a page broke.
WIDE_GAP = 2
# A header or footer stands on this share of the pages at least; a heading may come twice.
SHARE = 0.4


def running_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Lines at the top or bottom of a page that stand, the page's number aside, on several pages."""
    by_page = _by_page(pieces)
    if len(by_page) < 2:
        return _unpaged_running_lines(pieces)
    seen: dict[str, set[int]] = defaultdict(set)
    edges = [piece for lines in by_page.values() for piece in _edges(lines)]
    for piece in edges:
        for shape in _shapes(piece):
            seen[shape].add(piece.page)
    often = max(2.0, SHARE * len(by_page))
    return [piece for piece in edges if any(len(seen[shape]) >= often for shape in _shapes(piece))]


def page_numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """A number alone at the top or bottom of a page, that fits the page."""
    found: list[Piece] = []
    by_page = _by_page(pieces)
    if len(by_page) < 2:
        return _unpaged_numbers(pieces)
    for page, lines in by_page.items():
        ends = [piece for piece in (lines[0], lines[-1]) if piece.cell is None]
        for piece in {id(piece): piece for piece in (*_edges(lines, deep=1), *ends)}.values():
            match = PAGE_NUMBER.fullmatch(f"{piece.marker or ''}{piece.text}")
            if match and abs(int(match[1]) - page) <= OFFSET:
                found.append(piece)
    return found


def _unpaged_running_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Where page breaks are lost: lines that come again and again with the next number at their end."""
    runs: dict[str, list[tuple[int, Piece]]] = defaultdict(list)
    for piece in pieces:
        match = LAST_NUMBER.search(piece.text)
        if match and match.start() > SHORTEST and piece.cell is None:
            runs[piece.text[: match.start()]].append((int(match[1]), piece))
    return [
        piece
        for run in runs.values()
        if len(run) > 2 and all(after[0] == before[0] + 1 for before, after in pairwise(run))
        for _, piece in run
    ]


def _unpaged_numbers(pieces: Sequence[Piece]) -> list[Piece]:
    """Where page breaks are lost: numbers alone on their lines that count 1, 2, 3 or 2, 3, 4."""
    found: list[Piece] = []
    expected = {1, 2}
    for piece in pieces:
        match = PAGE_NUMBER.fullmatch(f"{piece.marker or ''}{piece.text}")
        if match and int(match[1]) in expected and piece.cell is None:
            found.append(piece)
            expected = {int(match[1]) + 1}
    return found if len(found) > 1 else [piece for piece in pieces if _stands_apart(piece, pieces)]


def _stands_apart(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """A lone number with wide gaps above and below is a page's, even where it is the only one."""
    if piece.cell is not None or piece.gap < WIDE_GAP or not PAGE_NUMBER.fullmatch(f"{piece.marker or ''}{piece.text}"):
        return False
    below = next((other for other in pieces if other.number > piece.number), None)
    return below is not None and below.gap >= WIDE_GAP


def _edges(lines: Sequence[Piece], deep: int = DEEP) -> list[Piece]:
    """The lines of a page that may be its header or footer; never a table's."""
    if lines[0].depth is None:
        edges = {id(piece): piece for piece in (*lines[:deep], *lines[-deep:])}
        return [piece for piece in edges.values() if piece.cell is None]
    return [
        piece for piece in lines if piece.cell is None and piece.depth is not None and not HEAD < piece.depth < FOOT
    ]


def _shapes(piece: Piece) -> set[str]:
    """The line as printed, and without the number of its page at its end or its beginning."""
    text = f"{piece.marker or ''}{piece.text}".lower()
    shapes = {text}
    for pattern in (LAST_NUMBER, FIRST_NUMBER):
        match = pattern.search(text)
        if match and abs(int(match[1]) - piece.page) <= OFFSET:
            shapes.add((text[: match.start()] + text[match.end() :]).strip())
    # What ends a sentence is text: two pages may well end in the same few words.
    return {shape for shape in shapes if len(shape) > SHORTEST and not shape.endswith((".", "?", "!"))}


def _by_page(pieces: Sequence[Piece]) -> dict[int, list[Piece]]:
    pages: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        pages[piece.page].append(piece)
    return pages
