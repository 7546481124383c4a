"""Phrases found in words: forms, choices, gaps, lists, beginnings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendscan.rulebook.matching import Trie, pieces
from sendscan.rulebook.phrases import parse_phrase


def found(phrase: str, sentence: str, lists: dict[int, list[tuple[str, int]]] | None = None) -> list[str]:
    trie = Trie()
    trie.add(parse_phrase(phrase), 7)
    words = sentence.split()
    hits = trie.find(words, lists or {})
    assert all(number == 7 for number, _, _ in hits)
    return sorted({" ".join(words[first:last]) for _, first, last in hits})


@pytest.mark.parametrize(
    ("phrase", "sentence", "hits"),
    [
        ("delay(|s|ed)", "delays delay delayed delaying", ["delay", "delayed", "delays"]),
        ("(too|far too) few", "far too few are too few", ["far too few", "too few"]),
        ("[very] late", "it is very late", ["late", "very late"]),
        ("not ...2 enough", "not good enough not at all ever enough", ["not good enough"]),
        ("wait(|s|ing times)", "waiting times and waits", ["waiting times", "waits"]),
        ("co-production", "more co - production now", ["co - production"]),
        ("^ they", "^ they say they", ["^ they"]),
        ("a ... b", "a b a x b", ["a b", "a b a x b", "a x b"]),
    ],
)
def test_a_phrase_is_found_as_it_says(phrase: str, sentence: str, hits: list[str]) -> None:
    assert found(phrase, sentence) == hits


def test_a_list_stands_where_it_was_found() -> None:
    assert found("<parents> [often] say", "most parents and carers often say", {1: [("parents", 4)]}) == [
        "parents and carers often say"
    ]


def test_many_readings_meet_and_none_is_lost_or_added() -> None:
    phrase = "[a|b|c|d|e|f] [g|h|i|j|k] (x|y|z) [p|q] end"
    assert found(phrase, "f k z q end") == ["f k z q end", "k z q end", "z q end"]
    assert found(phrase, "q end") == []


def test_phrases_that_share_a_beginning_do_not_leak_into_each_other() -> None:
    trie = Trie()
    trie.add(parse_phrase("(a|b|c|d|e|f|g) x one"), 1)
    trie.add(parse_phrase("(a|b) x two"), 2)
    assert trie.find(["g", "x", "two"], {}) == []
    assert trie.find(["a", "x", "two"], {}) == [(2, 0, 3)]


def test_pieces_cut_as_the_tokenizer_does() -> None:
    from sendscan.language import Words

    for text in ("co-production", "children's", "don't", "cannot", "e.g.", "post-16", "(SEND)", "20%", "x/y"):
        words, _ = Words(text).words(0, len(text))
        if text != "x/y":
            assert pieces(text) == words


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=12))
def test_an_optional_word_adds_and_never_takes_away(words: list[str]) -> None:
    trie = Trie()
    trie.add(parse_phrase("a b"), 1)
    trie.add(parse_phrase("a [c] b"), 2)
    hits = trie.find(words, {})
    assert {(f, last) for n, f, last in hits if n == 1} <= {(f, last) for n, f, last in hits if n == 2}


def test_phrases_come_before_the_first_find() -> None:
    trie = Trie()
    trie.add(parse_phrase("late"), 0)
    assert trie.find(["late"], {}) == [(0, 0, 1)]
    with pytest.raises(RuntimeError, match="before the first find"):
        trie.add(parse_phrase("late reviews"), 1)
