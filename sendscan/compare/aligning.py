"""Items of several letters in rows by what their statements are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sendscan.compare import evidence
from sendscan.compare.parts import AlignedItem, AlignedSide, Alignment, ComparedItem, Side, Theme
from sendscan.model import Record

Titles = Mapping[str, str]
"""Rule ids to their titles."""

_Place = tuple[int, int]
"""The number of a letter, and of an item within it."""


def theme(id_: str, titles: Titles) -> Theme:
    """The theme under its rule's title; a rule that nobody knows any more is called by its id."""
    return Theme(id=id_, title=titles.get(id_) or id_.replace("-", " ").capitalize())


def aligned(sides: Sequence[Side], records: Sequence[Record], titles: Titles) -> tuple[Alignment, ...]:
    """A row for every theme that statements of two letters or more share.

    An item stands in the row of each such theme.  Themes that the very same items share are one row.  Rows
    of most letters come first, then those with most evidence.
    """
    rows: dict[tuple[_Place, ...], list[str]] = {}
    for name, places in _by_theme(sides).items():
        if len({letter for letter, _ in places}) > 1:
            rows.setdefault(tuple(places), []).append(name)
    found = [
        Alignment(
            themes=tuple(theme(name, titles) for name in names),
            sides=_sides(places, names, sides, records),
        )
        for places, names in rows.items()
    ]
    return tuple(sorted(found, key=lambda row: (-len(row.sides), -_weight(row), row.themes[0].id)))


def _weight(row: Alignment) -> int:
    return sum(len(item.evidence) for side in row.sides for item in side.items)


def unaligned(sides: Sequence[Side], records: Sequence[Record]) -> tuple[AlignedSide, ...]:
    """The items that stand in no row, each with the sentences that are about its own themes."""
    shared = {
        place for places in _by_theme(sides).values() if len({letter for letter, _ in places}) > 1 for place in places
    }
    found = []
    for number, (side, record) in enumerate(zip(sides, records, strict=True)):
        items = tuple(
            _item(item, record, item.themes)
            for position, item in enumerate(side.items)
            if (number, position) not in shared
        )
        if items:
            found.append(AlignedSide(label=side.label, items=items))
    return tuple(found)


def _by_theme(sides: Sequence[Side]) -> dict[str, list[_Place]]:
    found: dict[str, list[_Place]] = {}
    for number, side in enumerate(sides):
        for position, item in enumerate(side.items):
            for name in item.themes:
                found.setdefault(name, []).append((number, position))
    return found


def _sides(
    places: Sequence[_Place], themes: Sequence[str], sides: Sequence[Side], records: Sequence[Record]
) -> tuple[AlignedSide, ...]:
    found: dict[int, list[AlignedItem]] = {}
    for number, position in places:
        found.setdefault(number, []).append(_item(sides[number].items[position], records[number], themes))
    return tuple(AlignedSide(label=sides[number].label, items=tuple(items)) for number, items in found.items())


def _item(item: ComparedItem, record: Record, themes: Sequence[str]) -> AlignedItem:
    findings = next(whole.findings for whole in record.items() if whole.id == item.id)
    return AlignedItem(item=item, evidence=evidence.sentences(findings, record, themes))
