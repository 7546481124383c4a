"""How things stand, by the words alone: directions, negation, contrast, time, plans, what goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sendscan.judging import Judgement

Judge = Callable[..., list[Judgement]]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        # directions: what improves depends on what it is of
        ("The number of permanent exclusions has reduced.", "strength"),
        ("Permanent exclusions have increased.", "concern"),
        ("Fewer checks take place than before.", "concern"),
        ("Waiting times for therapy have reduced.", "strength"),
        ("Access to respite has declined.", "concern"),
        # negation and double negation
        ("There are no undue delays in Alderby.", "strength"),
        ("There are no gaps or delays in support.", "strength"),
        ("Parents are not convinced.", "concern"),
        ("Practice is not yet consistently effective.", "concern"),
        ("Not only leaders but also families praise the new service.", "strength"),
        ("The team helps pupils who do not attend school.", "strength"),
        # contrast and concession
        ("Plans are clearer but many reviews are late.", "mixed"),
        ("Although the clinic is well led, waits are long.", "mixed"),
        ("Despite long waits, families praise the clinic.", "mixed"),
        ("However, too many plans are vague.", "concern"),
        # time
        ("At the time of the initial inspection, reviews were late.", "context"),
        ("Reviews remain late.", "concern"),
        ("There are plans to open a second centre in spring.", "context"),
        ("Leaders are working to clear the backlog of late reviews.", "mixed"),
        ("The impact of this work is yet to be seen.", "concern"),
        # hedges and quantity
        ("It is not always clear who decides.", "concern"),
        ("It is too early to judge the new pathway.", "concern"),
        ("Too many children wait.", "concern"),
        # names that only sound like problems
        ("The clinic supports children with learning difficulties well.", "strength"),
        ("Practitioners identify gaps and fill them.", "strength"),
        ("Partners offer effective support and challenge.", "strength"),
        ("The council moved to new offices in May.", "context"),
    ],
)
def test_polarity_of_a_sentence(text: str, polarity: str, judged: Judge) -> None:
    assert [judgement.polarity for judgement in judged(text)] == [polarity]


@pytest.mark.parametrize(
    ("text", "polarities"),
    [
        ("Reviews are late. Leaders are aware of this and have plans to recruit.", ["concern", "mixed"]),
        ("The panel met in May. Leaders have recently appointed a chair.", ["context", "context"]),
        ("Waits are too long. For example, some last into the spring.", ["concern", "concern"]),
        ("Staff know children well. For example, one nurse visits each home.", ["strength", "strength"]),
        ("Plans are vague. This results in new assessments that help nobody.", ["concern", "concern"]),
        ("The team is strong. However, this is a pilot.", ["strength", "concern"]),
    ],
)
def test_what_goes_on_from_the_sentence_before(text: str, polarities: list[str], judged: Judge) -> None:
    assert [judgement.polarity for judgement in judged(text)] == polarities


def test_the_section_has_no_say() -> None:
    from sendscan import rulebook
    from sendscan.judging import Passage, Sentence, judge
    from sendscan.language import Words

    text = "Too many plans are late."
    sentence = Sentence(start=0, end=len(text), text=text, paragraph=1)
    passages = [
        Passage(section=section, heading=section, sentences=(sentence,))
        for section in ("strengths", "needs_work", "weaknesses", "narrative")
    ]
    judgements = judge(Words(text), passages, rulebook.load(), kind="area_send")
    assert len(set(judgements)) == 1


def test_the_cues_name_what_decided(judged: Judge) -> None:
    (only,) = judged("Some parents told us that reviews are overdue.")
    assert "late" in only.cues
    assert only.cues[-1] == "parents-say"


def in_section(section: str, *texts: str) -> list[Judgement]:
    from sendscan import rulebook
    from sendscan.judging import Passage, Sentence, judge
    from sendscan.language import Words

    whole = " ".join(texts)
    starts = [whole.index(text) for text in texts]
    sentences = tuple(
        Sentence(start=at, end=at + len(text), text=text, paragraph=1) for at, text in zip(starts, texts, strict=True)
    )
    passage = Passage(section=section, heading=None, sentences=sentences)
    return list(judge(Words(whole), [passage], rulebook.load(), kind="focused_visit")[0])


@pytest.mark.parametrize("section", ["improvements", "priority_actions"])
@pytest.mark.parametrize(
    "text",
    [
        "The timeliness and quality of supervision.",
        "Leaders should ensure that reviews are effective.",
        "Timely planning for children, so that they are well prepared.",
        "needs are fully understood and addressed",
        "How consistently staff understand and apply thresholds.",
        "The impact of supervision, with a clear analysis by managers about whether children are safer.",
    ],
)
def test_what_is_listed_to_improve_is_a_problem(section: str, text: str) -> None:
    (only,) = in_section(section, text)
    assert (only.polarity, only.cues) == ("concern", ("listed-to-improve",))


@pytest.mark.parametrize("section", ["strengths", "needs_work", "weaknesses", "narrative"])
def test_no_other_list_makes_a_problem(section: str) -> None:
    (only,) = in_section(section, "Leaders should ensure that reviews are effective.")
    assert only.polarity != "concern"


def test_prose_among_what_must_improve_is_read_by_its_words() -> None:
    good, bad = in_section("improvements", "Children are safe and supported well.", "Visits are late.")
    assert (good.polarity, bad.polarity) == ("strength", "concern")


def test_a_bullet_may_speak_of_the_problem_of_the_bullet_above() -> None:
    from sendscan import rulebook
    from sendscan.judging import Passage, Sentence, judge
    from sendscan.language import Words

    whole = "Services do not share data with schools. Leaders have taken steps to address this situation."
    parts = ("Services do not share data with schools.", "Leaders have taken steps to address this situation.")
    items = [
        Passage(
            section="needs_work",
            heading=None,
            sentences=(Sentence(start=whole.index(part), end=whole.index(part) + len(part), text=part, paragraph=1),),
        )
        for part in parts
    ]
    (first,), (second,) = judge(Words(whole), items, rulebook.load(), kind="area_send")
    assert (first.polarity, second.polarity) == ("concern", "mixed")
    assert [r.rule for r in second.raised] == [r.rule for r in first.raised] == ["data-information"]
