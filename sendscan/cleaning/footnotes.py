"""Footnotes: small type at the bottom of a page, which would stand in the midst of a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sendscan.cleaning.pieces import Piece

# A note begins with its mark; it is set at least this much smaller, in points, than the text, and stands
# in the lower part of the page.
NOTE = re.compile(r"(?:\d{1,2}(?!\d)|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|[*†‡])(?= ?[\w‘“(]|$)")
SMALLER, LOWER = 1.4, 0.4
MARKS = re.compile(r"(?<=[^\W\d]|[.,;:?!)’”])[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}(?!\w)")
FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def footnotes(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines of every footnote.

    Found from the bottom of each page upwards: lines in smaller type than the letter's, the first of
    which begins with a mark.
    """
    sizes = Counter(round(piece.size) for piece in pieces if piece.size)
    if not sizes:
        return []
    usual = max(sizes, key=lambda size: (sizes[size], size))
    found: list[Piece] = []
    for page in {piece.page: None for piece in pieces}:
        lines = [piece for piece in pieces if piece.page == page]
        first = len(lines)
        while first and _small(lines[first - 1], usual):
            first -= 1
        # A page in small type throughout holds no notes.
        if first < len(lines) and NOTE.match(f"{lines[first].marker or ''}{lines[first].text}"):
            found.extend(lines[first:])
    return found


def without_marks(pieces: Sequence[Piece], notes: Sequence[Piece]) -> None:
    """Take the marks that point at the notes out of the pieces' text."""
    known = {match[0].translate(FIGURES) for note in notes if (match := NOTE.match(note.text))}
    if not known:
        return
    for piece in pieces:
        piece.text = MARKS.sub(lambda mark: "" if mark[0].translate(FIGURES) in known else mark[0], piece.text)


def _small(piece: Piece, usual: int) -> bool:
    return (
        piece.size is not None and piece.size < usual - SMALLER and piece.cell is None and (piece.depth or 0.0) > LOWER
    )
