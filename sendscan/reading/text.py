"""Plain text and Markdown to a source: the encoding told from the bytes, form feeds as page breaks."""

from __future__ import annotations

import re

from sendscan.errors import DamagedError, EmptyFileError, EncodingError, Where
from sendscan.reading.source import Limits, Line, Page, Source
from sendscan.reading.text_tables import with_cells

BOMS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
SAVE_AS_UTF8 = "Save it as UTF-8 and try again."
# Control characters no text holds; tab, line feed, form feed, carriage return and the end mark of DOS do.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f]")
LINE_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")


def read_text(data: bytes, *, name: str, sha256: str, limits: Limits) -> Source:
    """Read the bytes of a text file; raises for bytes that are no text, or in an encoding unknown."""
    where = Where(name)
    text = decode(data, where).rstrip("\x1a")
    if not text.strip():
        raise EmptyFileError("The file holds nothing but white space.", where)
    sheets = text.split("\f")
    while len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    pages: list[Page] = []
    number = 0
    for sheet in sheets[: limits.max_pages]:
        rows = LINE_BREAK.split(sheet)
        # A form feed ends a page in the middle of a line of the file: the next page goes on with it.
        lines = tuple(Line(row.rstrip(), number + at) for at, row in enumerate(rows, 1))
        number += len(rows) - 1
        pages.append(Page(len(pages) + 1, lines))
    return Source(
        name=name,
        sha256=sha256,
        media_type="text/plain",
        pages=with_cells(tuple(pages)),
        truncated=len(sheets) > limits.max_pages,
        characters=len(text),
    )


def decode(data: bytes, where: Where) -> str:
    """The text of the bytes: by byte order mark, else UTF-16 by its zero bytes, UTF-8, Windows-1252."""
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _checked(_decoded(data[len(bom) :], encoding, where), where)
    bare = _utf16_without_bom(data)
    if bare:
        return _checked(_decoded(data, bare, where), where)
    if b"\x00" in data:
        raise DamagedError("The file is neither PDF nor text: it holds zero bytes.", where)
    try:
        return _checked(data.decode("utf-8"), where)
    except UnicodeDecodeError:
        text = _checked(_decoded(data, "cp1252", where), where)
    # Every byte but five is a character in Windows-1252: only a text that looks like English is taken for it.
    plain = sum(character.isascii() for character in text)
    if plain < 0.85 * len(text):
        raise EncodingError("The text's encoding cannot be told.", where, advice=SAVE_AS_UTF8)
    return text


def _decoded(data: bytes, encoding: str, where: Where) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"The text is not in the encoding it seems to have ({encoding}): byte {error.start}."
        raise EncodingError(message, where, advice=SAVE_AS_UTF8) from error


def _checked(text: str, where: Where) -> str:
    controls = len(CONTROL.findall(text))
    if controls > 3 and controls > 0.002 * len(text):
        raise DamagedError("The file is neither PDF nor text: it is full of control characters.", where)
    # U+0002 is kept: text taken from a PDF has it where a word was parted at the end of a line.
    return CONTROL.sub(lambda match: match[0] if match[0] == "\x02" else "", text)


def _utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 English text has a zero in nearly every second byte; on which side says the order."""
    even, odd = data[0:4000:2], data[1:4000:2]
    if not odd:
        return None
    zero_even, zero_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zero_odd > 0.6 and zero_even < 0.05:
        return "utf-16-le"
    if zero_even > 0.6 and zero_odd < 0.05:
        return "utf-16-be"
    return None
