import pytest

from sendscan.kinds.patterns import Phrases
from sendscan.rulebook.phrases import PhraseError


def test_brackets_gaps_and_lists() -> None:
    phrases = Phrases(["the [local] area of ... has made <much> progress"], {"much": ("good", "a lot of")})
    assert phrases.search("We saw that the local area of Oldmere and Wye has made a lot of progress.")
    assert phrases.search("The area of Oldmere has made good progress")
    assert not phrases.search("The arean of Oldmere has made good progress")
    assert not phrases.search("the area of a b c d e f g has made good progress")


def test_quotes_and_dashes_are_alike() -> None:
    assert Phrases(["children’s re-visit"], {}).search("children's re‑visit")


def test_slots_keep_what_stands_in_them() -> None:
    found = Phrases(["revisited the area of {area} to decide"], {}).search("We revisited the area of Oldmere to decide")
    assert found is not None
    start, end = found.slots["area"]
    assert "We revisited the area of Oldmere to decide"[start:end] == "Oldmere"


def test_a_whole_line_may_end_in_a_mark_or_a_note_number() -> None:
    heading = Phrases(["What needs to improve"], {})
    for printed in (
        "What needs to improve?",
        "What needs to improve:",
        "What needs to improve?¹",
        "what needs to improve?1",
    ):
        assert heading.full(printed)
    assert not heading.full("What needs to improve first")


def test_the_first_phrase_wins() -> None:
    phrases = Phrases(["area of weakness", "weakness"], {})
    found = phrases.search("an area of weakness")
    assert found is not None
    assert found.phrase == "area of weakness"


@pytest.mark.parametrize("phrase", ["{nothing} here", "a <list>", "(open", "shut)", "a | b", ""])
def test_what_cannot_be_understood_is_an_error(phrase: str) -> None:
    with pytest.raises(PhraseError):
        Phrases([phrase], {})
