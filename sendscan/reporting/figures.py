"""Records -> figures: concerns by letter, dates on a line, and whose view leans which way."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sendscan.model import Finding, Polarity, Record, Visit, Voice
from sendscan.reporting.marking import VOICE_NUMBERS, worst
from sendscan.writing import words as say
from sendscan.writing.report.view import (
    Cell,
    HeatGroup,
    HeatRow,
    LetterView,
    RuleView,
    Tally,
    ThemeRow,
    Timeline,
    TimeMark,
    TimeRow,
    VoiceView,
)

_STEPS = (1, 2, 4, 7)  # sentences from which a cell is a shade darker
_ISO = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?", re.ASCII)
_ROOM = 9.0  # percent of a track that a mark needs: its width where the page is narrow


def tally(findings: Iterable[Finding]) -> Tally:
    """How ``findings`` lean."""
    return _tally(Counter(finding.polarity for finding in findings))


def _tally(counts: Mapping[Polarity, int]) -> Tally:
    return Tally(
        strength=counts.get("strength", 0),
        mixed=counts.get("mixed", 0),
        concern=counts.get("concern", 0),
        context=counts.get("context", 0),
    )


def heat(
    records: Sequence[Record], rules: Sequence[RuleView], anchors: Sequence[Mapping[str, str]]
) -> tuple[HeatGroup, ...]:
    """The rules that were found, group by group in the order of ``rules``, across ``records``."""
    columns = [_cells(record, at) for record, at in zip(records, anchors, strict=True)]
    groups: dict[str, list[HeatRow]] = {}
    for rule in rules:
        if rule.sentences:
            row = HeatRow(rule=rule, cells=tuple(column.get(rule.id) for column in columns))
            groups.setdefault(rule.group, []).append(row)
    return tuple(HeatGroup(title=title, rows=tuple(rows)) for title, rows in groups.items())


def _cells(record: Record, anchors: Mapping[str, str]) -> dict[str, Cell]:
    found: dict[str, list[int]] = {}
    for number, concern in enumerate(record.concerns):
        found.setdefault(concern.rule, []).append(number)
    return {
        rule: Cell(
            count=len(numbers),
            step=sum(len(numbers) >= least for least in _STEPS),
            severity=worst([record.concerns[n].severity for n in numbers]),
            anchor=anchors.get(record.concerns[numbers[0]].finding),
        )
        for rule, numbers in found.items()
    }


def timeline(records: Sequence[Record], letters: Sequence[LetterView]) -> Timeline:
    """Visits, and the earlier inspections that letters name, area by area; letters without a date counted."""
    dates = [date for record in records for date in _dates(record)]
    if not dates:
        return Timeline(years=(), rows=())
    first, last = int(min(dates)[:4]), int(max(dates)[:4])
    years = tuple(range(first, last + 1))
    rows: dict[str, list[tuple[Record, LetterView]]] = {}
    for record, letter in zip(records, letters, strict=True):
        rows.setdefault(letter.area, []).append((record, letter))
    return Timeline(years=years, rows=tuple(_row(area, found, years) for area, found in rows.items()))


def _dates(record: Record) -> list[str]:
    letter = record.letter
    earlier = [_dated(period.start, period.end) for period in letter.previous_inspections]
    return [date for date in (*earlier, _visited(record), _dated(letter.letter_date)) if date]


def _visited(record: Record) -> str | None:
    letter = record.letter
    return _dated(letter.visit.start, letter.visit.end, letter.letter_date)


def _dated(*dates: str | None) -> str | None:
    """The first that is a date: a record that somebody edited may hold anything."""
    return next((date for date in dates if date and _ISO.fullmatch(date)), None)


def _row(area: str, letters: Sequence[tuple[Record, LetterView]], years: Sequence[int]) -> TimeRow:
    marks: list[TimeMark] = []
    visits = {date for record, _ in letters if (date := _visited(record))}
    seen = {date[:7] for date in visits}
    for record, view in letters:
        for period in record.letter.previous_inspections:
            date = _dated(period.start, period.end)
            if date and date[:7] not in seen:  # else it is a letter of its own, or named by two
                seen.add(date[:7])
                words = f"Earlier inspection, {say.visit_words(Visit(start=period.start, end=period.end))}"
                marks.append(TimeMark(kind="earlier", words=words, left=_percent(date, years)))
        if visited := _visited(record):
            marks.append(_visit_mark(record, view, visited, years))
    marks.sort(key=lambda mark: (mark.left, mark.letter or 0))
    placed, lanes = _lanes(marks)
    return TimeRow(
        area=area,
        letters=tuple(view.number for _, view in letters),
        marks=placed,
        lanes=lanes,
        undated=sum(_visited(record) is None for record, _ in letters),
    )


def _visit_mark(record: Record, view: LetterView, visited: str, years: Sequence[int]) -> TimeMark:
    left = _percent(visited, years)
    until = _dated(record.letter.letter_date)
    width = max(0.0, round(_percent(until, years) - left, 2)) if until else 0.0
    letter = f", letter {say.date_words(until)}" if until else ""
    words = f"{say.sentence_case(view.kind)}: visit {view.visit}{letter}. {view.outcome.words}"
    return TimeMark(
        kind="visit",
        words=words,
        left=left,
        width=width,
        letter=view.number,
        mark=view.outcome.mark,
        tone=view.outcome.tone,
    )


def _lanes(marks: Sequence[TimeMark]) -> tuple[tuple[TimeMark, ...], int]:
    """Marks that would cover each other, one below the other."""
    ends: list[float] = []
    placed = []
    for mark in marks:
        lane = next((n for n, end in enumerate(ends) if end + _ROOM <= mark.left), len(ends))
        ends[lane : lane + 1] = [mark.left]
        placed.append(replace(mark, lane=lane))
    return tuple(placed), max(1, len(ends))


def _percent(date: str, years: Sequence[int]) -> float:
    """Where ``date`` stands between the first day of the first year and the last of the last.

    A month stands at its middle.
    """
    year, month, *day = (int(part) for part in date.split("-"))
    days = calendar.monthrange(year, month)[1]
    part = (month - 1 + ((day[0] - 0.5) / days if day else 0.5)) / 12
    return round(100 * (year - years[0] + part) / len(years), 2)


def voices(records: Sequence[Record]) -> tuple[VoiceView, ...]:
    """How the findings of each voice lean; voices that nobody is heard with are left out."""
    counts: dict[Voice, Counter[Polarity]] = {voice: Counter() for voice in VOICE_NUMBERS}
    for record in records:
        for finding in record.findings():
            counts[finding.voice][finding.polarity] += 1
    return tuple(
        VoiceView(number=VOICE_NUMBERS[voice], title=say.VOICES[voice], tally=_tally(found))
        for voice, found in counts.items()
        if found
    )


def themes(records: Sequence[Record], rules: Sequence[RuleView], heard: Sequence[VoiceView]) -> tuple[ThemeRow, ...]:
    """What the findings are about, most findings first, voice by voice.

    A theme of a finding is one of its themes or of its concerns, as in the page's filter.
    """
    numbers = {rule.id: rule.number for rule in rules}
    counts: Counter[tuple[int, int, Polarity]] = Counter()
    for record in records:
        for finding in record.findings():
            for rule in {numbers[name] for name in (*finding.themes, *finding.concerns) if name in numbers}:
                counts[rule, VOICE_NUMBERS[finding.voice], finding.polarity] += 1
    rows = [ThemeRow(rule=rule, tallies=tuple(_of(counts, rule.number, v.number) for v in heard)) for rule in rules]
    rows = [row for row in rows if any(t.total for t in row.tallies)]
    return tuple(sorted(rows, key=lambda row: -sum(t.total for t in row.tallies)))


def _of(counts: Mapping[tuple[int, int, Polarity], int], rule: int, voice: int) -> Tally:
    polarities: tuple[Polarity, ...] = ("strength", "mixed", "concern", "context")
    return _tally({polarity: counts.get((rule, voice, polarity), 0) for polarity in polarities})
