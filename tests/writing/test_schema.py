"""The JSON Schema describes what is written: all of it, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from made_records import report, revisit

from sendscan.model import Record
from sendscan.writing import as_dict
from sendscan.writing.schema import record_schema


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    Draft202012Validator.check_schema(record_schema())
    return Draft202012Validator(record_schema())


@pytest.mark.parametrize("record", [revisit(), report()], ids=["revisit", "report"])
@pytest.mark.parametrize("with_text", [False, True])
def test_records_pass(validator: Draft202012Validator, record: Record, with_text: bool) -> None:
    validator.validate(as_dict(record, with_text=with_text))


def change(path: str, value: Any) -> dict[str, Any]:
    data: Any = as_dict(revisit())
    *way, last = path.split(".")
    place = data
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    if value is KeyError:
        del place[last]
    else:
        place[last] = value
    return data  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("outcome.verdict", "splendid"),
        ("letter.letter_date", "4 May 2020"),
        ("letter.visit.start", "2020-13-01"),
        ("letter.written_statement_of_action.issued", "2020-05-4"),
        ("letter.area.nickname", "x"),
        ("surprise", 1),
        ("text", None),
        ("schema_version", 2),
        ("weaknesses.0.findings.0.span", None),
        ("weaknesses.0.findings.0.polarity", "bad"),
        ("weaknesses.0.verdict", KeyError),
        ("letter.focus", KeyError),
        ("concerns", KeyError),
        ("schema_version", KeyError),
    ],
)
def test_what_is_no_record_fails(validator: Draft202012Validator, path: str, value: Any) -> None:
    assert not validator.is_valid(change(path, value))


@pytest.mark.parametrize("date", ["2020-07", "2020-07-31", None])
def test_a_date_may_be_a_month_or_absent(validator: Draft202012Validator, date: str | None) -> None:
    validator.validate(change("letter.letter_date", date))


def test_the_schema_explains_itself() -> None:
    schema = record_schema()
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["required"] == list(as_dict(revisit()))
    assert list(schema["properties"]) == list(as_dict(revisit(), with_text=True))
    undescribed = [name for name, part in schema["$defs"].items() if not part.get("description")]
    assert undescribed == []
