"""A record as a dict, as YAML and as JSON says the same thing, is whole, and can be read back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from made_records import quote, report, revisit

from sendscan.errors import DamagedError
from sendscan.model import Record
from sendscan.writing import WRITERS, as_dict, as_json, as_yaml
from sendscan.writing.read_back import from_dict, records_in

NASTY = (
    "a: b #c\n - \x1b[31mred\x9b0m \u202eevil\u2066 ‘’“” – … “é” \U000e0041 \t yes no ~ 2020-05-04 {x} [y] 'q' \"d\""
)
RECORDS = [revisit(), report(), revisit("Nasty’s place & Co", text=NASTY)]

ORDER = [
    "schema_version",
    "source",
    "letter",
    "outcome",
    "weaknesses",
    "strengths",
    "priority_actions",
    "improvements",
    "needs_work",
    "narrative",
    "concerns",
    "diagnostics",
    "coverage",
]


def with_statement(text: str) -> Record:
    record = revisit()
    return replace(record, outcome=replace(record.outcome, statement=quote(text)), text=text)


def test_keys_stand_in_the_order_of_the_contract_and_are_always_there() -> None:
    data = as_dict(report())
    assert list(data) == ORDER
    assert data["weaknesses"] == [] and data["letter"]["focus"] is None and data["letter"]["copied_to"] == []
    assert list(data["concerns"][0]) == [
        "id", "rule", "title", "severity", "finding", "item", "voice", "text", "span",
    ]  # fmt: skip


def test_text_is_written_on_demand_and_last() -> None:
    assert "text" not in as_dict(revisit())
    data = as_dict(revisit(), with_text=True)
    assert list(data) == [*ORDER, "text"] and data["text"] == "Line one.\nLine two.\n"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.source.name)
@pytest.mark.parametrize("with_text", [False, True])
def test_yaml_and_json_hold_the_same_data(record: Record, with_text: bool) -> None:
    data = as_dict(record, with_text=with_text)
    assert yaml.safe_load(as_yaml(record, with_text=with_text)) == data
    assert json.loads(as_json(record, with_text=with_text)) == data


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_survives_both_formats_and_cannot_steer_a_terminal(text: str) -> None:
    record = with_statement(text)
    data = as_dict(record, with_text=True)
    for write, read in ((as_yaml, yaml.safe_load), (as_json, json.loads)):
        written = write(record, with_text=True)
        assert read(written) == data
        assert not set(written) & set("\x1b\x9b\x7f\u202e\u2066\u200f\u2028")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0xFFFF), max_size=60))
def test_with_or_without_libyaml_the_bytes_are_the_same(text: str) -> None:
    record = with_statement(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", False)
        in_python = as_yaml(record, with_text=True)
    assert as_yaml(record, with_text=True) == in_python


def test_yaml_is_laid_out_for_reading() -> None:
    lines = as_yaml(with_statement("A sentence of many words, " * 20)).splitlines()
    assert "  letter_date: '2021-05-04'" in lines  # a string, as in JSON
    assert "    span: {start: 0, end: 31, page: 1, line: 1}" in lines
    assert "    concerns: [parent-trust]" in lines
    assert [line for line in lines if line.count("A sentence of many words") == 20]  # never folded
    assert any("council’s promises – or" in line for line in lines)
    assert "&id" not in as_yaml(revisit())


def test_text_of_many_lines_is_a_block() -> None:
    assert as_yaml(revisit(), with_text=True).endswith("text: |\n  Line one.\n  Line two.\n")


def test_json_is_indented_unicode_and_ends_in_a_newline() -> None:
    written = as_json(revisit())
    assert written.startswith('{\n  "schema_version": 1,\n  "source": {\n    "name"')
    assert "council’s" in written and written.endswith("}\n")


@pytest.mark.parametrize("format_", sorted(WRITERS))
def test_several_records_are_one_stream_that_reads_back(format_: str) -> None:
    records = (revisit(), report())
    written = WRITERS[format_].several([as_dict(record, with_text=True) for record in records])
    assert records_in(written.encode(), f"records.{format_}") == (revisit(), replace(report(), text=None))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.source.name)
def test_a_record_is_read_back_as_it_was(record: Record) -> None:
    assert from_dict(as_dict(record, with_text=True)) == record
    assert from_dict(yaml.safe_load(as_yaml(record))) == replace(record, text=None)


def test_a_date_out_of_its_quotes_is_read_as_the_date_it_is() -> None:
    written = as_yaml(revisit()).replace("'2021-05-04'", "2021-05-04")
    assert records_in(written.encode(), "a.yaml")[0].letter.letter_date == "2021-05-04"


def broken(**changes: Any) -> dict[str, Any]:
    return {**as_dict(revisit()), **changes}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (broken(outcome={"verdict": "splendid"}), "outcome.verdict"),
        (broken(weaknesses=[{"id": "W1"}]), "weaknesses.0.statement"),
        (broken(schema_version=99), "newer sendscan"),
        (broken(coverage=None), "coverage"),
    ],
)
def test_a_broken_record_is_refused_with_its_place(data: dict[str, Any], says: str) -> None:
    with pytest.raises(DamagedError) as caught:
        records_in(json.dumps(data).encode(), "old/a.json")
    assert says in str(caught.value) and str(caught.value).startswith("old/a.json: ")


@pytest.mark.parametrize("data", [b'{"name": "x"}', b"{{ template }}", b"- a\n- b", b"[1, 2]", b"\xff", b""])
def test_another_programs_file_holds_no_record(data: bytes) -> None:
    assert records_in(data, "package.json") == () and records_in(data, "conf.yaml") == ()
