"""A timeline: letters in order, what becomes of a concern from one to the next, the register beside the letters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from made_letters_about import CLEAR, LATE, PLANS, TRUST, about, concern, weakness
from made_records import report

from sendscan import rulebook
from sendscan.compare import Timeline, timeline
from sendscan.errors import UsageError
from sendscan.model import Area, Kind, Record, Visit

RAISED = concern("C1", "parent-trust", TRUST)


def letter(year: int, *concerns: Any, kind: Kind = "send_revisit", **changes: Any) -> Record:
    record = about("Sutton", str(year), f"{year}-05-04", concerns=concerns, **changes)
    return replace(record, letter=replace(record.letter, kind=kind))


def course(*letters: Record) -> list[str]:
    (found,) = timeline("Sutton", letters).concerns
    return [step.status for step in found.steps]


def test_letters_are_in_order_and_those_without_a_date_last() -> None:
    undated = about("Sutton", "u", None)
    undated = replace(undated, letter=replace(undated.letter, visit=Visit()))
    found = timeline("Sutton", [undated, letter(2020), letter(2018), about("Wandsworth")])
    assert [side.letter_date for side in found.letters] == ["2018-05-04", "2020-05-04", None]
    assert "Sutton: Sutton-None.txt states no date; it is put last." in found.notes


@pytest.mark.parametrize(
    ("raised", "statuses"),
    [
        ([1, 1, 1], ["first", "persists", "persists"]),
        ([0, 1, 0], ["absent", "appears", "gone"]),
        ([1, 0, 1], ["first", "gone", "returns"]),
        ([1, 0, 0, 1], ["first", "gone", "absent", "returns"]),
        ([0, 0, 1], ["absent", "absent", "appears"]),
    ],
)
def test_what_becomes_of_a_concern(raised: list[int], statuses: list[str]) -> None:
    letters = [letter(2016 + n, *[RAISED] * there) for n, there in enumerate(raised)]
    assert course(*letters) == statuses


def test_every_step_has_its_sentences() -> None:
    found = timeline("Sutton", [letter(2018, RAISED), letter(2020), letter(2021, RAISED)]).concerns[0]
    texts = [[one.text for one in step.found.evidence] if step.found else None for step in found.steps]
    assert texts == [[TRUST.text], None, [TRUST.text]]


def test_a_letter_about_social_care_does_not_make_a_concern_about_send_go() -> None:
    visit = letter(2019, kind="focused_visit")
    assert course(letter(2018, RAISED), visit, letter(2020, RAISED)) == ["first", "absent", "persists"]
    notes = timeline("Sutton", [letter(2018, RAISED), visit]).notes
    assert any("followed apart; about social care: Sutton 2019" in note for note in notes)


def test_a_rule_that_is_not_made_for_a_kind_is_not_looked_for_there() -> None:
    rules = rulebook.load().concerns
    bound = next(rule for rule in rules if rule.kinds and set(rule.kinds) <= {"jtai", "focused_visit"})
    there = letter(2018, concern("C1", bound.id, LATE), kind=bound.kinds[0])
    found = timeline("Sutton", [there, letter(2020)], rules=rules).concerns[0]
    assert [step.status for step in found.steps] == ["first", "not_looked_for"]
    assert found.title == bound.title


def test_the_register_stands_beside_the_letters() -> None:
    revisit = letter(2020)
    revisit = replace(revisit, letter=replace(revisit.letter, visit=Visit(start="2020-03-02", end="2020-03-04")))
    found = timeline("Sutton", [revisit])
    assert [(event.what, event.start, event.published, event.label) for event in found.register] == [
        ("inspection", "2018-01-22", "2018-03-23", None),
        ("revisit", "2020-03-02", "2020-05-20", "Sutton"),
    ]
    checks = {check.what: check for check in found.letters[0].checks}
    assert checks["visit_start"].agrees is True
    assert checks["published"].agrees is False
    assert (checks["published"].letter, checks["published"].register) == ("2020-05-04", "2020-05-20")


def test_an_inspection_letter_is_held_against_the_inspection() -> None:
    found = timeline("Sutton", [letter(2018, kind="send_inspection"), letter(2020)])
    assert [event.label for event in found.register] == ["Sutton 2018", "Sutton 2020"]
    checks = {check.what: check.register for check in found.letters[0].checks}
    assert checks == {"visit_start": "2018-01-22", "published": "2018-03-23", "weaknesses": "3"}
    assert [item.verdict for item in found.letters[0].items] == [None, None]  # such letters judge no progress


def test_a_place_outside_the_register_has_none() -> None:
    found = timeline("Ambleford", [about("Ambleford")])
    assert (found.context, found.register) == (None, ())
    assert "The official outcomes of 2016 to 2022 have no row for this area." in found.notes
    social = replace(report("Ambleford"), letter=replace(report().letter, kind="jtai", area=Area(name="Ambleford")))
    assert not any("official" in note for note in timeline("Ambleford", [social]).notes)


def themes_of(found: Timeline) -> dict[str, list[tuple[int, int, int]]]:
    return {one.theme.id: [(said.strengths, said.mixed, said.concerns) for said in one.letters] for one in found.themes}


PLAN_LETTER = letter(2018, weaknesses=(weakness("W1", "vague plans", "plan-quality"),))


def test_themes_are_counted_letter_by_letter() -> None:
    found = timeline("Sutton", [PLAN_LETTER, letter(2020)])
    assert themes_of(found)["plan-quality"] == [(1, 0, 1), (0, 0, 0)]
    assert themes_of(found)["parents"] == [(0, 0, 0), (0, 0, 1)]
    assert all(said.evidence == () for one in found.themes for said in one.letters)


def test_a_theme_asked_for_is_given_in_full_and_alone() -> None:
    found = timeline("Sutton", [PLAN_LETTER, letter(2020)], themes=["plan-quality"])
    (one,) = found.themes
    said = one.letters[0]
    assert [e.text for e in said.evidence] == [PLANS.text, CLEAR.text]
    assert [item.statement for item in said.items] == ["vague plans"]


def test_a_theme_is_also_what_a_sentence_raises() -> None:
    found = timeline("Sutton", [letter(2020, concern("C1", "review-delays", LATE))], themes=["review-delays"])
    assert [e.text for e in found.themes[0].letters[0].evidence] == [LATE.text]


def test_an_unknown_theme_is_said() -> None:
    with pytest.raises(UsageError, match=r"no theme called plan-qualty\. Did you mean plan-quality\?"):
        timeline("Sutton", [PLAN_LETTER], themes=["plan-qualty"])


def test_one_letter_says_nothing_of_what_persists() -> None:
    assert any("one letter only" in note for note in timeline("Sutton", [letter(2020)]).notes)
