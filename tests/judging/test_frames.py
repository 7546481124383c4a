"""What is said of a thing holds in every frame it is said in: clauses whose polarity is plain, in many frames."""

from __future__ import annotations

import pytest

from sendscan.judging import judge
from sendscan.judging.judgement import Judgement, Passage, Sentence
from sendscan.language import Words
from sendscan.rulebook import load

GOOD = (
    "leaders work closely with parents and carers",
    "the early years team provides strong support to nurseries",
    "health visitors identify needs quickly",
    "young people are well prepared for adulthood",
    "the quality of EHC plans is improving",
    "children’s needs are met well",
    "waiting times for speech and language therapy have fallen",
    "the local offer website is easy to use",
)
BAD = (
    "too many children wait a long time for an autism assessment",
    "annual reviews are not completed on time",
    "parents and carers do not trust leaders",
    "the quality of EHC plans is variable",
    "there are not enough specialist school places",
    "leaders do not have an accurate oversight of alternative provision",
    "families are unaware of the local offer",
    "communication with families is poor",
)
FRAMES = (
    ("{good}.", "strength"),
    ("{bad}.", "concern"),
    ("{good}, but {bad}.", "mixed"),
    ("although {good}, {bad}.", "mixed"),
    ("{bad}, although {good} in some schools.", "mixed"),
    ("even though {bad}, {good}.", "mixed"),
    ("{good}; however, {bad}.", "mixed"),
    ("{good}.|However, {bad}.", "concern"),
    ("{bad}.|However, {good}.", "strength"),
    ("despite this, {bad}.", "concern"),
    ("{bad}, which means that {bad}.", "concern"),
    ("as a result, {good}.", "strength"),
    ("this means that {bad}.", "concern"),
    ("leaders recognise that {bad}.", "concern"),
    ("parents and carers told inspectors that {good}.", "strength"),
    ("parents and carers do not feel that {good}.", "concern"),
    ("there is no evidence that {good}.", "concern"),
    ("in most schools, {good}.", "strength"),
    ("in a small number of cases, {bad}.", "concern"),
    ("although there is more to do, {good}.", "mixed"),
    ("since the first inspection, {good}.", "strength"),
    ("{bad}.|To address this, leaders have recruited more staff.", "mixed"),
)


def last(text: str) -> Judgement:
    """The judgement of the last sentence of ``text``, in which sentences are parted by bars."""
    joined = text.replace("|", " ")
    start, sentences = 0, []
    for each in text.split("|"):
        sentences.append(Sentence(start=start, end=start + len(each), text=each, paragraph=1))
        start += len(each) + 1
    passage = Passage(section="narrative", heading=None, sentences=tuple(sentences))
    return judge(Words(joined), [passage], load(), kind="area_send")[0][-1]


@pytest.mark.parametrize(("frame", "polarity"), FRAMES)
def test_a_clause_in_a_frame(frame: str, polarity: str) -> None:
    said = [frame.format(good=good, bad=bad) for good in GOOD for bad in BAD]
    otherwise = [text for text in said if last(text[0].upper() + text[1:]).polarity != polarity]
    assert otherwise == []


HIGH = (
    "Attendance in special schools",
    "The proportion of plans completed within 20 weeks",
    "The range of short breaks",
)
LOW = ("The number of suspensions", "Staff turnover", "The length of time that families wait")
UP = ("has increased", "continues to rise", "remains high", "is above the national average", "has doubled")
DOWN = ("has fallen", "has been reduced", "remains low", "is below the national average", "is falling")


@pytest.mark.parametrize("what", [*HIGH, *LOW])
def test_what_rises_decides_whether_that_is_good(what: str) -> None:
    better, worse = (UP, DOWN) if what in HIGH else (DOWN, UP)
    assert [last(f"{what} {verb}.").polarity for verb in better] == ["strength"] * len(better)
    assert [last(f"{what} {verb}.").polarity for verb in worse] == ["concern"] * len(worse)


@pytest.mark.parametrize(
    "text",
    [
        "In 2018, inspectors found that annual reviews were not completed on time.",
        "At the time of the initial inspection, leaders did not have an accurate oversight of provision.",
        "The initial inspection found that parents and carers did not trust leaders.",
        "When inspectors last visited, waiting times were too long.",
    ],
)
def test_what_was_wanting_at_an_earlier_inspection_says_nothing_of_now(text: str) -> None:
    assert last(text).polarity == "context"


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The concerns raised at the last inspection have not been addressed.", "concern"),
        ("Some children start nursery with needs that have not previously been identified.", "concern"),
        ("At the initial inspection, reviews were late, but they are now completed on time.", "strength"),
        ("Leaders are not able to prioritise actions that will lead to improvement.", "concern"),
        ("Leaders know which plans have not been reviewed on time and have a clear plan to address this.", "mixed"),
        ("Few parents are dissatisfied with the service.", "strength"),
        ("Few parents are satisfied with the service.", "concern"),
        ("A few young people are trained to be champions.", "strength"),
        ("No child falls through the gaps between services.", "strength"),
        ("Children who do not have an EHC plan but have SEN get effective support.", "strength"),
        ("The number of exclusions for pupils who receive SEN support continues to rise.", "concern"),
        ("Information is shared more readily than in the past, although systems do not always work.", "mixed"),
        ("Parents feel less informed and involved in decisions.", "concern"),
        ("Families have to repeat their story before their needs are identified accurately.", "concern"),
    ],
)
def test_what_a_negation_reaches(text: str, polarity: str) -> None:
    assert last(text).polarity == polarity
