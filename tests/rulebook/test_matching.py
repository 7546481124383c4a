"""Phrases found in words: forms, choices, gaps, lists, beginnings."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sendscan.rulebook.beginnings import beginnings
from sendscan.rulebook.matching import Trie
from sendscan.rulebook.nodes import pieces
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


@pytest.mark.parametrize(
    ("phrase", "starts"),
    [
        ("late reviews", {"late"}),
        ("Children's plans", {"children"}),
        ("delay(|s|ed) in", {"delay", "delays", "delayed"}),
        ("wait(s|ing times) for", {"waits", "waiting"}),
        ("(too|far too) few", {"too", "far"}),
        ("[very] late", {"very", "late"}),
        ("<parents> [often] say", {"<parents>"}),
        ("[many] <parents> say", {"many", "<parents>"}),
        ("^ they", {"^"}),
        ("... enough", set()),
        ("(<parents>|young people) say", {"<parents>", "young"}),
        ("[very] [often] late", {"very", "often", "late"}),
        ("((too|far too) few|delay(|s) [of (any|each)]) ...3 plans", {"too", "far", "delay", "delays"}),
        ("((arriv|com)(e|ing) late|late) plans", set()),
        ("[(not|never) [yet]|<no>] ready", {"not", "never", "<no>", "ready"}),
        ("(late|... enough) plans", set()),
        ("([very]|late) plans", set()),
        ("((un|)clear|late) plans", set()),
        ("(late|(not) sent", set()),
        (r"(\(a\)|(b c|d)) plans", set()),
        ("(|un)clear", set()),
    ],
)
def test_the_words_a_phrase_can_begin_with(phrase: str, starts: set[str]) -> None:
    assert beginnings(phrase) == starts


PHRASES = (
    "a b",
    "a [c] b",
    "(a|b) c",
    "(a|b) (c|d) a",
    "b d",
    "c ...2 d",
    "[a|b] d",
    "<l> b",
    "[c] <l>",
    "a(|b) d",
    "c",
    "(<l>|a b) c",
    "((a|b) c|c [<l>]) a",
    "[a] [c] b",
    "[(a|c) b|<l>] d",
)
sentences = st.lists(st.lists(st.sampled_from(["a", "b", "c", "d", "ab"]), min_size=1, max_size=9), max_size=6)


@given(sentences, st.lists(st.tuples(st.sampled_from(PHRASES), st.booleans()), min_size=1, max_size=8))
@example([["b", "c"], ["a", "d"]], [("(a|b) c", False), ("a d", True)])
def test_promised_phrases_are_found_as_those_entered_at_once(
    said: list[list[str]], phrases: list[tuple[str, bool]]
) -> None:
    entered, promised = Trie(), Trie()
    for number, (phrase, later) in enumerate(phrases):
        entered.add(parse_phrase(phrase), number)
        if later:
            promised.promise(beginnings(phrase), partial(parse_phrase, phrase), number)
        else:
            promised.add(parse_phrase(phrase), number)
    for words in said:
        lists = {at: [("l", at + 1)] for at, word in enumerate(words) if word == "d"}
        assert set(promised.find(words, lists)) == set(entered.find(words, lists))


def test_a_phrase_that_cannot_come_up_is_never_read() -> None:
    trie, read = Trie(), []
    trie.promise({"late"}, lambda: read.append(1) or parse_phrase("late reviews"), 0)  # type: ignore[func-returns-value]
    assert (trie.find(["early", "reviews"], {}), read) == ([], [])
    assert trie.find(["late", "reviews"], {}) == [(0, 0, 2)]
    assert (trie.find(["late", "reviews"], {}), read) == ([(0, 0, 2)], [1])


def test_threads_that_seek_at_once_find_the_same() -> None:
    phrases = [f"({first}|x{first % 7}) ...3 (y|z{first % 3}) {first % 5}" for first in range(400)]
    words = [word for n in range(40) for word in (f"x{n % 7}", str(n), "y", str(n % 5))]
    whole = Trie()
    for number, phrase in enumerate(phrases):
        whole.add(parse_phrase(phrase), number)
    expected = sorted(whole.find(words, {}))
    for _ in range(5):
        trie = Trie()
        for number, phrase in enumerate(phrases):
            trie.promise(beginnings(phrase), partial(parse_phrase, phrase), number)
        with ThreadPoolExecutor(4) as pool:
            for found_by_one in pool.map(lambda _, trie=trie: sorted(trie.find(words, {})), range(8)):
                assert found_by_one == expected
