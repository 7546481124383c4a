"""Areas of significant weakness in a revisit letter: introduced, stated, found, judged.

A section opens with an introduction ("The initial inspection found that there was:"), states the weakness
(quoted or not, one paragraph or several, as bullets or not), gives the findings, and says, usually last
and on a line of its own, whether progress was sufficient.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sendscan.cleaning import Block, CleanText
from sendscan.judging.judgement import Sentence
from sendscan.kinds import LetterKind
from sendscan.language import Words
from sendscan.model import Quote, Verdict
from sendscan.parsing.letter import Claim, Draft

_OPEN, _CLOSE = "'‘\"“", "'’\"”"
_UNFINISHED = re.compile(r"(?:[;:,–—-]|\b(?:and|or))\s*$")


class _Piece(NamedTuple):
    """A block, with how much of its beginning is introduction rather than content."""

    block: Block
    content: int


def read_weaknesses(
    blocks: Sequence[Block], heading: str | None, clean: CleanText, words: Words, kind: LetterKind
) -> tuple[list[Draft], list[Claim]]:
    """The weaknesses in the blocks of the main findings, and what each accounts for.

    Blocks before the first introduction belong to no weakness; they are claimed by nobody here.
    """
    claims: list[Claim] = []
    groups: list[list[_Piece]] = []
    judged = False
    for block in blocks:
        if groups and follows(clean.text[block.start : block.end], kind):
            break
        opened = _introduction(block, clean, kind)
        if opened is not None:
            claims.append(Claim(block.start, opened, "introduction"))
            groups.append([])
            judged = False
            if not clean.text[opened : block.end].strip(" :"):
                continue
        elif _opens_unannounced(block, clean, judged=judged, any_before=bool(groups)):
            groups.append([])
            judged = False
        if not groups:
            continue
        groups[-1].append(_Piece(block, opened if opened is not None else block.start))
        judged = judged or any(
            verdict_of(clean.text[start:end], kind) for start, end in words.sentences(block.start, block.end)
        )
    drafts = []
    for pieces in groups:
        draft = _draft(pieces, heading, clean, words, kind)
        if draft is not None:
            drafts.append(draft)
            claims += [Claim(piece.block.start, piece.block.end, "weakness") for piece in pieces]
    return drafts, claims


def verdict_of(sentence: str, kind: LetterKind) -> str | None:
    """``sufficient_progress`` or ``insufficient_progress`` if the sentence is a verdict on one weakness.

    Only the whole sentence counts: one that merely mentions sufficient progress, or reports that somebody
    believes in it, is no verdict.
    """
    if kind.insufficient.full(sentence):
        return "insufficient_progress"
    if kind.sufficient.full(sentence):
        return "sufficient_progress"
    return None


def follows(text: str, kind: LetterKind) -> bool:
    """Whether a paragraph says what follows from the outcome: the weaknesses end before it."""
    return any(phrases.search(text) for _, phrases in kind.next_steps)


def _introduction(block: Block, clean: CleanText, kind: LetterKind) -> int | None:
    found = kind.introductions.match(clean.text[block.start : block.end])
    return None if found is None else block.start + found.end


def _opens_unannounced(block: Block, clean: CleanText, *, judged: bool, any_before: bool) -> bool:
    """A weakness whose introduction is missing: a bullet or a quoted phrase after a verdict or at the start."""
    if any_before and not judged:
        return False
    text = clean.text[block.start : block.end]
    return block.level == 1 or (text[:1] in _OPEN and text.rstrip(".")[-1:] in _CLOSE)


def _draft(
    pieces: Sequence[_Piece], heading: str | None, clean: CleanText, words: Words, kind: LetterKind
) -> Draft | None:
    if not pieces:
        return None
    count = _statement_pieces(pieces, clean, words, kind)
    statement = _trim(pieces[0].content, pieces[count - 1].block.end, clean)
    sentences: list[Sentence] = []
    verdicts: list[Verdict] = []
    for number, piece in enumerate(pieces[count:], start=1):
        for start, end in words.sentences(piece.content, piece.block.end):
            text = clean.text[start:end]
            value = verdict_of(text, kind)
            if value is None:
                sentences.append(Sentence(start=start, end=end, text=text, paragraph=number))
            else:
                verdicts.append(Verdict(value=value, text=text, span=clean.span(start, end)))  # type: ignore[arg-type]
    return Draft(
        list_name="weaknesses",
        statement=statement,
        heading=heading,
        verdict=verdicts[-1] if verdicts else Verdict(),
        verdicts=tuple(verdicts),
        sentences=tuple(sentences),
    )


def _statement_pieces(pieces: Sequence[_Piece], clean: CleanText, words: Words, kind: LetterKind) -> int:
    """How many of the leading pieces state the weakness: at least the first."""
    first = clean.text[pieces[0].content : pieces[0].block.end].lstrip(" :")
    if first[:1] in _OPEN and not _closes(first):
        for index, piece in enumerate(pieces[1:], start=2):
            text = clean.text[piece.block.start : piece.block.end]
            if any(verdict_of(clean.text[s:e], kind) for s, e in words.sentences(piece.block.start, piece.block.end)):
                break
            if _closes(text):
                return index
    count = 1
    while count < len(pieces):
        before = clean.text[pieces[count - 1].content : pieces[count - 1].block.end]
        text = clean.text[pieces[count].block.start : pieces[count].block.end]
        same_list = pieces[count].block.level > 0 and (pieces[count - 1].block.level > 0 or before.endswith(":"))
        quoted = text[:1] in _OPEN and _closes(text)
        goes_on = bool(_UNFINISHED.search(before)) or text[:1].islower() or quoted
        if not (same_list or goes_on or kind.continues.match(text)):
            break
        count += 1
    return min(count, max(len(pieces) - 1, 1))


def _closes(text: str) -> bool:
    return bool(re.search(rf"[{_CLOSE}]\s*[.;,]?\s*$", text))


def _trim(start: int, end: int, clean: CleanText) -> Quote:
    """The statement without the quotation marks around the whole of it, and without a lone full stop after."""
    text = clean.text
    while start < end and text[start] in " :\n":
        start += 1
    while end > start and text[end - 1] in " \n":
        end -= 1
    if text[start] in _OPEN:
        last = end - 1 if text[end - 1] in _CLOSE else end - 2
        if last > start and text[last] in _CLOSE:
            start, end = start + 1, last
    return clean.quote(start, end)
