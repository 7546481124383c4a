"""Dates as inspectors print them: days, months, and the periods of a visit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as calendar_date

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(MONTHS)
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?(?!\d)"

# "4 May 2020", "July 2020"; a year printed with a digit too many ("20205") keeps its first four digits.
DATE = rf"(?:\b{_DAY}\s+)?\b(?:{_MONTH}),?\s+(?:20\d\d)\d?\b"
# "2 and 4 March 2020", "29 April and 1 May 2021", "16 May to 20 May", "11 to 15 July 2022", "28 February to
# 4 March 2022", "10, 11 and 12 June 2019", "7 March 2023 to 15 January 2024", "23–25 May 2018".
PERIOD = (
    rf"\b{_DAY}(?:\s+(?:{_MONTH})(?:,?\s+20\d\d)?)?"
    rf"(?:\s*(?:,|and|&|to|until|–|—|-)\s*(?:and\s+)?(?:on\s+)?{_DAY}(?:\s+(?:{_MONTH})(?:,?\s+20\d\d)?)?)*"
    rf"\s*(?:(?:{_MONTH}))?(?:,?\s+20\d\d)?\d?\b"
)
_PART = re.compile(rf"(?P<day>\b{_DAY})|(?P<month>{_MONTH})|(?P<year>20\d\d)", re.IGNORECASE)


_FIVE_DIGITS = re.compile(r"\b20\d{3}\b")


def _four_digits(year: str, near: str | None) -> str:
    candidates = [year[:at] + year[at + 1 :] for at in range(len(year) - 1, 1, -1)]
    return min(candidates, key=lambda each: abs(int(each) - int(near[:4]))) if near else candidates[0]


@dataclass(slots=True)
class _Day:
    day: int
    month: int | None = None
    year: int | None = None


def parse_date(text: str, *, near: str | None = None) -> str | None:
    """``2020-05-04`` from "4 May 2020", ``2020-07`` from "July 2020", ``None`` from anything else.

    A day that the month does not have ("31 June") gives ``None``: a typing error is not a date.  A year
    printed with a digit too many ("20205") is the one nearest to the ISO date ``near``.
    """
    text = _FIVE_DIGITS.sub(lambda match: _four_digits(match[0], near), text)
    day = month = year = None
    for part in _PART.finditer(text):
        if part["year"]:
            year = year or int(part["year"])
        elif part["month"]:
            month = month or MONTHS.index(part["month"].lower()) + 1
        elif month is None and day is None:
            day = int(re.sub(r"\D", "", part["day"]))
    if year is None or month is None:
        return None
    return _iso(year, month, day)


def parse_period(text: str, *, year: int | None = None) -> tuple[str, str] | None:
    """First and last day of "29 April and 1 May 2021"; equal for a single day.

    A month or year printed once counts for the days before it.  ``year`` is used where none is printed.
    Returns ``None`` where the days cannot be told.
    """
    days: list[_Day] = []
    for part in _PART.finditer(text):
        if part["day"]:
            days.append(_Day(int(re.sub(r"\D", "", part["day"]))))
        elif not days:
            continue
        elif part["month"]:
            days[-1].month = MONTHS.index(part["month"].lower()) + 1
        else:
            days[-1].year = int(part["year"])
    following = _Day(0, None, year)
    for entry in reversed(days):
        if entry.month is None:
            entry.month = following.month
            entry.year = entry.year or following.year
        elif entry.year is None:
            entry.year = following.year
            if following.month and following.year and entry.month > following.month:
                entry.year = following.year - 1  # "28 November to 2 December" is one year; "30 Dec … 5 Jan" two
        following = entry
    dates = [_iso(entry.year, entry.month, entry.day) for entry in days if entry.year and entry.month]
    if not dates or len(dates) < len(days) or None in dates:
        return None
    return str(dates[0]), str(dates[-1])


def _iso(year: int, month: int, day: int | None) -> str | None:
    if day is None:
        return f"{year:04}-{month:02}"
    try:
        return calendar_date(year, month, day).isoformat()
    except ValueError:
        return None


def months_between(first: str | None, last: str | None) -> int | None:
    """Whole months from one ISO date to a later one; ``None`` without both, or the other way round.

    A date that is a month only counts as its first day.

    >>> months_between("2018-01-22", "2020-03-02"), months_between("2018-01", "2018-03-31")
    (25, 2)
    """
    if first is None or last is None:
        return None
    (y1, m1, d1), (y2, m2, d2) = ((*map(int, date.split("-")), 1)[:3] for date in (first, last))
    months = (y2 - y1) * 12 + m2 - m1 - (d2 < d1)
    return months if months >= 0 else None
