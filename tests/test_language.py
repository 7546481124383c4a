"""Sentences as a reader would cut them: the sentencizer's, corrected for how inspectors write."""

from __future__ import annotations

import re

import pytest
import spacy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sendscan.language import Words

ENGLISH = spacy.blank("en")


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in Words(text).sentences(0, len(text))]


@pytest.mark.parametrize(
    "parts",
    [
        ["The team met Dr. Alder and pupils of St. Olave’s school.", "They were well prepared."],
        ["Support (e.g. speech therapy) is late.", "It is thin, i.e. Monday only.", "See No. 3 of the list."],
        ["Was it enough?", "No.", "Most say so!"],
        ["Parents said that ‘it works well.’", "Leaders agree.", "(This was new.)"],
        ["They meet the needs of pupils (SEND).", "“Why not?” they ask.", "He said ‘yes’."],
        ["Plans meet needs.2", "The rest are late.", "Rates rose by 13.5% at 2.30 p.m. on Monday."],
        ["J. R. Larch and K. Beech wrote it.", "Families chose option B.", "They liked it."],
        ["Speech, language etc. and hearing are covered in the U.K. by one team.", "It is small."],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_a_lost_space_is_no_lost_boundary() -> None:
    assert sentences("It helps at this time.They wait (SEND).The end.") == [
        "It helps at this time.",
        "They wait (SEND).",
        "The end.",
    ]


def test_a_sentence_never_crosses_a_block_and_offsets_slice_back() -> None:
    text = "a heading without a stop\n  First here. Second\nthird"
    assert sentences(text) == ["a heading without a stop", "First here.", "Second", "third"]
    start = text.index("First")
    assert Words(text).sentences(start, len(text))[0] == (start, start + len("First here."))
    assert Words(text).sentences(start, start + 5) == [(start, start + 5)]


def test_nothing_is_no_sentence() -> None:
    assert sentences("") == sentences(" \n\n ") == []


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aB1 .,'’-()\n/é“”don’t", max_size=60))
def test_words_are_those_of_spacy_and_stand_where_they_say(text: str) -> None:
    # a "'d" that hangs on no word, behind another quote ("' 'd/B"), spaCy cuts now so, now so; nobody writes it
    assume(not re.search(r"(?:^|[^a-zé])['’]d", text))
    expected = [(token.text, token.idx) for token in ENGLISH.make_doc(text) if not token.is_space]
    lower, at = Words(text).words(0, len(text))
    assert at == [place for _, place in expected]
    assert [len(word) for word in lower] == [len(word) for word, _ in expected]
