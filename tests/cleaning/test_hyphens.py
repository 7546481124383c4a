"""A hyphen at the end of a line: the word's own or the typesetter's."""

from __future__ import annotations

import pytest

from sendscan.cleaning import clean
from sendscan.cleaning.hyphens import Hyphens
from sendscan.reading import read


@pytest.mark.parametrize(
    ("letter", "left", "right", "between"),
    [
        ("Multi-agency work is strong.", "multi", "agency", "-"),
        ("Leaders know their area. They lead well.", "lead", "ers", ""),
        ("Plans are co-produced.", "pre", "proceedings", "-"),
        ("Well-being and wellbeing, wellbeing.", "well", "being", ""),
        ("Decisions and decision; making.", "decision", "making", "-"),
        ("A family is known.", "accommo", "dation", ""),
        ("A family is known.", "family", "focused", "-"),
        ("A licence is given.", "https://example.gov.uk/open-govern", "licence/", "-"),
        ("Aged 12 years.", "COVID", "19", "-"),
    ],
)
def test_the_letters_own_spelling_decides(letter: str, left: str, right: str, between: str) -> None:
    assert Hyphens([letter]).between(f"words before {left}", f"{right} words after") == between


@pytest.mark.parametrize("hyphen", ["\ufffe", "\u00ad", "-", "\x02"])
def test_a_parted_word_is_whole_again(hyphen: str) -> None:
    text = (
        "Leaders of the services work together, and multi-agency meetings are held often, so multi"
        f"{hyphen}\nagency plans are made. The area’s senior leaders and their lead"
        f"{hyphen}\ners know this."
    )
    found = clean(read(text.encode(), "a")).text
    assert "so multi-agency plans" in found
    assert "their leaders know" in found


def test_a_hyphen_whose_line_break_is_gone_is_judged_alike() -> None:
    text = "Multi-agency meetings are held by leaders. The multi\ufffeagency plans of lead\ufffeers are late."
    assert clean(read(text.encode(), "a")).text.endswith("The multi-agency plans of leaders are late.")
