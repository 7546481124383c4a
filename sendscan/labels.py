"""What a letter is called among others: its area, and its date where there are several about the area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sendscan import areas
from sendscan.model import LetterInfo, Record

NOWHERE = "Area not stated"


def area_of(record: Record) -> str | None:
    """The area by the register's name, else by the one the letter gives; ``None`` if it gives none."""
    return areas.area_named(record.letter.area.name).name if record.letter.area else None


def date_of(letter: LetterInfo) -> str | None:
    """The date a letter is put in order by: its own, else the last day of the visit, else the first."""
    return letter.letter_date or letter.visit.end or letter.visit.start


def labels(records: Sequence[Record]) -> list[str]:
    """The area; where there are several letters about it, with the year, and a number within the year.

    >>> labels([])
    []
    """
    names = [area_of(record) or NOWHERE for record in records]
    several = Counter(names)
    plain = [
        f"{name} {(date_of(record.letter) or '')[:4]}".strip() if several[name] > 1 else name
        for name, record in zip(names, records, strict=True)
    ]
    alike, seen = Counter(plain), Counter[str]()
    found = []
    for label in plain:
        seen[label] += 1
        found.append(f"{label} ({seen[label]})" if alike[label] > 1 else label)
    return found
