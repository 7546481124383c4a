"""What the statement of a weakness or item is about is told by the rules that tell it of a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendscan import rulebook
from sendscan.judging import judge
from sendscan.judging.judgement import Passage, Sentence
from sendscan.judging.subject import subjects
from sendscan.language import Words
from sendscan.model import Record
from sendscan.scan import scan
from sendscan.writing import as_dict
from sendscan.writing.as_csv import csv_tables
from sendscan.writing.read_back import from_dict

SAMPLES = Path(__file__).parent.parent / "samples"


def sample(name: str) -> Record:
    path = SAMPLES / name
    return scan(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def sutton() -> Record:
    return sample("sutton-2020-05-04.txt")


def test_a_statement_has_its_themes(sutton: Record) -> None:
    assert "plan-oversight" in sutton.weaknesses[1].themes
    assert sutton.weaknesses[2].themes == ("advice-service",)
    wandsworth = sample("wandsworth-2022-08-23.txt")
    assert "plan-quality" in wandsworth.weaknesses[0].themes
    assert set(sutton.weaknesses[1].themes) & set(wandsworth.weaknesses[0].themes)


def test_the_themes_are_those_of_a_finding_of_the_same_words(sutton: Record) -> None:
    for weakness in sutton.weaknesses:
        text = weakness.statement.text
        sentence = Sentence(start=0, end=len(text), text=text, paragraph=1)
        ((judgement,),) = judge(
            Words(text),
            [Passage(section="weaknesses", heading=None, sentences=(sentence,))],
            rulebook.load(),
            kind="send_revisit",
        )
        assert weakness.themes == judgement.themes != ()


@pytest.mark.parametrize(
    ("statement", "themes"),
    [
        ("Leaders must improve the planning arrangements for EHC plans to better meet needs.", {"plan-quality"}),
        ("superficial annual reviews", {"review-delays"}),
        ("unclear plans for improvement", set()),
    ],
)
def test_a_weakness_that_fits_no_rule_whole_is_about_the_subject_it_names(statement: str, themes: set[str]) -> None:
    sentence = Sentence(start=0, end=len(statement), text=statement, paragraph=1)
    found = subjects(Words(statement), [sentence], rulebook.load(), kind="send_revisit")
    assert themes <= set(found) if themes else "plan-quality" not in found


def test_a_subject_of_another_kind_of_letter_is_none() -> None:
    text = "weak EHC plans"
    sentence = Sentence(start=0, end=len(text), text=text, paragraph=1)
    assert "plan-quality" in subjects(Words(text), [sentence], rulebook.load(), kind="area_send")
    assert "plan-quality" not in subjects(Words(text), [sentence], rulebook.load(), kind="jtai")


def test_every_sentence_of_a_statement_counts() -> None:
    excluded, assessed = sample("eastmere-2021-11-19.txt").weaknesses
    assert {"exclusions", "governance-oversight"} <= set(excluded.themes)
    assert {"assessment-timeliness", "assessment-quality"} <= set(assessed.themes)


def test_themes_are_written_and_read_back(sutton: Record) -> None:
    data = as_dict(sutton, with_text=True)
    assert list(data["weaknesses"][0])[-1] == "themes"
    assert from_dict(data) == sutton
    assert "plan-oversight" in csv_tables(data)["items"]


def test_a_record_from_before_statements_had_themes_is_read(sutton: Record) -> None:
    data = as_dict(sutton)
    for weakness in data["weaknesses"]:
        del weakness["themes"]
    assert [weakness.themes for weakness in from_dict(data).weaknesses] == [(), (), ()]
