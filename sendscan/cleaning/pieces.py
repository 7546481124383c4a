"""Lines of the source as cleaning sees them: characters put right, markdown and bullets told apart."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from sendscan.cleaning.blocks import Dropped
from sendscan.reading.source import Box, Cell, Line, Page, Source

# Soft hyphens: U+00AD, and U+FFFE, by which PDFium says "a hyphen stood at the end of this line".
SOFT = "\u00ad\ufffe\x02"
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
CHARACTERS = str.maketrans(
    {
        **LIGATURES,
        **dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000\t\v" + "".join(map(chr, range(0x2000, 0x200B))), " "),
        **dict.fromkeys([*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)], ""),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\uffff", ""),
        "\u2010": "-",
        "\u2011": "-",
        "\x02": "\ufffe",
    }
)
ODD = re.compile("[^\x20-\x7e‘’“”–—…£é]|&|  ")
ENTITY = re.compile(r"&(?:#[0-9]{1,6}|#x[0-9a-fA-F]{1,5}|[A-Za-z]{2,8}[0-9]{0,2});")

# Words are looked for in lines up to this long; no paragraph of a letter is longer.
LONGEST = 20_000
MARKDOWN_HEADING = re.compile(r"#{1,6} +(.+?)(?: +#+)?")
MARKDOWN_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
MARKDOWN_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>-])")

# Glyphs that can only be bullets, private-use ones of Symbol and Wingdings among them; then dashes and
# the like, which need a blank after them; then numbers.
GLYPH = (
    "\u2022\u2023\u2043\u2219\u25a0-\u25ff\u25fb-\u25fe\u2b1b\u2b1c\u2b25\u27a2\u27a4\u2713\u2714\u2756\ue000-\uf8ff"
)
# Bullets that a converter ran together on one line.
RUN_TOGETHER = re.compile(rf"(?<=\s)(?=[{GLYPH}]\s)")
BULLET = re.compile(
    rf"(?P<glyph>[{GLYPH}]|[·∙])[ {GLYPH}]*"
    r"|(?P<dash>[-–—−*+§]|o(?= [A-Za-z‘“'(]))(?: +|$)"
    r"|(?P<number>\(?(?:[0-9]{1,2}|[a-h])[.)])(?: +|$|(?<=[0-9][.)])(?=[A-Z‘“]))"
)


@dataclass(slots=True)
class Piece:
    """A line, or what is left of it, on its way into a block.

    ``gap`` is the number of blank lines above (text only); ``indent`` where the words begin (blanks of
    a text file, points of a PDF); ``marker`` the bullet that stood before them; ``depth`` how far down the
    page the line stands, from 0 to 1 (``None`` for text); ``right`` where its cell ends, in points.
    """

    text: str
    page: int
    number: int
    gap: int = 0
    indent: float = 0.0
    marker: str | None = None
    bold: bool | None = None
    size: float | None = None
    box: Box | None = None
    cell: Cell | None = None
    raw: str = ""
    depth: float | None = None
    right: float | None = None


def pieces_of(source: Source) -> tuple[list[Piece], list[Dropped]]:
    """The source's lines that hold words of the letter, and the ruled and hidden ones that do not."""
    markdown = source.media_type.startswith("text/")
    pieces: list[Piece] = []
    left_out: list[Dropped] = []
    for page in source.pages:
        gap = 0
        for line in page.lines:
            if not line.text.strip():
                gap += 1
                continue
            if line.hidden:
                left_out.append(Dropped(line.text, page.number, line.number, "hidden text"))
                continue
            if markdown and _is_ruled(line.text):
                left_out.append(Dropped(line.text, page.number, line.number, "ruled line"))
                gap += 1
                continue
            found = [piece for part in _parts(line) if (piece := _piece(part, page, markdown=markdown))]
            if not found:
                gap += 1
                continue
            found[0].gap, found[0].raw = gap, line.text
            pieces.extend(found)
            gap = 0
    return pieces, left_out


def _is_ruled(text: str) -> bool:
    """Whether the line is a rule of markdown, of its own or between a table's head and rows."""
    marks = text.replace(" ", "")
    return len(marks) > 2 and not marks.strip("-*_=|:") and marks.strip("|:") != ""


def _parts(line: Line) -> list[Line]:
    """The line, or one a bullet where several stand on it."""
    texts = RUN_TOGETHER.split(line.text)
    return [line] if len(texts) == 1 else [line._replace(text=text) for text in texts]


def _piece(line: Line, page: Page, *, markdown: bool) -> Piece | None:
    """The line's words and bullet; ``None`` if nothing is left of it."""
    bold = line.bold
    text = characters(line.text)
    if markdown and len(text) < LONGEST:
        text, marked = without_markdown(text)
        bold = marked or None
    marker = None
    match = BULLET.match(text)
    if match and line.box and match["dash"] in ("*", "+"):
        # Bullets of Markdown only; in print an asterisk marks a note.
        match = None
    if match and (line.cell is None or match["glyph"] or text[match.end() :]):
        marker = (match["glyph"] or match["dash"] or match["number"]).strip()
        text = text[match.end() :].strip()
    if not text.strip(SOFT) and not marker:
        return None
    return Piece(
        text,
        page.number,
        line.number,
        indent=line.box.x0 if line.box else float(len(line.text) - len(line.text.lstrip())),
        marker=marker,
        bold=bold,
        size=line.size,
        box=line.box,
        cell=line.cell,
        raw=line.text,
        depth=line.box.top / page.height if line.box and page.height else None,
        right=line.right,
    )


def characters(text: str) -> str:
    """The text with odd spaces, ligatures, zero-width characters and HTML entities put right.

    Soft hyphens inside a word vanish; those at the end of the line stay, for the joiner to judge.
    """
    if not ODD.search(text):
        return text.strip()
    if "&" in text:
        text = ENTITY.sub(lambda match: html.unescape(match[0]), text)
    text = text.translate(CHARACTERS).strip()
    text = text[:-1].replace("\u00ad", "") + text[-1:]
    return re.sub(" {2,}", " ", text)


def without_markdown(text: str) -> tuple[str, bool]:
    """The text without markdown's marks, and whether all of it was marked as heading or bold."""
    marked = False
    heading = MARKDOWN_HEADING.fullmatch(text)
    if heading:
        text, marked = heading[1], True
    whole = MARKDOWN_BOLD.fullmatch(text)
    if whole and whole[1] not in whole[2]:
        marked = True
    text = MARKDOWN_BOLD.sub(r"\2", text)
    return MARKDOWN_ESCAPE.sub(r"\1", text), marked
