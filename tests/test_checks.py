from __future__ import annotations

import pytest
from made_letters import letter_text

from sendscan.manner import Manner
from sendscan.model import Record
from sendscan.scan import scan


def record(**parts: str) -> Record:
    return scan(letter_text(**parts).encode(), "letter.txt")


def codes(found: Record) -> list[str]:
    return [each.code for each in found.diagnostics]


def test_a_letter_without_fault_says_only_that_the_place_is_unknown() -> None:
    found = record()
    assert codes(found) == ["unknown_area"]
    assert found.diagnostics[0].span is not None
    assert "Oldmere" in found.diagnostics[0].message
    visit = (
        "Between 1 and 3 February 2021, Ofsted and the Care Quality Commission (CQC) revisited the area of Sutton to "
        "decide whether sufficient progress has been made in addressing each of the significant weaknesses."
    )
    assert codes(record(area="Sutton", visit=visit)) == []


@pytest.mark.parametrize(
    ("date", "expected"), [("12 March 2021", False), ("2 February 2021", True), ("3 February 2021", False)]
)
def test_a_letter_dated_before_its_visit_ended(date: str, expected: bool) -> None:
    assert ("date_order" in codes(record(date=date))) == expected


def test_months_are_compared_as_months() -> None:
    statement = "This was declared fit for purpose in June 2018."
    assert "date_order" not in codes(record(statement=statement))  # issued on 5 June 2018
    statement = "This was declared fit for purpose in May 2018."
    assert "date_order" in codes(record(statement=statement))


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"date": "", "addressees": ""}, {"missing_date"}),
        ({"date": "34 May 2020"}, {"impossible_date", "missing_date"}),
        ({"visit": "This letter follows a visit to Oldmere."}, {"missing_visit"}),
        ({"statement": "This was declared fit for purpose on 31 June 2018."}, {"impossible_date"}),
    ],
)
def test_dates_that_are_not_stated_or_do_not_exist(part: dict[str, str], told: set[str]) -> None:
    found = record(**part)
    assert {code for code in codes(found) if code.endswith(("_date", "_visit"))} == told
    for each in found.diagnostics:
        if each.code == "impossible_date" and each.span is not None and found.text is not None:
            assert found.text[each.span.start : each.span.end] in each.message


def test_a_letter_without_headings_says_so_and_has_no_weaknesses() -> None:
    found = scan(letter_text().replace("Main findings\n", "").encode(), "letter.txt")
    assert {"missing_sections", "missing_weaknesses", "unclaimed_text"} <= set(codes(found))
    assert found.weaknesses == ()


ANNEX = "\n\nAnnex\n\nSchools are dreadful and nobody cares about anything here at all, say parents."


@pytest.mark.parametrize("copied", ["", "\n\ncc: Department for Education\nNHS England"])
def test_words_after_the_sign_off_are_named(copied: str) -> None:
    found = record(signed="Ann Fielding\nHer Majesty's Inspector" + copied + ANNEX)
    assert [each.role for each in found.letter.signatories] == ["Her Majesty's Inspector"]
    assert found.letter.copied_to == (("Department for Education", "NHS England") if copied else ())
    assert [quote.text for quote in found.coverage.unclaimed] == ANNEX.split("\n\n")[1:]


def test_no_weaknesses_at_all() -> None:
    found = record(findings="Leaders are proud of their work.")
    assert "missing_weaknesses" in codes(found)
    assert "unclaimed_text" in codes(found)


def test_passages_that_nothing_accounts_for_are_named_with_their_place() -> None:
    found = record(
        overall="The moon rose over Oldmere. The area has made sufficient progress in addressing both of "
        "the significant weaknesses identified at the initial inspection."
    )
    assert [quote.text for quote in found.coverage.unclaimed] == ["The moon rose over Oldmere."]
    assert found.coverage.claimed == found.coverage.characters - len("The moon rose over Oldmere.")


def test_an_outcome_and_a_next_step_that_do_not_fit() -> None:
    step = (
        "As not all the significant weaknesses have improved, it is for the Department for Education and NHS England "
    )
    assert "inconsistent_next_step" in codes(record(next_step=step + "to determine the next steps."))


def test_pages_beyond_the_limit_are_said() -> None:
    text = letter_text() + "\f" + "More words.\n"
    found = scan(text.encode(), "letter.txt", Manner(max_pages=1))
    assert "truncated" in codes(found)


def test_lines_in_which_nobody_is_recognised_are_said() -> None:
    found = record(addressees="to whom it may concern\nat the council", signed="(signature)")
    assert {"missing_addressees", "missing_signatories"} <= set(codes(found))
    assert (found.letter.addressees, found.letter.signatories) == ((), ())


def test_a_letter_said_to_be_of_another_kind_than_it_opens_like() -> None:
    letter = letter_text().encode()
    found = scan(letter, "letter.txt", Manner(kind="jtai"))
    (doubt,) = [each for each in found.diagnostics if each.code == "other_kind"]
    assert "send_revisit" in doubt.message
    assert "jtai" in doubt.message
    assert "other_kind" not in codes(scan(letter, "letter.txt", Manner(kind="send_revisit")))


def test_several_letters_in_one_file() -> None:
    letter = letter_text()
    found = scan(f"{letter}\f{letter}".encode(), "letters.txt")
    (doubt,) = [each for each in found.diagnostics if each.code == "several_letters"]
    assert doubt.span is not None
    assert doubt.span.page > 1
    assert "several_letters" not in codes(scan(letter.encode(), "letter.txt"))


def test_marks_without_a_letter_are_no_findings() -> None:
    """A wrong encoding leaves "?" where a bullet stood."""
    found = scan(letter_text().replace("■", "?").encode(), "letter.txt")
    assert "?" in letter_text().replace("■", "?")
    assert all(any(map(str.isalnum, finding.text)) for finding in found.findings())
