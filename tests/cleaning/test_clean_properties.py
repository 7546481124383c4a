"""Whatever surrounds it, a planted sentence is found back whole, at its page and line."""

from __future__ import annotations

import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_pdfs import PITCH, drawing

from sendscan.cleaning import CleanText, clean
from sendscan.errors import ReadingError
from sendscan.reading import read

WORDS = ("leaders", "plans", "children", "families", "reviews", "health", "care", "schools", "of", "the", "and", "in")
word = st.sampled_from(WORDS)


@st.composite
def planted_sentences(draw: st.DrawFn) -> list[str]:
    """Sentences of which every third word names the sentence, so that no line of two is the same."""
    bodies = draw(st.lists(st.lists(word, min_size=6, max_size=25), min_size=1, max_size=12))
    return [
        f"Finding {1000 + at} says that "
        + " ".join(f"{plain}{1000 + at}" if number % 3 == 0 else plain for number, plain in enumerate(words))
        + " is so."
        for at, words in enumerate(bodies)
    ]


def wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for part in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(part) > width:
            lines.append(part)
        else:
            lines[-1] = f"{lines[-1]} {part}".strip()
    return lines


def slices_back(found: CleanText) -> bool:
    """Blocks in order, one to a line, and offsets that grow."""
    return (
        [found.text[block.start : block.end] for block in found.blocks]
        == (found.text.split("\n") if found.text else [])
        and list(found.breaks) == sorted(found.breaks)
        and len(found.breaks) == len(found.places)
    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(planted_sentences(), st.sampled_from([60, 78, 95, 400]), st.booleans())
def test_sentences_planted_in_text_are_found_at_their_line(planted: list[str], width: int, paged: bool) -> None:
    rows: list[str] = []
    places: dict[str, tuple[int, int]] = {}
    page = 1
    for at, sentence in enumerate(planted):
        if paged and at and at % 4 == 0:
            rows[-1] += "\f"
            page += 1
        places[sentence] = (page, len(rows) + 1)
        rows.extend([*wrapped(sentence, width), ""])
    found = clean(read("\n".join(rows).encode(), "a"))
    assert slices_back(found)
    for sentence, (on_page, line) in places.items():
        start = found.text.find(sentence)
        assert start >= 0, sentence
        span = found.span(start, start + len(sentence))
        assert (span.page, span.line) == (on_page, line)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(planted_sentences())
def test_sentences_planted_in_a_pdf_are_found_at_their_page_and_line(planted: list[str]) -> None:
    pdf = drawing()
    y, page, line = 100.0, 1, 0
    places: dict[str, tuple[int, int]] = {}
    for sentence in planted:
        first = True
        for row in wrapped(sentence, 80):
            if y > 700 - 300 * (page % 2):
                pdf.add_page()
                y, page, line = 100.0, page + 1, 0
            line += 1
            if first:
                places[sentence], first = (page, line), False
            pdf.words(row, y=y)
            y += PITCH
        y += PITCH
    found = clean(read(pdf.bytes(), "a"))
    assert slices_back(found)
    for sentence, place in places.items():
        start = found.text.find(sentence)
        assert start >= 0, sentence
        span = found.span(start, start + len(sentence))
        assert (span.page, span.line) == place


ODD = st.text(alphabet=string.printable + "■•\u00ad\ufffe\u00a0\u200b’–|\uf06e\x02é", max_size=600)


@settings(max_examples=200, deadline=None)
@given(ODD)
def test_any_text_is_read_and_sliced_back_or_refused(text: str) -> None:
    try:
        source = read(text.encode(), "a")
    except ReadingError:
        return
    assert slices_back(clean(source))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    try:
        clean(read(data, "a"))
    except ReadingError as error:
        assert error.message
