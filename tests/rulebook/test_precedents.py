"""Which precedents a sentence is like, and how they share their vote."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sendscan import rulebook
from sendscan.resources import bundled
from sendscan.rulebook.load import examine
from sendscan.rulebook.precedents import Heard, Precedents, Said


def precedents(**said: str) -> Precedents:
    return Precedents([Said((about,), (), lines) for about, lines in said.items()])


COACHES = "The coach to school never comes.\nPupils wait in the rain for a coach."
PLANS = "Plans say little about therapy.\nTherapy is missing from most plans."
OTHERS = "Nobody answers the telephone.\nThe leaflet is out of print.\nThe office is shut.\nThe roof leaks."


def heard(known: Precedents, sentence: str) -> Heard:
    found = known.hear([(sentence.lower().split(), 1.0)])
    assert found is not None
    return found


def test_the_precedent_that_shares_rare_words_is_nearest() -> None:
    known = precedents(coaches=COACHES, plans=PLANS, others=OTHERS)
    first, *_ = heard(known, "a coach that never comes").nearest(3)
    assert (first.text, first.about) == ("The coach to school never comes.", ("coaches",))


def test_the_same_words_are_wholly_like() -> None:
    known = precedents(coaches=COACHES, plans=PLANS, others=OTHERS)
    (first,) = heard(known, "nobody answers the telephone").nearest(1)
    assert first.likeness == pytest.approx(1, abs=0.05)  # but for "the", which does not make sentences alike


def test_precedents_share_one_vote_most_of_it_to_the_nearest() -> None:
    known = precedents(coaches=COACHES, plans=PLANS, others=OTHERS)
    shares = heard(known, "the coach comes without therapy plans for school").shares()
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["coaches"] > shares["plans"] > 0


def test_those_less_than_half_as_like_as_the_nearest_are_not_heard() -> None:
    known = precedents(coaches=COACHES, plans=PLANS, others=OTHERS)
    found = heard(known, "the coach to school never comes in the rain")
    assert found.by_likeness() == {"coaches": pytest.approx(1)}


def test_a_sentence_about_two_concerns_votes_for_both() -> None:
    known = Precedents([Said(("coaches", "rain"), (), COACHES), Said(("plans",), (), PLANS), Said((), (), OTHERS)])
    assert heard(known, "no coach").by_likeness() == {"coaches": pytest.approx(1), "rain": pytest.approx(1)}


def test_each_word_tells_of_what_it_is_oftener_said_of() -> None:
    known = precedents(coaches=COACHES, plans=PLANS, others=OTHERS)
    shares = heard(known, "therapy and a coach, and therapy again").by_words()
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["plans"] > shares["coaches"] > shares["others"]


def test_words_are_told_the_most_telling_first() -> None:
    known = precedents(coaches=COACHES, plans=PLANS, others=OTHERS)
    found = heard(known, "the coach is out in the rain")
    assert found.telling("coaches", 1) == ["coach"]
    assert sorted(found.telling("coaches", 9)) == ["coach", "in", "rain"]
    assert found.telling("others", 1) == ["out"]


def test_half_a_vote_is_shared_by_likeness_and_half_by_words() -> None:
    known = precedents(coaches=COACHES, plans=PLANS, others=OTHERS)
    found = heard(known, "plans without a coach")
    halves = zip(found.by_likeness().values(), (found.by_words()[name] for name in found.by_likeness()), strict=True)
    assert [found.shares()[name] for name in found.by_likeness()] == pytest.approx([(a + b) / 2 for a, b in halves])


@pytest.mark.parametrize("sentence", ["", "Zebras graze.", "1998"])
def test_nothing_is_heard_where_no_telling_word_is_known(sentence: str) -> None:
    known = precedents(coaches=COACHES, plans=PLANS, others=OTHERS)
    assert known.hear([(sentence.lower().split(), 1.0)]) is None


def test_words_of_very_many_precedents_make_no_sentence_alike() -> None:
    assert rulebook.load().precedents("area_send").hear([(["the", "children", "and"], 1.0)]) is None


def test_without_precedents_nothing_is_heard() -> None:
    assert Precedents([]).hear([(["coach"], 1.0)]) is None


@pytest.mark.parametrize("lines", ["", "1998", "1998\n\nДети ждут."])
def test_nothing_is_heard_of_precedents_without_a_word_that_can_be_compared(lines: str) -> None:
    assert precedents(some=lines).hear([(["late", "plans"], 1.0)]) is None


def test_the_sentence_before_counts_its_share() -> None:
    known = precedents(coaches=COACHES, plans=PLANS, others=OTHERS)
    alone = heard(known, "plans without a coach").shares()
    found = known.hear([(["plans", "without", "a", "coach"], 1.0), (["rain"], 0.9)])
    assert found is not None
    assert found.shares()["coaches"] > alone["coaches"]


def test_the_order_of_the_precedents_makes_no_difference() -> None:
    lines = [*COACHES.splitlines(), *OTHERS.splitlines()]
    sentence = "the office telephone never answers and the coach is out"
    expected = heard(precedents(some=COACHES + "\n" + OTHERS, plans=PLANS), sentence).shares()
    random.Random(4).shuffle(lines)
    assert heard(precedents(plans=PLANS, some="\n".join(lines)), sentence).shares() == pytest.approx(expected)


OWN = """\
precedents:
  - kinds: [{kind}]
    said:
      {ids}: |
        Badgers have dug up the playing field.

        The playing field is under water.
"""


def own_folder(tmp_path: Path, *, kind: str = "area_send", ids: str = "local-offer") -> Path:
    (tmp_path / "own.yaml").write_text(OWN.format(kind=kind, ids=ids), encoding="utf-8")
    return tmp_path


def test_precedents_of_ones_own_are_added_to_ours(tmp_path: Path) -> None:
    book = rulebook.load((own_folder(tmp_path, ids="local-offer, attendance"),))
    found = book.precedents("area_send").hear([(["badgers"], 1.0)])
    assert found is not None
    assert found.nearest(9)[0].about == ("local-offer", "attendance")
    assert found.nearest(9)[0].text == "Badgers have dug up the playing field."


def test_precedents_hold_for_their_kinds_of_letter_alone(tmp_path: Path) -> None:
    book = rulebook.load((own_folder(tmp_path, kind="jtai"),))
    assert book.precedents("jtai").hear([(["badgers"], 1.0)]) is not None
    assert book.precedents("area_send").hear([(["badgers"], 1.0)]) is None
    assert book.precedents(None).hear([(["badgers"], 1.0)]) is None


def test_ours_hold_for_letters_about_send_alone() -> None:
    book = rulebook.load()
    assert book.precedents("send_revisit").known == book.precedents("area_send").known
    assert book.precedents("jtai").known == book.precedents("focused_visit").known == frozenset()


def test_a_concern_that_is_not_there_is_told_with_its_place(tmp_path: Path) -> None:
    _, problems = examine((bundled("rules"), own_folder(tmp_path, ids="badgers")))
    assert [(str(p.where), p.message) for p in problems] == [
        (f"{tmp_path / 'own.yaml'}:4:7", "there is no concern 'badgers' for these sentences to be about")
    ]


def test_a_concern_that_is_switched_off_gets_no_vote(tmp_path: Path) -> None:
    own_folder(tmp_path, ids="local-offer, attendance")
    (tmp_path / "off.yaml").write_text("off: [local-offer]\n", encoding="utf-8")
    found = rulebook.load((tmp_path,)).precedents("area_send").hear([(["badgers"], 1.0)])
    assert found is not None
    assert found.by_likeness() == {"attendance": pytest.approx(1)}
    assert "local-offer" not in found.shares()


@pytest.mark.parametrize(
    ("said", "message"),
    [("said: [a list]", "keys with values are wanted here"), ("says: {}", "unknown key 'says'")],
)
def test_a_file_of_another_form_is_told(said: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(f"precedents:\n  - {said}\n", encoding="utf-8")
    _, problems = examine((tmp_path,))
    assert message in [p.message for p in problems]
