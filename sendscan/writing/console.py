"""A record as a person would rather read it: at a terminal, in colour or without, wide or narrow.

All text becomes :class:`rich.text.Text` through :func:`words`, never markup: a letter cannot style, link or
steer the terminal.  Marks say what colours say, and what an encoding lacks has a stand-in.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from typing import IO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from sendscan.model import Concern, Finding, Item, LetterInfo, Outcome, Record, Severity, Weakness
from sendscan.writing import words as say
from sendscan.writing.hostile import shown

WIDEST = 100  # longer lines are hard to follow
_NARROW = 64

_STAND_INS = {
    "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "…": "...", "•": "*", "·": ".",
    "✓": "+", "✗": "x", "◐": "~", "→": ">", "≠": "#", "\N{NO-BREAK SPACE}": " ", "━": "-", "─": "-",
}  # fmt: skip

FINDING_MARKS = {
    "strength": ("+", "green"),
    "concern": ("!", "red"),
    "mixed": ("~", "yellow"),
    "context": ("·", "dim"),
}
SEVERITY_STYLES: dict[Severity, str] = {"high": "bold red", "medium": "yellow", "low": ""}
_SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
_LEVEL_STYLES = {"error": "bold red", "warning": "yellow", "info": ""}
_SECTIONS = (
    ("weaknesses", "Weaknesses"),
    ("strengths", "Strengths"),
    ("needs_work", "What needs to be better"),
    ("priority_actions", "Areas for priority action"),
    ("improvements", "Areas for improvement"),
    ("narrative", "The account"),
)


def terminal(file: IO[str] | None = None) -> Console:
    """A console on ``file`` (standard output if none is given) that prints any text in any encoding."""
    file = sys.stdout if file is None else file
    if isinstance(file, TextIOWrapper):
        file.reconfigure(errors="sendscan-stand-in")
    return Console(file=file, highlight=False, markup=False, emoji=False, soft_wrap=False)


def show(record: Record, console: Console) -> None:
    """Print the view of ``record``, at most :data:`WIDEST` columns wide."""
    width = min(console.width, WIDEST)
    console.print(view(record, narrow=width < _NARROW), width=width)


def view(record: Record, *, narrow: bool = False) -> RenderableType:
    """The whole record: header, verdict, items with their findings, residual concerns, diagnostics."""
    parts: list[RenderableType] = [_header(record), *_verdict(record.outcome), _tally(record)]
    for name, title in _SECTIONS:
        items: Sequence[Weakness | Item] = getattr(record, name)
        if items:
            parts += [heading(title), *(part for item in items for part in _item(item, record.concerns))]
    if record.concerns:
        parts += [heading("Residual concerns"), _concerns(record.concerns, narrow=narrow)]
    parts += [heading("What to know about this reading"), *_diagnostics(record)]
    return Group(*parts)


def words(text: str, style: str = "") -> Text:
    """``text`` as it may be printed: no markup, no escape sequence, no hidden direction."""
    return Text(shown(text), style=style)


def heading(text: str) -> RenderableType:
    """The heading of a section, with room above it."""
    return Padding(Rule(words(text, "bold"), align="left", style="dim"), (1, 0, 0, 0))


def _header(record: Record) -> RenderableType:
    letter = record.letter
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for label, value in _particulars(letter):
        grid.add_row(label, words(value))
    pages = say.counted(record.source.pages, "page")
    grid.add_row("File", words(f"{record.source.name}, {pages}"))
    title = words(letter.title or say.sentence_case(say.KINDS[letter.kind]), "bold")
    return Panel(Group(title, Text(), grid), border_style="cyan")


def _particulars(letter: LetterInfo) -> Iterator[tuple[str, str]]:
    yield "Area", say.area_words(letter.area)
    yield "Kind", say.KINDS[letter.kind]
    yield "Visit", say.visit_words(letter.visit)
    yield "Letter", say.date_words(letter.letter_date)
    if letter.focus:
        yield "Focus", letter.focus
    if letter.inspectorates:
        yield "From", ", ".join(letter.inspectorates)
    people = ((a.name, a.role, a.organisation) for a in letter.addressees)
    yield from _people("To", people)
    yield from _people("Team", ((i.name, "lead" if i.lead else None, i.body) for i in letter.inspectors))
    yield from _people("Signed", ((s.name, s.role, s.body) for s in letter.signatories))


def _people(label: str, people: Iterator[tuple[str | None, ...]]) -> Iterator[tuple[str, str]]:
    for parts in people:
        yield label, ", ".join(part for part in parts if part)
        label = ""


def _verdict(outcome: Outcome) -> Iterator[RenderableType]:
    mark = say.MARKS[outcome.verdict]
    line = Text(f"{mark} ", say.STYLES[mark]).append_text(words(say.outcome_words(outcome), say.STYLES[mark]))
    yield line
    if outcome.statement:
        yield _indented(words(f"“{outcome.statement.text}”", "italic"), say.place(outcome.statement.span))
    if outcome.next_step:
        step = words(f"Next: {say.NEXT_STEPS[outcome.next_step]}")
        where = outcome.next_step_statement
        yield _indented(step, say.place(where.span) if where else "")


def _indented(text: Text, where: str) -> RenderableType:
    return Padding(text.append(f"  {where}" if where else "", "dim not italic"), (0, 0, 0, 2))


def _tally(record: Record) -> RenderableType:
    findings = record.findings()
    text = Text(say.counted(len(findings), "finding") + ":", "bold")
    for polarity, (mark, style) in FINDING_MARKS.items():
        number = sum(finding.polarity == polarity for finding in findings)
        text.append("  ").append(f"{mark} {number} {polarity}", style)
    return Padding(text, (1, 0, 0, 2))


def _item(item: Weakness | Item, concerns: Sequence[Concern]) -> Iterator[RenderableType]:
    title = Text(f"{item.id}  ", "bold cyan")
    if isinstance(item, Item) and _says_itself(item):
        yield Padding(_findings(item.findings, concerns, label=title), (1, 0, 0, 0))
        return
    yield Padding(title.append_text(words(item.statement.text, "bold")), (1, 0, 0, 0))
    if isinstance(item, Weakness):
        mark = say.MARKS[item.verdict.value]
        verdict = Text(f"{mark} {say.VERDICTS[item.verdict.value]}", say.STYLES[mark])
        if item.verdict.text:
            verdict.append("  ").append_text(words(f"“{item.verdict.text}”", "dim italic"))
        yield _indented(verdict, say.place(item.verdict.span) if item.verdict.span else "")
    elif item.responsible:
        yield _indented(words(f"Responsible: {', '.join(item.responsible)}"), "")
    groups = (
        ("Concerns", [f for f in item.findings if f.polarity in ("concern", "mixed")]),
        ("Strengths", [f for f in item.findings if f.polarity == "strength"]),
        ("Context", [f for f in item.findings if f.polarity == "context"]),
    )
    for title_of_group, findings in groups:
        if findings:
            yield Padding(Text(title_of_group, "underline"), (0, 0, 0, 2))
            yield Padding(_findings(findings, concerns), (0, 0, 0, 2))


def _says_itself(item: Item) -> bool:
    """Whether the findings are the statement's own sentences, as in a bullet, and would be printed twice."""
    span = item.statement.span
    return bool(item.findings) and all(span.start <= f.span.start and f.span.end <= span.end for f in item.findings)


def _findings(findings: Sequence[Finding], concerns: Sequence[Concern], label: Text | None = None) -> RenderableType:
    grid = Table.grid(padding=(0, 1, 0, 0))
    if label is not None:
        grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for finding in findings:
        mark, style = FINDING_MARKS[finding.polarity]
        row: list[RenderableType] = [Text(mark, f"bold {style}"), _sentence(finding, concerns)]
        if label is not None:
            row.insert(0, label)
            label = Text()
        grid.add_row(*row)
    return grid


def _sentence(finding: Finding, concerns: Sequence[Concern]) -> Text:
    text = words(finding.text, "dim" if finding.polarity == "context" else "")
    if finding.voice != "inspectors":
        text.append(f" [{say.VOICES[finding.voice]}]", "magenta")
    text.append(f" {say.place(finding.span)}", "dim")
    for concern in concerns:
        if concern.finding == finding.id:
            text.append(f"\n→ {concern.severity}: ", SEVERITY_STYLES[concern.severity])
            text.append_text(words(concern.title, SEVERITY_STYLES[concern.severity]))
    return text


def by_rule(concerns: Sequence[Concern]) -> list[tuple[Severity, list[Concern]]]:
    """Concerns of one rule together under their worst severity; the worst first, then as in the letter."""
    rules: dict[str, list[Concern]] = {}
    for concern in concerns:
        rules.setdefault(concern.rule, []).append(concern)
    worst = [(min((c.severity for c in found), key=_SEVERITIES.index), found) for found in rules.values()]
    return sorted(worst, key=lambda pair: _SEVERITIES.index(pair[0]))


def _concerns(concerns: Sequence[Concern], *, narrow: bool) -> RenderableType:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("Severity", no_wrap=True)
    table.add_column("Concern", ratio=3, overflow="fold")
    if not narrow:
        table.add_column("Whose view", ratio=2, overflow="fold")
        table.add_column("Where", ratio=2, overflow="fold")
    for severity, found in by_rule(concerns):
        views = ", ".join(dict.fromkeys(say.VOICES[concern.voice] for concern in found))
        places = ", ".join(dict.fromkeys(f"{c.item} {say.place(c.span)}" for c in found))
        cells: list[Text] = [words(found[0].title, "bold"), words(views, "magenta"), words(places, "dim")]
        if narrow:
            cells = [Text("\n").join(cells)]
        table.add_row(Text(severity, SEVERITY_STYLES[severity]), *cells)
    return table


def _diagnostics(record: Record) -> Iterator[RenderableType]:
    for diagnostic in record.diagnostics:
        if diagnostic.code == "unclaimed_text":
            continue  # the passages themselves follow
        line = Text(f"{diagnostic.level}: ", _LEVEL_STYLES[diagnostic.level])
        line.append_text(words(diagnostic.message))
        where = f", {say.place(diagnostic.span)}" if diagnostic.span else ""
        yield line.append("  ").append_text(words(f"({diagnostic.code}{where})", "dim"))
    for passage in record.coverage.unclaimed:
        line = Text("not understood: ", "yellow").append_text(words(f"“{passage.text}”"))
        yield line.append(f"  {say.place(passage.span)}", "dim")
    if not record.diagnostics and not record.coverage.unclaimed:
        yield words("Nothing was left unread and nothing in it disagrees.", "green")


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    characters = error.object[error.start : error.end]
    return "".join(_STAND_INS.get(character, "?") for character in characters), error.end


codecs.register_error("sendscan-stand-in", _stand_in)
