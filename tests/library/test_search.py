"""Searching and counting: what is found, where it is marked, how it is narrowed, what it adds up to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from made_records import finding, quote, report, revisit

from sendscan.errors import UsageError
from sendscan.library import FindingFilter, LetterFilter, Library, count, search
from sendscan.model import Weakness


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("library") / "l.db") as opened:
        opened.put([revisit(), report()])
        yield opened


def ids(library: Library, words: str, wanted: FindingFilter | None = None) -> list[str]:
    return [hit.finding for hit in search(library, words, wanted).hits]


def test_a_hit_says_where_it_stands(library: Library) -> None:
    found = search(library, "trust")
    (hit,) = found.hits
    assert (found.findings, found.letters) == (1, 1)
    assert (hit.letter.name, hit.letter.area, hit.letter.date) == ("ambleford.txt", "Ambleford", "2021-05-04")
    assert (hit.item, hit.statement, hit.verdict) == ("W1", "weak relationships with parents", "sufficient_progress")
    assert (hit.polarity, hit.voice, hit.page, hit.line) == ("concern", "parents_carers", 3, 7)
    assert hit.themes == ("parents",)
    assert [(concern.rule, concern.severity) for concern in hit.concerns] == [("parent-trust", "high")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("plan", ["W1.F1", "W2.F1"]),
        ('"plan"', ["W2.F1"]),
        ("plan*", ["W1.F1", "W2.F1"]),
        ("parent", ["W1.F2"]),
        ("reviewing", ["W2.F1"]),
        ("children OR parents", ["N1.F1", "X1.F1", "W1.F2"]),
        ("children NOT school", ["N1.F1"]),
        ('"children wait"', ["N1.F1"]),
        ('"wait children"', []),
        ("wait children", ["N1.F1"]),
        ("nothing of the kind", []),
    ],
)
def test_words_find_findings_newest_letter_first(library: Library, words: str, expected: list[str]) -> None:
    assert ids(library, words) == expected


@pytest.mark.parametrize(
    ("words", "marked"),
    [("plan", ["Plans"]), ("“in plain words”", ["in plain words"]), ("writ* words", ["written", "words"])],
)
def test_what_was_looked_for_is_marked(library: Library, words: str, marked: list[str]) -> None:
    hit = search(library, words).hits[0]
    assert [hit.text[start:end] for start, end in hit.matches] == marked


def test_marks_hold_in_odd_text(tmp_path: Path) -> None:
    texts = ["😀 Zoë’s plan – a plan\u0301, re\u0301plan", "plan \ue000 plan \ue001", "a\u202eb plan \x1b[31m"]
    findings = tuple(finding(f"W1.F{n}", text) for n, text in enumerate(texts))
    record = replace(revisit(), weaknesses=(Weakness(id="W1", statement=quote("x"), findings=findings),), concerns=())
    with Library(tmp_path / "l.db") as library:
        library.put([record])
        hits = search(library, "plan").hits
        assert [hit.text for hit in hits] == texts
        assert [[hit.text[a:b] for a, b in hit.matches] for hit in hits] == [["plan", "plan\u0301"], [], ["plan"]]
        assert [hit.text[a:b] for hit in search(library, "zoe").hits for a, b in hit.matches] == ["Zoë"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (FindingFilter(polarities=["mixed", "context"]), ["W2.F1", "W2.F2"]),
        (FindingFilter(voices=["children_young_people"]), ["X1.F1"]),
        (FindingFilter(rules=["review-delays", "waiting-times"]), ["N1.F1", "W2.F1"]),
        (FindingFilter(themes=["parents"]), ["W1.F2"]),
        (FindingFilter(verdicts=["not_stated"]), ["W2.F1", "W2.F2"]),
        (FindingFilter(letters=LetterFilter(outcomes=["systemic_failings"])), ["S1.F1", "N1.F1", "X1.F1"]),
        (FindingFilter(letters=LetterFilter(kinds=["send_revisit"]), polarities=["strength"]), ["W1.F1"]),
        (FindingFilter(letters=LetterFilter(until="2022"), polarities=["strength"]), ["W1.F1"]),
        (FindingFilter(letters=LetterFilter(areas=["Brackenshire"]), rules=["parent-trust"]), []),
    ],
)
def test_filters_alone_and_with_words(library: Library, wanted: FindingFilter, expected: list[str]) -> None:
    assert ids(library, "", wanted) == expected
    every = "plans OR needs OR children OR parents OR leaders OR board"
    assert ids(library, every, wanted) == expected


def test_a_limit_limits_what_is_shown_not_what_is_counted(library: Library) -> None:
    every = FindingFilter(letters=LetterFilter(since="2000"))
    found = search(library, "", every, limit=2)
    assert ([hit.finding for hit in found.hits], found.findings, found.letters) == (["S1.F1", "N1.F1"], 7, 2)
    assert ids(library, "", every) == ["S1.F1", "N1.F1", "X1.F1", "W1.F1", "W1.F2", "W2.F1", "W2.F2"]


def test_nothing_asked_is_wrong_use(library: Library) -> None:
    with pytest.raises(UsageError):
        search(library, "  ")


@pytest.mark.parametrize(
    ("wanted", "note"),
    [
        (FindingFilter(letters=LetterFilter(areas=["Amblefrod"])), "Did you mean Ambleford?"),
        (FindingFilter(letters=LetterFilter(areas=["Leeds"])), "no letter about Leeds in the library."),
        (FindingFilter(letters=LetterFilter(regions=["Londno"])), "no letter from the region Londno"),
        (FindingFilter(rules=["parent-trsut"]), "Did you mean parent-trust?"),
        (FindingFilter(themes=["moon"]), "no finding on the theme moon in the library."),
    ],
)
def test_a_name_that_nothing_bears_is_said(library: Library, wanted: FindingFilter, note: str) -> None:
    found = search(library, "", wanted)
    assert found.findings == 0
    assert any(note in one for one in found.notes)


def test_undated_letters_left_out_by_a_date_are_said(tmp_path: Path) -> None:
    undated = replace(
        revisit(), letter=replace(revisit().letter, letter_date=None, visit=type(revisit().letter.visit)())
    )
    with Library(tmp_path / "l.db") as library:
        library.put([undated, report()])
        found = search(library, "", FindingFilter(letters=LetterFilter(since="2000")))
        assert found.letters == 1
        assert "1 letter has no date" in found.notes[0]


def test_counts_by_one_across_another(library: Library) -> None:
    counts = count(library, "polarity", "area")
    assert [row.value for row in counts.rows] == ["strength", "concern", "mixed", "context"]
    assert [column.value for column in counts.columns] == ["Ambleford", "Brackenshire"]
    assert counts.cells == ((1, 2), (1, 1), (1, 0), (1, 0))
    assert ([row.count for row in counts.rows], counts.total) == ([3, 2, 1, 1], 7)


def test_a_finding_with_two_rules_counts_once_in_totals(tmp_path: Path) -> None:
    record = revisit()
    double = replace(record.concerns[0], id="C3", rule="complaints")
    with Library(tmp_path / "l.db") as library:
        library.put([replace(record, concerns=(*record.concerns, double))])
        counts = count(library, "rule", "area")
        assert {row.value: row.count for row in counts.rows} == {
            "complaints": 1, "parent-trust": 1, "review-delays": 1
        }  # fmt: skip
        assert (counts.columns[0].count, counts.total) == (2, 2)


def test_letters_are_counted_too_and_narrowed_by_words_and_filters(library: Library) -> None:
    by_year = count(library, "year", counted="letters")
    assert [(row.value, row.count) for row in by_year.rows] == [("2021", 1), ("2024", 1)]
    assert by_year.columns == () and by_year.total == 2
    assert count(library, "area", words="children").rows[0].count == 2
    assert count(library, "rule", wanted=FindingFilter(voices=["parents_carers"])).total == 1


def test_not_stated_comes_last(library: Library) -> None:
    counts = count(library, "verdict", "region")
    assert [row.value for row in counts.rows] == ["sufficient_progress", "not_stated", None]
    assert [column.value for column in counts.columns] == [None]


@pytest.mark.parametrize("arguments", [("moon", None), ("rule", "moon"), ("rule", "rule")])
def test_counting_by_what_is_not_there_is_wrong_use(library: Library, arguments: tuple[str, str | None]) -> None:
    with pytest.raises(UsageError):
        count(library, *arguments)
