import pytest
from made_letters import letter_text, parsed, revisit

from sendscan.checks import check, coverage_of
from sendscan.reading import read

THREE = "\n\n".join(
    f"■ The initial inspection found that there was:\n\n'weakness {n}'.\n\nPlans are checked.\n\n"
    f"The area has {'' if n < 3 else 'not '}made sufficient progress in addressing this significant weakness."
    for n in (1, 2, 3)
)
MADE, NOT = "has made sufficient progress in addressing", "has not made sufficient progress in addressing"
AT = "identified at the initial inspection."


@pytest.mark.parametrize(
    ("overall", "expected"),
    [
        (f"The area {MADE} all three of the significant weaknesses {AT}", ("sufficient_progress", 3, 3)),
        (f"The local area {MADE} both of the significant weaknesses {AT}", ("sufficient_progress", 2, 2)),
        (f"The area {MADE} the three areas of significant weakness {AT}", ("sufficient_progress", 3, 3)),
        (f"The area {MADE} all of the significant weaknesses {AT}", ("sufficient_progress", 3, 3)),
        (
            f"The area {MADE} four of the significant weaknesses {AT} The area {NOT} one significant weakness.",
            ("some_sufficient_progress", 4, 5),
        ),
        (f"The area {MADE} two of the five significant weaknesses {AT}", ("some_sufficient_progress", 2, 5)),
        (f"The area {MADE} seven of the 12 significant weaknesses {AT}", ("some_sufficient_progress", 7, 12)),
        (f"The area {NOT} any of the significant weaknesses {AT}", ("insufficient_progress", 0, 3)),
        (
            "Inspectors are of the opinion that local area leaders have made sufficient progress to improve each of "
            f"the serious weaknesses {AT}",
            ("sufficient_progress", 3, 3),
        ),
    ],
)
def test_overall_verdicts(overall: str, expected: tuple[str, int, int]) -> None:
    outcome = revisit(overall=overall, findings=THREE).outcome
    assert (outcome.verdict, outcome.sufficient, outcome.total) == expected
    assert outcome.statement is not None
    assert outcome.statement.text == overall


def test_no_overall_verdict_is_not_made_up() -> None:
    letter, clean = parsed(letter_text(overall="Leaders have worked hard."))
    assert letter.outcome.verdict == "not_stated"
    codes = [each.code for each in check(read(b"x", "a"), letter, coverage_of(clean, letter.claims))]
    assert "missing_outcome" in codes
    assert "unclaimed_text" in codes


def test_counts_that_disagree_with_the_sections_are_said() -> None:
    letter, clean = parsed(
        letter_text(overall=f"The area {MADE} all three of the significant weaknesses {AT}", findings=THREE)
    )
    found = list(check(read(b"x", "a"), letter, coverage_of(clean, letter.claims)))
    assert [each.code for each in found if each.level == "error"] == ["inconsistent_verdicts"]
    assert found[-1].code != "unclaimed_text"


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        (
            "As the area has made sufficient progress in addressing all the significant weaknesses, the formal "
            "quarterly support and challenge visits from the Department for Education and NHS England will cease.",
            "support_and_challenge_visits_cease",
        ),
        (
            "As not all the significant weaknesses have improved, it is for the Department for Education and NHS "
            "England to determine the next steps. This may include the Secretary of State using powers of "
            "intervention. Ofsted and CQC will not carry out any further revisit unless directed to do so.",
            "dfe_and_nhs_england_decide",
        ),
    ],
)
def test_next_steps(sentence: str, value: str) -> None:
    outcome = revisit(next_step=sentence).outcome
    assert outcome.next_step == value
    assert outcome.next_step_statement is not None
    assert outcome.next_step_statement.text == sentence
