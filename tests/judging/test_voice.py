"""Whose view a sentence reports: verbs of saying, passive and indirect forms, carry-over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sendscan.judging import Judgement

Judge = Callable[..., list[Judgement]]


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Leaders check plans.", "inspectors"),
        ("Some parents told us that they feel ignored.", "parents_carers"),
        ("Parents and carers who met with inspectors are worried about transport.", "parents_carers"),
        ("In the view of many parents, reviews are late.", "parents_carers"),
        ("Young people said that they enjoy the club.", "children_young_people"),
        ("Leaders recognise that reviews are late.", "area_leaders"),
        ("Leaders know that reviews are late.", "inspectors"),
        ("Leaders are aware of the late reviews.", "inspectors"),
        ("Head teachers told inspectors that support has improved.", "setting_leaders"),
        ("This is seen as a strength by provider leaders.", "setting_leaders"),
        ("Social workers report that caseloads are high.", "professionals"),
        ("External partners agree that joint working is better.", "partners"),
        ("Survey results show that families feel better informed.", "survey"),
        ("Leaders, practitioners and young people told us that waits are long.", "area_leaders"),
        ("Children have access to clubs, which parents value.", "inspectors"),
        ("Although parents speak positively of the clinic, waits are long.", "inspectors"),
        ("The service has a leaflet for parents to explain consent.", "inspectors"),
        ("This helps parents and carers to feel confident about the move.", "inspectors"),
        ("Families are not always told why help has been refused.", "inspectors"),
        ("Families are kept fully informed and are told of changes.", "inspectors"),
        ("Despite this, young people said that help came late, and some had given up.", "children_young_people"),
        ("Parents without a support worker feel left alone.", "parents_carers"),
        ("Family support workers say that thresholds are unclear.", "professionals"),
        ("Parents whose children have been assessed this year described a caring service.", "parents_carers"),
        ("Families who were seen quickly praised the team.", "parents_carers"),
        ("Some psychologists' reports are out of date.", "inspectors"),
        ("Leaders act when families are unhappy with a plan.", "inspectors"),
        ("Some plans for young people described them as children.", "inspectors"),
        ("Several reports ask parents to lower their hopes.", "inspectors"),
        ("Therapists are praised for their patience by families.", "parents_carers"),
        ("Leaders could not tell us how many pupils are absent.", "inspectors"),
        ("Schools that do not have a link worker told us that help is hard to get.", "setting_leaders"),
        ("Many parents who responded to our survey said that waits are long.", "survey"),
        ("Parents who spoke with us and responded to our survey said that waits are long.", "parents_carers"),
        ("Pupils stay in mainstream schools that have said they cannot help.", "inspectors"),
        ("Pupils have plans that describe them as infants.", "inspectors"),
        ("Some reports describe a child's needs but say little about help.", "inspectors"),
        ("Therapists rarely attend, and when they send reports, these arrive late.", "inspectors"),
        ("Midwives do not routinely tell the service about a birth.", "inspectors"),
        ("Waits add to the strain on families because they feel forgotten.", "inspectors"),
        ("The council was slow to recognise what closure meant.", "inspectors"),
        ("The partnership agreed a strategy in spring.", "inspectors"),
        ("The partnership agreed that waits are long.", "area_leaders"),
        ("Young people who spoke to us were unsure what would happen next.", "children_young_people"),
        ("Case workers gave us a bleaker account.", "professionals"),
        ("Leaders of nurseries said that papers arrive late.", "setting_leaders"),
        ("Families have had little say in the design of services.", "inspectors"),
        ("Some schools do not report these arrangements.", "inspectors"),
        ("Pupils talked with pride about their work.", "children_young_people"),
        ("Voluntary groups told inspectors that grants have been cut.", "partners"),
        ("The board takes little account of what families and practitioners say.", "inspectors"),
        ("Leaders use what children, young people and parents tell them.", "inspectors"),
        ("Nurses run drop-in sessions so that young people can talk about their worries.", "inspectors"),
        ("Even so, some parents say that waits are long.", "parents_carers"),
        ("Parents who met with inspectors had heard of the advice service.", "parents_carers"),
        ("Officers have an honest view of the delays.", "inspectors"),
    ],
)
def test_voice_of_a_sentence(text: str, voice: str, judged: Judge) -> None:
    assert [judgement.voice for judgement in judged(text)] == [voice]


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Some parents say that plans are vague. They feel ignored.", ["parents_carers"] * 2),
        ("Families wait long. They say that nobody calls.", ["inspectors", "parents_carers"]),
        ("Pupils told us they feel safe. This includes time at the club.", ["children_young_people"] * 2),
        ("Parents feel ignored. This limits what leaders hear.", ["parents_carers", "inspectors"]),
        ("Leaders meet monthly. They check plans.", ["inspectors", "inspectors"]),
        ("The move is not well understood by families. They say that nobody calls.", ["inspectors", "parents_carers"]),
        (
            "Young people are not well prepared. Talks start late. They told us that nobody asks them.",
            ["inspectors", "inspectors", "children_young_people"],
        ),
        (
            "In schools, pupils are well taught. Those who met with inspectors said that they feel safe.",
            ["inspectors", "children_young_people"],
        ),
    ],
)
def test_a_pronoun_keeps_the_view_it_points_back_to(text: str, voices: list[str], judged: Judge) -> None:
    assert [judgement.voice for judgement in judged(text)] == voices
