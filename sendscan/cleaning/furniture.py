"""What is printed on every letter and belongs to none: found by place and repetition, not by wording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sendscan.cleaning.blocks import Dropped
from sendscan.cleaning.footnotes import footnotes, without_marks
from sendscan.cleaning.letterhead import letterhead
from sendscan.cleaning.pieces import Piece
from sendscan.cleaning.running import page_numbers, running_lines


def drop_furniture(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Dropped]]:
    """The pieces that are the letter's own, and those left out, each with its reason."""
    reasons: dict[int, str] = {}
    for finder, reason in (
        (running_lines, "running header or footer"),
        (page_numbers, "page number"),
        (letterhead, "letterhead"),
        (footnotes, "footnote"),
        (repeated_headers, "repeated table header"),
    ):
        left = [piece for piece in pieces if id(piece) not in reasons]
        for piece in finder(left):
            reasons[id(piece)] = reason
    without_marks(pieces, [piece for piece in pieces if reasons.get(id(piece)) == "footnote"])
    kept: list[Piece] = []
    dropped: list[Dropped] = []
    gap = 0
    for piece in pieces:
        if id(piece) in reasons:
            dropped.append(Dropped(piece.raw, piece.page, piece.number, reasons[id(piece)]))
            # What stood around a dropped line is as far apart as before.
            gap += piece.gap + 1
        else:
            piece.gap += gap
            kept.append(piece)
            gap = 0
    return kept, dropped


def repeated_headers(pieces: Sequence[Piece]) -> list[Piece]:
    """A table's header row, printed again on each page the table goes on to."""
    headers: dict[int, dict[int, list[Piece]]] = defaultdict(lambda: defaultdict(list))
    for piece in pieces:
        if piece.cell and piece.cell.row == 0:
            headers[piece.cell.table][piece.page].append(piece)
    found: list[Piece] = []
    for pages in headers.values():
        first, *later = pages.values()
        for cells in later:
            if [piece.text for piece in cells] == [piece.text for piece in first]:
                found.extend(cells)
    return found
