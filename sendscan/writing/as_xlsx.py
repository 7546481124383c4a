"""Records -> a workbook: letters, weaknesses, other items, concerns with their evidence, findings.

Every cell is written as what it is: a date as a date, a number as a number, text as text, which no
spreadsheet takes for a formula or a link, whatever it begins with.  The same records give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

from sendscan.errors import UsageError
from sendscan.model import Finding, Item, Record, Weakness
from sendscan.writing import words as say
from sendscan.writing.hostile import shown

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # characters that a cell holds
MOST_ROWS = 1_048_575  # below the header of a sheet
_FIRST_YEAR = 1900  # of a spreadsheet's calendar
_CUT = " … (cut: a cell holds no more)"
_NO_CLOCK = datetime(1980, 1, 1)  # a workbook must have a date of making; ZIP files begin here
_LISTS = {
    "strengths": "Strength",
    "needs_work": "Needs to be better",
    "priority_actions": "Area for priority action",
    "improvements": "Area for improvement",
    "narrative": "Account",
}

Cell = str | int | date | None


class Month(NamedTuple):
    """A month of which the letter does not say the day."""

    first: date


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its columns with their widths in characters, its rows."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell | Month]]


def as_xlsx(records: Sequence[Record]) -> bytes:
    """The workbook.  Raises :class:`UsageError`, naming the extra, where XlsxWriter is not installed."""
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise UsageError(
            "Writing a workbook takes XlsxWriter, which is not installed.",
            advice="Install it with: pip install 'sendscan[xlsx]'",
        ) from error
    file = BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, plain) as workbook:
        workbook.set_properties({"title": "Inspection letters", "created": _NO_CLOCK})
        formats = _formats(workbook)
        for sheet in _sheets(records):
            _write(workbook.add_worksheet(sheet.name), sheet, formats)
    return file.getvalue()


def _formats(workbook: Workbook) -> dict[str, Format]:
    top = {"valign": "top", "font_name": "Calibri", "font_size": 11}
    return {
        "head": workbook.add_format(
            {**top, "bold": True, "bg_color": "#12485C", "font_color": "#FFFFFF", "text_wrap": True}
        ),
        "text": workbook.add_format({**top, "text_wrap": True}),
        # what begins like a formula stays text even where somebody edits the cell
        "quoted": workbook.add_format({**top, "text_wrap": True, "quote_prefix": True}),
        "number": workbook.add_format({**top, "num_format": "0"}),
        "day": workbook.add_format({**top, "num_format": "d mmm yyyy", "align": "left"}),
        "month": workbook.add_format({**top, "num_format": "mmm yyyy", "align": "left"}),
    }


def _write(worksheet: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    if len(sheet.rows) > MOST_ROWS:
        raise UsageError(
            f"The sheet {sheet.name} would have {len(sheet.rows)} rows; a workbook holds {MOST_ROWS}.",
            advice="Ask for fewer areas.",
        )
    for column, (title, width) in enumerate(sheet.columns):
        worksheet.write_string(0, column, title, formats["head"])
        worksheet.set_column(column, column, width)
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            _cell(worksheet, number, column, value, formats)
    worksheet.freeze_panes(1, 1)
    worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    worksheet.set_landscape()
    worksheet.repeat_rows(0)
    worksheet.fit_to_pages(1, 0)


def _cell(worksheet: Worksheet, row: int, column: int, value: Any, formats: dict[str, Format]) -> None:
    match value:
        case None | "":
            return
        case Month(first):
            worksheet.write_datetime(row, column, first, formats["month"])
        case date():
            worksheet.write_datetime(row, column, value, formats["day"])
        case int():
            worksheet.write_number(row, column, value, formats["number"])
        case _:
            text = shown(value)
            if len(text) > LONGEST:
                text = text[: LONGEST - len(_CUT)] + _CUT
            letters = text[:1].isalnum()
            worksheet.write_string(row, column, text, formats["text" if letters else "quoted"])


def _sheets(records: Sequence[Record]) -> Iterator[Sheet]:
    letter = (("Area", 22), ("Letter", 13))
    where = (("Page", 7), ("Line", 7), ("File", 34))
    leans = (("Strengths", 10), ("Concerns", 10), ("Mixed", 10), ("Context", 10))
    yield Sheet(
        "Summary",
        (
            ("Area", 22), ("Region", 20), ("GSS code", 12), ("Kind", 30), ("Title", 40), ("Visit from", 13),
            ("Visit to", 13), ("Letter", 13), ("Outcome", 34), ("Sufficient", 10), ("Of", 6),
            ("What follows", 34), ("Stated so", 60), *leans, ("Different residual concerns", 12),
            ("To know about the reading", 50), ("Pages", 7), ("File", 34), ("SHA-256", 20),
        ),
        [_summary(record) for record in records],
    )  # fmt: skip
    yield Sheet(
        "Weaknesses",
        (
            *letter,
            ("Id", 6),
            ("Weakness", 70),
            ("Verdict", 22),
            ("Stated so", 50),
            *leans,
            ("Residual concerns", 44),
            *where,
        ),
        [row for record in records for row in _weaknesses(record)],
    )
    yield Sheet(
        "Other items",
        (
            *letter,
            ("Id", 6),
            ("What", 24),
            ("Heading", 34),
            ("Text", 80),
            ("Responsible", 34),
            *leans,
            ("Residual concerns", 44),
            *where,
        ),
        [row for record in records for row in _items(record)],
    )
    yield Sheet(
        "Concerns",
        (
            *letter,
            ("Id", 6),
            ("Concern", 36),
            ("Severity", 10),
            ("Whose view", 22),
            ("Evidence", 80),
            ("Finding", 10),
            ("Rule", 26),
            *where,
        ),
        [row for record in records for row in _concerns(record)],
    )
    yield Sheet(
        "Findings",
        (
            *letter,
            ("Id", 10),
            ("Finding", 80),
            ("Leans", 11),
            ("Whose view", 22),
            ("Residual concerns", 44),
            ("Themes", 44),
            ("Decided by", 34),
            *where,
        ),
        [row for record in records for row in _findings(record)],
    )


def _summary(record: Record) -> Sequence[Cell | Month]:
    letter, outcome = record.letter, record.outcome
    return (
        letter.area.name if letter.area else None,
        letter.area.region if letter.area else None,
        letter.area.gss_code if letter.area else None,
        say.sentence_case(say.KINDS[letter.kind]),
        letter.title,
        _date(letter.visit.start),
        _date(letter.visit.end),
        _date(letter.letter_date),
        say.OUTCOMES[outcome.verdict],
        outcome.sufficient,
        outcome.total,
        say.sentence_case(say.NEXT_STEPS[outcome.next_step]) if outcome.next_step else None,
        outcome.statement.text if outcome.statement else None,
        *_leans(record.findings()),
        len({concern.rule for concern in record.concerns}),
        " ".join(diagnostic.message for diagnostic in record.diagnostics),
        record.source.pages,
        record.source.name,
        record.source.sha256,
    )


def _weaknesses(record: Record) -> Iterator[Sequence[Cell | Month]]:
    for weakness in record.weaknesses:
        yield (
            *_letter(record),
            weakness.id,
            weakness.statement.text,
            say.sentence_case(say.VERDICTS[weakness.verdict.value]),
            weakness.verdict.text,
            *_leans(weakness.findings),
            _raised(record, weakness),
            *_where(record, weakness.statement.span.page, weakness.statement.span.line),
        )


def _items(record: Record) -> Iterator[Sequence[Cell | Month]]:
    for name, what in _LISTS.items():
        for item in getattr(record, name):
            yield (
                *_letter(record),
                item.id,
                what,
                item.heading,
                item.statement.text,
                "; ".join(item.responsible),
                *_leans(item.findings),
                _raised(record, item),
                *_where(record, item.statement.span.page, item.statement.span.line),
            )


def _concerns(record: Record) -> Iterator[Sequence[Cell | Month]]:
    for concern in record.concerns:
        yield (
            *_letter(record),
            concern.id,
            concern.title,
            concern.severity,
            say.VOICES[concern.voice],
            concern.text,
            concern.finding,
            concern.rule,
            *_where(record, concern.span.page, concern.span.line),
        )


def _findings(record: Record) -> Iterator[Sequence[Cell | Month]]:
    for finding in record.findings():
        yield (
            *_letter(record),
            finding.id,
            finding.text,
            finding.polarity,
            say.VOICES[finding.voice],
            "; ".join(finding.concerns),
            "; ".join(finding.themes),
            "; ".join(finding.cues),
            *_where(record, finding.span.page, finding.span.line),
        )


def _letter(record: Record) -> tuple[Cell | Month, ...]:
    """By what an analyst knows the letter: its area and its date, or that of the visit."""
    letter = record.letter
    day = letter.letter_date or letter.visit.end or letter.visit.start
    return (letter.area.name if letter.area else None, _date(day))


def _where(record: Record, page: int, line: int) -> tuple[Cell, ...]:
    return page, line, record.source.name


def _leans(findings: Sequence[Finding]) -> tuple[int, ...]:
    leanings = [finding.polarity for finding in findings]
    return tuple(leanings.count(polarity) for polarity in ("strength", "concern", "mixed", "context"))


def _raised(record: Record, item: Weakness | Item) -> str:
    titles = (concern.title for concern in record.concerns if concern.item == item.id)
    return "; ".join(dict.fromkeys(titles))


def _date(value: str | None) -> date | Month | str | None:
    """A date of the calendar; what is none (in a record somebody edited) stays text."""
    if value is None:
        return None
    try:
        day = date.fromisoformat(f"{value}-01" if len(value) == len("2020-07") else value)
    except ValueError:
        return value
    if day.year < _FIRST_YEAR:
        return value
    return day if len(value) > len("2020-07") else Month(day)
