"""Source to clean text: furniture dropped, wraps and pages joined, the way back to page and line kept."""

from __future__ import annotations

from sendscan.cleaning.blocks import Block, CleanText, Dropped, Style
from sendscan.cleaning.furniture import drop_furniture
from sendscan.cleaning.hyphens import Hyphens
from sendscan.cleaning.joining import assemble, paragraphs
from sendscan.cleaning.pieces import pieces_of
from sendscan.reading.source import Source

__all__ = ["Block", "CleanText", "Dropped", "Style", "clean"]


def clean(source: Source) -> CleanText:
    """The letter's own words: blocks of whole sentences, one to a line, and what was left out and why.

    Pure: the source is not changed, and the same source gives the same text.
    """
    pieces, rules = pieces_of(source)
    kept, dropped = drop_furniture(pieces)
    hyphens = Hyphens(piece.text for piece in kept)
    groups, empty = paragraphs(kept)
    everything = sorted((*rules, *dropped, *empty), key=lambda drop: (drop.page, drop.line))
    return assemble(groups, hyphens, tuple(everything))
