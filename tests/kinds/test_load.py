from pathlib import Path

import pytest

from sendscan.errors import RuleError, UnknownKindError, UsageError
from sendscan.kinds import load_kind, load_kinds, recognise
from made_letters import letter_text

KINDS = ["area_send", "focused_visit", "jtai", "send_inspection", "send_revisit"]


def test_every_kind_of_the_contract_is_there_and_named_as_its_file() -> None:
    assert [kind.kind for kind in load_kinds()] == KINDS


def test_all_problems_of_a_kind_file_come_at_once_with_their_places(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text(
        "kind: send_revisit\nname: x\nrecognise:\n  any:\n    - a (b\n    - see {nothing}\nheader:\n  - see <none>\n"
    )
    with pytest.raises(RuleError) as caught:
        load_kind(file)
    assert [(each.where.line, each.where.column) for each in caught.value.problems] == [(5, 7), (6, 7), (8, 5)]


def test_an_unknown_key_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("kind: send_revisit\nname: x\nrecognise: {any: [a]}\nsubjects: [b]\n")
    with pytest.raises(RuleError, match="unknown key 'subjects'"):
        load_kind(file)


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("Joint area SEND revisit in Oldmere", "send_revisit"),
        ("Joint local area SEND inspection in Oldmere", "send_inspection"),
        ("Area SEND inspection of Oldmere Local Area Partnership", "area_send"),
        ("Joint targeted area inspection of Oldmere", "jtai"),
        ("Focused visit to Oldmere children’s services", "focused_visit"),
    ],
)
def test_a_kind_is_told_by_what_the_letter_says(opening: str, kind: str) -> None:
    assert recognise(f"4 May 2020\nDear Jo\n{opening}\nThis letter …", "a.txt", load_kinds()).kind == kind


def test_a_revisit_letter_that_speaks_of_the_inspection_is_a_revisit() -> None:
    text = letter_text() + "\nIt follows the joint local area SEND inspection in Oldmere in 2018.\n"
    assert recognise(text, "a.txt", load_kinds()).kind == "send_revisit"


def test_another_document_is_refused_and_the_kinds_are_named() -> None:
    with pytest.raises(UnknownKindError) as caught:
        recognise("Minutes of the schools forum\nPresent: …", "minutes.txt", load_kinds())
    for kind in KINDS:
        assert kind in str(caught.value)
    assert "minutes.txt" in str(caught.value)


def test_a_kind_can_be_forced_but_not_made_up() -> None:
    assert recognise("Minutes", "a", load_kinds(), forced="jtai").kind == "jtai"
    with pytest.raises(UsageError, match="no kind 'letters'"):
        recognise("Minutes", "a", load_kinds(), forced="letters")
