"""PDF to a source, through PDFium: text in one call a page, geometry asked where it decides something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pypdfium2
import pypdfium2.raw as pdfium

from sendscan.errors import DamagedError, EncryptedError, NoTextLayerError, Where
from sendscan.reading.pdf_layout import Sheet, in_reading_order
from sendscan.reading.pdf_page import read_page
from sendscan.reading.pdf_tables import Grid, Tables
from sendscan.reading.pdf_undecided import grids_by_pdfplumber
from sendscan.reading.source import Limits, Page, Source

OCR = "Run it through OCR first: ocrmypdf letter.pdf letter-with-text.pdf"


def read_pdf(data: bytes, *, name: str, sha256: str, password: str | None, limits: Limits) -> Source:
    """Read the bytes of a PDF; raises if it is encrypted, damaged or without a text layer."""
    where = Where(name)
    with _opened(data, password, where) as document:
        count = len(document)
        if count == 0:
            raise DamagedError("The PDF has no pages.", where)
        undecided = partial(grids_by_pdfplumber, data, password)
        sheets = [_sheet(document, at, undecided, where) for at in range(min(count, limits.max_pages))]
    if not any(sheet.segments for sheet in sheets):
        raise NoTextLayerError("The PDF has no text layer: its pages are pictures.", where, advice=OCR)
    tables = Tables()
    pages = tuple(
        Page(sheet.number, in_reading_order(sheet, tables), width=sheet.width, height=sheet.height) for sheet in sheets
    )
    return Source(
        name=name,
        sha256=sha256,
        media_type="application/pdf",
        pages=pages,
        unreadable=tuple(sheet.number for sheet in sheets if not sheet.segments and sheet.painted),
        truncated=count > limits.max_pages,
        characters=sum(len(line.text) for page in pages for line in page.lines),
    )


@contextmanager
def _opened(data: bytes, password: str | None, where: Where) -> Iterator[pypdfium2.PdfDocument]:
    # Junk before the header, as mail gateways put it there, shifts every offset in the file.
    start = max(data.find(b"%PDF-", 0, 1024), 0)
    try:
        document = pypdfium2.PdfDocument(data[start:], password=password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            if password is None:
                message, advice = "The PDF is encrypted.", "Give its password with --password."
            else:
                message, advice = "The password does not open the PDF.", "Check what follows --password."
            raise EncryptedError(message, where, advice=advice) from error
        raise DamagedError("The PDF is damaged and cannot be opened.", where) from error
    try:
        yield document
    finally:
        document.close()


def _sheet(document: pypdfium2.PdfDocument, at: int, undecided: Callable[[int], list[Grid]], where: Where) -> Sheet:
    try:
        return read_page(document, at, undecided)
    except pypdfium2.PdfiumError as error:
        place = Where(where.file, page=at + 1)
        raise DamagedError("The PDF is damaged: the page cannot be loaded.", place) from error
