import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from made_letters import letter_text

from sendscan.errors import RuleError, UnknownKindError, UsageError
from sendscan.kinds import kind_files, load_kind, load_kinds, problems_in, recognise, schema

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


@pytest.mark.parametrize(
    "quoting",
    [
        "letter:\n  kind: send_revisit\n  title: Joint area SEND revisit in Oldmere\n",
        "Kind Outcome Letters\nfocused visit to children’s services narrative 2\njoint targeted area inspection 1\n",
        "A tool reads letters.\nOne is called “Joint area SEND revisit in Oldmere”.\n",
        'title: "Joint targeted area inspection of Oldmere", area: Oldmere',
        "Focused visit to children’s services",
        "The board heard that inspectors revisited the area of Oldmere to decide whether progress has been made.",
    ],
)
def test_what_quotes_a_letter_is_none(quoting: str) -> None:
    with pytest.raises(UnknownKindError):
        recognise(quoting, "summary.md", load_kinds())


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (
            "Between 1 and 3 May 2019, Ofsted and the Care Quality Commission (CQC) revisited the local area of Wye "
            "to decide whether sufficient progress has been made.",
            "send_revisit",
        ),
        (
            "Between 1 and 5 May 2017, Ofsted and the Care Quality Commission (CQC) conducted a joint inspection of "
            "the local area of Oldmere to judge the effectiveness of the area.",
            "send_inspection",
        ),
        ("Local area partnership report", "area_send"),
        ("This letter summarises the findings of the joint targeted area inspection (JTAI) of Oldmere.", "jtai"),
        (
            "Between 1 and 5 May 2017, Ofsted and the Care Quality Commission undertook a joint targeted area "
            "inspection (JTAI) of the multi-agency response to neglect in Oldmere.",
            "jtai",
        ),
        ("This letter summarises the findings of a focused visit to Oldmere Council.", "focused_visit"),
    ],
)
def test_a_letter_without_its_subject_is_told_by_the_sentence_it_opens_with(sentence: str, kind: str) -> None:
    assert recognise(f"4 May 2020\nDear Jo\n{sentence}", "a.txt", load_kinds()).kind == kind


def test_a_subject_may_break_over_lines() -> None:
    assert recognise("Area SEND inspection of\nOldmere Local Area Partnership", "a", load_kinds()).kind == "area_send"


def test_a_subject_is_found_below_a_line_that_quotes_it() -> None:
    text = "Re: Joint Area SEND Revisit in Oldmere\nJoint Area SEND Revisit in Oldmere\n"
    assert recognise(text, "a.txt", load_kinds()).kind == "send_revisit"


def test_a_kind_can_be_forced_but_not_made_up() -> None:
    assert recognise("Minutes", "a", load_kinds(), forced="jtai").kind == "jtai"
    with pytest.raises(UsageError, match="no kind 'letters'"):
        recognise("Minutes", "a", load_kinds(), forced="letters")


@pytest.mark.parametrize("path", kind_files(), ids=lambda path: path.stem)
def test_each_kind_file_names_its_schema_and_keeps_to_it(path: Path) -> None:
    first, *_ = path.read_text(encoding="utf-8").splitlines()
    assert first == "# yaml-language-server: $schema=../kinds.schema.json"
    beside = json.loads((path.parent.parent / "kinds.schema.json").read_text(encoding="utf-8"))
    assert beside == schema(), "run: sendscan schema kinds > rules/kinds.schema.json"
    Draft202012Validator(beside).validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def test_every_phrase_of_the_bundled_kinds_can_be_understood() -> None:
    assert problems_in(kind_files()) == ()
