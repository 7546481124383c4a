"""What sort of file it is, told from its bytes; every sort of bad input has its own error."""

from __future__ import annotations

import io
import os
import random
import zipfile
from pathlib import Path

import pytest
from made_pdfs import drawing

from sendscan import errors
from sendscan.reading import Limits, read
from sendscan.reading.files import file_bytes

LETTER = "Dear Ms Penn\n\nJoint area SEND revisit in Saltwold\n\nLeaders’ plans are clear.\n"


def zipped(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, "<x/>")
    return buffer.getvalue()


UNSUPPORTED = [
    (zipped("word/document.xml"), "Word"),
    (zipped("xl/workbook.xml"), "Excel"),
    (zipped("letters/a.pdf"), "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Office"),
    (b"\x89PNG\r\n\x1a\n" + bytes(60), "PNG"),
    (b"\xff\xd8\xff\xe0" + bytes(60), "JPEG"),
    (b"{\\rtf1\\ansi Dear Ms Penn}", "Rich Text"),
    (b"<!DOCTYPE html>\n<html><body>Dear Ms Penn</body></html>", "web page"),
    (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "XML"),
    (b"\x1f\x8b\x08" + bytes(60), "gzip"),
    (b"\x00\x00\x00\x18ftypmp42" + bytes(60), "film"),
]


@pytest.mark.parametrize(("data", "says"), UNSUPPORTED, ids=[says for _, says in UNSUPPORTED])
def test_other_types_are_refused_with_what_they_are_and_advice(data: bytes, says: str) -> None:
    with pytest.raises(errors.UnsupportedTypeError) as caught:
        read(data, "letter.pdf")
    assert says in caught.value.message
    assert caught.value.advice
    assert str(caught.value).startswith("letter.pdf: ")


@pytest.mark.parametrize("data", [b"", b"  \n\t\r\n \x0c\n", "\ufeff\n".encode()])
def test_a_file_without_words_is_empty(data: bytes) -> None:
    with pytest.raises(errors.EmptyFileError):
        read(data, "letter.txt")


def test_bytes_that_are_no_text_are_damaged() -> None:
    noise = random.Random(7).randbytes(5000)
    with pytest.raises((errors.DamagedError, errors.EncodingError)):
        read(noise, "letter.txt")
    with pytest.raises(errors.DamagedError, match="neither PDF nor text"):
        read(b"Dear\x01\x02\x03\x04\x05\x06 Ms Penn" * 5, "letter.txt")


def test_a_text_in_an_unknown_encoding_says_so() -> None:
    with pytest.raises(errors.EncodingError) as caught:
        read("Уважаемая госпожа Пенн, планы ясны".encode("koi8-r"), "letter.txt")
    assert "UTF-8" in str(caught.value.advice)


def test_utf16_cut_in_half_is_an_encoding_error() -> None:
    with pytest.raises(errors.EncodingError):
        read(LETTER.encode("utf-16")[:-1], "letter.txt")


@pytest.mark.parametrize(
    "data",
    [
        LETTER.encode(),
        LETTER.encode("utf-8-sig"),
        LETTER.encode("utf-16"),
        LETTER.encode("utf-16-le"),
        LETTER.encode("utf-16-be"),
        b"\xfe\xff" + LETTER.encode("utf-16-be"),
        LETTER.encode("utf-32"),
        LETTER.encode("cp1252"),
        LETTER.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "utf-8 bom", "utf-16", "utf-16-le", "utf-16-be", "be bom", "utf-32", "cp1252", "crlf"],
)
def test_text_is_read_in_every_encoding_letters_come_in(data: bytes) -> None:
    source = read(data, "letter")
    assert [line.text for line in source.pages[0].lines] == LETTER.split("\n")
    assert source.media_type == "text/plain"


def test_a_pdf_is_known_by_its_bytes_and_not_by_its_name() -> None:
    pdf = drawing()
    pdf.lines(["Dear Ms Penn"])
    assert read(pdf.bytes(), "letter.txt").media_type == "application/pdf"
    junk = b"Received: by mail gateway\r\n\r\n" + pdf.bytes()
    assert read(junk, "letter.txt").pages[0].lines[0].text == "Dear Ms Penn"


def test_a_text_that_speaks_of_pdfs_is_text() -> None:
    assert read(b"A PDF begins with %PDF-1.7, says the letter.", "a").media_type == "text/plain"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("letter.txt", "letter.txt"),
        ("letters/letter.txt", "letters/letter.txt"),
        ("/home/someone/letter.txt", "letter.txt"),
        (r"C:\Users\someone\letter.txt", "letter.txt"),
    ],
)
def test_the_name_is_as_given_but_never_an_absolute_path(given: str, shown: str) -> None:
    assert read(b"Dear Ms Penn", given).name == shown


def test_limits_on_bytes_refuse_and_limits_on_pages_cut() -> None:
    with pytest.raises(errors.TooLargeError, match="limit"):
        read(b"Dear Ms Penn", "a", limits=Limits(max_bytes=5))
    text = read(b"one\ntwo\x0cthree\x0cfour", "a", limits=Limits(max_pages=2))
    assert (len(text.pages), text.truncated) == (2, True)
    assert not read(b"one\x0ctwo\x0c", "a", limits=Limits(max_pages=2)).truncated
    pdf = drawing()
    pdf.words("one")
    pdf.add_page()
    pdf.words("two")
    source = read(pdf.bytes(), "a", limits=Limits(max_pages=1))
    assert (len(source.pages), source.truncated) == (1, True)


def test_lines_of_text_count_over_the_whole_file() -> None:
    source = read(b"one\ntwo\x0cthree\nfour\n\x0c\nfive", "a")
    places = [(page.number, line.number, line.text) for page in source.pages for line in page.lines if line.text]
    assert places == [(1, 1, "one"), (1, 2, "two"), (2, 2, "three"), (2, 3, "four"), (3, 5, "five")]


def test_a_file_of_another_type_is_not_read_to_its_end(tmp_path: Path) -> None:
    film = tmp_path / "film"
    film.write_bytes(b"\x00\x00\x00\x18ftypmp42")
    os.truncate(film, Limits().max_bytes + 1)  # takes no room on the disk
    with pytest.raises(errors.UnsupportedTypeError, match="sound, film or picture"):
        file_bytes(film, "film")
    os.truncate(film, 0)
    os.truncate(film, Limits().max_bytes + 1)
    with pytest.raises(errors.TooLargeError):
        file_bytes(film, "film")
