"""A letter's blocks, divided: what stands before the first heading, the headed sections, what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sendscan.cleaning import Block, CleanText
from sendscan.kinds import LetterKind, Section

SUBHEADING = 260
"""A bold block of more characters is emphasis, not a heading."""


class Headed(NamedTuple):
    """A heading, or sub-heading, and the blocks under it."""

    rule: Section
    heading: Block
    blocks: tuple[Block, ...]
    sub: bool = False


class Divided(NamedTuple):
    """The parts of a letter, in order.  ``closing`` is the "Yours sincerely" and its kin."""

    preamble: tuple[Block, ...]
    sections: tuple[Headed, ...]
    closing: Block | None
    tail: tuple[Block, ...]


def divide(clean: CleanText, kind: LetterKind) -> Divided:
    """Divide by the kind's headings; a letter without any is all preamble.  Every block is in one part."""
    blocks = clean.blocks
    end, closed = _closing(clean, kind)
    body = blocks[:end]
    starts: list[tuple[int, Section, bool]] = []
    for index, block in enumerate(body):
        rule = _heading(clean, block, kind.sections)
        if rule is not None:
            starts.append((index, rule, False))
        elif starts and _is_subheading(clean, block, starts[-1][1]):
            starts.append((index, starts[-1][1], True))
    bounds = [*(index for index, _, _ in starts), len(body)]
    sections = tuple(
        Headed(rule, body[index], tuple(body[index + 1 : until]), sub)
        for (index, rule, sub), until in zip(starts, bounds[1:], strict=True)
    )
    closing = blocks[end] if closed else None
    return Divided(tuple(body[: bounds[0]]), sections, closing, tuple(blocks[end + 1 if closed else end :]))


def _closing(clean: CleanText, kind: LetterKind) -> tuple[int, bool]:
    """Where the body ends, and whether the closing formula stands there.

    Some letters forget "Yours sincerely": their body ends before the name over the signatory's office.
    """
    texts = [clean.text[block.start : block.end] for block in clean.blocks]
    for index in range(len(texts) - 1, -1, -1):
        if kind.closing.match(texts[index]):
            return index, True
    for index in range(len(texts) - 1, max(len(texts) - 6, 0), -1):
        if kind.signature.full(texts[index]):
            return index - 1, False
    return len(texts), False


def _heading(clean: CleanText, block: Block, rules: Sequence[Section]) -> Section | None:
    if block.end - block.start > SUBHEADING or block.level:
        return None
    text = clean.text[block.start : block.end]
    for rule in rules:
        if rule.headings.full(text):
            return rule
    return None


def _is_subheading(clean: CleanText, block: Block, rule: Section) -> bool:
    if not rule.subheadings or not block.bold or block.style != "paragraph":
        return False
    text = clean.text[block.start : block.end]
    return len(text) <= SUBHEADING and bool(re.match(r"[‘'“\"(]?[A-Z0-9]", text))
