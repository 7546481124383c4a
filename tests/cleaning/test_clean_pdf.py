"""PDFs: furniture by place and repetition, paragraphs by pitch, indent and fullness."""

from __future__ import annotations

from made_pdfs import LEFT, PITCH, Drawing, drawing

from sendscan.cleaning import CleanText, clean
from sendscan.reading import read

FULL = "Leaders across the partnership know the area well and check the quality of plans with"
REST = "care, so that families are heard."


def cleaned(pdf: Drawing) -> CleanText:
    return clean(read(pdf.bytes(), "letter.pdf"))


def blocks(pdf: Drawing) -> list[str]:
    found = cleaned(pdf)
    return [found.text[block.start : block.end] for block in found.blocks]


def dropped(pdf: Drawing) -> dict[str, str]:
    return {drop.text: drop.reason for drop in cleaned(pdf).dropped}


def test_a_paragraph_ends_at_a_gap_or_at_a_short_line() -> None:
    pdf = drawing()
    y = pdf.lines([FULL, REST], y=100)
    y = pdf.lines([FULL, REST], y=y)
    pdf.lines([FULL, REST], y=y + PITCH)
    assert blocks(pdf) == [f"{FULL} {REST}"] * 3


def test_an_address_stays_one_block_a_line() -> None:
    pdf = drawing()
    y = pdf.lines(["Ann Penn", "Director of Children's Services", "Mill Street", "EM1 2AB"])
    pdf.lines([FULL, REST], y=y + 20)
    assert blocks(pdf)[:4] == ["Ann Penn", "Director of Children's Services", "Mill Street", "EM1 2AB"]


def test_a_heading_over_two_lines_is_one_block_and_never_joins_the_text() -> None:
    pdf = drawing()
    y = pdf.lines(
        ["What needs to improve in this area of social work practice, across the", "whole council"], bold=True
    )
    pdf.lines([FULL, REST], y=y)
    assert blocks(pdf) == [
        "What needs to improve in this area of social work practice, across the whole council",
        f"{FULL} {REST}",
    ]
    assert cleaned(pdf).blocks[0].bold is True


def test_a_title_is_one_block_wherever_its_lines_are_broken() -> None:
    pdf = drawing()
    pdf.words("Report", y=80, size=10)
    pdf.words("Inspection of Eastmere", y=110, size=24)
    pdf.words("Local Area Partnership", y=139, size=24)
    y = pdf.lines(["Inspection dates: 2 to 6 May 2023"], y=180)
    pdf.lines([FULL, REST], y=y + 20)
    assert blocks(pdf)[:2] == ["Report", "Inspection of Eastmere Local Area Partnership"]


def test_a_bullet_goes_on_over_the_page_without_footer_or_number() -> None:
    pdf = drawing()
    pdf.bullet([FULL], y=700)
    pdf.words("Inspection report: Eastmere, 2 to 6 May 2023 1", y=810, size=10)
    pdf.add_page()
    pdf.words("Inspection report: Eastmere, 2 to 6 May 2023 2", y=810, size=10)
    y = pdf.lines([REST], x=LEFT + 18, y=90)
    pdf.bullet(["Second point."], y=y)
    assert blocks(pdf) == [f"{FULL} {REST}", "Second point."]
    assert [block.level for block in cleaned(pdf).blocks] == [1, 1]
    assert set(dropped(pdf).values()) == {"running header or footer"}


def test_a_footer_whose_date_wraps_and_a_page_number_are_dropped() -> None:
    pdf = drawing()
    for number in (1, 2, 3):
        if number > 1:
            pdf.add_page()
        pdf.words("Inspection report: Eastmere, 2 to 6", x=60, y=800, size=10)
        pdf.words(f"October 2023 {number}", x=60, y=812, size=10)
        pdf.lines([(FULL, f"and {FULL[8:]}", REST)[number - 1]], y=110)
    assert blocks(pdf) == [f"{FULL} and {FULL[8:]} {REST}"]


def test_nested_bullets_have_levels_by_indent() -> None:
    pdf = drawing()
    y = pdf.bullet(["Leaders should act on:"], y=100)
    for words in ("delays in plans", "late reviews"):
        pdf.words("-", x=LEFT + 18, y=y)
        y = pdf.lines([words], x=LEFT + 32, y=y)
    pdf.bullet(["They should listen."], y=y)
    assert [block.level for block in cleaned(pdf).blocks] == [1, 2, 2, 1]


def test_a_letterhead_drawn_last_is_dropped() -> None:
    pdf = drawing()
    pdf.words("14 March 2025", y=150)
    pdf.lines([FULL], y=700)
    for at, text in enumerate(["Ofsted", "Lark House", "Mill Street", "Eastmere", "EM1 2WD"]):
        pdf.words(text, y=45 + 11 * at, size=9)
    for at, text in enumerate(
        ["T 0300 555 1231", "Textphone 0161 555 8524", "mail@example.gov.uk", "www.example.gov.uk"]
    ):
        pdf.words(text, x=170, y=56 + 11 * at, size=9)
    pdf.add_page()
    pdf.words("2", x=300, y=50)
    pdf.lines([REST], y=90)
    assert blocks(pdf) == ["14 March 2025", f"{FULL} {REST}"]
    assert set(dropped(pdf).values()) == {"letterhead", "page number"}


def test_a_footnote_and_its_mark_stay_out_of_the_sentence_it_interrupts() -> None:
    pdf = drawing()
    y = pdf.lines([FULL, REST] * 3, y=100)
    pdf.words("What needs to improve?", y=y, bold=True)
    pdf.words("1", x=LEFT + pdf.get_string_width("What needs to improve?"), y=y - 4, size=7)
    pdf.lines([FULL], y=720)
    pdf.words("1 The areas are taken from the framework for such visits.", y=760, size=9)
    pdf.add_page()
    pdf.lines([REST], y=90)
    assert blocks(pdf)[-2:] == ["What needs to improve?", f"{FULL} {REST}"]
    assert list(dropped(pdf).values()) == ["footnote"]


def test_a_table_row_broken_over_pages_is_one_cell_and_a_repeated_header_goes() -> None:
    pdf = drawing()
    pdf.grid([60, 220, 530], [700, 720, 760])
    for x, head, words in (
        (66, "Responsible body", "Eastmere"),
        (226, "Areas for priority action", "Leaders should make sure that all of their"),
    ):
        pdf.words(head, x=x, y=714, bold=True)
        pdf.words(words, x=x, y=736)
    pdf.add_page()
    pdf.grid([60, 220, 530], [60, 80, 120])
    for x, head, words in ((66, "Responsible body", "Council"), (226, "Areas for priority action", "plans are clear.")):
        pdf.words(head, x=x, y=74, bold=True)
        pdf.words(words, x=x, y=96)
    found = cleaned(pdf)
    rows = {(b.cell.row, b.cell.column): found.text[b.start : b.end] for b in found.blocks if b.cell}
    assert rows[0, 1] == "Areas for priority action"
    assert "Leaders should make sure that all of their plans are clear." in rows.values()
    assert {drop.reason for drop in found.dropped} == {"repeated table header"}


def test_hidden_text_is_dropped_and_counted() -> None:
    pdf = drawing()
    with pdf.clipped(80, 104):
        pdf.words("Ann Penn", y=100)
        pdf.words("Old Town", y=130)
    pdf.words("Dear Ms Penn", y=145)
    assert blocks(pdf) == ["Ann Penn", "Dear Ms Penn"]
    assert dropped(pdf) == {"Old Town": "hidden text"}


def test_a_list_of_people_is_one_block_each_though_a_line_is_full() -> None:
    pdf = drawing()
    long = "Ann Penn, Executive Director of Quality and Nursing, Eastmere and Saltwold ICB"
    y = pdf.lines([long, "Bo Reed, Police and Crime Commissioner", "Cy Day, Chief Constable, Eastmere Police"])
    pdf.lines([FULL, REST], y=y + 20)
    assert blocks(pdf)[:3] == [
        long,
        "Bo Reed, Police and Crime Commissioner",
        "Cy Day, Chief Constable, Eastmere Police",
    ]


def test_spans_tell_page_and_printed_line() -> None:
    pdf = drawing()
    pdf.lines([FULL, REST], y=90)
    pdf.add_page()
    pdf.lines(["Areas of strength", "Plans are clear."], y=90)
    found = cleaned(pdf)
    at = found.text.index("Plans are clear")
    assert (found.span(at, at + 5).page, found.span(at, at + 5).line) == (2, 2)
