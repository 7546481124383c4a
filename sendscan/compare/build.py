"""Letters side by side: particulars, what each has to put right by theme, concerns shared and apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sendscan.compare import evidence
from sendscan.compare.aligning import Titles, aligned, unaligned
from sendscan.compare.choosing import Chosen, candidates, choose
from sendscan.compare.official import checks, context_of
from sendscan.compare.parts import ComparedConcern, Comparison, ConcernIn, Side
from sendscan.dates import months_between
from sendscan.errors import UsageError
from sendscan.labels import area_of, labels
from sendscan.model import Record
from sendscan.writing import words as say

if TYPE_CHECKING:
    from sendscan.rulebook.rules import ConcernRule


def compare(
    names: Sequence[str],
    records: Sequence[Record],
    *,
    among: str = "these letters",
    rules: Sequence[ConcernRule] = (),
) -> Comparison:
    """The newest letter about each area of ``names``, found in ``records``, side by side.

    Names may differ from the register in case, ``&``, council words, or be former names; ``all`` is every
    area.  ``rules`` name the themes and say which kinds of letter they are made for.  Raises
    :class:`UsageError`, naming every name at once, for areas without a letter ``among`` the records, and
    for fewer than two letters.
    """
    chosen = choose(names, candidates(records), among=among)
    by_content = {record.source.sha256: record for record in reversed(records)}
    newest = [by_content[one.letters[0].sha256] for one in chosen]
    placeless = sorted({record.source.name for record in records if record.letter.area is None})
    return compare_letters(newest, chosen=chosen, placeless=placeless, rules=rules)


def compare_letters(
    records: Sequence[Record],
    *,
    chosen: Sequence[Chosen] = (),
    placeless: Sequence[str] = (),
    rules: Sequence[ConcernRule] = (),
) -> Comparison:
    """``records`` side by side, in their order.

    ``chosen`` says of areas which letters there were to choose from, and ``placeless`` names letters that
    could not be chosen as they name no area.  Raises :class:`UsageError` for fewer than two letters.
    """
    records = list({record.source.sha256: record for record in records}.values())
    if len(records) < 2:
        raise UsageError(
            "Comparing takes two areas or more, or two letters.", advice="Example: sendscan compare sutton wandsworth"
        )
    taken = {record.source.sha256 for record in records}
    older = {
        one.letters[0].sha256: tuple(letter.name for letter in one.letters[1:] if letter.sha256 not in taken)
        for one in chosen
    }
    sides = tuple(
        side_of(record, label, older.get(record.source.sha256, ()))
        for record, label in zip(records, labels(records), strict=True)
    )
    titles = {concern.rule: concern.title for record in records for concern in record.concerns}
    titles.update({rule.id: rule.title for rule in rules})
    concerns = _concerns(sides, records, titles, rules)
    return Comparison(
        letters=sides,
        aligned=aligned(sides, records, titles),
        unaligned=unaligned(sides, records),
        shared=tuple(concern for concern in concerns if len(concern.sides) > 1),
        apart=tuple(concern for concern in concerns if len(concern.sides) == 1),
        notes=tuple(_notes(sides, records, placeless)),
    )


def side_of(record: Record, label: str, older: tuple[str, ...] = ()) -> Side:
    """The letter's particulars under ``label``; ``older`` are names of the area's letters that are left out."""
    letter = record.letter
    context = context_of(record)
    months, by = None, None
    if letter.kind == "send_revisit":
        first = next((period.start for period in letter.previous_inspections if period.start), None)
        by = "letter" if first else "register" if context else None
        months = months_between(first or (context.area.inspection_start if context else None), letter.visit.start)
    return Side(
        label=label,
        area=area_of(record),
        region=letter.area.region if letter.area else None,
        kind=letter.kind,
        source=record.source.name,
        letter_date=letter.letter_date,
        visit=letter.visit,
        months_since_inspection=months,
        months_by=by if months is not None else None,  # type: ignore[arg-type]
        outcome=record.outcome,
        items=evidence.items(record),
        context=context,
        checks=checks(record, context.area) if context else (),
        other_letters=older,
    )


def _concerns(
    sides: Sequence[Side], records: Sequence[Record], titles: Titles, rules: Sequence[ConcernRule]
) -> list[ComparedConcern]:
    """Every concern of any letter: the worst first, then those of more letters, then by title."""
    kinds = {rule.id: rule.kinds for rule in rules}
    found: dict[str, list[ConcernIn]] = {}
    for side, record in zip(sides, records, strict=True):
        for rule, concern in evidence.concerns(record, side.label).items():
            found.setdefault(rule, []).append(concern)
    compared = [
        ComparedConcern(
            rule=rule,
            title=titles[rule],
            severity=evidence.worst(concern.severity for concern in those),
            sides=tuple(those),
            not_looked_for=tuple(
                side.label
                for side in sides
                if kinds.get(rule) and side.kind not in kinds[rule] and all(c.label != side.label for c in those)
            ),
        )
        for rule, those in found.items()
    ]
    return sorted(compared, key=lambda c: (evidence.SEVERITIES.index(c.severity), -len(c.sides), c.title))


def _notes(sides: Sequence[Side], records: Sequence[Record], placeless: Sequence[str]) -> Iterator[str]:
    """What a reader must know of the comparison: what it leaves out, and what it cannot tell."""
    for side in sides:
        if side.other_letters:
            yield f"{side.label}: {side.source} is the newest letter; not compared: {', '.join(side.other_letters)}."
            if side.letter_date is None and side.visit.end is None:
                yield f"{side.label}: its letters state no date, so which is newest is not sure."
    yield from without_place(placeless)
    yield from _on_kinds(sides)
    for side in sides:
        if side.items and not any(item.themes for item in side.items):
            yield f"{side.label}: no rule says what its {_lists(side)} are about, so they are aligned with none."
    yield from (note for side, record in zip(sides, records, strict=True) for note in remarks(side, record))


def without_place(names: Sequence[str]) -> Iterator[str]:
    """What to say of letters that could not be taken for any area's."""
    if names:
        yield f"Left out, as they do not say which area they are about: {', '.join(names)}."


def remarks(side: Side, record: Record) -> Iterator[str]:
    """What was remarked on the reading of the letter, but for passages that nothing claimed."""
    for diagnostic in record.diagnostics:
        if diagnostic.level != "info" and diagnostic.code != "unclaimed_text":
            yield f"{side.label}: {diagnostic.message}"


def _on_kinds(sides: Sequence[Side]) -> Iterator[str]:
    kinds = {kind: [side.label for side in sides if side.kind == kind] for kind in {side.kind: 0 for side in sides}}
    if len(kinds) > 1:
        yield (
            "The letters are of different kinds and judge by different measures: what each has to put right and "
            "its concerns are compared, overall verdicts are not."
        )
        without = [label for kind, of in kinds.items() if kind != "send_revisit" for label in of]
        if "send_revisit" in kinds:
            yield f"Only revisits judge progress weakness by weakness; these letters do not: {', '.join(without)}."
    for side in sides:
        if not side.items:
            yield f"{side.label}: its letter, a {say.KINDS[side.kind]}, names nothing to put right in a list."


def _lists(side: Side) -> str:
    names = {item.list: item.list.replace("_", " ") for item in side.items}
    return " and ".join(names.values())
