"""What a problem is about where phrases and precedents have their say."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendscan import rulebook
from sendscan.judging.examples import judge_text
from sendscan.judging.precedence import weighed
from sendscan.resources import bundled
from sendscan.rulebook.precedents import Precedents, Said

Names = tuple[str, ...]

KNOWN = Precedents(
    [
        Said(("ponies",), (), "The ponies limp.\nToo many ponies are thin and limp.\nPonies stand in mud."),
        Said(("fences",), (), "Fences sag.\nPart of the fences is down.\nA gate hangs on one hinge."),
        Said(("ponies", "fences"), (), "Ponies stray where the fences sag."),
        Said(("other",), (), "The milk is sour."),
    ]
)


def stand(sentence: str, *, raised: Names, named: Names = (), barred: Names = ()) -> set[str]:
    told = [(sentence.lower().split(), 1.0)]
    return set(weighed(raised, named, barred, told, KNOWN).stand)


def test_precedents_that_agree_name_what_no_phrase_does() -> None:
    assert stand("Thin ponies in mud", raised=("other",)) == {"ponies"}


def test_a_name_holds_with_a_little_support() -> None:
    assert stand("Ponies stray where the fences sag", raised=("ponies",), named=("ponies",)) == {"ponies", "fences"}
    assert stand("Thin ponies in mud by the fences", raised=("fences",), named=("fences",)) >= {"ponies"}


def test_a_name_in_passing_gives_way() -> None:
    known = "Part of the fences is down where a gate hangs"
    assert stand(known, raised=("ponies",), named=("ponies",)) == {"fences"}


def test_what_phrases_gave_stands_where_no_precedent_is_alike() -> None:
    assert stand("Zebras graze", raised=("ponies", "fences")) == {"ponies", "fences"}


def test_a_concern_without_precedent_stands_as_its_phrases_say() -> None:
    assert stand("Thin ponies in mud", raised=("donkeys",), named=("donkeys",)) == {"donkeys", "ponies"}


def test_what_a_phrase_bars_no_precedent_can_name() -> None:
    assert stand("Thin ponies in mud", raised=("other",), barred=("ponies",)) == {"other"}


def test_two_concerns_at_most_stand() -> None:
    known = Precedents([Said(("mud", "hay", "oats"), (), "Ponies limp."), Said(("fences",), (), "Fences sag.")])
    assert len(weighed(("other",), (), (), [(["ponies", "limp"], 1.0)], known).stand) == 2


def test_a_precedent_of_ones_own_changes_what_a_sentence_is_about(tmp_path: Path) -> None:
    sentence = "Too many lagoons silt up, and the pontoons are poor."
    (tmp_path / "own.yaml").write_text(
        "precedents:\n  - said:\n      local-offer: |\n        Lagoons silt up and pontoons are poor.\n",
        encoding="utf-8",
    )

    def concerns(*own: Path) -> list[str]:
        ((trace, _),) = judge_text(sentence, rulebook.load(own), kind="area_send")
        return [raised.rule for raised in trace.judgement.raised]

    assert concerns() == ["other"]
    assert concerns(tmp_path) == ["local-offer"]


def test_words_that_only_say_who_is_meant_are_not_compared() -> None:
    sentence = "Support for pupils who are electively home educated and their EHC plans is vague."
    ((trace, _),) = judge_text(sentence, rulebook.load(), kind="area_send")
    assert "attendance" not in {raised.rule for raised in trace.judgement.raised}


def test_a_letter_about_social_care_is_judged_by_phrases_alone() -> None:
    ((trace, _),) = judge_text("Too many children wait too long for autism assessments.", rulebook.load(), kind="jtai")
    assert trace.weighed is not None
    assert trace.weighed.heard is None


@pytest.mark.parametrize("letter", ["sutton-2020-05-04.txt", "wandsworth-2022-08-23.txt"])
def test_no_precedent_is_taken_from_a_real_letter(letter: str) -> None:
    text = " ".join((bundled("samples") / letter).read_text(encoding="utf-8").replace("’", "'").split())
    assert [line for line in rulebook.load().precedents("area_send").texts if line in text] == []


def test_there_are_precedents_of_every_concern_of_letters_about_send() -> None:
    book = rulebook.load()
    of_send = {rule.id for rule in book.concerns if not rule.kinds or "area_send" in rule.kinds}
    assert book.precedents("area_send").known == of_send
