"""Comparing: areas found whatever they are called, the newest letter taken, concerns shared and apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from made_records import LATE, TRUST, concern, report, revisit

from sendscan.compare import compare
from sendscan.errors import UsageError
from sendscan.model import Area, Record, Visit


def about(area: str, sha: str = "", date: str | None = "2021-05-04", **changes: Any) -> Record:
    record = revisit(area, **changes)
    return replace(
        record,
        source=replace(record.source, sha256=sha or area, name=f"{area}-{date}.txt"),
        letter=replace(record.letter, area=Area(name=area), letter_date=date),
    )


HULL = about("Kingston upon Hull")
BATH = about(
    "Bath and North East Somerset", concerns=(concern("C1", "review-delays", LATE, severity="high"),)
)
LONDON = about("Sutton", concerns=(concern("C1", "parent-trust", TRUST),))


@pytest.mark.parametrize("name", ["sutton", "SUTTON", "London Borough of Sutton", " Sutton "])
def test_a_name_is_found_whatever_its_case_and_council_words(name: str) -> None:
    assert [side.area for side in compare([name, "kingston upon hull"], [HULL, LONDON]).areas] == [
        "Sutton",
        "Kingston upon Hull",
    ]


@pytest.mark.parametrize("name", ["bath & north east somerset", "Bath And North-East Somerset"])
def test_and_may_be_an_ampersand(name: str) -> None:
    assert compare([name, "sutton"], [BATH, LONDON]).areas[0].area == "Bath and North East Somerset"


def test_a_place_outside_the_register_is_found_by_the_name_its_letter_gives() -> None:
    assert compare(["ambleford", "sutton"], [about("Ambleford"), LONDON]).areas[0].area == "Ambleford"


def test_every_wrong_name_is_said_with_what_may_be_meant() -> None:
    with pytest.raises(UsageError) as caught:
        compare(["Suton", "Leeds", "sutton"], [LONDON, HULL], among="letters/")
    message = str(caught.value)
    assert "Suton: no area is called so. Did you mean Sutton?" in message
    assert "Leeds: no letter about it in letters/." in message
    assert "There are letters about Kingston upon Hull and Sutton." in message


@pytest.mark.parametrize("names", [["sutton"], ["sutton", "Sutton"]])
def test_one_area_is_nothing_to_compare(names: list[str]) -> None:
    with pytest.raises(UsageError, match="two areas or more"):
        compare(names, [LONDON])


def test_the_newest_letter_is_taken_and_the_others_are_named() -> None:
    old, new = about("Sutton", "1", "2018-01-02"), about("Sutton", "2", "2021-01-02")
    comparison = compare(["sutton", "ambleford"], [old, about("Ambleford"), new])
    side = comparison.areas[0]
    assert (side.letter_date, side.other_letters) == ("2021-01-02", ("Sutton-2018-01-02.txt",))
    assert comparison.notes == (
        "Sutton: Sutton-2021-01-02.txt is the newest letter; not compared: Sutton-2018-01-02.txt.",
    )


def test_a_letter_without_a_date_counts_by_its_visit_and_else_as_the_oldest() -> None:
    undated = about("Sutton", "1", None)
    assert (
        compare(["sutton", "ambleford"], [about("Sutton", "2", "2021-01-02"), undated, about("Ambleford")])
        .areas[0]
        .letter_date
        is None
    )  # its visit ended in March 2021
    nothing = replace(undated, letter=replace(undated.letter, visit=Visit()))
    assert (
        compare(["sutton", "ambleford"], [about("Sutton", "2", "2001"), nothing, about("Ambleford")])
        .areas[0]
        .letter_date
        == "2001"
    )


def test_a_letter_and_a_record_of_it_are_one_letter() -> None:
    comparison = compare(["sutton", "ambleford"], [LONDON, replace(LONDON), about("Ambleford")])
    assert comparison.areas[0].other_letters == () and comparison.notes == ()


def test_concerns_are_shared_or_apart_with_their_sentences() -> None:
    comparison = compare(
        ["ambleford", "sutton", "bath and north east somerset"], [about("Ambleford"), LONDON, BATH]
    )
    shared = [(c.rule, [side.area for side in c.areas]) for c in comparison.shared]
    assert shared == [
        ("parent-trust", ["Ambleford", "Sutton"]),
        ("review-delays", ["Ambleford", "Bath and North East Somerset"]),
    ]
    evidence = comparison.shared[1].areas[1].evidence[0]
    assert (evidence.text, evidence.page, evidence.finding) == (LATE.text, 2, "W2.F1")
    assert comparison.apart == ()
    apart = compare(["sutton", "bath and north east somerset"], [LONDON, BATH]).apart
    assert [(c.rule, c.areas[0].area, c.areas[0].severity) for c in apart] == [
        ("review-delays", "Bath and North East Somerset", "high"),
        ("parent-trust", "Sutton", "medium"),
    ]


def test_weaknesses_stand_with_their_verdicts_and_how_their_findings_lean() -> None:
    weaknesses = compare(["ambleford", "sutton"], [about("Ambleford"), LONDON]).areas[0].weaknesses
    assert [(w.id, w.verdict, w.strengths, w.concerns) for w in weaknesses] == [
        ("W1", "sufficient_progress", 1, 1),
        ("W2", "not_stated", 0, 1),
    ]


def test_a_letter_that_names_no_area_is_not_dropped_in_silence() -> None:
    nowhere = replace(
        LONDON, letter=replace(LONDON.letter, area=None), source=replace(LONDON.source, sha256="0")
    )
    notes = compare(["sutton", "ambleford"], [LONDON, nowhere, about("Ambleford")]).notes
    assert notes == (f"Not compared, as they do not say which area they are about: {nowhere.source.name}.",)


def test_letters_of_different_kinds_are_compared_and_it_is_said() -> None:
    comparison = compare(["brackenshire", "sutton"], [report(), LONDON])
    assert [item.statement for item in comparison.areas[0].priority_actions] == [
        "Leaders should cut waiting times."
    ]
    assert any("different kinds" in note for note in comparison.notes)
