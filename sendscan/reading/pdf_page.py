"""One PDF page through PDFium's raw interface: its text runs with their place, and its ruled lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from ctypes import byref, c_char, c_float, c_int, c_ushort, sizeof
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from sendscan.reading.pdf_layout import Segment, Sheet
from sendscan.reading.pdf_tables import Grid, find_grids
from sendscan.reading.source import Box

# PDFium ends a line by CR LF; a hyphen at a line's end stands as U+FFFE, with the line break left out.
LINE = re.compile("[^\r\n\ufffe]+\ufffe?|\ufffe")
# Figures glued to a word or to its full stop may be a footnote's mark: the size of the type tells.
MARK = re.compile(r"(?<=[^\W\d_]|[.,;:?!)’”])\d{1,2}(?=[\s.,;:?!)]|$)")
GLYPHS = re.compile(r"[\u2022\u2023\u2043\u2219\u25a0-\u25ff\ue000-\uf8ff·∙–—−-]\s*")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Rough widths of characters; a line this much wider than its characters seem on the page may hold the
# blank between two columns.
NARROW, BROAD = re.compile(r"[ijlftr.,;:’'‘()\[\]|! ]"), re.compile(r"[A-Zmw—%&@]")
WIDE, COLUMN_GAP = 1.03, 14.0
# A blank this wide parts columns where the words after it begin as those of a neighbouring row's column.
ALIGNED_GAP, ALIGNED, NEIGHBOUR = 5.5, 1.5, 50.0
# The share of the page that a picture with words covers at least, and the number of paths that words
# turned into outlines are drawn with.
PICTURE, OUTLINES = 0.08, 60
# A ruled line is at most this thick, in points.
THIN = 3.0


def read_page(document: pypdfium2.PdfDocument, at: int, undecided: Callable[[int], list[Grid]]) -> Sheet:
    """The page's runs of text in PDFium's order, its ruled lines, and whether anything is painted on it.

    ``undecided`` finds the tables of a page whose rules do not tell them.
    """
    page = document[at]
    try:
        text_page = page.get_textpage()
        try:
            width, height = page.get_size()
            rules, painted = _rules(page, width, height)
            grids = find_grids(rules)
            if grids is None:
                grids = undecided(at)
            segments = _Reader(text_page, height).segments(grids)
            return Sheet(at + 1, width, height, segments, grids, painted)
        finally:
            text_page.close()
    finally:
        page.close()


class _Reader:
    """Asks PDFium for places of characters, and for nothing twice."""

    def __init__(self, text_page: Any, height: float) -> None:
        self._page = text_page.raw
        self._height = height
        self._rect = pdfium.FS_RECTF()
        self._rect_pointer = byref(self._rect)
        self._flags = c_int()
        self._x, self._y = c_float(), c_float()
        self._name = (c_char * 128)()
        count = pdfium.FPDFText_CountChars(self._page)
        units = (c_ushort * (count + 1))()
        if count > 0:
            pdfium.FPDFText_GetText(self._page, 0, count, units)
        self.text = bytes(units)[: sizeof(units) - 2].decode("utf-16-le", "replace").split("\0", 1)[0]
        # Text and characters count alike but where a character has no Unicode or needs two units of it.
        self._alike = len(self.text) == count

    def segments(self, grids: Sequence[Grid]) -> list[Segment]:
        """One segment a line of PDFium's, or several where a line runs over the gap between columns."""
        runs = [self._segment(*match.span()) for match in LINE.finditer(self.text) if match[0].strip()]
        widths = [_seeming_width(segment) for segment in runs]
        usual = median(widths) if widths else 0.0
        found: list[Segment] = []
        for segment, width in zip(runs, widths, strict=True):
            found.extend([segment] if width < WIDE * usual else self._columns(segment))
        found = self._aligned(found)
        return [part for segment in found for part in self._cells(segment, grids)] if grids else found

    def _aligned(self, segments: list[Segment]) -> list[Segment]:
        """The segments, cut where a neighbouring row's column begins and the blank is wider than usual.

        A name that nearly fills its column leaves a gap too small to tell by itself.
        """
        columns = [
            (after.box.x0, after.box.top)
            for before, after in itertools.pairwise(segments)
            if after.start == before.end and after.box.x0 > before.box.x1 and after.box.top < before.box.bottom
        ]
        if not columns:
            return segments
        found: list[Segment] = []
        for segment in segments:
            box = segment.box
            starts = {x for x, top in columns if box.x0 < x - 9 and x < box.x1 and abs(top - box.top) < NEIGHBOUR}
            cut = next((cut for x in starts if (cut := self._blank_before(segment, x))), None)
            found.extend(
                [segment] if cut is None else [self._segment(segment.start, cut), self._segment(cut, segment.end)]
            )
        return found

    def _blank_before(self, segment: Segment, x: float) -> int | None:
        """The blank wider than usual before the word that begins at ``x``."""
        for match in re.finditer(" ", self.text[segment.start : segment.end]):
            space = segment.start + match.start()
            if space + 1 < segment.end and abs(self._box(space + 1)[0] - x) < ALIGNED:
                return space if self._gap(space) > ALIGNED_GAP else None
        return None

    def _cells(self, segment: Segment, grids: Sequence[Grid]) -> list[Segment]:
        """The segment, cut where it runs over the edge of a ruled column."""
        for grid in grids:
            edge = grid.crossed(segment.box)
            parts = [segment] if edge is None else self._split(segment, edge)
            if len(parts) > 1:
                return [parts[0], *self._cells(parts[1], grids)]
        return [segment]

    def _columns(self, segment: Segment) -> list[Segment]:
        """The segment, cut at blanks as wide as those between columns; a bullet's blank is none."""
        cuts = []
        for match in re.finditer(" ", self.text[segment.start : segment.end]):
            cut = segment.start + match.start()
            before = self.text[segment.start : cut].strip()
            if self._gap(cut) > COLUMN_GAP and not GLYPHS.fullmatch(f"{before} "):
                cuts.append(cut)
        if not cuts:
            return [segment]
        bounds = [segment.start, *cuts, segment.end]
        parts = [pair for pair in itertools.pairwise(bounds) if self.text[slice(*pair)].strip()]
        return [self._segment(*pair) for pair in parts]

    def _split(self, segment: Segment, x: float) -> list[Segment]:
        """The segment in two, at the blank nearest to ``x`` from the left."""
        for match in re.finditer(r"\s+", self.text[segment.start : segment.end]):
            after = segment.start + match.end()
            if after < segment.end and self._box(after)[0] >= x - 2:
                return [self._segment(segment.start, after), self._segment(after, segment.end)]
        return [segment]

    def _segment(self, start: int, end: int) -> Segment:
        text = self.text[start:end]
        first = start + len(text) - len(text.lstrip())
        last = end - 1 - (len(text) - len(text.rstrip()))
        glyph = GLYPHS.match(self.text, first, end)
        word = glyph.end() if glyph and glyph.end() <= last else first
        left = self._box(first)[0]
        # A bullet's own type is often of another height than the words'.
        _, top, right, bottom = self._box(word)
        if last != word:
            _, last_top, right, last_bottom = self._box(last)
            top, bottom = min(top, last_top), max(bottom, last_bottom)
        size = round(float(pdfium.FPDFText_GetFontSize(self._page, self._at(word))), 1)
        bold = self._bold(word) and self._bold(last)
        words = self._marked(start, text, size).strip()
        box = Box(left, top, right, bottom)
        hidden = self._hidden(word, box)
        return Segment(words, box, size, bold, start, end, text[-1:].isspace(), hidden)

    def _hidden(self, index: int, box: Box) -> bool:
        """Whether the words lie outside the path that clips them: an older text left under a newer one."""
        item = pdfium.FPDFText_GetTextObject(self._page, self._at(index))
        path = pdfium.FPDFPageObj_GetClipPath(item)
        middle = (box.top + box.bottom) / 2
        for at in range(pdfium.FPDFClipPath_CountPaths(path)):
            ys = [
                self._point(pdfium.FPDFClipPath_GetPathSegment(path, at, part))[1]
                for part in range(pdfium.FPDFClipPath_CountPathSegments(path, at))
            ]
            if ys and not min(ys) - 1 <= middle <= max(ys) + 1:
                return True
        return False

    def _point(self, part: Any) -> tuple[float, float]:
        pdfium.FPDFPathSegment_GetPoint(part, byref(self._x), byref(self._y))
        return self._x.value, self._height - self._y.value

    def _marked(self, start: int, text: str, size: float) -> str:
        """The text, with figures in small type after a word as superscript figures."""

        def mark(match: re.Match[str]) -> str:
            own = pdfium.FPDFText_GetFontSize(self._page, self._at(start + match.start()))
            return match[0].translate(SUPERSCRIPT) if own < 0.85 * size else match[0]

        return MARK.sub(mark, text)

    def _gap(self, space: int) -> float:
        """The width, in points, between the characters around a blank."""
        if space == 0 or space + 1 >= len(self.text):
            return 0.0
        return self._box(space + 1)[0] - self._box(space - 1)[2]

    def _box(self, index: int) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a character, as high as its type is; tops count downwards."""
        rect = self._rect
        pdfium.FPDFText_GetLooseCharBox(self._page, self._at(index), self._rect_pointer)
        return rect.left, self._height - rect.top, rect.right, self._height - rect.bottom

    def _bold(self, index: int) -> bool:
        at = self._at(index)
        if pdfium.FPDFText_GetFontWeight(self._page, at) >= 600:
            return True
        length = pdfium.FPDFText_GetFontInfo(self._page, at, self._name, sizeof(self._name), byref(self._flags))
        return b"bold" in self._name.raw[:length].lower()

    def _at(self, index: int) -> int:
        if self._alike:
            return index
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, index))


def _seeming_width(segment: Segment) -> float:
    """The width of the segment's usual character, in shares of the size of its type."""
    text = segment.text
    characters = len(text) - 0.45 * len(NARROW.findall(text)) + 0.35 * len(BROAD.findall(text))
    return (segment.box.x1 - segment.box.x0) / max(characters * segment.size, 1.0)


def _rules(page: Any, width: float, height: float) -> tuple[list[Box], bool]:
    """The page's thin paths, and whether what is painted on it could be words.

    A scan is a picture over much of the page, words turned into outlines are many paths; a logo on an
    otherwise blank last page is neither.
    """
    rules: list[Box] = []
    paths, area = 0, 0.0
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    for at in range(pdfium.FPDFPage_CountObjects(page.raw)):
        item = pdfium.FPDFPage_GetObject(page.raw, at)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        pdfium.FPDFPageObj_GetBounds(item, byref(left), byref(bottom), byref(right), byref(top))
        wide, high = right.value - left.value, top.value - bottom.value
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            area += wide * high
            continue
        paths += 1
        if wide < THIN or high < THIN:
            rules.append(Box(left.value, height - top.value, right.value, height - bottom.value))
    return rules, area > PICTURE * width * height or paths > OUTLINES
