"""What sort of file it is, told from its first bytes, never from its name."""

from __future__ import annotations

import re

from sendscan.errors import UnsupportedTypeError, Where

# PDF readers accept up to 1,024 bytes of anything before the header (ISO 32000-1, implementation note 13).
PDF_HEADER_WITHIN = 1024

SAVE_AS = "Save it as PDF or plain text and try again."
OCR_FIRST = "Turn it into a PDF with text first, for example with img2pdf and ocrmypdf."
UNPACK = "Unpack it and give the letters in it."

# (what the file begins with, what that is, what to do)
MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .msg)", SAVE_AS),
    (b"{\\rtf", "a Rich Text document", SAVE_AS),
    (b"%!PS", "a PostScript file", SAVE_AS),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture", OCR_FIRST),
    (b"\xff\xd8\xff", "a JPEG picture", OCR_FIRST),
    (b"GIF8", "a GIF picture", OCR_FIRST),
    (b"II*\x00", "a TIFF picture", OCR_FIRST),
    (b"MM\x00*", "a TIFF picture", OCR_FIRST),
    (b"\x1f\x8b", "a gzip archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!", "a RAR archive", UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", UNPACK),
    (b"SQLite format 3\x00", "an SQLite database", SAVE_AS),
    (b"\x7fELF", "a program", SAVE_AS),
    (b"MZ\x90", "a program", SAVE_AS),
)
# (a name near the start of a zip file, what the file is)
ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document (.docx)"),
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint file (.pptx)"),
    (b"opendocument", "an OpenDocument file (.odt)"),
    (b"epub+zip", "an e-book (.epub)"),
)
MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|\?xml|head|body|svg)\b", re.IGNORECASE)


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are a PDF, also with junk before its header (mail gateways put some there)."""
    at = data.find(b"%PDF-", 0, PDF_HEADER_WITHIN)
    # A text may speak of "%PDF-" near its start; a PDF then goes on with objects.
    return at == 0 or (at > 0 and (b" obj" in data or b"%%EOF" in data))


def refuse_other_types(data: bytes, where: Where) -> None:
    """Raise :class:`UnsupportedTypeError` for bytes that are known to be neither PDF nor text."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        what = next((what for mark, what in ZIPPED if mark in data), None)
        raise _unsupported(what or "a zip archive", SAVE_AS if what else UNPACK, where)
    for magic, what, advice in MAGIC:
        if data.startswith(magic):
            raise _unsupported(what, advice, where)
    if data[4:8] == b"ftyp" or data[:4] in (b"RIFF", b"OggS") or data[:3] == b"ID3":
        raise _unsupported("a sound, film or picture file", SAVE_AS, where)
    if MARKUP.match(data[:1024]):
        raise _unsupported("a web page or XML", SAVE_AS, where)


def _unsupported(what: str, advice: str, where: Where) -> UnsupportedTypeError:
    return UnsupportedTypeError(f"This is {what}; sendscan reads PDF and plain text.", where, advice=advice)
