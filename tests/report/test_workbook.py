"""The workbook, read back by another library: dates are dates, text is text, nothing is lost."""

from __future__ import annotations

import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hostile_letters import FORMULAS, HOSTILE, hostile_record
from made_records import finding, quote, revisit
from made_records import report as area_report

from sendscan.errors import UsageError
from sendscan.model import LetterInfo, Record, Weakness
from sendscan.writing import as_xlsx as module
from sendscan.writing.as_xlsx import as_xlsx
from sendscan.writing.hostile import is_hostile, shown


def book(*records: Record) -> Any:
    return openpyxl.load_workbook(BytesIO(as_xlsx(records)))


def rows(sheet: Any) -> list[dict[str, Any]]:
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def test_sheets_hold_every_letter_item_concern_and_finding(mixed: tuple[Record, ...]) -> None:
    workbook = book(*mixed)
    assert workbook.sheetnames == ["Summary", "Weaknesses", "Other items", "Concerns", "Findings"]
    assert len(rows(workbook["Summary"])) == len(mixed)
    assert len(rows(workbook["Weaknesses"])) == sum(len(record.weaknesses) for record in mixed)
    items = sum(len(record.items()) - len(record.weaknesses) for record in mixed)
    assert len(rows(workbook["Other items"])) == items
    assert len(rows(workbook["Concerns"])) == sum(len(record.concerns) for record in mixed)
    texts = [row["Finding"] for row in rows(workbook["Findings"])]
    assert texts == [finding.text for record in mixed for finding in record.findings()]


def test_header_rows_are_frozen_and_filtered_and_long_text_is_wrapped(sampled: tuple[Record, ...]) -> None:
    for sheet in book(*sampled):
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold for cell in sheet[1])
        assert {dimension.width for dimension in sheet.column_dimensions.values()} != {13.0}
    evidence = book(*sampled)["Concerns"]["G2"]
    assert evidence.alignment.wrap_text and evidence.alignment.vertical == "top"


def test_dates_are_dates_and_a_month_is_shown_as_a_month() -> None:
    record = replace(revisit(), letter=replace(revisit().letter, letter_date="2020-07"))
    sheet = book(record)["Summary"]
    cells = {cell.value: sheet.cell(2, cell.column) for cell in sheet[1]}
    assert cells["Visit from"].value == datetime(2021, 3, 2) and cells["Visit from"].is_date
    assert cells["Letter"].value == datetime(2020, 7, 1)
    assert cells["Letter"].number_format == "mmm yyyy"
    assert cells["Sufficient"].value == 1 and cells["Of"].value == 2


def test_what_is_not_stated_is_empty_and_not_a_guess() -> None:
    (row,) = rows(book(replace(revisit(), letter=LetterInfo(kind="jtai")))["Summary"])
    assert row["Area"] is row["Letter"] is row["Visit from"] is None


def test_the_same_records_give_the_same_bytes(sampled: tuple[Record, ...]) -> None:
    assert as_xlsx(sampled) == as_xlsx(sampled)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_text(words: str) -> None:
    evil = finding("W1.F1", words, polarity="concern")
    weakness = Weakness(id="W1", statement=quote(words), findings=(evil,))
    cell = book(replace(revisit(), weaknesses=(weakness,), concerns=()))["Findings"]["D2"]
    assert cell.data_type == "s"
    assert cell.value == shown(words)
    assert not is_hostile(cell.value)
    if words in FORMULAS:
        assert cell.quotePrefix


def test_nothing_in_a_workbook_is_a_formula_a_link_or_a_macro() -> None:
    data = as_xlsx([hostile_record(revisit()), hostile_record(area_report())])
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            assert "vba" not in name and "externalLink" not in name
            content = archive.read(name).decode("utf-8")
            assert "<f>" not in content and "<hyperlink" not in content and 'TargetMode="External"' not in content
            assert not is_hostile(content)
    for sheet in openpyxl.load_workbook(BytesIO(data)):
        for line in sheet.iter_rows(min_row=2):
            assert {cell.data_type for cell in line} <= {"s", "n", "d"}


def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    long = quote("long " * 8000)
    record = replace(revisit(), weaknesses=(Weakness(id="W1", statement=long),), concerns=())
    (row,) = rows(book(record)["Weaknesses"])
    assert len(row["Weakness"]) == module.LONGEST
    assert row["Weakness"].endswith("(cut: a cell holds no more)")


def test_more_rows_than_a_sheet_holds_are_refused_and_not_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    with pytest.raises(UsageError, match="Findings would have 4 rows"):
        as_xlsx([revisit()])


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError) as raised:
        as_xlsx([revisit()])
    assert "sendscan[xlsx]" in str(raised.value)
