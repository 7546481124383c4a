import pytest
from made_letters import letter_text, parsed, revisit

from sendscan.checks import check, coverage_of
from sendscan.parsing import Letter
from sendscan.reading import read

YES = "The local area has made sufficient progress to improve this area of significant weakness."
NO = "The area has not made sufficient progress in addressing this significant weakness."


def weaknesses(letter: Letter) -> list[tuple[str, str, int]]:
    return [
        (draft.statement.text, draft.verdict.value if draft.verdict else "", len(draft.sentences))
        for draft in letter.drafts
    ]


def test_quoted_statements_findings_and_verdicts() -> None:
    assert weaknesses(revisit()) == [
        ("weak oversight of education, health and care (EHC) plans", "sufficient_progress", 2),
        ("poor communication with families", "sufficient_progress", 1),
    ]


@pytest.mark.parametrize(
    ("opening", "statement"),
    [
        ("The initial inspection found that there was:\n\n'weak oversight'.", "weak oversight"),
        ("■ The initial inspection found that there was 'weak oversight'.", "weak oversight"),
        ("■ At the initial inspection, inspectors found the following:\n\nPlans are weak.", "Plans are weak."),
        ("■ At the time of the initial inspection, inspectors found that:\n\nplans are weak.", "plans are weak."),
        (
            "■ At the initial inspection, inspectors found the following:\n\n– plans are weak;\n– reviews are late.",
            "plans are weak;\nreviews are late.",
        ),
        (
            "■ The initial inspection found that there was:\n\n'weak oversight.\n\nNobody checked plans'.",
            "weak oversight.\nNobody checked plans",
        ),
        (
            "■ At the initial inspection, inspectors found the following:\n\nLeaders must check plans.\n\n"
            "They must act on what they find.",
            "Leaders must check plans.\nThey must act on what they find.",
        ),
        ("■ 'weak oversight'.", "weak oversight"),
    ],
)
def test_ways_of_introducing_a_weakness(opening: str, statement: str) -> None:
    findings = f"{opening}\n\nLeaders now check plans.\n\n{YES}"
    assert weaknesses(revisit(findings=findings)) == [(statement, "sufficient_progress", 1)]


@pytest.mark.parametrize(
    "body",
    [
        f"Plans are checked. Reviews are late.\n\n{NO}",
        f"{NO}\n\nPlans are checked. Reviews are late.",
        f"Plans are checked. {NO} Reviews are late.",
    ],
)
def test_a_verdict_wherever_it_stands(body: str) -> None:
    opening = "■ The initial inspection found that there was:\n\n'weak oversight'.\n\n"
    assert weaknesses(revisit(findings=opening + body)) == [("weak oversight", "insufficient_progress", 2)]


@pytest.mark.parametrize(
    "mention",
    [
        "Leaders believe that the area has made sufficient progress in addressing this weakness.",
        "Sufficient progress in this area of weakness is one of the aims of next year's plan.",
        "The area had not made sufficient progress when it was last visited.",
    ],
)
def test_a_mention_of_sufficient_progress_is_no_verdict(mention: str) -> None:
    findings = f"■ The initial inspection found that there was:\n\n'weak oversight'.\n\nPlans are checked. {mention}"
    letter, clean = parsed(letter_text(findings=findings))
    assert weaknesses(letter) == [("weak oversight", "not_stated", 2)]
    source = read(letter_text(findings=findings).encode(), "a")
    codes = [each.code for each in check(source, letter, coverage_of(clean, letter.claims))]
    assert "missing_verdict" in codes


def test_two_verdicts_of_both_signs_are_said() -> None:
    findings = (
        f"■ The initial inspection found that there was:\n\n'weak oversight'.\n\nPlans are late.\n\n{YES}\n\n{NO}"
    )
    letter, clean = parsed(letter_text(findings=findings))
    messages = [each.message for each in check(read(b"x", "a"), letter, coverage_of(clean, letter.claims))]
    assert any("verdicts of both signs" in message for message in messages)


def test_nothing_between_the_verdict_and_the_next_step_is_lost() -> None:
    letter, clean = parsed(letter_text())
    assert coverage_of(clean, letter.claims).unclaimed == ()
