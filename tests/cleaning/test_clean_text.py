"""Text files: what is furniture, what is one paragraph, and what the characters become."""

from __future__ import annotations

import time

import pytest

from sendscan.cleaning import Block, CleanText, clean
from sendscan.reading import read


def cleaned(text: str) -> CleanText:
    return clean(read(text.encode(), "letter.txt"))


def blocks(text: str) -> list[str]:
    found = cleaned(text)
    return [found.text[block.start : block.end] for block in found.blocks]


def reasons(text: str) -> dict[str, str]:
    return {drop.text: drop.reason for drop in cleaned(text).dropped}


HEAD = """Ofsted Lark House Eastmere EM1 6HJ

T 0300 555 1231 **Textphone** 0161 555 8524 6 Weir Place enquiries@example.gov.uk www.example.gov.uk/ofsted



4 May 2020

Ann Penn Director of Children's Services Eastmere Council EM2 1EA

Dear Ms Penn
"""


def test_a_scrambled_letterhead_is_dropped_and_the_addressee_is_not() -> None:
    assert blocks(HEAD) == [
        "4 May 2020",
        "Ann Penn Director of Children's Services Eastmere Council EM2 1EA",
        "Dear Ms Penn",
    ]
    assert set(reasons(HEAD).values()) == {"letterhead"}
    assert len(reasons(HEAD)) == 2


def test_a_letterhead_that_interrupts_a_sentence_is_taken_out_of_it() -> None:
    text = (
        "Leaders know their area well and have made sure that the plans of the children in\n"
        "Ofsted\nLark House\nMill Street\nEastmere\nEM1 2WD\nT 0300 555 1231\nTextphone 0161 555 8524\n"
        "enquiries@example.gov.uk\nwww.example.gov.uk/ofsted\n\f2\n"
        "their care are clear and up to date.\n"
    )
    assert blocks(text) == [
        "Leaders know their area well and have made sure that the plans of the children in "
        "their care are clear and up to date."
    ]


def test_an_address_line_among_the_contacts_goes_with_them() -> None:
    text = (
        "Ofsted\nLark House\nT 0300 555 1231\n\n6 Weir Place\n\nTextphone 0161 555 8524\n\nEM1 6HJ\n\n"
        "mail@example.gov.uk\n\n4 May 2020\n"
    )
    assert blocks(text) == ["4 May 2020"]


def test_an_address_in_the_text_is_no_letterhead() -> None:
    text = "Send the statement to plans@example.gov.uk by 5 January. Call 0300 555 1231 before that."
    assert blocks(text) == [text]


@pytest.mark.parametrize("gap", ["\n\n\n\n\n", "\n\f\n", "\n\n\f3\n\n"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "However, leaders across the whole of the partnership recognise the",
            "need for further improvements in plans.",
        ),
        (
            "Inspectors spoke with parents and carers, and with officers of the National",
            "Health Service (NHS) officers and with leaders.",
        ),
        ("There has been some work by the officers of the council done to", "think about how to make it better known."),
    ],
)
def test_a_sentence_goes_on_over_a_page_break(before: str, after: str, gap: str) -> None:
    assert blocks(f"Main findings\n\n{before}{gap}{after}\n\nNext steps") == [
        "Main findings",
        f"{before} {after}",
        "Next steps",
    ]


def test_paragraphs_headings_and_bullets_stay_apart() -> None:
    text = (
        "Leaders know their area well and they act on what they know.\n\n\n\n\nMain findings\n\n"
        "■ At the initial inspection, inspectors found the following:\n\nPlans were late.\n\n"
        "Plans are on time.\n\nYours sincerely\n\nAnn Penn Her Majesty's In\n\nHer Majesty's Inspector"
    )
    assert blocks(text) == [
        "Leaders know their area well and they act on what they know.",
        "Main findings",
        "At the initial inspection, inspectors found the following:",
        "Plans were late.",
        "Plans are on time.",
        "Yours sincerely",
        "Ann Penn Her Majesty's In",
        "Her Majesty's Inspector",
    ]


WRAPPED = """Leaders across the partnership have a secure oversight of the plans that they
write with children, young people and their families. They check the quality of
plans often, and they act on what they find.
Health visitors see most families in good time, and families told inspectors that
the advice which they are given helps them.
\u25fc Waiting times for assessments are too long, and families are not told how much
longer they will wait for the assessment which they need.
\u25fc Reviews are late.
Areas for improvement
"""


def test_wrapped_lines_are_joined_up_to_the_short_one_that_ends_a_paragraph() -> None:
    assert [block.split(" ", 1)[0] for block in blocks(WRAPPED)] == ["Leaders", "Health", "Waiting", "Reviews", "Areas"]
    assert "the plans that they write with children" in blocks(WRAPPED)[0]


@pytest.mark.parametrize(
    "glyph", ["■", "◼", "▪", "•", "–", "-", "*", "\u2212", "\uf06e", "\uf0b7", "\uf0a7", "o", "1."]
)
def test_bullets_of_every_glyph_lose_it(glyph: str) -> None:
    found = cleaned(f"{glyph} Plans are clear.")
    assert found.text == "Plans are clear."
    assert (found.blocks[0].style, found.blocks[0].marker, found.blocks[0].level) == ("bullet", glyph, 1)


def test_bullets_run_together_on_one_line_are_bullets() -> None:
    found = cleaned("Areas for improvement: ■ Plans are late. ■ Reviews – of plans – are late.")
    assert [(block.marker, found.text[block.start : block.end]) for block in found.blocks] == [
        (None, "Areas for improvement:"),
        ("■", "Plans are late."),
        ("■", "Reviews – of plans – are late."),
    ]
    assert found.span(found.blocks[2].start, found.blocks[2].end).line == 1


def test_nested_bullets_have_a_level_by_indent_or_by_glyph() -> None:
    for text in ("■ One:\n  – a\n  – b\n■ Two", "■ One:\n– a\n– b\n■ Two"):
        assert [block.level for block in cleaned(text).blocks] == [1, 2, 2, 1]


def test_figures_at_the_start_of_a_line_are_no_list() -> None:
    text = WRAPPED + "\nThe service is provided for all of the young people in the area aged 12 to\n24) who wait."
    assert blocks(text)[-1].endswith("aged 12 to 24) who wait.")


def test_an_empty_bullet_is_dropped_and_counted() -> None:
    assert blocks("■ Plans are clear.\n\n■\n\nNext steps") == ["Plans are clear.", "Next steps"]
    assert reasons("■ Plans are clear.\n\n■\n\nNext steps") == {"■": "empty bullet"}


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("ﬁrst of\u00a0all, e\ufb03cient", "first of all, efficient"),
        ("child&nbsp;and family &amp; health", "child and family & health"),
        ("zero\u200bwidth and so\u00adft", "zerowidth and soft"),
        ("**Textphone** and __bold__ words", "Textphone and bold words"),
        ("Leaders’ ‘plans’ – all of “them”", "Leaders’ ‘plans’ – all of “them”"),
        ("A\u2003wide\u2009space  or   two", "A wide space or two"),
        ("well\u2011known and 2 \\* 3", "well-known and 2 * 3"),
    ],
)
def test_characters_are_put_right(written: str, read_as: str) -> None:
    assert blocks(written) == [read_as]


def test_a_markdown_heading_and_a_bold_line_are_bold() -> None:
    found = cleaned("## Main findings\n\n**Next steps**\n\nPlans are **clear**.\n\n---\n")
    assert [(found.text[b.start : b.end], b.bold) for b in found.blocks] == [
        ("Main findings", True),
        ("Next steps", True),
        ("Plans are clear.", None),
    ]
    assert [drop.reason for drop in found.dropped] == ["ruled line"]


def test_running_lines_and_page_numbers_are_dropped_wherever_the_text_layer_put_them() -> None:
    pages = [
        f"Inspection report: Eastmere, 2 to 6 May 2023 {number}\nPlans of kind {word} are clear and on time."
        for number, word in ((2, "one"), (3, "two"), (4, "three"))
    ]
    text = "Report\n\nSummary.\f" + "\f".join(pages)
    assert [block for block in blocks(text) if "Inspection report" in block] == []
    assert sum(drop.reason == "running header or footer" for drop in cleaned(text).dropped) == 3


def test_page_numbers_and_running_lines_are_known_where_page_breaks_are_lost() -> None:
    pages = [
        "Plans are clear and the work of\n",
        "leaders is good. Reviews are the next\n",
        "thing that leaders will improve.\n",
    ]
    numbered = "".join(f"{words}{number}\n" for number, words in enumerate(pages, 1))
    named = "".join(f"{words}Report: Eastmere, May 2023 {number}\n" for number, words in enumerate(pages, 2))
    for text in (numbered, named):
        assert not [block for block in blocks(text) if block[-1].isdigit()]
        assert len(reasons(text)) == 3


def test_a_list_of_years_is_no_row_of_page_numbers() -> None:
    assert blocks("Visits were made in\n\n2018\n\n2019") == ["Visits were made in", "2018", "2019"]


def test_a_heading_that_comes_twice_is_no_running_line() -> None:
    pages = ["Practice study\n\nA child was seen.", "Practice study\n\nAnother was not.", *["Plans.\n\nMore."] * 5]
    assert blocks("\f".join(pages)).count("Practice study") == 2


def test_table_cells_are_blocks_with_their_cell() -> None:
    found = cleaned("| Ofsted | Care Quality Commission |\n|---|---|\n| Ann Penn | Bo Reed |")
    assert [(b.style, b.cell and b.cell.row, b.cell and b.cell.column) for b in found.blocks] == [
        ("cell", 0, 0),
        ("cell", 0, 1),
        ("cell", 1, 0),
        ("cell", 1, 1),
    ]


def test_spans_tell_the_line_of_the_file() -> None:
    found = cleaned(
        "Main findings\n\nLeaders of the area across all services know the\n\n\n\n\nneed to act. Plans are late."
    )
    at = found.text.index("Plans are late")
    assert (found.span(at, at + 5).page, found.span(at, at + 5).line) == (1, 8)
    assert found.quote(at, at + 5).text == "Plans"
    assert found.span(0, 4).line == 1


def test_cleaning_is_pure() -> None:
    source = read(WRAPPED.encode(), "a")
    assert clean(source) == clean(source)


def test_blocks_lie_one_to_a_line_and_hold_all_of_the_text() -> None:
    found = cleaned(HEAD + WRAPPED)
    assert found.text.split("\n") == [found.text[block.start : block.end] for block in found.blocks]
    assert all(isinstance(block, Block) for block in found.blocks)


@pytest.mark.parametrize(
    "unit", ["-", "- ", "* ", "**a ", "| ", " ", "a@", "a.", "■ ", "(", "\ufffea", "&amp;", "1. ", "a-", "\t", "’)"]
)
def test_lines_of_any_length_are_soon_read(unit: str) -> None:
    started = time.perf_counter()
    cleaned(f"Dear Ms Penn\n{unit * (100_000 // len(unit))}x\nPlans are clear.")
    assert time.perf_counter() - started < 5
