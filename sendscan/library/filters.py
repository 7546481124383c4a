"""Which letters, and which findings in them, a question is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as calendar_date
from typing import Any, get_args

from sendscan import areas as register
from sendscan.errors import UsageError, alike
from sendscan.model import Kind, OutcomeVerdict, Polarity, VerdictValue, Voice

KINDS: tuple[str, ...] = get_args(Kind)
OUTCOMES: tuple[str, ...] = get_args(OutcomeVerdict)
POLARITIES: tuple[str, ...] = get_args(Polarity)
VOICES: tuple[str, ...] = get_args(Voice)
VERDICTS: tuple[str, ...] = get_args(VerdictValue)

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)

Condition = tuple[str, list[Any]]
"""An SQL condition and the values of its question marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFilter:
    """Letters of any of these areas, and of any of these regions, …; nothing given is no restriction.

    ``since`` and ``until`` are dates, months or years; a letter that may be within them counts.
    """

    areas: Sequence[str] = ()
    regions: Sequence[str] = ()
    kinds: Sequence[str] = ()
    outcomes: Sequence[str] = ()
    since: str | None = None
    until: str | None = None

    def condition(self) -> Condition:
        """For a query in which the table ``letters`` is called ``l``.  Raises :class:`UsageError`."""
        _known("kind of letter", self.kinds, KINDS)
        _known("outcome", self.outcomes, OUTCOMES)
        parts = [
            _among("l.area COLLATE NOCASE", [name for area in self.areas for name in names_of(area)]),
            _among("l.region COLLATE NOCASE", self.regions),
            _among("l.kind", self.kinds),
            _among("l.outcome", self.outcomes),
        ]
        # either date may be a month only: they are compared as far as both go
        if self.since is not None:
            parts.append(("l.date >= substr(?, 1, length(l.date))", [_date(self.since)]))
        if self.until is not None:
            parts.append(("substr(l.date, 1, length(?)) <= ?", [_date(self.until)] * 2))
        return _all(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """Findings in any of these ``letters`` with any of these polarities, and any of these voices, …

    ``verdicts`` are those on the weakness a finding belongs to.
    """

    letters: LetterFilter = field(default_factory=LetterFilter)
    polarities: Sequence[str] = ()
    voices: Sequence[str] = ()
    rules: Sequence[str] = ()
    themes: Sequence[str] = ()
    verdicts: Sequence[str] = ()

    def condition(self) -> Condition:
        """For a query with ``letters l`` and ``findings f``.  Raises :class:`UsageError`."""
        _known("polarity", self.polarities, POLARITIES)
        _known("voice", self.voices, VOICES)
        _known("verdict", self.verdicts, VERDICTS)
        return _all(
            [
                self.letters.condition(),
                _among("f.polarity", self.polarities),
                _among("f.voice", self.voices),
                _has("f.item_id IN (SELECT id FROM items WHERE verdict", self.verdicts),
                _has("f.id IN (SELECT finding_id FROM concerns WHERE rule", self.rules),
                _has("f.id IN (SELECT finding_id FROM themes WHERE theme", self.themes),
            ]
        )


def names_of(area: str) -> tuple[str, ...]:
    """The names an area may have in the library: the register's, and the one given."""
    return (register.area_named(area).name, area)


def _known(what: str, values: Sequence[str], known: Sequence[str]) -> None:
    for value in values:
        if value not in known:
            close = alike(value, known, most=1)
            advice = f"Did you mean {close[0]}?" if close else f"There are {', '.join(known)}."
            raise UsageError(f"There is no {what} called {value}.", advice=advice)


def _date(value: str) -> str:
    if not _DATE.fullmatch(value):
        raise UsageError(f"{value} is no date.", advice="Write 2020-05-04, or 2020-05 for a month, or 2020 for a year.")
    try:
        calendar_date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        raise UsageError(f"{value} is no date: no calendar has it.", advice="Look at its month and day.") from None
    return value


def _among(column: str, values: Sequence[str]) -> Condition:
    if not values:
        return "", []
    return f"{column} IN ({', '.join('?' * len(values))})", list(values)


def _has(query: str, values: Sequence[str]) -> Condition:
    condition, bound = _among(query, values)
    return (f"{condition})", bound) if values else ("", [])


def _all(parts: Sequence[Condition]) -> Condition:
    conditions = [condition for condition, _ in parts if condition]
    return " AND ".join(conditions) or "1", [value for _, values in parts for value in values]
