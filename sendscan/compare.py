"""Records -> comparison: what letters about several areas say, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sendscan import areas
from sendscan.errors import UsageError
from sendscan.model import (
    Concern,
    Item,
    Kind,
    Outcome,
    Record,
    Severity,
    VerdictValue,
    Visit,
    Voice,
    Weakness,
)

_SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedItem:
    """A weakness, priority action or improvement of one letter, and how its findings lean."""

    id: str
    statement: str
    page: int
    line: int
    verdict: VerdictValue | None
    strengths: int
    concerns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One area's letter.  ``other_letters`` are names of its older letters, which are not compared."""

    area: str
    region: str | None
    kind: Kind
    source: str
    letter_date: str | None
    visit: Visit
    outcome: Outcome
    weaknesses: tuple[ComparedItem, ...]
    priority_actions: tuple[ComparedItem, ...]
    improvements: tuple[ComparedItem, ...]
    other_letters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence behind a concern, and where it stands."""

    finding: str
    severity: Severity
    voice: Voice
    text: str
    page: int
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernIn:
    """A concern as one area's letter has it: its worst severity, its sentences in the letter's order."""

    area: str
    severity: Severity
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedConcern:
    """A residual concern and every compared area that has it, in the order the areas were asked for."""

    rule: str
    title: str
    areas: tuple[ConcernIn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Sides in the order asked for; concerns of several areas (``shared``) and of one alone (``apart``)."""

    areas: tuple[Side, ...]
    shared: tuple[ComparedConcern, ...]
    apart: tuple[ComparedConcern, ...]
    notes: tuple[str, ...]


def compare(names: Sequence[str], records: Sequence[Record], *, among: str = "these letters") -> Comparison:
    """The newest letter about each area of ``names``, found in ``records``, side by side.

    Names may differ from the register in case, ``&``, council words, or be former names.  Raises
    :class:`UsageError`, naming every name at once, for areas without a letter ``among`` the records, and
    for fewer than two areas.
    """
    by_area = _by_area(records)
    wanted = _resolve(names, tuple(by_area), among)
    if len(wanted) < 2:
        raise UsageError(
            "Comparing takes two areas or more.", advice="Example: sendscan compare sutton wandsworth"
        )
    sides = tuple(_side(area, by_area[area]) for area in wanted)
    newest = {area: by_area[area][0] for area in wanted}
    concerns = _concerns(newest)
    return Comparison(
        areas=sides,
        shared=tuple(concern for concern in concerns if len(concern.areas) > 1),
        apart=tuple(concern for concern in concerns if len(concern.areas) == 1),
        notes=(*_notes(sides), *_placeless(records)),
    )


def _by_area(records: Sequence[Record]) -> dict[str, list[Record]]:
    """Records of each area, newest first; the same letter (or a record of it) counts once."""
    seen: set[str] = set()
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.letter.area is not None and record.source.sha256 not in seen:
            seen.add(record.source.sha256)
            found[areas.area_named(record.letter.area.name).name].append(record)
    for letters in found.values():
        letters.sort(key=lambda record: record.source.name)
        letters.sort(key=_date, reverse=True)
    return dict(found)


def _date(record: Record) -> str:
    letter = record.letter
    return letter.letter_date or letter.visit.end or letter.visit.start or ""


def _resolve(names: Sequence[str], known: tuple[str, ...], among: str) -> list[str]:
    plain = {name.casefold(): name for name in known}
    wanted: list[str] = []
    wrong: list[str] = []
    for name in names:
        area = plain.get(areas.area_named(name).name.casefold())
        if area is None:
            wrong.append(_unknown(name, known, among))
        elif area not in wanted:
            wanted.append(area)
    if wrong:
        there = (
            f"There are letters about {_listed(sorted(known))}."
            if known
            else f"There is no letter in {among}."
        )
        raise UsageError("\n".join(wrong), advice="\n" + there)
    return wanted


def _unknown(name: str, known: tuple[str, ...], among: str) -> str:
    if (registered := areas.find(name)) is not None:
        return f"{registered.name}: no letter about it in {among}."
    close = areas.suggestions(name, known) or areas.suggestions(name)
    return f"{name}: no area is called so." + (f" Did you mean {_listed(close, 'or')}?" if close else "")


def _listed(names: Sequence[str], word: str = "and") -> str:
    most = 12
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more areas"
    return f" {word} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _side(area: str, letters: Sequence[Record]) -> Side:
    record, *older = letters
    letter = record.letter
    return Side(
        area=area,
        region=letter.area.region if letter.area else None,
        kind=letter.kind,
        source=record.source.name,
        letter_date=letter.letter_date,
        visit=letter.visit,
        outcome=record.outcome,
        weaknesses=tuple(_item(item) for item in record.weaknesses),
        priority_actions=tuple(_item(item) for item in record.priority_actions),
        improvements=tuple(_item(item) for item in record.improvements),
        other_letters=tuple(other.source.name for other in older),
    )


def _item(item: Weakness | Item) -> ComparedItem:
    leanings = [finding.polarity for finding in item.findings]
    return ComparedItem(
        id=item.id,
        statement=item.statement.text,
        page=item.statement.span.page,
        line=item.statement.span.line,
        verdict=item.verdict.value if isinstance(item, Weakness) else None,
        strengths=leanings.count("strength"),
        concerns=leanings.count("concern") + leanings.count("mixed"),
    )


def _concerns(newest: Mapping[str, Record]) -> list[ComparedConcern]:
    """Every concern of any letter: the worst first, then those of more areas, then by title."""
    titles: dict[str, str] = {}
    found: dict[str, dict[str, list[Concern]]] = defaultdict(lambda: defaultdict(list))
    for area, record in newest.items():
        for concern in record.concerns:
            titles.setdefault(concern.rule, concern.title)
            found[concern.rule][area].append(concern)
    compared = [
        ComparedConcern(
            rule=rule,
            title=titles[rule],
            areas=tuple(_concern_in(area, concerns) for area, concerns in in_areas.items()),
        )
        for rule, in_areas in found.items()
    ]
    return sorted(
        compared, key=lambda c: (min(_rank(side.severity) for side in c.areas), -len(c.areas), c.title)
    )


def _concern_in(area: str, concerns: Sequence[Concern]) -> ConcernIn:
    return ConcernIn(
        area=area,
        severity=min((concern.severity for concern in concerns), key=_rank),
        evidence=tuple(
            Evidence(
                finding=c.finding,
                severity=c.severity,
                voice=c.voice,
                text=c.text,
                page=c.span.page,
                line=c.span.line,
            )
            for c in concerns
        ),
    )


def _rank(severity: Severity) -> int:
    return _SEVERITIES.index(severity)


def _placeless(records: Sequence[Record]) -> list[str]:
    names = [record.source.name for record in records if record.letter.area is None]
    return (
        [f"Not compared, as they do not say which area they are about: {', '.join(names)}."] if names else []
    )


def _notes(sides: Sequence[Side]) -> list[str]:
    notes = [
        f"{side.area}: {side.source} is the newest letter; not compared: {', '.join(side.other_letters)}."
        for side in sides
        if side.other_letters
    ]
    if len({side.kind for side in sides}) > 1:
        notes.append("The letters are of different kinds: they judge by different measures.")
    undated = [
        side.area
        for side in sides
        if side.other_letters and side.letter_date is None and side.visit.end is None
    ]
    notes += [f"{area}: its letters state no date, so which is newest is not sure." for area in undated]
    return notes
