"""PDFs drawn for the tests: words put where a letter's printer puts them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from fpdf import FPDF

A4 = (595.0, 842.0)
LEFT, TOP, PITCH, SIZE = 71.0, 90.0, 14.5, 12.0


class Drawing(FPDF):
    """Pages measured in points from the top left; ``words`` puts a line of text at a place."""

    def __init__(self) -> None:
        super().__init__(unit="pt", format=A4)
        self.set_auto_page_break(False)
        self.set_compression(False)

    def words(self, text: str, x: float = LEFT, y: float = TOP, *, size: float = SIZE, bold: bool = False) -> None:
        """Draw ``text`` with its baseline at ``y``."""
        self.set_font("helvetica", "B" if bold else "", size)
        self.text(x, y, text)

    def lines(self, texts: Iterable[str], x: float = LEFT, y: float = TOP, *, bold: bool = False) -> float:
        """Draw lines below each other; returns where the next would stand."""
        for text in texts:
            self.words(text, x, y, bold=bold)
            y += PITCH
        return y

    def bullet(self, texts: Iterable[str], x: float = LEFT, y: float = TOP) -> float:
        """Draw a square and lines hanging beside it."""
        self.set_font("zapfdingbats", "", SIZE)
        self.text(x, y, "n")
        return self.lines(texts, x + 18, y)

    def grid(self, xs: Iterable[float], ys: Iterable[float]) -> None:
        """Rule a table as word processors do: thin filled rectangles between its corners."""
        across, down = list(xs), list(ys)
        for y in down:
            for left, right in itertools.pairwise(across):
                self.rect(left, y, right - left, 0.5, style="F")
        for x in across:
            for top, bottom in itertools.pairwise(down):
                self.rect(x, top, 0.5, bottom - top, style="F")

    @contextmanager
    def clipped(self, top: float, bottom: float) -> Iterator[None]:
        """What is drawn within shows only between the two heights."""
        with self.rect_clip(0, top, A4[0], bottom - top):
            yield
        # The font chosen within is forgotten with the clipping; another one makes the next be set anew.
        self.set_font("courier", "", SIZE)

    def bytes(self) -> bytes:
        """The finished file."""
        return bytes(self.output())


def drawing(pages: int = 1) -> Drawing:
    """A drawing with its first page begun."""
    made = Drawing()
    for _ in range(pages):
        made.add_page()
    return made
