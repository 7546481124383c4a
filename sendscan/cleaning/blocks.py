"""Source to clean text: furniture dropped, wraps and pages joined, the way back to page and line kept."""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal, NamedTuple

from sendscan.model import Quote, Span
from sendscan.reading.source import Cell

Style = Literal["paragraph", "bullet", "cell"]


class Block(NamedTuple):
    """A paragraph, a bullet or a table cell: ``text[start:end]`` holds no line break, glyph or furniture.

    ``marker`` is the bullet as printed (``■``, ``-``, ``1.``), which is not part of the text; ``level``
    is 1 for a first-level bullet, 2 and more for what is nested, 0 for anything else.  ``bold`` and
    ``size`` (points) are those of the whole block, ``None`` where the source does not tell.
    """

    start: int
    end: int
    style: Style = "paragraph"
    marker: str | None = None
    level: int = 0
    bold: bool | None = None
    size: float | None = None
    cell: Cell | None = None


class Dropped(NamedTuple):
    """A line, or part of one, that was left out as furniture, and why."""

    text: str
    page: int
    line: int
    reason: str


class CleanText(NamedTuple):
    """A letter's own words, as blocks one to a line of ``text``, joined over line and page breaks.

    ``breaks[i]`` is the offset at which the source's line ``places[i]`` (page, line) begins.
    """

    text: str
    blocks: tuple[Block, ...]
    breaks: tuple[int, ...]
    places: tuple[tuple[int, int], ...]
    dropped: tuple[Dropped, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The span ``text[start:end]`` with the page and line of its first character."""
        at = max(bisect_right(self.breaks, start) - 1, 0)
        page, line = self.places[at] if self.places else (1, 1)
        return Span(start, end, page, line)

    def quote(self, start: int, end: int) -> Quote:
        """The words ``text[start:end]`` with their span."""
        return Quote(self.text[start:end], self.span(start, end))
