"""Comparing: the newest letter of each area, what is to be put right aligned by theme, concerns shared and apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_letters_about import CLEAR, LATE, PLANS, TRUST, about, concern, weakness
from made_records import report

from sendscan import rulebook
from sendscan.compare import Candidate, candidates, choose, compare, compare_letters
from sendscan.compare.lines import comparison_lines
from sendscan.compare.pages import comparison_page
from sendscan.errors import UsageError
from sendscan.model import Area, Period, Record, Visit
from sendscan.scan import scan
from sendscan.writing import words
from sendscan.writing.document import as_markdown

HULL = about("Kingston upon Hull")
BATH = about("Bath and North East Somerset", concerns=(concern("C1", "review-delays", LATE, severity="high"),))
LONDON = about("Sutton", concerns=(concern("C1", "parent-trust", TRUST),))
SAMPLES = Path(__file__).parent.parent / "samples"


def areas_of(names: list[str], records: list[Record]) -> list[str | None]:
    return [side.area for side in compare(names, records).letters]


# which letters


@pytest.mark.parametrize("name", ["sutton", "SUTTON", "London Borough of Sutton", " Sutton "])
def test_a_name_is_found_whatever_its_case_and_council_words(name: str) -> None:
    assert areas_of([name, "kingston upon hull"], [HULL, LONDON]) == ["Sutton", "Kingston upon Hull"]


@pytest.mark.parametrize("name", ["bath & north east somerset", "Bath And North-East Somerset"])
def test_and_may_be_an_ampersand(name: str) -> None:
    assert areas_of([name, "sutton"], [BATH, LONDON])[0] == "Bath and North East Somerset"


def test_a_place_outside_the_register_is_found_by_the_name_its_letter_gives() -> None:
    assert areas_of(["ambleford", "sutton"], [about("Ambleford"), LONDON])[0] == "Ambleford"


def test_every_wrong_name_is_said_with_what_may_be_meant() -> None:
    with pytest.raises(UsageError) as caught:
        compare(["Suton", "Leeds", "sutton"], [LONDON, HULL], among="letters/")
    message = str(caught.value)
    assert "Suton: no area is called so. Did you mean Sutton?" in message
    assert "Leeds: no letter about it in letters/." in message
    assert "There are letters about Kingston upon Hull and Sutton." in message


def test_all_is_every_area_by_name() -> None:
    assert areas_of(["all"], [LONDON, HULL, BATH]) == [
        "Bath and North East Somerset",
        "Kingston upon Hull",
        "Sutton",
    ]
    assert areas_of(["sutton", "ALL"], [LONDON, HULL]) == ["Sutton", "Kingston upon Hull"]


def test_a_region_is_all_its_areas() -> None:
    letters = candidates([LONDON, HULL, about("Wandsworth")])
    assert [one.area for one in choose([], letters, regions=["london"])] == ["Sutton", "Wandsworth"]
    assert [one.area for one in choose(["wandsworth"], letters, regions=["London"])] == ["Wandsworth", "Sutton"]


@pytest.mark.parametrize(
    ("region", "says"),
    [("Londn", "no region is called so. The regions are East Midlands"), ("South West", "no letter from it")],
)
def test_a_region_without_letters_is_said(region: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        choose([], candidates([LONDON, HULL]), regions=[region])


def test_no_letters_are_said() -> None:
    with pytest.raises(UsageError, match=r"There is no letter in nowhere\."):
        choose(["all"], [], among="nowhere")


@pytest.mark.parametrize("names", [["sutton"], ["sutton", "Sutton"]])
def test_one_letter_is_nothing_to_compare(names: list[str]) -> None:
    with pytest.raises(UsageError, match="two areas or more"):
        compare(names, [LONDON])


def test_the_newest_letter_is_taken_and_the_others_are_named() -> None:
    old, new = about("Sutton", "1", "2018-01-02"), about("Sutton", "2", "2021-01-02")
    comparison = compare(["sutton", "ambleford"], [old, about("Ambleford"), new])
    side = comparison.letters[0]
    assert (side.letter_date, side.other_letters) == ("2021-01-02", ("Sutton-2018-01-02.txt",))
    assert (
        "Sutton: Sutton-2021-01-02.txt is the newest letter; not compared: Sutton-2018-01-02.txt." in comparison.notes
    )


def test_a_letter_without_a_date_counts_by_its_visit_and_else_as_the_oldest() -> None:
    undated = about("Sutton", "1", None)  # its visit ended in March 2021
    others = [about("Sutton", "2", "2021-01-02"), about("Ambleford")]
    assert compare(["sutton", "ambleford"], [*others, undated]).letters[0].letter_date is None
    nothing = replace(undated, letter=replace(undated.letter, visit=Visit()))
    assert compare(["sutton", "ambleford"], [*others, nothing]).letters[0].letter_date == "2021-01-02"


def test_a_letter_and_a_record_of_it_are_one_letter() -> None:
    comparison = compare(["sutton", "ambleford"], [LONDON, replace(LONDON), about("Ambleford")])
    assert comparison.letters[0].other_letters == ()
    assert candidates([LONDON, LONDON]) == [
        Candidate(area="Sutton", date="2021-05-04", name=LONDON.source.name, sha256="Sutton")
    ]


def test_letters_about_one_area_are_told_apart_by_year() -> None:
    letters = [about("Sutton", str(n), date) for n, date in enumerate(("2018-01-02", "2021-01-02", "2021-03-02"))]
    comparison = compare_letters(letters)
    assert [side.label for side in comparison.letters] == ["Sutton 2018", "Sutton 2021 (1)", "Sutton 2021 (2)"]


def test_a_letter_that_names_no_area_is_not_dropped_in_silence() -> None:
    nowhere = replace(LONDON, letter=replace(LONDON.letter, area=None), source=replace(LONDON.source, sha256="0"))
    notes = compare(["sutton", "ambleford"], [LONDON, nowhere, about("Ambleford")]).notes
    assert f"Left out, as they do not say which area they are about: {nowhere.source.name}." in notes


# particulars, and the official outcomes beside them


def test_months_are_counted_from_the_inspection_the_letter_names() -> None:
    letter = replace(LONDON.letter, previous_inspections=(Period(start="2019-03-04"),))
    side = compare_letters([replace(LONDON, letter=letter), HULL]).letters[0]
    assert (side.months_since_inspection, side.months_by) == (23, "letter")  # to 2 March 2021


def test_months_are_the_registers_where_the_letter_is_silent_and_none_without_either() -> None:
    side, invented = compare_letters([LONDON, about("Ambleford")]).letters
    assert (side.months_since_inspection, side.months_by) == (37, "register")  # 22 January 2018 to 2 March 2021
    assert (invented.months_since_inspection, invented.months_by, invented.context) == (None, None, None)


def test_letter_and_register_are_both_shown_where_they_differ() -> None:
    checks = {check.what: check for check in compare_letters([LONDON, HULL]).letters[0].checks}
    assert (checks["visit_start"].letter, checks["visit_start"].register) == ("2021-03-02", "2020-03-02")
    assert checks["visit_start"].agrees is False
    assert checks["weaknesses"].agrees is False  # two in the letter, three in the register
    assert checks["outcome"].letter == "some"
    assert checks["outcome"].register == "all"
    assert checks["inspection_start"].letter is checks["inspection_start"].agrees is None


def test_an_area_without_official_outcome_is_said_to_have_none() -> None:
    page = as_markdown(comparison_page(compare_letters([LONDON, about("Ambleford")])))
    assert "| not in the official outcomes of 2016 to 2022 |" in page
    assert "one of 20 of 46 revisited areas with sufficient progress on all" in page


def test_a_month_agrees_with_a_day_in_it() -> None:
    letter = replace(LONDON.letter, letter_date="2020-05")
    checks = compare_letters([replace(LONDON, letter=letter), HULL]).letters[0].checks
    assert next(check.agrees for check in checks if check.what == "published") is True


# aligned by theme


def aligned_ids(*records: Record) -> list[tuple[list[str], list[tuple[str, list[str]]]]]:
    return [
        ([theme.id for theme in row.themes], [(side.label, [i.item.id for i in side.items]) for side in row.sides])
        for row in compare_letters(records).aligned
    ]


def test_items_that_share_a_theme_stand_side_by_side() -> None:
    one = about("Ambleford", weaknesses=(weakness("W1", "vague plans", "plan-quality"), weakness("W2", "trust")))
    two = about("Bramley", weaknesses=(weakness("W1", "no data", "data"), weakness("W2", "plans", "plan-quality")))
    assert aligned_ids(one, two) == [(["plan-quality"], [("Ambleford", ["W1"]), ("Bramley", ["W2"])])]
    comparison = compare_letters([one, two])
    assert [(side.label, [i.item.id for i in side.items]) for side in comparison.unaligned] == [
        ("Ambleford", ["W2"]),
        ("Bramley", ["W1"]),
    ]
    first = comparison.aligned[0].sides[0].items[0]
    assert first.item.verdict == "sufficient_progress"
    assert [e.text for e in first.evidence] == [PLANS.text, CLEAR.text]  # not that the board meets


def test_what_is_good_and_bad_in_one_sentence_is_counted_apart() -> None:
    late = replace(LATE, polarity="mixed")
    item = replace(weakness("W1", "late plans", "plan-quality"), findings=(CLEAR, PLANS, late, late))
    comparison = compare_letters([about("Ambleford", weaknesses=(item,)), about("Bramley")])
    found = comparison.letters[0].items[0]
    assert (found.strengths, found.mixed, found.concerns) == (1, 2, 1)
    assert r"\+ 1 strength \~ 2 mixed \! 1 concern in all" in as_markdown(comparison_page(comparison))


def test_themes_of_the_same_items_are_one_row_and_an_item_stands_in_every_row_of_its_themes() -> None:
    one = about("Ambleford", weaknesses=(weakness("W1", "x", "plan-quality", "plan-oversight", "data"),))
    two = about(
        "Bramley", weaknesses=(weakness("W1", "y", "plan-oversight", "plan-quality"), weakness("W2", "z", "data"))
    )
    assert aligned_ids(one, two) == [
        (["plan-quality", "plan-oversight"], [("Ambleford", ["W1"]), ("Bramley", ["W1"])]),
        (["data"], [("Ambleford", ["W1"]), ("Bramley", ["W2"])]),
    ]


def test_a_theme_of_two_items_of_one_letter_aligns_nothing() -> None:
    one = about("Ambleford", weaknesses=(weakness("W1", "x", "data"), weakness("W2", "y", "data")))
    assert aligned_ids(one, about("Bramley", weaknesses=())) == []


def test_rows_of_most_letters_come_first() -> None:
    records = [
        about("Ambleford", weaknesses=(weakness("W1", "x", "data"), weakness("W2", "y", "short-breaks"))),
        about("Bramley", weaknesses=(weakness("W1", "x", "data"), weakness("W2", "y", "short-breaks"))),
        about("Corton", weaknesses=(weakness("W1", "y", "short-breaks"),)),
    ]
    assert [names for names, _ in aligned_ids(*records)] == [["short-breaks"], ["data"]]


def test_statements_without_a_theme_are_said_not_to_be_aligned() -> None:
    notes = compare_letters([about("Ambleford"), about("Bramley")]).notes
    assert "Ambleford: no rule says what its weaknesses are about, so they are aligned with none." in notes


# letters of different kinds


def test_what_can_be_compared_of_different_kinds_is_and_the_rest_is_said() -> None:
    wanted = report()
    actions = tuple(replace(action, themes=("waiting-times",)) for action in wanted.priority_actions)
    waits = weakness("W1", "long waits", "waiting-times")
    comparison = compare_letters([replace(wanted, priority_actions=actions), about("Ambleford", weaknesses=(waits,))])
    (row,) = comparison.aligned
    assert [(i.item.id, i.item.verdict) for side in row.sides for i in side.items] == [
        ("P1", None),
        ("W1", "sufficient_progress"),
    ]
    said = " ".join(comparison.notes)
    assert "different kinds" in said
    assert "Only revisits judge progress weakness by weakness; these letters do not: Brackenshire." in said


def test_a_letter_with_nothing_to_put_right_is_said() -> None:
    empty = replace(report(), priority_actions=(), improvements=())
    assert any("names nothing to put right" in note for note in compare_letters([empty, HULL]).notes)


def test_the_silence_of_a_letter_that_a_rule_is_not_made_for_is_no_news() -> None:
    rules = rulebook.load().concerns
    bound = next(rule for rule in rules if rule.kinds and "send_revisit" not in rule.kinds)
    other = replace(report(), letter=replace(report().letter, kind=bound.kinds[0]))
    other = replace(other, concerns=(concern("C1", bound.id, LATE),))
    comparison = compare_letters([other, HULL], rules=rules)
    found = next(one for one in comparison.apart if one.rule == bound.id)
    assert found.not_looked_for == ("Kingston upon Hull",)
    assert found.title == bound.title
    rows = [row for row in comparison_lines(comparison) if row[8] == bound.id and row[10] == "not_looked_for"]
    assert [row[:2] for row in rows] == [("concern", "Kingston upon Hull")]


# concerns


def test_concerns_are_shared_or_apart_with_count_severity_voices_and_sentences() -> None:
    twice = about(
        "Ambleford",
        concerns=(
            concern("C1", "parent-trust", TRUST, severity="low"),
            concern("C2", "parent-trust", LATE, severity="high"),
            concern("C3", "review-delays", LATE),
        ),
    )
    comparison = compare_letters([twice, LONDON, BATH])
    shared = [(c.rule, [side.label for side in c.sides]) for c in comparison.shared]
    assert shared == [
        ("parent-trust", ["Ambleford", "Sutton"]),
        ("review-delays", ["Ambleford", "Bath and North East Somerset"]),
    ]
    first = comparison.shared[0].sides[0]
    assert (first.count, first.severity, first.voices) == (2, "high", ("parents_carers", "inspectors"))
    assert next((e.text, e.page, e.finding) for e in first.evidence) == (TRUST.text, 3, "W1.F2")
    assert comparison.apart == ()
    assert [(c.rule, c.sides[0].label) for c in compare_letters([LONDON, BATH]).apart] == [
        ("review-delays", "Bath and North East Somerset"),  # the graver first
        ("parent-trust", "Sutton"),
    ]


def test_what_was_remarked_on_a_letter_is_said() -> None:
    assert "Sutton: No verdict on W2." in compare_letters([LONDON, HULL]).notes


# the two real letters among the samples


def test_sutton_beside_wandsworth() -> None:
    files = ("sutton-2020-05-04.txt", "wandsworth-2022-08-23.txt")
    records = [scan((SAMPLES / name).read_bytes(), name) for name in files]
    comparison = compare(["sutton", "wandsworth"], records, rules=rulebook.load().concerns)
    together = [{item.item.statement[:40] for side in row.sides for item in side.items} for row in comparison.aligned]
    assert {
        "poor oversight of quality and impact of EHC plans in meeting"[:40],
        "Leaders must urgently improve the planning and assessment"[:40],
    } in together
    shared = {concern.rule: concern for concern in comparison.shared}
    assert [side.label for side in shared["review-delays"].sides] == ["Sutton", "Wandsworth"]
    apart = {concern.rule: concern.sides[0] for concern in comparison.apart}
    assert apart["parent-trust"].label == "Sutton"
    assert apart["health-contributions"].label == "Wandsworth"
    for rule in ("parent-trust", "health-contributions"):
        letter = records[apart[rule].label == "Wandsworth"]
        assert letter.text is not None
        assert all(evidence.text in letter.text for evidence in apart[rule].evidence)
        assert apart[rule].evidence
    for side in comparison.letters:
        assert side.context is not None
        assert side.context.standing == "one of 20 of 46 revisited areas with sufficient progress on all"
    assert words.outcome_words(comparison.letters[0].outcome) == "Sufficient progress in 3 of 3 weaknesses"
    assert Area(name="Sutton", gss_code="E09000029", region="London") == records[0].letter.area
