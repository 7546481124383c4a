"""Lines to blocks: which lines are one paragraph, over line, gap and page breaks; then the clean text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from sendscan.cleaning.blocks import Block, CleanText, Dropped, Style
from sendscan.cleaning.hyphens import Hyphens
from sendscan.cleaning.layout import Layout
from sendscan.cleaning.pieces import SOFT, Piece

ENDS = re.compile(r"[.!?:;…][’'”\")\]]*[\d¹²³]?$")
# Words and marks no name, heading or address ends with.
UNFINISHED = re.compile(
    rf"(?:(?:^| )(?:a|an|the|and|or|of|for|to|in|on|at|by|with|from|as|that|which|is|are|NHS)|[,(&/{SOFT}]|\w-)$"
)
LINE_END_HYPHEN = re.compile(rf"(?:[{SOFT}]|(?<=\w)-)$")
SALUTATION = re.compile(r"(?:Dear|Yours?) ")
# "Jane Doe CBE, Director …", as the lists of those a letter is written to have it.
NAMED = re.compile(
    r"(?:[A-Z][\w’'.-]+ ){1,4}[A-Z][\w’'.-]+, (?:[A-Z][\w’'-]+ )*"
    r"(?:Director|Chief|Chair|Commissioner|Police|Head|Manager|Executive|Deputy|Leader?|Commander|CEO|Officer)\b"
)
# In a text file, what is shorter is a heading, an address or a signature rather than an unfinished sentence.
LONG, SOME = 60, 40
# So many blank lines are a page break rather than the space between two paragraphs.
PAGE_GAP = 3


@dataclass(slots=True)
class Group:
    """The pieces of one block."""

    pieces: list[Piece]
    level: int = 0
    marker: str | None = field(default=None)

    @property
    def last(self) -> Piece:
        """The piece the next one may go on from."""
        return self.pieces[-1]

    def length(self) -> int:
        """How many characters the block has in its last lines."""
        return sum(len(piece.text) + 1 for piece in self.pieces[-3:])


def paragraphs(pieces: Sequence[Piece]) -> tuple[list[Group], list[Dropped]]:
    """The pieces in groups, one a block, and bullets that stand before nothing."""
    layout = Layout(pieces)
    groups: list[Group] = []
    numbers = _Numbers()
    for piece in _cell_by_cell(pieces):
        if piece.marker and not numbers.accepts(piece, groups[-1] if groups else None, layout):
            piece.text, piece.marker = f"{piece.marker} {piece.text}", None
        if groups and _goes_on(groups[-1], piece, layout):
            groups[-1].pieces.append(piece)
        else:
            groups.append(Group([piece], marker=piece.marker))
    kept = [group for group in groups if any(piece.text for piece in group.pieces)]
    empty = [
        Dropped(group.last.raw, group.last.page, group.last.number, "empty bullet")
        for group in groups
        if not any(piece.text for piece in group.pieces)
    ]
    _set_levels(kept)
    return kept, empty


def _cell_by_cell(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with every table's in the order of its rows and columns, also over page breaks."""
    ordered: list[Piece] = []
    for table, run in groupby(pieces, key=lambda piece: piece.cell and piece.cell.table):
        lines = list(run)
        if table is not None:
            lines.sort(key=lambda piece: (piece.cell.row, piece.cell.column) if piece.cell else (0, 0))
        ordered.extend(lines)
    return ordered


class _Numbers:
    """Tells a list's numbers from figures that a line happens to begin with ("… aged 12 to / 24)")."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def accepts(self, piece: Piece, group: Group | None, layout: Layout) -> bool:
        """Whether the marker is a glyph, or a number that begins or goes on with a list."""
        figures = re.search(r"\w+", piece.marker or "")
        if not figures or piece.marker == "o":
            return True
        value = int(figures[0]) if figures[0].isdigit() else 1 + "abcdefgh".find(figures[0])
        kind = re.sub(r"\w+", "0", piece.marker or "")
        runs_on = (
            group is not None
            and not ENDS.search(group.last.text)
            and group.last.page == piece.page
            and not group.last.bold
            and layout.is_full(group.pieces, piece)
        )
        if runs_on or value not in (1, self._last.get(kind, 0) + 1):
            return False
        self._last[kind] = value
        return True


def _goes_on(group: Group, piece: Piece, layout: Layout) -> bool:
    last = group.last
    if piece.marker or last.cell != piece.cell or not piece.text:
        return False
    if not last.text:
        return piece.gap == 0 and last.page == piece.page
    if last.box and piece.box:
        return _goes_on_by_place(group, piece, layout)
    return _goes_on_by_words(group, piece, layout)


def _goes_on_by_place(group: Group, piece: Piece, layout: Layout) -> bool:
    """Whether a line of a PDF goes on with the block: by style, pitch, indent and fullness of the line."""
    last = group.last
    if last.bold != piece.bold or abs((last.size or 0) - (piece.size or 0)) > 0.9:
        return False
    ends, lower = bool(ENDS.search(last.text)), piece.text[:1].islower()
    full = layout.is_full(group.pieces, piece) and not _next_name(group, piece)
    indented = layout.same_indent(group.pieces, piece)
    unfinished = not ends and (full or lower or bool(UNFINISHED.search(last.text)))
    if last.page != piece.page:
        # Words indented as a bullet's are the bullet's, also where its page ends with a sentence.
        return unfinished or (indented and group.marker is not None and piece.cell is None)
    if not layout.next_line(last, piece):
        return False
    if layout.is_title(last) and layout.is_title(piece):
        return True
    if not indented:
        # A number may stand at the left edge with its words below it rather than indented.
        level = group.marker is not None and abs(piece.indent - group.pieces[0].indent) < 6
        return level and unfinished
    return full or unfinished


def _next_name(group: Group, piece: Piece) -> bool:
    """Whether the line is the next of a list of people, whose lines may be full by chance."""
    if UNFINISHED.search(group.last.text):
        return False
    return bool(NAMED.match(group.pieces[0].text) and NAMED.match(piece.text))


def _goes_on_by_words(group: Group, piece: Piece, layout: Layout) -> bool:
    """Whether a line of a text file goes on with the block: by its words and the blank lines between."""
    last = group.last
    if last.bold != piece.bold or SALUTATION.match(piece.text):
        return False
    ends, lower = bool(ENDS.search(last.text)), piece.text[:1].islower()
    if LINE_END_HYPHEN.search(last.text) and lower:
        return True
    full = layout.is_full(group.pieces, piece)
    if piece.gap == 0 and last.page == piece.page:
        if piece.cell:
            return not ends and (lower or bool(UNFINISHED.search(last.text)))
        some = len(last.text) >= SOME
        return full or (some and not ends and (lower or bool(UNFINISHED.search(last.text))))
    if ends or piece.cell:
        return False
    if lower:
        return group.length() >= SOME or last.text.endswith(",")
    parted = piece.gap >= PAGE_GAP or last.page != piece.page
    if layout.width:
        return parted and (full or (len(last.text) >= SOME and bool(UNFINISHED.search(last.text))))
    return parted and group.length() >= LONG and len(piece.text) >= SOME


def _set_levels(groups: Sequence[Group]) -> None:
    """Bullets' levels: by indent, or by glyph where nothing is indented."""
    stack: list[tuple[float, str]] = []
    for group in groups:
        piece = group.pieces[0]
        if not group.marker:
            stack = []
            continue
        kind = "0" if group.marker[-1] in ".)" else group.marker
        step = 4.0 if piece.box else 1.0
        while stack and piece.indent < stack[-1][0] - step:
            stack.pop()
        if kind in [glyph for _, glyph in stack] and stack and piece.indent < stack[-1][0] + step:
            while stack[-1][1] != kind:
                stack.pop()
        elif not stack or piece.indent >= stack[-1][0] + step or not piece.box:
            stack.append((piece.indent, kind))
        group.level = len(stack)


def assemble(groups: Sequence[Group], hyphens: Hyphens, dropped: tuple[Dropped, ...]) -> CleanText:
    """The clean text of the groups, with the offset at which each line of the source begins."""
    parts: list[str] = []
    offset = 0
    blocks: list[Block] = []
    breaks: list[int] = []
    places: list[tuple[int, int]] = []
    for group in groups:
        if blocks:
            parts.append("\n")
            offset += 1
        start = offset
        for at, piece in enumerate(group.pieces):
            following = group.pieces[at + 1].text if at + 1 < len(group.pieces) else ""
            breaks.append(offset)
            places.append((piece.page, piece.number))
            words = _words(piece.text, following, hyphens)
            parts.append(words)
            offset += len(words)
        blocks.append(_block(group, start, offset))
    return CleanText(
        text="".join(parts), blocks=tuple(blocks), breaks=tuple(breaks), places=tuple(places), dropped=dropped
    )


def _words(text: str, following: str, hyphens: Hyphens) -> str:
    """The piece's words with what parts them from the piece that follows in the block."""
    if "\ufffe" in text[:-1]:
        # Text taken from a PDF by others: the line break is gone, its hyphen is not.
        parts = text[:-1].split("\ufffe")
        parts[-1] += text[-1]
        hyphened = [f"{left}{hyphens.between(left, right)}" for left, right in pairwise(parts)]
        text = "".join([*hyphened, parts[-1]])
    if not following:
        return text.rstrip(SOFT) + ("-" if text.endswith("\ufffe") else "")
    hyphen = LINE_END_HYPHEN.search(text)
    if hyphen:
        left = text[: hyphen.start()]
        return left + hyphens.between(left, following)
    return text if re.search(r"\w/$", text) else f"{text} "


def _block(group: Group, start: int, end: int) -> Block:
    first = group.pieces[0]
    bolds = {piece.bold for piece in group.pieces}
    style: Style = "bullet" if group.marker else "cell" if first.cell else "paragraph"
    return Block(
        start=start,
        end=end,
        style=style,
        marker=group.marker,
        level=group.level,
        bold=bolds.pop() if len(bolds) == 1 else False,
        size=first.size,
        cell=first.cell,
    )
