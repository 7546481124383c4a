"""What is printed on every letter and belongs to none: found by place and repetition, not by wording."""

from __future__ import annotations

from collections.abc import Sequence

from sendscan.cleaning.blocks import Dropped
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
    ):
        left = [piece for piece in pieces if id(piece) not in reasons]
        for piece in finder(left):
            reasons[id(piece)] = reason
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
