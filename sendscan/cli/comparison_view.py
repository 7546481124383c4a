"""A comparison for people: areas in columns, or one below the other where it is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sendscan.compare import ComparedConcern, ComparedItem, Comparison, ConcernIn, Side
from sendscan.writing import words as say
from sendscan.writing.console import SEVERITY_STYLES, WIDEST, heading, words

_COLUMN = 28  # narrower columns break more lines than they save
_LABELS = 12
_SHOWN = 2  # sentences of one area for one concern; all are in the YAML


def show(comparison: Comparison, console: Console) -> None:
    """Print ``comparison``; columns only where each area gets :data:`_COLUMN` of the console's width."""
    needed = _LABELS + _COLUMN * len(comparison.areas)
    width = min(console.width, max(WIDEST, needed))
    console.print(view(comparison, columns=needed <= width), width=width)


def view(comparison: Comparison, *, columns: bool) -> RenderableType:
    """The sides, what they share, what each has alone, and what to know about the comparison."""
    parts: list[RenderableType] = [_columns(comparison.areas)] if columns else list(_stacked(comparison.areas))
    if comparison.shared:
        parts += [heading("Concerns shared"), *(_concern(concern) for concern in comparison.shared)]
    for side in comparison.areas:
        own = [concern for concern in comparison.apart if concern.areas[0].area == side.area]
        if own:
            parts += [heading(f"Only {side.area}"), *(_concern(concern) for concern in own)]
    if not comparison.shared and not comparison.apart:
        parts += [heading("Concerns"), words("No residual concern was found in any of these letters.")]
    if comparison.notes:
        parts += [heading("What to know about this comparison"), *(words(note) for note in comparison.notes)]
    return Group(*parts)


def _rows(sides: Sequence[Side]) -> Iterator[tuple[str, list[RenderableType]]]:
    yield "Kind", [words(say.KINDS[side.kind]) for side in sides]
    yield "Visit", [words(say.visit_words(side.visit)) for side in sides]
    yield "Letter", [words(say.date_words(side.letter_date)) for side in sides]
    yield "Outcome", [_outcome(side) for side in sides]
    yield (
        "Next",
        [words(say.NEXT_STEPS[side.outcome.next_step] if side.outcome.next_step else "not stated") for side in sides],
    )
    lists = (
        ("Weaknesses", [side.weaknesses for side in sides]),
        ("Priorities", [side.priority_actions for side in sides]),
        ("To improve", [side.improvements for side in sides]),
    )
    for label, items in lists:
        if any(items):
            yield (
                label,
                [Group(*(_item(item) for item in own)) if own else words("none", "dim") for own in items],
            )


def _columns(sides: Sequence[Side]) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("", style="dim", no_wrap=True, width=_LABELS - 2)
    for side in sides:
        table.add_column(words(_name(side), "bold cyan"), ratio=1, overflow="fold")
    for label, cells in _rows(sides):
        table.add_row(label, *cells)
    return table


def _stacked(sides: Sequence[Side]) -> Iterator[RenderableType]:
    for side in sides:
        yield heading(_name(side))
        for label, (cell,) in _rows([side]):
            yield Text(label, "dim")
            yield Padding(cell, (0, 0, 0, 2))


def _name(side: Side) -> str:
    return f"{side.area} ({side.region})" if side.region else side.area


def _outcome(side: Side) -> Text:
    mark = say.MARKS[side.outcome.verdict]
    return Text(f"{mark} ", say.STYLES[mark]).append_text(words(say.outcome_words(side.outcome), say.STYLES[mark]))


def _item(item: ComparedItem) -> Text:
    text = Text(f"{item.id} ", "bold").append_text(words(item.statement)).append(f" p.{item.page} l.{item.line}", "dim")
    if item.verdict is not None:
        mark = say.MARKS[item.verdict]
        text.append(f"\n{mark} {say.VERDICTS[item.verdict]}", say.STYLES[mark])
    if item.strengths or item.concerns:
        text.append(f"\n+ {say.counted(item.strengths, 'strength')}  ! {say.counted(item.concerns, 'concern')}", "dim")
    return text


def _concern(concern: ComparedConcern) -> RenderableType:
    alone = len(concern.areas) == 1
    title = words(concern.title, "bold")
    lines: list[RenderableType] = [title]
    for side in concern.areas:
        severity = Text(side.severity, SEVERITY_STYLES[side.severity])
        if alone:
            title.append("  ").append_text(severity)
        else:
            lines.append(Padding(words(side.area).append(": ").append_text(severity), (0, 0, 0, 2)))
        lines += [Padding(_evidence(side, number), (0, 0, 0, 4)) for number in range(len(side.evidence[:_SHOWN]))]
        if len(side.evidence) > _SHOWN:
            lines.append(Padding(Text(f"and {len(side.evidence) - _SHOWN} more", "dim"), (0, 0, 0, 4)))
    return Group(*lines)


def _evidence(side: ConcernIn, number: int) -> Text:
    evidence = side.evidence[number]
    text = words(evidence.text)
    if evidence.voice != "inspectors":
        text.append(f" [{say.VOICES[evidence.voice]}]", "magenta")
    return text.append(f" {evidence.finding.split('.')[0]} p.{evidence.page} l.{evidence.line}", "dim")
