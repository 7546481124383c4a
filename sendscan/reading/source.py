"""What reading gives: pages of lines, with their place on the page where the format has one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may at most ask of the machine.

    A file of more bytes is refused; of more pages, only the first ``max_pages`` are read and the source
    says so.  No letter of these kinds is longer than 40 pages or larger than a few megabytes.
    """

    max_bytes: int = 100 * 1024 * 1024
    max_pages: int = 500


class Box(NamedTuple):
    """A rectangle in points, measured from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


class Cell(NamedTuple):
    """Which cell of which table a line stands in; all three count from 0, tables over the whole source."""

    table: int
    row: int
    column: int


class Line(NamedTuple):
    """One printed line, in reading order.

    ``number`` counts from 1: within its page for a PDF, within the file for text.  ``box``, ``size``
    (points) and ``bold`` are ``None`` where the format does not tell.  ``text`` is as extracted: bullets,
    soft hyphens and page furniture still in it.  A text file's blank lines are kept, as they part its
    paragraphs; a table row of a text file gives one line a cell, all with the row's number.

    ``right`` is where the line's cell ends, in points (``None`` outside tables); ``hidden`` says that the
    words are in the text layer but clipped away on the page.
    """

    text: str
    number: int
    box: Box | None = None
    size: float | None = None
    bold: bool | None = None
    cell: Cell | None = None
    right: float | None = None
    hidden: bool = False


class Page(NamedTuple):
    """A page; text without form feeds is one page.  Sizes in points, ``None`` for text."""

    number: int
    lines: tuple[Line, ...]
    width: float | None = None
    height: float | None = None


class Source(NamedTuple):
    """A file's text as it stands, before anything is dropped or joined.

    ``unreadable`` are numbers of pages without text among others that have some; ``truncated`` says that
    pages beyond a limit were left out.
    """

    name: str
    sha256: str
    media_type: str
    pages: tuple[Page, ...]
    unreadable: tuple[int, ...] = ()
    truncated: bool = False
    characters: int = 0
