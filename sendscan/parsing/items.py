"""Items of headed sections: bullets, table rows, or a section of prose as a whole."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, groupby

from sendscan.cleaning import Block, CleanText
from sendscan.judging.judgement import Sentence
from sendscan.kinds import LetterKind
from sendscan.language import Words
from sendscan.parsing.divide import Headed
from sendscan.parsing.letter import Claim, Draft, ListName
from sendscan.parsing.sentences import sentences_of


def read_items(headed: Headed, clean: CleanText, words: Words) -> tuple[list[Draft], list[Claim]]:
    """The items under one heading, and what they account for.

    In a section of bullets or rows, prose that belongs to no bullet is kept as narrative under the same
    heading, so that no sentence is lost; a section that says it has none has no items.
    """
    blocks = headed.blocks
    heading = clean.text[headed.heading.start : headed.heading.end]
    claims = [Claim(headed.heading.start, headed.heading.end, "heading")]
    claims += [Claim(block.start, block.end, headed.rule.fills) for block in blocks]
    name: ListName = headed.rule.fills  # type: ignore[assignment]
    if headed.rule.items == "whole":
        groups: list[list[Block]] = []
        loose = list(blocks)
    elif headed.rule.items == "rows" and any(block.cell for block in blocks):
        beside = _prose([b for b in blocks if b.cell is None], headed, heading, clean, words, whole=False)
        return [*([beside] if beside else []), *_rows(headed, name, heading, clean, words)], claims
    else:
        groups, loose = _bullets(blocks)
    if len(groups) <= 1 and headed.rule.none.search(_text(groups[0] if groups else loose, clean)):
        groups, loose = [], [*loose, *(groups[0] if groups else [])]
    drafts = [
        Draft(
            list_name=name,
            statement=clean.quote(group[0].start, group[-1].end),
            heading=heading,
            sentences=tuple(sentences_of(group, clean, words)),
        )
        for group in groups
    ]
    if narrative := _prose(loose, headed, heading, clean, words, whole=headed.rule.items == "whole"):
        drafts.insert(0, narrative)
    return drafts, claims


def _bullets(blocks: Sequence[Block]) -> tuple[list[list[Block]], list[Block]]:
    """First-level bullets with what is nested under them, and the blocks before the first."""
    groups: list[list[Block]] = []
    loose: list[Block] = []
    for block in blocks:
        if block.level == 1:
            groups.append([block])
        elif groups:
            groups[-1].append(block)
        else:
            loose.append(block)
    return groups, loose


def _prose(
    blocks: Sequence[Block], headed: Headed, heading: str, clean: CleanText, words: Words, *, whole: bool
) -> Draft | None:
    sentences = sentences_of(blocks, clean, words)
    if not sentences or (not whole and len(sentences) == 1 and sentences[0].text.endswith(":")):
        return None
    return Draft(
        list_name="narrative",
        statement=clean.quote(headed.heading.start, headed.heading.end),
        heading=heading,
        sentences=tuple(sentences),
    )


def _rows(headed: Headed, name: ListName, heading: str, clean: CleanText, words: Words) -> list[Draft]:
    """Items of a table: the last column states them, the one before it, if any, says who is responsible."""
    drafts: list[Draft] = []
    cells = [block for block in headed.blocks if block.cell is not None]
    columns: dict[int, int] = {}
    for block in cells:
        if block.cell:
            columns[block.cell.table] = max(columns.get(block.cell.table, 0), block.cell.column)
    for at, row in groupby(cells, key=lambda block: (block.cell.table, block.cell.row) if block.cell else (0, 0)):
        own, last = list(row), columns[at[0]]
        stating = [block for block in own if block.cell and block.cell.column == last]
        text = _text(stating, clean)
        if not stating and drafts and drafts[-1].responsible:
            # "… Integrated Care" | "Leaders should …" and, after a page break, "Board" in a row of its own
            *others, last_named = drafts[-1].responsible
            drafts[-1] = drafts[-1]._replace(responsible=(*others, f"{last_named} {_text(own, clean)}"))
            continue
        if not stating or headed.rule.headings.full(text) or re.fullmatch(r"(?i)responsible bod(?:y|ies)", text):
            continue
        if drafts and stating[0].level and not _is_number(stating[0]):
            drafts[-1] = _continued(drafts[-1], stating, clean, words)
            continue
        responsible = tuple(
            clean.text[block.start : block.end] for block in own if block.cell and block.cell.column < last
        )
        drafts += [
            Draft(
                list_name=name,
                statement=clean.quote(group[0].start, group[-1].end),
                heading=heading,
                responsible=responsible,
                sentences=tuple(sentences_of(group, clean, words)),
            )
            for group in _numbered(stating)
        ]
    return drafts


def _continued(draft: Draft, blocks: Sequence[Block], clean: CleanText, words: Words) -> Draft:
    """A row that begins with a bullet goes on with the row before it, from which a page break parted it."""
    more = sentences_of(blocks, clean, words)
    after = draft.sentences[-1].paragraph if draft.sentences else 0
    return draft._replace(
        statement=clean.quote(draft.statement.span.start, blocks[-1].end),
        sentences=(*draft.sentences, *(each._replace(paragraph=each.paragraph + after) for each in more)),
    )


def _is_number(block: Block) -> bool:
    return bool(block.marker and block.marker[0].isdigit())


def _numbered(blocks: Sequence[Block]) -> list[list[Block]]:
    """A cell whose blocks are numbered from its first ("1.", "2.") holds as many items; any other holds one."""
    if not _is_number(blocks[0]):
        return [list(blocks)]
    groups: list[list[Block]] = []
    for block in blocks:
        if _is_number(block):
            groups.append([block])
        else:
            groups[-1].append(block)
    return groups


def _text(blocks: Sequence[Block], clean: CleanText) -> str:
    return " ".join(clean.text[block.start : block.end] for block in blocks)


def boilerplate(loose: Sequence[Sentence], preamble: Sequence[Block], kind: LetterKind) -> list[Claim]:
    """Claims on sentences the record has no use for, with the bullets of a list that one announces."""
    claims: list[Claim] = []
    bullets = {block.start for block in preamble if block.level}
    announced = False
    for sentence in loose:
        bullet = sentence.start in bullets
        known = bool(kind.boilerplate.search(sentence.text) or kind.formulas.search(sentence.text))
        if known or (announced and bullet):
            claims.append(Claim(sentence.start, sentence.end, "boilerplate"))
        announced = (sentence.text.endswith(":") and known) or (announced and bullet)
    return claims


def unclaimed_prose(
    blocks: Sequence[Block], claims: Sequence[Claim], clean: CleanText, words: Words, *, heading: Block | None
) -> Draft | None:
    """The sentences of ``blocks`` that nothing claims, as a narrative under ``heading``, if there are any."""
    claimed = sorted((claim.start, claim.end) for claim in claims)
    reached = list(accumulate((end for _, end in claimed), max, initial=0))  # by the first n of them
    sentences = [
        sentence
        for sentence in sentences_of(blocks, clean, words)
        if reached[bisect_left(claimed, (sentence.end,))] <= sentence.start
    ]
    if not sentences:
        return None
    statement = heading or sentences[0]
    return Draft(
        list_name="narrative",
        statement=clean.quote(statement.start, statement.end),
        heading=clean.text[heading.start : heading.end] if heading else None,
        sentences=tuple(sentences),
    )
