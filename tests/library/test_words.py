"""What is typed becomes an expression that FTS5 takes, whatever it is, and means what it seems to mean."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sendscan.errors import UsageError
from sendscan.library.words import understood, words_of

ALIKE = {"plan": ["plan", "planned", "plans"]}
PAGE = sqlite3.connect(":memory:")
PAGE.execute("CREATE VIRTUAL TABLE page USING fts5 (text, tokenize='unicode61 remove_diacritics 2')")


def match(typed: str) -> str:
    return understood(typed, lambda word: ALIKE.get(word, [])).match


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Trust", '"trust"'),
        ("parents trust", '("parents" AND "trust")'),
        ("parents AND trust", '("parents" AND "trust")'),
        ("plan", '("plan" OR "planned" OR "plans")'),
        ('"plan"', '"plan"'),
        ("plan*", '"plan"*'),
        ('"annual review"', '"annual review"'),
        ('"annual review"*', '"annual review"*'),
        ('"annual review*"', '"annual review"*'),
        ("“annual review”", '"annual review"'),
        ("«annual review", '"annual review"'),
        ("a OR b c", '("a" OR ("b" AND "c"))'),
        ("(a OR b) c", '(("a" OR "b") AND "c")'),
        ("a NOT b", '("a" NOT ("b"))'),
        ("a NOT b c NOT d", '(("a" AND "c") NOT ("b" OR "d"))'),
        ("a AND NOT b", '("a" NOT ("b"))'),
        ("(a OR b) NOT c", '(("a" OR "b") NOT ("c"))'),
        ('"not" a', '("not" AND "a")'),
        ("post-16", '"post 16"'),
        ("child’s", '"child"'),
        ("Zoë", '"zoe"'),
        ("and or not", '("and" AND "or" AND "not")'),
        ("health & care - plan*", '("health" AND "care" AND "plan"*)'),
        ("(a", '"a"'),
        ("a) () (())b(", '("a" AND "b")'),
        ('a "b c', '("a" AND "b c")'),
        ("x:y ^z {q}", '("x y" AND "z" AND "q")'),
    ],
)
def test_what_is_typed_is_understood(typed: str, expected: str) -> None:
    assert match(typed) == expected


@pytest.mark.parametrize("typed", ["AND a", "a OR", "a AND OR b", "OR", "(AND a)", "a AND )"])
def test_an_operator_with_nothing_to_join_is_a_word_and_that_is_said(typed: str) -> None:
    query = understood(typed, lambda word: [])
    assert query.notes and all("as a word" in note for note in query.notes)
    PAGE.execute("SELECT * FROM page WHERE page MATCH ?", (query.match,))


@pytest.mark.parametrize(
    "typed", ["NOT", "NOT a", "a NOT", "a NOT NOT b", "a OR NOT b", "AND NOT a", "a (NOT b)", "a NOT )", "NOT NOT"]
)
def test_not_with_nothing_to_take_away_from_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match=r"something to take away from.*Say what to look for first"):
        match(typed)


@pytest.mark.parametrize("typed", ["!", "*", '""', "( )", "- & …", "(((", '"', "a " * 500, "(" * 60 + "a" + ")" * 60])
def test_no_words_or_far_too_many_are_wrong_use(typed: str) -> None:
    with pytest.raises(UsageError):
        match(typed)


@given(st.lists(st.sampled_from(["a", "plan", "b*", "(", ")", '"', '"c d"', "AND", "OR", "NOT", "*", "-", "’s", "\0"])))
def test_fts5_takes_any_query(pieces: list[str]) -> None:
    for typed in (" ".join(pieces), "".join(pieces)):
        try:
            query = match(typed)
        except UsageError:
            continue
        PAGE.execute("SELECT * FROM page WHERE page MATCH ?", (query,)).fetchall()


@given(st.text())
def test_fts5_takes_any_text(typed: str) -> None:
    try:
        query = match(typed)
    except UsageError:
        return
    PAGE.execute("SELECT * FROM page WHERE page MATCH ?", (query.encode("utf-8", "replace").decode(),)).fetchall()


def test_the_longest_query_is_taken() -> None:
    for joint in (" ", " OR ", " NOT "):
        PAGE.execute("SELECT * FROM page WHERE page MATCH ?", (match(joint.join(["plan"] * 190)),))
    for nested in ("(a OR ", "(a ", "(a NOT ", "(a plan NOT b OR c NOT ", "(a NOT b OR "):
        PAGE.execute("SELECT * FROM page WHERE page MATCH ?", (match(nested * 12 + "b"),))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")))
def test_words_are_cut_as_fts5_cuts_them(text: str) -> None:
    """Up to what the two know of new scripts, each word of ours is found in its text."""
    words = [word for word in words_of(text) if word.isascii()]
    with sqlite3.connect(":memory:") as one:
        one.execute("CREATE VIRTUAL TABLE page USING fts5 (text, tokenize='unicode61 remove_diacritics 2')")
        one.execute("INSERT INTO page VALUES (?)", (" ".join(words),))
        for word in words:
            assert one.execute("SELECT count(*) FROM page WHERE page MATCH ?", (f'"{word}"',)).fetchone() == (1,)
