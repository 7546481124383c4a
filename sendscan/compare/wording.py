"""The words that comparisons and timelines share: outcomes, items, evidence, what the register says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sendscan.compare.official import SEND
from sendscan.compare.parts import (
    Check,
    ComparedItem,
    ConcernIn,
    Context,
    Evidence,
    ListName,
    Side,
)
from sendscan.compare.timeline import RegisterEvent
from sendscan.model import Outcome, Severity, VerdictValue
from sendscan.writing import words as say
from sendscan.writing.document import Line, Point, Row, Run, Tone

_TONES: dict[str, Tone] = {"✓": "good", "◐": "part", "✗": "bad", "?": "open", "·": "plain"}
_LISTS: dict[ListName, str] = {
    "weaknesses": "weakness",
    "priority_actions": "priority action",
    "improvements": "improvement",
}
_LEANINGS = {"strength": ("+", "good"), "concern": ("!", "bad"), "mixed": ("~", "part"), "context": ("·", "dim")}
_FACTS = {
    "inspection_start": "first day of the initial inspection",
    "inspection_published": "initial report published",
    "visit_start": "first day of the visit",
    "published": "date of the letter, and of its publication",
    "weaknesses": "number of significant weaknesses",
    "sufficient": "weaknesses with sufficient progress",
    "outcome": "sufficient progress on",
}


def plain(text: str) -> tuple[Point, ...]:
    """A cell of just these words."""
    return (Point((Run(text),)),)


def severity(severity: Severity) -> Run:
    """How grave, in the tone of it."""
    return Run(severity, severity)


def outcome(outcome: Outcome) -> Line:
    """The overall verdict in words, with its mark."""
    mark = say.MARKS[outcome.verdict]
    return (Run(f"{mark} {say.outcome_words(outcome)}", _TONES[mark]),)


def verdict(value: VerdictValue) -> Line:
    """A verdict on one weakness in words, with its mark."""
    mark = say.MARKS[value]
    return (Run(f"{mark} {say.VERDICTS[value]}", _TONES[mark]),)


def next_step(outcome: Outcome) -> str:
    """What follows, in words."""
    return say.NEXT_STEPS[outcome.next_step] if outcome.next_step else "not stated"


def months(side: Side) -> str | None:
    """``25 (first inspected 22 January 2018, by the register)``; ``None`` where there is nothing to count."""
    if side.months_since_inspection is None:
        return None
    by = " (the inspection's date is the register's)" if side.months_by == "register" else ""
    return f"{side.months_since_inspection}{by}"


def item(item: ComparedItem, evidence: Sequence[Evidence], most: int | None, *, again: bool = False) -> Point:
    """A weakness, action or improvement with its verdict, how its findings lean, and its evidence.

    One that is told ``again``, for another theme, is called by its name, with the evidence on that theme.
    """
    if again:
        return Point((Run(f"{item.id} {_LISTS[item.list]}, as above", "strong"),), tuple(sentences(evidence, most)))
    below: list[Point] = []
    if item.verdict is not None:
        below.append(Point(verdict(item.verdict)))
    if item.strengths or item.mixed or item.concerns:
        strengths, concerns = say.counted(item.strengths, "strength"), say.counted(item.concerns, "concern")
        leaning = f"+ {strengths}  ~ {item.mixed} mixed  ! {concerns} in all"
        below.append(Point((Run(leaning, "dim"),)))
    below += sentences(evidence, most)
    name = Run(f"{item.id} {_LISTS[item.list]}: ", "strong")
    return Point((name, Run(item.statement), Run(f" p.{item.page} l.{item.line}", "dim")), tuple(below))


def sentences(evidence: Sequence[Evidence], most: int | None) -> list[Point]:
    """Sentences, at most ``most``: if not all are to be told, what raises a concern comes first."""
    order = ("concern", "mixed", "strength", "context")
    chosen = evidence if most is None else sorted(evidence, key=lambda e: (e.severity is None, order.index(e.polarity)))
    points = [_sentence(one) for one in chosen[:most]]
    if most is not None and len(evidence) > most:
        points.append(Point((Run(f"and {len(evidence) - most} more", "dim"),)))
    return points


def _sentence(evidence: Evidence) -> Point:
    mark, tone = _LEANINGS[evidence.polarity]
    line = [Run(f"{mark} ", tone), Run(evidence.text)]  # type: ignore[arg-type]
    if evidence.voice != "inspectors":
        line.append(Run(f" [{say.VOICES[evidence.voice]}]", "voice"))
    line.append(Run(f" {evidence.finding} p.{evidence.page} l.{evidence.line}", "dim"))
    return Point(tuple(line))


def concern(concern: ConcernIn) -> Line:
    """``3 high, parents and carers``: how often, how grave, whose views."""
    views = ", ".join(say.VOICES[voice] for voice in concern.voices)
    return (Run(f"{concern.count} "), severity(concern.severity), Run(f", {views}", "voice"))


def disagreements(checks: Iterable[Check]) -> list[Point]:
    """A point for every fact on which letter and register differ."""
    return [Point(fact(check)) for check in checks if check.agrees is False]


def fact(check: Check) -> Line:
    """``first day of the visit: letter 2 March 2020, register 2 March 2020``, and whether they agree."""
    ours, theirs = (_value(check, value) for value in (check.letter, check.register))
    words = f"{_FACTS[check.what]}: letter {ours}, register {theirs}"
    if check.agrees is False:
        return (Run(f"≠ {words}: they differ", "part"),)
    return (Run(words + (" (agree)" if check.agrees else "")),)


def _value(check: Check, value: str | None) -> str:
    if value is None:
        return "not stated"
    return say.date_words(value) if "-" in value else value


def national(context: Context) -> list[Point]:
    """All areas of the official outcomes, outcome by outcome."""
    figures = context.all_areas
    return [
        Point(
            (
                Run(
                    f"Of {figures.inspected} areas inspected, {figures.written_statements} had to write a statement of "
                    f"action; {figures.revisited} were revisited by {say.date_words(figures.last_published)}."
                ),
            )
        ),
        Point(
            (
                Run(
                    f"Sufficient progress on all weaknesses: {figures.all}; on some but not all: {figures.some}; "
                    f"on none: {figures.none}."
                ),
            )
        ),
        Point((Run(f"Source: {context.source}.", "dim"),)),
    ]


def event(event: RegisterEvent, context: Context) -> Line:
    """``Inspection from 22 January 2018, published …``, and which letter is about it."""
    published = f", published {say.date_words(event.published)}" if event.published else ""
    words = f"{event.what} from {say.date_words(event.start)}{published}"
    if event.what == "inspection":
        row = context.area
        if row.written_statement_required:
            words += f", written statement of action required for {row.significant_weaknesses} significant weaknesses"
        else:
            words += ", no written statement of action required"
    whose = f" ({event.label})" if event.label else " (its letter is not among these)"
    return (Run(say.sentence_case(words)), Run(whose, "dim"))


def header(sides: Sequence[Side]) -> list[Row]:
    """The particulars of letters, a row each: kind, dates, outcome, what follows, and the register's view."""
    rows = [
        _row("Kind", [say.KINDS[side.kind] for side in sides]),
        _row("Visit", [say.visit_words(side.visit) for side in sides]),
        _row("Letter", [say.date_words(side.letter_date) for side in sides]),
        _row("Months from inspection to revisit", [months(side) for side in sides]),
        Row(_label("Outcome"), tuple((Point(outcome(side.outcome)),) for side in sides)),
        _row("What follows", [next_step(side.outcome) for side in sides]),
        _row("Among all areas", [standing(side) for side in sides]),
    ]
    rows.append(Row(_label("Register"), tuple(tuple(disagreements(side.checks)) for side in sides)))
    return [row for row in rows if any(row.cells)]


def standing(side: Side) -> str | None:
    """Where the area stands by the official outcomes; ``None`` for letters that these are not about."""
    if side.context is None:
        return "not in the official outcomes of 2016 to 2022" if side.kind in SEND else None
    return side.context.standing if side.kind == "send_revisit" else f"in 2016 to 2022: {side.context.standing}"


def _row(label: str, values: Iterable[str | None]) -> Row:
    return Row(_label(label), tuple(plain(value) if value is not None else () for value in values))


def _label(text: str) -> Line:
    return (Run(text, "dim"),)
