"""How a source's lines are set: how wide, how far apart, how indented."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from sendscan.cleaning.pieces import Piece

# Places that differ by less, in points, are the same.
NEAR = 3.0
# A line this much farther below than usual begins a paragraph.
APART = 1.22
# How far from the right edge, in points, a line may end though the next word would have fitted: in a
# line that stands alone (an address, a name), and in running text, where a word that may not be parted
# from the next ("EHC plans") can leave a large gap.
SLACK, PROSE_SLACK = 8.0, 60.0
# The same for text files, in characters.
TEXT_SLACK, TEXT_PROSE_SLACK = 3, 14
# How much larger than the text, at least, a title or heading is set that may be broken anywhere.
TITLE = 1.12
# Between the words of a table's cell and its edge.
CELL_PADDING = 4.0
# Rough widths of characters, in shares of the usual one.
NARROW, BROAD = re.compile(r"[ijlftr.,;:’'‘()\[\]|! ]"), re.compile(r"[A-Zmw—%&@]")


class Layout:
    """Measures of a letter's lines, taken once."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.width = _text_width(pieces)
        self._right = _right_edge(pieces)
        self._pitch = _pitches(pieces)
        sizes = Counter(round(piece.size) for piece in pieces if piece.size)
        self._usual = max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0

    def is_full(self, group: Sequence[Piece], piece: Piece) -> bool:
        """Whether ``piece``'s first word did not fit any more on the last line of ``group``."""
        last = group[-1]
        word = piece.text.split(" ", 1)[0]
        if last.box:
            scale = (last.box.x1 - last.box.x0) / max(_extent(last.text), 1)
            right = self._right if last.right is None else last.right - CELL_PADDING
            before = " ".join(line.text for line in group[-3:])
            prose = group[0].marker is not None or _is_prose(f"{before} {piece.text}")
            slack = PROSE_SLACK if prose and last.cell is None else SLACK
            return last.box.x1 + _extent(f" {word}") * scale > right - slack
        if not self.width or last.cell:
            return False
        slack = TEXT_PROSE_SLACK if _is_prose(f"{last.text} {piece.text}") else TEXT_SLACK
        return last.indent + len(last.text) + 1 + len(word) > self.width - slack

    def is_title(self, piece: Piece) -> bool:
        """Whether the line is set much larger than the text: a title, broken where its printer pleased."""
        return piece.size is not None and piece.size > TITLE * self._usual

    def next_line(self, last: Piece, piece: Piece) -> bool:
        """Whether ``piece`` stands on the very next line below ``last``, at the usual distance."""
        if not last.box or not piece.box:
            return False
        pitch = piece.box.bottom - last.box.bottom
        size = round(piece.size or 0)
        usual = self._pitch.get(size, (piece.box.bottom - piece.box.top) * 1.2)
        return 0.4 * usual < pitch < APART * usual

    def same_indent(self, group: Sequence[Piece], piece: Piece) -> bool:
        """Whether ``piece`` begins where the block's lines begin, its first line's indent aside."""
        if not piece.box:
            return True
        if len(group) > 1:
            return abs(group[-1].indent - piece.indent) < 2 * NEAR
        deeper = piece.indent - group[0].indent
        if group[0].marker:
            return NEAR < deeper < 60
        # Words may hang below the first line (a list of names), or the first line be indented.
        return -40 < deeper < 2 * NEAR or (9 < deeper < 45 and not group[0].text.endswith((".", ":", "?")))


def _extent(text: str) -> float:
    """The text's width, roughly, in usual characters."""
    return len(text) - 0.45 * len(NARROW.findall(text)) + 0.35 * len(BROAD.findall(text))


def _text_width(pieces: Sequence[Piece]) -> int:
    """The width at which a text file's lines are wrapped; 0 if they are not."""
    lengths = sorted(
        int(above.indent) + len(above.text)
        for above, below in itertools.pairwise(pieces)
        if below.gap == 0 and above.page == below.page and not above.cell and not below.cell and not above.box
    )
    if len(lengths) < 6:
        return 0
    width = lengths[int(0.95 * (len(lengths) - 1))]
    return width if 50 <= width <= 140 else 0


def _is_prose(text: str) -> bool:
    """Whether the words are running text rather than names and offices: they are mostly in small letters."""
    words = text.split()
    return sum(word[:1].islower() for word in words) >= 0.45 * len(words)


def _right_edge(pieces: Sequence[Piece]) -> float:
    """Where the text of the pages ends, tables aside; a few lines may run over it."""
    rights = sorted(piece.box.x1 for piece in pieces if piece.box and piece.right is None)
    return rights[min(int(0.98 * len(rights)), len(rights) - 1)] if rights else 0.0


def _pitches(pieces: Sequence[Piece]) -> dict[int, float]:
    """The usual distance between two lines of each size of type, in points."""
    found: dict[int, Counter[float]] = defaultdict(Counter)
    for above, below in itertools.pairwise(pieces):
        if above.box and below.box and above.page == below.page and above.size == below.size:
            pitch = below.box.bottom - above.box.bottom
            if 0 < pitch < 3 * (below.box.bottom - below.box.top) and not below.marker:
                found[round(below.size or 0)][round(pitch * 2) / 2] += 1
    return {size: max(sorted(pitches), key=lambda pitch: pitches[pitch]) for size, pitches in found.items()}
