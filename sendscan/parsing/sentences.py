"""Sentences of blocks."""

from __future__ import annotations

from collections.abc import Iterable

from sendscan.cleaning import Block, CleanText
from sendscan.judging.judgement import Sentence
from sendscan.language import Words


def sentences_of(blocks: Iterable[Block], clean: CleanText, words: Words) -> list[Sentence]:
    """The sentences of ``blocks``, each block a paragraph, counted from 1."""
    return [
        Sentence(start=start, end=end, text=clean.text[start:end], paragraph=number)
        for number, block in enumerate(blocks, start=1)
        for start, end in words.sentences(block.start, block.end)
    ]
