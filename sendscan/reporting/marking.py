"""A letter's clean text, cut into paragraphs and these into findings, judgements and the words between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal, get_args

from sendscan.model import Concern, Finding, Quote, Record, Severity, Span, Voice, Weakness
from sendscan.writing.report.view import Note, Paragraph, Piece
from sendscan.writing.words import VOICES

SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
VOICE_NUMBERS: dict[Voice, int] = {voice: number for number, voice in enumerate(get_args(Voice))}
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Marked:
    """The paragraphs of a letter.  ``whole`` is false where only its findings could be shown, not its text.

    ``anchors`` lead from the id of a finding, or of an item to its statement, to the place on the page.
    """

    paragraphs: tuple[Paragraph, ...]
    whole: bool
    anchors: Mapping[str, str]


def worst(severities: Sequence[Severity]) -> Severity:
    """The highest of ``severities``, of which there is one at least."""
    return min(severities, key=SEVERITIES.index)


@dataclass(frozen=True, slots=True)
class _Stretch:
    span: Span
    piece: Piece


class Marker:
    """Marks the text of one record; rules are known by number, and only what is ``wanted`` has an anchor.

    ``wanted`` are ids of findings and items that something on the page leads to.
    """

    def __init__(self, record: Record, letter: int, rules: Mapping[str, int], wanted: Set[str]) -> None:
        self._record = record
        self._rules = rules
        self._concerns = _by_finding(record.concerns)
        names = {item.id: f"{letter}-i{n}" for n, item in enumerate(record.items(), 1)}
        names |= {finding.id: f"{letter}-{n}" for n, finding in enumerate(record.findings(), 1)}
        self._anchors = {id_: name for id_, name in names.items() if id_ in wanted}
        self._free = dict(self._anchors)  # an id that a damaged record has twice is one place

    def marked(self) -> Marked:
        """The whole text; where the record has none, or another than its places point into, its findings."""
        text = self._record.text
        stretches = list(self._stretches())
        if text is not None and all(_fits(text, stretch) for stretch in stretches):
            return self._whole(list(self._lines(text, _apart(stretches))), whole=True)
        self._free = dict(self._anchors)
        return self._whole(list(self._items()), whole=False)

    def _whole(self, paragraphs: Sequence[Paragraph], *, whole: bool) -> Marked:
        there = {piece.anchor for paragraph in paragraphs for piece in paragraph.pieces}
        anchors = {id_: name for id_, name in self._anchors.items() if name in there}
        return Marked(_paged(paragraphs), whole, anchors)

    def _stretches(self) -> Iterator[_Stretch]:
        """Findings first: where a bullet is finding and statement in one, it is marked as a finding."""
        record = self._record
        for finding in record.findings():
            yield _Stretch(finding.span, self._piece(finding))
        outcome = record.outcome
        yield from self._quote(outcome.statement, "outcome")
        yield from self._quote(outcome.next_step_statement, "next")
        for item in record.items():
            yield from self._quote(item.statement, "statement", of=item.id)
            if isinstance(item, Weakness) and item.verdict.text and item.verdict.span:
                yield from self._quote(Quote(item.verdict.text, item.verdict.span), "verdict")

    def _quote(
        self, quote: Quote | None, role: Literal["outcome", "verdict", "statement", "next"], *, of: str = ""
    ) -> Iterator[_Stretch]:
        if quote is not None and quote.text:
            anchor = self._free.pop(of, None)
            yield _Stretch(quote.span, Piece(text=quote.text, role=role, page=quote.span.page, anchor=anchor))

    def _piece(self, finding: Finding) -> Piece:
        raised = [c for c in self._concerns.get(finding.id, ()) if c.rule in self._rules]
        concerns = tuple(dict.fromkeys((self._rules[c.rule], c.severity) for c in raised))
        numbers = {number for number, _ in concerns}
        themes = [self._rules[theme] for theme in finding.themes if theme in self._rules]
        return Piece(
            text=finding.text,
            polarity=finding.polarity,
            voice=VOICE_NUMBERS[finding.voice],
            concerns=concerns,
            themes=tuple(theme for theme in dict.fromkeys(themes) if theme not in numbers),
            page=finding.span.page,
            anchor=self._free.pop(finding.id, None),
        )

    def _lines(self, text: str, stretches: Sequence[_Stretch]) -> Iterator[Paragraph]:
        headings = set(self._record.letter.headings)
        waiting = list(reversed(stretches))
        for line in _LINE.finditer(text):
            pieces: list[Piece] = []
            at = line.start()
            while waiting and waiting[-1].span.start < line.end():
                stretch = waiting.pop()
                start, end = max(at, stretch.span.start), min(stretch.span.end, line.end())
                pieces += [Piece(text=text[at:start])] if start > at else []
                pieces.append(replace(stretch.piece, text=text[start:end]))
                at = end
                if stretch.span.end > line.end():  # it goes on in the next line
                    rest = replace(stretch.span, start=line.end() + 1)
                    waiting.append(_Stretch(rest, replace(stretch.piece, anchor=None)))
            pieces += [Piece(text=text[at : line.end()])] if line.end() > at else []
            yield self._paragraph(pieces, heading=line.group().strip() in headings)

    def _items(self) -> Iterator[Paragraph]:
        for item in self._record.items():
            statement = Piece(
                text=f"{item.id}: {item.statement.text}",
                role="statement",
                page=item.statement.span.page,
                anchor=self._free.pop(item.id, None),
            )
            yield Paragraph(pieces=(statement,), heading=True)
            for finding in item.findings:
                yield self._paragraph([self._piece(finding)])

    def _paragraph(self, pieces: Sequence[Piece], *, heading: bool = False) -> Paragraph:
        return Paragraph(pieces=tuple(pieces), heading=heading, notes=self._notes(pieces))

    def _notes(self, pieces: Sequence[Piece]) -> tuple[Note, ...]:
        of_rule: dict[int, list[tuple[Severity, int]]] = {}
        for piece in pieces:
            for rule, severity in piece.concerns:
                of_rule.setdefault(rule, []).append((severity, piece.voice))
        voices = tuple(VOICES.values())
        return tuple(
            Note(
                rule=rule,
                severity=worst([severity for severity, _ in found]),
                times=len(found),
                voices=tuple(voices[voice] for voice in dict.fromkeys(voice for _, voice in found) if voice),
            )
            for rule, found in of_rule.items()
        )


def _by_finding(concerns: Sequence[Concern]) -> dict[str, list[Concern]]:
    found: dict[str, list[Concern]] = {}
    for concern in concerns:
        found.setdefault(concern.finding, []).append(concern)
    return found


def _fits(text: str, stretch: _Stretch) -> bool:
    return text[stretch.span.start : stretch.span.end] == stretch.piece.text


def _apart(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """The stretches in the text's order, without those that overlap one named before them."""
    kept: list[_Stretch] = []
    taken: set[int] = set()
    for stretch in stretches:
        places = range(stretch.span.start, stretch.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(stretch)
    return sorted(kept, key=lambda stretch: stretch.span.start)


def _paged(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The page said once: at the paragraph, or within it at the piece, where a page begins."""
    page = 0
    done: list[Paragraph] = []
    for paragraph in paragraphs:
        pieces: list[Piece] = []
        begins: int | None = None
        for number, piece in enumerate(paragraph.pieces):
            new = piece.page if piece.page is not None and piece.page > page else None
            page = new or page
            if new is not None and not any(p.page or p.polarity for p in paragraph.pieces[:number]):
                begins, new = new, None
            pieces.append(replace(piece, page=new))
        done.append(replace(paragraph, pieces=tuple(pieces), page=begins))
    return tuple(done)
