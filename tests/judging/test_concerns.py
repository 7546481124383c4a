"""What an unresolved problem is about, how grave it is, and what a sentence is about at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sendscan.judging import Judgement
from sendscan.judging.concerns import Scope, about
from sendscan.rulebook.book import Places, Rulebook
from sendscan.rulebook.rules import ConcernRule

Judge = Callable[..., list[Judgement]]


@pytest.mark.parametrize(
    ("text", "concerns"),
    [
        ("Children wait too long for an autism assessment.", {"waiting-times"}),
        ("Families wait too long for an EHC plan.", {"assessment-timeliness"}),
        ("Too many annual reviews are late.", {"review-delays"}),
        ("Parents are worried that annual reviews are late.", {"review-delays"}),
        ("Parents are worried.", {"parent-dissatisfaction"}),
        ("EHC plans do not reflect health needs.", {"health-contributions"}),
        ("Staff are often late for the ferry.", {"other"}),
        ("Annual reviews are held on time.", set()),
    ],
)
def test_concerns_of_a_sentence(text: str, concerns: set[str], judged: Judge) -> None:
    (only,) = judged(text)
    assert {raised.rule for raised in only.raised} == concerns


def test_only_the_half_that_states_a_problem_raises_a_concern(judged: Judge) -> None:
    (only,) = judged("The local offer is well used, but there are too few short breaks.")
    assert [raised.rule for raised in only.raised] == ["short-breaks"]
    assert set(only.themes) == {"local-offer", "short-breaks"}


def test_a_strength_has_a_theme_and_no_concern(judged: Judge) -> None:
    (only,) = judged("Preparation for adulthood starts early and works well.")
    assert (only.themes, only.raised) == (("preparation-for-adulthood",), ())


def test_what_points_back_is_about_the_same(judged: Judge) -> None:
    _, second = judged("Too many annual reviews are late. For some, this can be many years.")
    assert [raised.rule for raised in second.raised] == ["review-delays"]


def test_a_problem_that_names_nothing_is_about_what_the_strength_before_it_praised(judged: Judge) -> None:
    *_, last = judged("The local offer website is clear. Staff answer quickly. Numbers are still very low.")
    assert [raised.rule for raised in last.raised] == ["local-offer"]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Communication with families is poor.", "medium"),
        ("Communication with families is poor across many services and a significant number complain.", "high"),
        ("In a few cases, communication with families is poor.", "low"),
    ],
)
def test_severity_follows_how_many_and_how_much(text: str, severity: str, judged: Judge) -> None:
    (only,) = judged(text)
    assert {r.severity for r in only.raised if r.rule == "communication"} == {severity}


def test_social_care_concerns_are_raised_in_social_care_letters_alone(judged: Judge) -> None:
    text = "Supervision is irregular and does not challenge drift."
    (here,) = judged(text, kind="focused_visit")
    (there,) = judged(text, kind="area_send")
    assert "management-oversight" in {raised.rule for raised in here.raised}
    assert "management-oversight" not in {raised.rule for raised in there.raised}


@pytest.mark.parametrize(
    ("text", "concerns"),
    [
        # who is spoken of is not what is wrong
        ("Children with autism are too often placed in schools outside the county.", {"placement-sufficiency"}),
        ("Support for pupils who are electively home educated and their EHC plans is vague.", {"plan-quality"}),
        # nor what is named among others
        ("Leaders' evaluation of services, including the local offer, is too limited.", {"governance-oversight"}),
        # unless nothing else is named
        ("There is too little support for children with mental health needs.", {"mental-health-support"}),
        # uneven by place is one thing, an uneven plan another
        ("The quality of EHC plans is inconsistent.", {"plan-quality"}),
        ("The help that children get varies from school to school.", {"inconsistent-practice"}),
        # general words count for want of better
        ("There are further delays.", {"waiting-times"}),
        ("Support does not always come in a timely way.", {"other"}),
        ("Short breaks are not always offered in a timely way.", {"short-breaks"}),
    ],
)
def test_what_is_wrong_is_told_from_what_is_named_in_passing(text: str, concerns: set[str], judged: Judge) -> None:
    (only,) = judged(text)
    assert {raised.rule for raised in only.raised} == concerns


@pytest.mark.parametrize(
    ("text", "concerns"),
    [
        ("Too many annual reviews are late. This means that support is not right for some.", {"review-delays"}),
        ("Data is unreliable. This includes data on exclusions.", {"data-information"}),
        ("Annual reviews are late. Leaders have plans to address this by recruiting staff.", {"review-delays"}),
        ("Annual reviews are late. Meetings are poorly led.", {"review-delays"}),
        (
            "Data is unreliable. The impact of this is not yet evident. As a result, meetings fail.",
            {"data-information"},
        ),
        ("The impact of new work is not yet evident. Meetings are poorly led.", {"other"}),
        (
            "Health advice is often late. Some EHC plans are issued late because of these delays.",
            {"assessment-timeliness", "health-contributions"},
        ),
        ("Local offer pages are newer but these remain inconsistent.", {"local-offer"}),
        ("Annual reviews are late. This is due to a lack of coordination between teams.", {"other"}),
        ("Support at points of transition is inconsistent.", {"preparation-for-adulthood"}),
        (
            "Leaders have introduced better data to tackle weaknesses, but waits for therapy are too long.",
            {"waiting-times"},
        ),
    ],
)
def test_a_sentence_that_names_nothing_is_about_what_stands_before_it(
    text: str, concerns: set[str], judged: Judge
) -> None:
    assert {raised.rule for raised in judged(text)[-1].raised} == concerns


def test_a_theme_needs_what_a_concern_needs(judged: Judge) -> None:
    (only,) = judged("Teams visit many special schools.")
    assert "placement-sufficiency" not in only.themes


def _rule(name: str, *, gives_way_to: tuple[str, ...] = ()) -> ConcernRule:
    return ConcernRule(
        id=name, title=name, why="A test.", severity="low", match=(name,), gives_way_to=gives_way_to, hits=(), misses=()
    )


@pytest.mark.parametrize(
    ("sentence", "raised"),
    [
        ("exact vague", ("exact",)),
        ("vague", ("vague",)),
        ("one other", ("one",)),
        ("other one", ("other",)),
        ("one other exact", ("one", "exact")),
    ],
)
def test_which_of_several_concerns_stands(sentence: str, raised: tuple[str, ...]) -> None:
    rules = [
        _rule("exact"),
        _rule("vague", gives_way_to=("exact",)),
        _rule("one", gives_way_to=("other",)),
        _rule("other", gives_way_to=("one",)),
    ]
    book = Rulebook({}, {rule.id: rule for rule in rules}, Places())
    words = sentence.split()
    fits = about(book.find(words), voice="inspectors", kind=None, scope=Scope([(0, len(words))]))
    assert fits.raised == raised
