"""A clean text and its kind, to a letter divided into its parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sendscan import areas
from sendscan.cleaning import Block, CleanText
from sendscan.dates import parse_date
from sendscan.judging.judgement import Sentence
from sendscan.kinds import LetterKind
from sendscan.language import Words
from sendscan.model import Inspector, LetterInfo, WrittenStatement
from sendscan.parsing.divide import Divided, Headed, divide
from sendscan.parsing.header import (
    Fields,
    Opening,
    bodies_of,
    no_dates,
    previous_of,
    read_fields,
    read_opening,
    responsible_of,
    visit_of,
)
from sendscan.parsing.items import boilerplate, read_items, unclaimed_prose
from sendscan.parsing.letter import Claim, Draft, Letter
from sendscan.parsing.outcome import read_outcome
from sendscan.parsing.people import read_inspectors
from sendscan.parsing.sentences import sentences_of
from sendscan.parsing.signoff import TailLine, read_signoff, signing
from sendscan.parsing.team import read_team
from sendscan.parsing.weaknesses import read_weaknesses


def parse_letter(clean: CleanText, words: Words, kind: LetterKind) -> Letter:
    """Everything the letter's form tells: particulars, outcome, items with their sentences.

    Pure; whatever no part accounts for is left without a claim, for the coverage to name.
    """
    divided = divide(clean, kind)
    opening = read_opening(divided.preamble, clean, kind)
    drafts, claims = _sections(divided, clean, words, kind)
    drafts = [_without_formulas(draft, kind) for draft in drafts]
    loose = _unclaimed(sentences_of(clean.blocks, clean, words), (*claims, *opening.claims))
    prose = sentences_of(divided.preamble, clean, words) + [
        sentence
        for headed in divided.sections
        if headed.rule.particulars or headed.rule.fills in ("outcome", "details")
        for sentence in sentences_of(headed.blocks, clean, words)
    ]
    fields = read_fields(prose, clean, kind)
    candidates = sorted({s.start: s for s in (*prose, *loose)}.values(), key=lambda s: s.start)
    outcome, outcome_claims = read_outcome(candidates, drafts, clean, kind)
    claims += [*opening.claims, *fields.claims, *outcome_claims]
    claims += boilerplate(loose, divided.preamble, kind)
    for draft in _left_over(divided, claims, clean, words, kind):
        drafts.insert(0, draft)
        claims += [Claim(s.start, s.end, "narrative") for s in draft.sentences]
    tail = [_tail_line(block, clean) for block in divided.tail]
    signed = signing(tail)
    signatories, copied_to = read_signoff([tail[index] for index in signed])
    claims += [Claim(divided.tail[index].start, divided.tail[index].end, "sign-off") for index in signed]
    if divided.closing is not None:
        claims.append(Claim(divided.closing.start, divided.closing.end, "closing"))
    info = _info(opening, fields, divided, clean, kind)
    return Letter(
        info=replace(info, signatories=signatories, copied_to=copied_to),
        outcome=outcome,
        drafts=tuple(drafts),
        claims=tuple(claims),
        area_as_printed=opening.area or fields.quote("area"),
        no_dates=no_dates(fields, opening),
    )


def _sections(divided: Divided, clean: CleanText, words: Words, kind: LetterKind) -> tuple[list[Draft], list[Claim]]:
    drafts: list[Draft] = []
    claims: list[Claim] = []
    for headed in divided.sections:
        if headed.rule.fills == "weaknesses" and headed.rule.items == "whole":
            heading = clean.text[headed.heading.start : headed.heading.end]
            found, accounted = read_weaknesses(headed.blocks, heading, clean, words, kind)
            accounted.append(Claim(headed.heading.start, headed.heading.end, "heading"))
        elif headed.rule.fills in ("outcome", "details"):
            found, accounted = [], _details_claims(headed)
        else:
            found, accounted = read_items(headed, clean, words)
        drafts += found
        claims += accounted
    return drafts, claims


def _without_formulas(draft: Draft, kind: LetterKind) -> Draft:
    kept = tuple(sentence for sentence in draft.sentences if not kind.formulas.search(sentence.text))
    return draft if len(kept) == len(draft.sentences) else draft._replace(sentences=kept)


def _left_over(
    divided: Divided, claims: Sequence[Claim], clean: CleanText, words: Words, kind: LetterKind
) -> list[Draft]:
    """What stands above the first heading, or beside the outcome, that nothing else claims: findings too."""
    places: list[tuple[Block | None, tuple[Block, ...]]] = [(None, divided.preamble)] if kind.unheaded_prose else []
    places += [(each.heading, each.blocks) for each in divided.sections if each.rule.fills == "outcome"]
    found = [unclaimed_prose(blocks, claims, clean, words, heading=heading) for heading, blocks in places]
    return [draft for draft in reversed(found) if draft is not None]


def _details_claims(headed: Headed) -> list[Claim]:
    blocks = (headed.heading, *headed.blocks) if headed.rule.fills == "details" else (headed.heading,)
    return [Claim(block.start, block.end, headed.rule.fills) for block in blocks]


def _unclaimed(sentences: Sequence[Sentence], claims: Sequence[Claim]) -> list[Sentence]:
    covered = sorted((claim.start, claim.end) for claim in claims)
    return [s for s in sentences if not any(start <= s.start and s.end <= end for start, end in covered)]


def _tail_line(block: Block, clean: CleanText) -> TailLine:
    cell = block.cell
    return TailLine(clean.text[block.start : block.end], cell.column if cell else None, cell.row if cell else None)


def _info(opening: Opening, fields: Fields, divided: Divided, clean: CleanText, kind: LetterKind) -> LetterInfo:
    area = opening.area or fields.quote("area")
    visit = visit_of(fields.text("visit"), None)
    letter_date = parse_date(opening.date.text if opening.date else "", near=visit.end)
    team = read_team(
        [
            _tail_line(block, clean)
            for headed in divided.sections
            if headed.rule.fills == "details"
            for block in headed.blocks
        ]
    )
    named: tuple[Inspector, ...] = read_inspectors(fields.text("inspectors") or "")
    return LetterInfo(
        kind=kind.kind,
        title=" ".join(opening.title.text.split()) if opening.title else None,
        area=areas.area_named(area.text) if area else None,
        letter_date=letter_date,
        visit=visit if visit.start else visit_of(fields.text("visit"), letter_date),
        previous_inspections=previous_of(fields.text("previous")),
        initial_report_published=parse_date(fields.text("published") or ""),
        inspectorates=tuple(name for name, phrases in kind.inspectorates if phrases.search(clean.text)),
        focus=fields.text("focus"),
        addressees=opening.addressees,
        inspectors=team or named,
        responsible_bodies=responsible_of(fields.texts("partnership")),
        headings=tuple(_headings(divided, clean)),
        written_statement_of_action=WrittenStatement(
            issued=parse_date(fields.text("issued") or ""),
            declared_fit=parse_date(fields.text("declared_fit") or ""),
            jointly_responsible=bodies_of(fields.text("responsible")),
        ),
    )


def _headings(divided: Divided, clean: CleanText) -> list[str]:
    headings: list[str] = []
    for headed in divided.sections:
        text = clean.text[headed.heading.start : headed.heading.end]
        if headed.heading.style != "cell" or text not in headings:
            headings.append(text)
    return headings
