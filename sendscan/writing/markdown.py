"""A run's summary as Markdown, for the page of a CI job or a note to colleagues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sendscan.writing.hostile import shown
from sendscan.writing.notices import Account, Told, sentence
from sendscan.writing.words import KINDS, counted

_ACTIVE = re.compile(r"([\\`*_{}\[\]()#!|~$@:])")


def markdown(summary: Mapping[str, Any], tripped: Sequence[tuple[Account, Told]] = (), more: int = 0) -> str:
    """The ``summary`` of a run, after what made it fail: ``tripped``, and how many ``more`` there are."""
    return "\n".join((*_head(summary), *_tripped(tripped, more), *_tables(summary)))


def escaped(text: str) -> str:
    """Text as Markdown that means only itself: no markup, link, mention or HTML."""
    text = shown(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ACTIVE.sub(r"\\\1", text)


def _head(summary: Mapping[str, Any]) -> Iterator[str]:
    yield "# sendscan\n"
    failed = summary["failed"]
    tail = f", **{failed} could not be read**" if failed else ""
    found = sum(rule["concerns"] for rule in summary["concerns"])
    yield (
        f"{counted(summary['read'], 'letter')} read{tail}; {counted(summary['findings'], 'finding')}, "
        f"{counted(found, 'residual concern')}.\n"
    )


def _tripped(tripped: Sequence[tuple[Account, Told]], more: int) -> Iterator[str]:
    if not tripped:
        return
    yield f"## What fails this run ({len(tripped) + more})\n"
    yield from _table(
        ("Letter", "What", "Evidence"),
        ((a.name, f"{t.notice.title} ({t.notice.rule})", sentence(t.notice)) for a, t in tripped),
    )
    if more:
        yield f"… and {more} more.\n"


def _tables(summary: Mapping[str, Any]) -> Iterator[str]:
    yield "## Letters\n"
    yield from _table(
        ("Kind", "Outcome", "Letters"),
        (
            (KINDS.get(kind, kind), outcome.replace("_", " "), number)
            for kind, of in summary["kinds"].items()
            for outcome, number in of["outcomes"].items()
        ),
    )
    if summary["concerns"]:
        yield "## Residual concerns\n"
        columns = ("title", "rule", "letters", "high", "medium", "low")
        yield from _table(
            ("Concern", "Rule", "Letters", "High", "Medium", "Low"),
            (tuple(rule[column] for column in columns) for rule in summary["concerns"]),
        )
    if summary["diagnostics"]:
        yield "## Diagnostics\n"
        yield from _table(("Code", "Number"), summary["diagnostics"].items())
    if summary["failures"]:
        yield "## Could not be read\n"
        yield from _table(
            ("Letter", "Code", "Why"),
            ((one["name"], one["code"], one["message"]) for one in summary["failures"]),
        )


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(escaped(str(cell)) for cell in row) + " |"
    yield ""
