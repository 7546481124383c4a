"""All letters about one area in order: what each says, and what becomes of its concerns from one to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sendscan.compare import evidence
from sendscan.compare.aligning import Titles, theme
from sendscan.compare.build import remarks, side_of, without_place
from sendscan.compare.official import SEND, context_of
from sendscan.compare.parts import ComparedItem, ConcernIn, Context, Evidence, Side, Theme
from sendscan.errors import UsageError, alike
from sendscan.labels import area_of, date_of, labels
from sendscan.model import Record

if TYPE_CHECKING:
    from sendscan.rulebook.rules import ConcernRule

Status = Literal["first", "appears", "persists", "returns", "gone", "absent", "not_looked_for"]
"""What becomes of a concern in a letter, measured against the letters of the same sort before it.

``first``: raised in the first such letter; ``appears``: raised for the first time in a later one; ``gone``:
raised in the one before and no more, which does not say that it is resolved; ``absent``: not raised, nor in
the one before; ``not_looked_for``: its rule is not made for letters of this kind.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEvent:
    """An inspection or revisit in the official table; ``label`` is the letter about it, if it is among these."""

    what: Literal["inspection", "revisit"]
    start: str
    published: str | None
    label: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A concern in one letter."""

    label: str
    status: Status
    found: ConcernIn | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A concern through all letters."""

    rule: str
    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one letter says of a theme: the items about it, how many findings lean which way, and which."""

    label: str
    items: tuple[ComparedItem, ...]
    strengths: int
    mixed: int
    concerns: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeCourse:
    """A theme through all letters.  ``evidence`` of its letters is there for themes that were asked for."""

    theme: Theme
    letters: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Letters about an area, oldest first, those without a date last."""

    area: str
    letters: tuple[Side, ...]
    context: Context | None
    register: tuple[RegisterEvent, ...]
    themes: tuple[ThemeCourse, ...]
    concerns: tuple[Course, ...]
    notes: tuple[str, ...]


def timeline(
    area: str,
    records: Sequence[Record],
    *,
    themes: Sequence[str] = (),
    rules: Sequence[ConcernRule] = (),
    placeless: Sequence[str] = (),
) -> Timeline:
    """The letters of ``records`` about ``area`` (the register's name), in order.

    ``themes`` are ids of rules: what letters say of them is given in full, and of no other.  ``rules`` name
    themes and say which kinds of letter they are made for; ``placeless`` are letters that name no area, and
    may be about this one.  Raises :class:`UsageError` for a theme that neither a rule nor a letter knows.
    """
    once = {record.source.sha256: record for record in reversed(records) if area_of(record) == area}
    ordered = sorted(once.values(), key=lambda record: (date_of(record.letter) or "9999", record.source.name))
    names = labels(ordered)
    titles = {concern.rule: concern.title for record in ordered for concern in record.concerns}
    titles.update({rule.id: rule.title for rule in rules})
    sides = tuple(side_of(record, label) for record, label in zip(ordered, names, strict=True))
    context = next((found for record in ordered if (found := context_of(record))), None)
    return Timeline(
        area=area,
        letters=sides,
        context=context,
        register=_register(sides, context),
        themes=_themes(sides, ordered, themes, titles),
        concerns=_courses(sides, ordered, titles, rules),
        notes=(*_notes(sides, ordered, context), *without_place(placeless)),
    )


def _register(sides: Sequence[Side], context: Context | None) -> tuple[RegisterEvent, ...]:
    if context is None:
        return ()
    row = context.area
    dated: list[tuple[Literal["inspection", "revisit"], str | None, str | None]] = [
        ("inspection", row.inspection_start, row.inspection_published),
        ("revisit", row.revisit_start, row.revisit_published),
    ]
    return tuple(
        RegisterEvent(what=what, start=start, published=published, label=_about(sides, what, start))
        for what, start, published in dated
        if start is not None
    )


def _about(sides: Sequence[Side], what: str, start: str) -> str | None:
    """The letter of that kind whose visit began nearest to ``start``: the same month if there are several."""
    those = [side for side in sides if side.kind == f"send_{what}"]
    those.sort(key=lambda side: (side.visit.start or "")[:7] != start[:7])
    return those[0].label if those else None


def _courses(
    sides: Sequence[Side], records: Sequence[Record], titles: Titles, rules: Sequence[ConcernRule]
) -> tuple[Course, ...]:
    """A course for every concern that any letter raises, the worst first."""
    kinds = {rule.id: rule.kinds for rule in rules}
    raised = [evidence.concerns(record, side.label) for side, record in zip(sides, records, strict=True)]
    severities = {
        rule: evidence.worst(letter[rule].severity for letter in raised if rule in letter)
        for rule in dict.fromkeys(rule for letter in raised for rule in letter)
    }
    order = sorted(severities, key=lambda rule: (evidence.SEVERITIES.index(severities[rule]), titles[rule]))
    return tuple(
        Course(
            rule=rule,
            title=titles[rule],
            steps=tuple(_steps([letter.get(rule) for letter in raised], sides, kinds.get(rule, ()))),
        )
        for rule in order
    )


def _steps(found: Sequence[ConcernIn | None], sides: Sequence[Side], kinds: Sequence[str]) -> Iterator[Step]:
    # a visit to social workers says nothing of SEND by its silence: each sort of letter has a course of its own
    before: dict[bool, list[bool]] = {True: [], False: []}
    for concern, side in zip(found, sides, strict=True):
        earlier = before[side.kind in SEND]
        if concern is None and kinds and side.kind not in kinds:
            yield Step(label=side.label, status="not_looked_for", found=None)
            continue
        yield Step(label=side.label, status=_status(concern is not None, earlier), found=concern)
        earlier.append(concern is not None)


def _status(there: bool, earlier: Sequence[bool]) -> Status:
    if not there:
        return "gone" if earlier and earlier[-1] else "absent"
    if not earlier:
        return "first"
    if earlier[-1]:
        return "persists"
    return "returns" if any(earlier) else "appears"


def _themes(
    sides: Sequence[Side], records: Sequence[Record], asked: Sequence[str], titles: Titles
) -> tuple[ThemeCourse, ...]:
    said = [item.themes for side in sides for item in side.items]
    said += [finding.themes for record in records for finding in record.findings()]
    named = dict.fromkeys(name for names in said for name in names)
    known = sorted({*named, *titles})
    for name in asked:
        if name not in known:
            close = alike(name, known)
            advice = f"Did you mean {' or '.join(close)}?" if close else f"There are {', '.join(known)}."
            raise UsageError(f"There is no theme called {name}.", advice=advice)
    courses = [
        ThemeCourse(
            theme=theme(name, titles),
            letters=tuple(
                _said(name, side, record, whole=bool(asked)) for side, record in zip(sides, records, strict=True)
            ),
        )
        for name in (dict.fromkeys(asked) or named)
    ]
    return tuple(courses if asked else sorted(courses, key=lambda course: -_weight(course)))


def _weight(course: ThemeCourse) -> int:
    return sum(said.concerns + said.mixed + said.strengths for said in course.letters)


def _said(name: str, side: Side, record: Record, *, whole: bool) -> Said:
    found = evidence.sentences(record.findings(), record, [name])
    leanings = [sentence.polarity for sentence in found]
    return Said(
        label=side.label,
        items=tuple(item for item in side.items if name in item.themes),
        strengths=leanings.count("strength"),
        mixed=leanings.count("mixed"),
        concerns=leanings.count("concern"),
        evidence=found if whole else (),
    )


def _notes(sides: Sequence[Side], records: Sequence[Record], context: Context | None) -> Iterator[str]:
    if len(sides) == 1:
        yield "There is one letter only: nothing can be said of what persists."
    else:
        yield "Gone means that no sentence of the later letter raises the concern, not that it is said to be resolved."
    social = [side.label for side in sides if side.kind not in SEND]
    if social and len(social) < len(sides):
        yield (
            f"Letters about SEND and letters about social care are followed apart; about social care: "
            f"{', '.join(social)}."
        )
    if len(social) > 1:
        yield (
            "Focused visits and joint targeted inspections each look at one part of a service: what a later one does "
            "not raise it may not have looked at."
        )
    if context is None and any(side.kind in SEND for side in sides):
        yield "The official outcomes of 2016 to 2022 have no row for this area."
    for side, record in zip(sides, records, strict=True):
        if date_of(record.letter) is None:
            yield f"{side.label}: {side.source} states no date; it is put last."
    yield from (note for side, record in zip(sides, records, strict=True) for note in remarks(side, record))
