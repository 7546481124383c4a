"""The real letters: what no block of any may hold, and how few may end in mid-sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sendscan.cleaning import CleanText, clean
from sendscan.reading import read

KINDS = ("send_revisit", "area_send", "jtai", "focused_visit")


def letters(shared: Path, kind: str) -> list[CleanText]:
    paths = sorted((shared / "letters" / kind).glob("*.*"))
    return [clean(read(path.read_bytes(), path.name)) for path in paths]


@pytest.mark.parametrize("kind", KINDS)
def test_no_block_holds_furniture(shared: Path, kind: str) -> None:
    for found in letters(shared, kind):
        for block in found.blocks:
            text = found.text[block.start : block.end]
            assert text == text.strip() and "  " not in text
            assert not re.search("[\u00ad\ufffe\uf000-\uf8ff■◼▪•]|Textphone|Area SEND inspection report:", text)
            assert not re.fullmatch(r"(?:Page )?\d{1,2}", text)


@pytest.mark.parametrize("kind", KINDS)
def test_paragraphs_are_whole(shared: Path, kind: str) -> None:
    """All but one in two hundred end as a sentence does: a few lack their full stop in print."""
    ends = [
        bool(re.search(r"[.:;?!’”)\d]$", found.text[block.start : block.end]))
        for found in letters(shared, kind)
        for block in found.blocks
        if block.end - block.start > 200 and block.style == "paragraph"
    ]
    assert sum(ends) >= 0.995 * len(ends)


@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_says_what_was_left_out(shared: Path, kind: str) -> None:
    for found in letters(shared, kind):
        assert found.dropped
        assert all(drop.reason for drop in found.dropped)
