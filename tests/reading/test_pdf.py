"""PDFs: what cannot be read says so; what can comes in reading order, with its place."""

from __future__ import annotations

import pytest
from fpdf.enums import EncryptionMethod
from made_pdfs import LEFT, PITCH, Drawing, drawing
from PIL import Image

from sendscan import errors
from sendscan.reading import Cell, Line, Source, read


def texts(source: Source, page: int = 1) -> list[str]:
    return [line.text for line in source.pages[page - 1].lines]


def cells(source: Source) -> list[tuple[Cell | None, str]]:
    return [(line.cell, line.text) for page in source.pages for line in page.lines]


def encrypted() -> bytes:
    pdf = drawing()
    pdf.set_encryption("owner", "secret", encryption_method=EncryptionMethod.RC4)
    pdf.words("Dear Ms Penn")
    return pdf.bytes()


def picture(pdf: Drawing, *, width: float = 450) -> None:
    pdf.image(Image.new("L", (60, 80), 200), x=60, y=60, w=width)


def test_an_encrypted_pdf_asks_for_its_password() -> None:
    with pytest.raises(errors.EncryptedError) as caught:
        read(encrypted(), "letter.pdf")
    assert "--password" in str(caught.value)
    with pytest.raises(errors.EncryptedError, match="does not open"):
        read(encrypted(), "letter.pdf", password="wrong")
    assert texts(read(encrypted(), "letter.pdf", password="secret")) == ["Dear Ms Penn"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\nnothing that a PDF holds\n%%EOF"])
def test_a_broken_pdf_is_damaged(data: bytes) -> None:
    with pytest.raises(errors.DamagedError, match="damaged"):
        read(data, "letter.pdf")


def test_a_scan_has_no_text_layer_and_is_sent_to_ocr() -> None:
    pdf = drawing(2)
    picture(pdf)
    with pytest.raises(errors.NoTextLayerError) as caught:
        read(pdf.bytes(), "letter.pdf")
    assert "ocrmypdf" in str(caught.value)


def test_a_scanned_page_is_unreadable_and_one_with_just_a_logo_is_not() -> None:
    pdf = drawing()
    pdf.words("Dear Ms Penn")
    pdf.add_page()
    picture(pdf)
    pdf.add_page()
    picture(pdf, width=60)
    source = read(pdf.bytes(), "letter.pdf")
    assert (len(source.pages), source.unreadable) == (3, (2,))


def test_lines_come_from_top_to_bottom_whatever_was_drawn_first() -> None:
    pdf = drawing()
    pdf.words("Inspection report 4", y=800)
    pdf.lines(["First line", "second line"], y=100)
    pdf.words("Letterhead", y=40)
    source = read(pdf.bytes(), "a")
    assert texts(source) == ["Letterhead", "First line", "second line", "Inspection report 4"]
    first = source.pages[0].lines[1]
    assert (first.number, first.size, first.bold) == (2, 12.0, False)
    assert first.box is not None
    assert (round(first.box.x0), round(first.box.top) < 100 < round(first.box.bottom)) == (71, True)


def test_bold_and_size_are_those_of_the_whole_line() -> None:
    pdf = drawing()
    pdf.words("Main findings", bold=True, size=14)
    pdf.words("Focus:", y=120, bold=True)
    pdf.words("Focus: whole lines only", y=120)
    heading, mixed = read(pdf.bytes(), "a").pages[0].lines[:2]
    assert (heading.bold, heading.size) == (True, 14.0)
    assert mixed.bold is False


def test_a_bullet_drawn_apart_belongs_to_its_words() -> None:
    pdf = drawing()
    pdf.bullet(["Plans are clear"])
    assert texts(read(pdf.bytes(), "a")) == ["■ Plans are clear"]


def test_frames_side_by_side_are_read_one_after_the_other() -> None:
    pdf = drawing()
    pdf.lines(["Store House", "Mill Street", "Eastmere"], y=40)
    pdf.lines(["T 0300 555 1231", "Textphone 0300 555 8524", "www.example.org"], x=200, y=40)
    assert texts(read(pdf.bytes(), "a")) == [
        "Store House",
        "Mill Street",
        "Eastmere",
        "T 0300 555 1231",
        "Textphone 0300 555 8524",
        "www.example.org",
    ]


def test_a_small_figure_after_a_word_is_a_mark_and_a_large_one_is_not() -> None:
    pdf = drawing()
    pdf.words("What needs to improve?")
    pdf.words("1", x=LEFT + pdf.get_string_width("What needs to improve?"), y=86, size=7)
    pdf.words("In Year 9 they plan ahead", y=120)
    assert texts(read(pdf.bytes(), "a")) == ["What needs to improve?¹", "In Year 9 they plan ahead"]


def test_what_is_clipped_away_is_hidden_and_comes_last() -> None:
    pdf = drawing()
    with pdf.clipped(80, 103):
        pdf.lines(["Ann Penn", "(an older address)"], y=100)
        pdf.words("Old Town", y=130)
    pdf.words("Dear Ms Penn", y=160)
    lines = read(pdf.bytes(), "a").pages[0].lines
    assert [(line.text, line.hidden) for line in lines] == [
        ("Ann Penn", False),
        ("Dear Ms Penn", False),
        ("(an older address)", True),
        ("Old Town", True),
    ]


def ruled(pdf: Drawing, rows: list[tuple[list[str], list[str]]], y: float = 200) -> None:
    """A table of two columns, all of the left column drawn before the right one."""
    ys = [y]
    for left, right in rows:
        ys.append(ys[-1] + PITCH * max(len(left), len(right)) + 6)
    pdf.grid([60, 220, 530], ys)
    for column, x in ((0, 66), (1, 226)):
        for row, top in zip(rows, ys, strict=False):
            pdf.lines(row[column], x=x, y=top + PITCH)


def test_a_ruled_table_gives_its_lines_their_cells() -> None:
    pdf = drawing()
    pdf.words("Areas for priority action", y=180, bold=True)
    ruled(pdf, [(["Responsible body"], ["Areas"]), (["Eastmere Council", "and the board"], ["Act on", "delays."])])
    pdf.words("Below the table", y=400)
    assert cells(read(pdf.bytes(), "a")) == [
        (None, "Areas for priority action"),
        (Cell(0, 0, 0), "Responsible body"),
        (Cell(0, 0, 1), "Areas"),
        (Cell(0, 1, 0), "Eastmere Council"),
        (Cell(0, 1, 0), "and the board"),
        (Cell(0, 1, 1), "Act on"),
        (Cell(0, 1, 1), "delays."),
        (None, "Below the table"),
    ]


def test_a_row_broken_over_the_page_stays_one_row() -> None:
    pdf = drawing()
    ruled(pdf, [(["Body"], ["Areas"]), (["Eastmere"], ["Leaders should make"])], y=700)
    pdf.add_page()
    ruled(pdf, [(["Council"], ["plans clear."]), (["Board"], ["Act now."])], y=60)
    found = [cell for cell, _ in cells(read(pdf.bytes(), "a"))]
    rows = [(cell.table, cell.row) for cell in found if cell]
    assert rows == [(0, 0), (0, 0), (0, 1), (0, 1), (0, 1), (0, 1), (0, 2), (0, 2)]


def test_a_name_broken_over_the_page_is_known_from_the_rows_above() -> None:
    pdf = drawing()
    whole = (["Eastmere and", "Saltwold Board"], ["Act on", "delays."])
    ruled(pdf, [(["Body"], ["Areas"]), whole, (["Eastmere and"], ["Plan better."])], y=650)
    pdf.add_page()
    ruled(pdf, [(["Saltwold Board"], ["Then act."]), whole], y=60)
    pages = read(pdf.bytes(), "a").pages
    assert [line.cell.row for line in pages[1].lines if line.cell] == [2, 2, 3, 3, 3, 3]


def test_a_new_row_at_the_top_of_a_page_is_a_row() -> None:
    pdf = drawing()
    ruled(pdf, [(["Body"], ["Areas"]), (["Eastmere Council"], ["Act on delays."])], y=700)
    pdf.add_page()
    ruled(pdf, [(["Eastmere Council"], ["Plan better."])], y=60)
    pages = read(pdf.bytes(), "a").pages
    assert [(line.cell.table, line.cell.row) for line in pages[1].lines if line.cell] == [(0, 2), (0, 2)]


def test_a_page_of_many_rules_is_a_drawing_and_soon_read() -> None:
    pdf = drawing()
    pdf.words("Plans are clear")
    for at in range(1500):
        pdf.rect(60 + at % 300, 200 + at // 10, 20, 0.5, style="F")
    assert cells(read(pdf.bytes(), "a")) == [(None, "Plans are clear")]


def test_text_drawn_sideways_keeps_the_order_it_was_drawn_in() -> None:
    pdf = drawing()
    with pdf.rotation(90, 300, 400):
        pdf.lines(["Leaders know their area well and", "they act on what they know"], y=400)
    lines = read(pdf.bytes(), "a").pages[0].lines
    assert [line.text for line in lines] == ["Leaders know their area well and", "they act on what they know"]
    assert {line.box for line in lines} == {None}


def test_tables_with_a_paragraph_between_them_are_two() -> None:
    pdf = drawing()
    ruled(pdf, [(["Body"], ["Areas"]), (["Eastmere"], ["Act now."])], y=600)
    pdf.words("Information about this inspection", y=700)
    pdf.add_page()
    ruled(pdf, [(["Local authority"], ["Board"]), (["Eastmere"], ["Eastmere ICB"])], y=60)
    assert {cell.table for cell, _ in cells(read(pdf.bytes(), "a")) if cell} == {0, 1}


def test_a_box_around_a_case_study_is_no_table() -> None:
    pdf = drawing()
    pdf.grid([60, 500], [100, 180])
    pdf.lines(["Case study", "A child was seen in time."], x=70, y=120)
    assert [cell for cell, _ in cells(read(pdf.bytes(), "a"))] == [None, None]


def test_columns_without_rules_are_a_table_when_drawn_row_by_row() -> None:
    pdf = drawing()
    team = [("Ofsted", "Care Quality Commission"), ("Ann Penn, HMI", "Bo Reed, inspector"), ("Cy Day, HMI", "")]
    for at, (left, right) in enumerate(team):
        pdf.words(left, y=100 + at * PITCH)
        pdf.words(right, x=298, y=100 + at * PITCH)
    found = [(cell.column, text) for cell, text in cells(read(pdf.bytes(), "a")) if cell]
    assert found == [
        (0, "Ofsted"),
        (1, "Care Quality Commission"),
        (0, "Ann Penn, HMI"),
        (0, "Cy Day, HMI"),
        (1, "Bo Reed, inspector"),
    ]


def test_lines_keep_no_cell_in_running_text() -> None:
    pdf = drawing()
    pdf.lines(["Leaders know their area well, and the board that they lead", "meets often enough."] * 5)
    assert all(isinstance(line, Line) and line.cell is None for line in read(pdf.bytes(), "a").pages[0].lines)


def test_a_table_among_more_rules_than_a_table_has_is_read_by_pdfplumber() -> None:
    pdf = drawing()
    ruled(pdf, [(["Responsible body"], ["Areas"]), (["Eastmere Council"], ["Act on delays."])])
    for at in range(900):  # a drawing at the foot of the page
        pdf.line(60 + at % 30 * 10, 600 + at // 30 * 6, 68 + at % 30 * 10, 600 + at // 30 * 6)
        pdf.line(60 + at % 30 * 10, 600 + at // 30 * 6, 60 + at % 30 * 10, 605.5 + at // 30 * 6)
    assert cells(read(pdf.bytes(), "a"))[:4] == [
        (Cell(0, 0, 0), "Responsible body"),
        (Cell(0, 0, 1), "Areas"),
        (Cell(0, 1, 0), "Eastmere Council"),
        (Cell(0, 1, 1), "Act on delays."),
    ]
