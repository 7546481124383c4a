"""Names of areas and regions -> the letter about each, and those that are not taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sendscan import areas
from sendscan.errors import UsageError
from sendscan.labels import area_of, date_of
from sendscan.model import Record

ALL = "all"
_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A letter to choose from.  ``date`` is what letters are put in order by."""

    area: str | None
    date: str | None
    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An area and its letters, newest first."""

    area: str
    letters: tuple[Candidate, ...]


def candidates(records: Iterable[Record]) -> list[Candidate]:
    """Letters to choose from, in the order of ``records``; the same letter, or a record of it, counts once."""
    once: dict[str, Candidate] = {}
    for record in records:
        candidate = Candidate(
            area=area_of(record),
            date=date_of(record.letter),
            name=record.source.name,
            sha256=record.source.sha256,
        )
        once.setdefault(candidate.sha256, candidate)
    return list(once.values())


def choose(
    names: Sequence[str],
    letters: Sequence[Candidate],
    *,
    regions: Sequence[str] = (),
    among: str = "these letters",
    of_kind: str = "",
) -> tuple[Chosen, ...]:
    """The areas called ``names`` (``all``: every area) and those of ``regions``, each with its letters.

    Names may differ from the register in case, ``&``, council words, or be former names.  ``among`` and
    ``of_kind`` are words for which letters these are.  Raises :class:`UsageError`, naming everything at once,
    for areas and regions without a letter among them.
    """
    by_area = _by_area(letters)
    wrong: list[str] = []
    wanted: dict[str, None] = {}
    known = {name.casefold(): name for name in by_area}
    for name in names:
        if name.strip().casefold() == ALL:
            wanted.update(dict.fromkeys(sorted(by_area)))
        elif (area := known.get(areas.area_named(name).name.casefold())) is not None:
            wanted[area] = None
        else:
            wrong.append(_unknown(name, tuple(by_area), f"{of_kind} about it in {among}"))
    for region in regions:
        found = [area for area in sorted(by_area) if _is_in(area, region)]
        wanted.update(dict.fromkeys(found))
        if not found:
            wrong.append(_unknown_region(region, f"{of_kind} from it in {among}"))
    if wrong or not by_area:
        there = f"There is no letter{of_kind} in {among}."
        if letters:
            there = f"No letter{of_kind} in {among} names its area."
        if by_area:
            there = f"There are letters{of_kind} about {_listed(sorted(by_area))}."
        raise UsageError("\n".join(wrong) or there, advice=f"\n{there}" if wrong else None)
    return tuple(Chosen(area=area, letters=by_area[area]) for area in wanted)


def _by_area(letters: Sequence[Candidate]) -> dict[str, tuple[Candidate, ...]]:
    found: dict[str, list[Candidate]] = defaultdict(list)
    for letter in sorted(letters, key=lambda letter: letter.name):
        if letter.area is not None:
            found[letter.area].append(letter)
    return {
        area: tuple(sorted(those, key=lambda letter: letter.date or "", reverse=True)) for area, those in found.items()
    }


def _is_in(area: str, region: str) -> bool:
    registered = areas.find(area)
    return registered is not None and registered.region.casefold() == region.strip().casefold()


def _unknown(name: str, known: tuple[str, ...], wanted: str) -> str:
    if not name.strip():
        return "An empty name was given for an area."
    if (registered := areas.find(name)) is not None:
        return f"{registered.name}: no letter{wanted}."
    close = areas.suggestions(name, known) or areas.suggestions(name)
    return f"{name}: no area is called so." + (f" Did you mean {_listed(close, 'or')}?" if close else "")


def _unknown_region(region: str, wanted: str) -> str:
    regions = sorted({row.region for row in areas.register()})
    if region.strip().casefold() in map(str.casefold, regions):
        return f"{region}: no letter{wanted}."
    return f"{region}: no region is called so. The regions are {_listed(regions)}."


def _listed(names: Sequence[str], word: str = "and") -> str:
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more areas"
    return f" {word} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
