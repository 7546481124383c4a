"""How many of how many: the counting of weaknesses in a verdict."""

from __future__ import annotations

import re
from typing import NamedTuple

NUMBERS = {
    word: value
    for value, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
        ],
        start=1,
    )
}
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(NUMBERS)})"
_ALL = re.compile(r"\b(?:all|each|every|both|any|none|either)\b", re.IGNORECASE)
_OF = re.compile(
    rf"\b(?P<some>{_NUMBER})\s+of\s+(?:the\s+|these\s+|its\s+)?(?:original\s+)?(?P<total>{_NUMBER})\b", re.I
)
_ONE = re.compile(rf"\b(?P<number>{_NUMBER})\b", re.IGNORECASE)


class Count(NamedTuple):
    """``number`` of ``total``.  ``every`` says that all are meant, with or without their number; ``None``
    is what the words do not state."""

    number: int | None
    total: int | None
    every: bool


def parse_count(text: str) -> Count | None:
    """Read what stands before "significant weaknesses".

    >>> parse_count("two of the five")
    Count(number=2, total=5, every=False)
    >>> parse_count("both of the").number
    2

    "the three" and a bare "the" before a plural mean all of them; "the remaining" is no count of the whole.
    Returns ``None`` where nothing is counted ("this").
    """
    words = re.sub(r"\s*\bareas?\s+of$", "", text.strip().lower())
    if found := _OF.search(words):
        some, total = _value(found["some"]), _value(found["total"])
        return Count(some, total, some == total)
    number = _ONE.search(words)
    value = _value(number["number"]) if number else None
    if re.search(r"\b(?:both|either)\b", words):
        return Count(2, 2, True)
    if _ALL.search(words):
        return Count(value, value, True)
    if re.search(r"\b(?:remaining|other|further)\b", words):
        return Count(value or 1, None, False)
    if re.search(r"\b(?:this|that)\b", words):
        return None
    if number is None:
        return Count(None, None, True) if re.search(r"\bthe(?:se)?\b", words) else None
    if re.search(r"\bof\b", words[number.end() :]):
        return Count(value, None, False)
    if re.match(r"(?:the|these)\b", words):
        return Count(value, value, True)
    return Count(value, None, False)


def _value(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word.lower()]
