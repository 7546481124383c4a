"""Whether a hyphen at the end of a line belongs to the word or only to the line break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONGEST_WORD = 60
# What makes the letters beside it one word with it, and what says that the line parted it.
JOINS = re.compile(r"[\w’'\ufffe\u00ad-]")
PARTED = "\ufffe\u00ad"
LAST_WORD = re.compile(r"[\w’'-]*$")
FIRST_WORD = re.compile(r"[\w’'-]*")
# First parts that British inspectors' prose joins with a hyphen.
FIRST_PARTS = (
    "all anti co cross ex far full half high inter intra long low mid multi non over part post pre pro quasi re "
    "self semi short so sub trans two un under well"
)
PREFIXES = frozenset(FIRST_PARTS.split())
# Endings no word is made of: a hyphen before one of them is the typesetter's.
LAST_PARTS = (
    "tion tions sion sions ing ings ed er ers es ly ment ments ness ance ances ence ences able ible ity ities al "
    "ally ive tive ous ful less ism ist ists ship ships ral nal cal"
)
ENDINGS = frozenset(LAST_PARTS.split())


class Hyphens:
    """What the letter itself says of its words: which are written joined, which with a hyphen."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._joined: str | None = None
        self._known: dict[tuple[str, str], str] = {}

    def between(self, left: str, right: str) -> str:
        """``"-"`` or ``""``: what stands between ``left`` and ``right``, parted at the end of a line.

        The letter's own spelling elsewhere decides.  Where it is silent, a hyphen is kept unless the
        parts are no words: Word, in which these letters are written, breaks lines at real hyphens.
        """
        left, right = left[-LONGEST_WORD:], right[:LONGEST_WORD]
        before = _bare(LAST_WORD, left)
        after = _bare(FIRST_WORD, right)
        address = any(mark in left.rsplit(" ", 1)[-1] for mark in "/@")
        if not before or not after or not after[0].isalpha() or address:
            return "-"
        if (before, after) not in self._known:
            self._known[before, after] = self._judged(before, after)
        return self._known[before, after]

    def _judged(self, before: str, after: str) -> str:
        joined, hyphened = self._times(before + after), self._times(f"{before}-{after}")
        if joined != hyphened:
            return "" if joined > hyphened else "-"
        last, first = before.rsplit("-", 1)[-1], after.split("-", 1)[0]
        if last in PREFIXES or self._is_word(first):
            return "-"
        return "" if first in ENDINGS or not self._is_word(last) else "-"

    def _times(self, word: str) -> int:
        """How often the letter has the word, whole and within a line."""
        return sum(not (JOINS.match(before) or JOINS.match(after)) for before, after in self._around(word))

    def _is_word(self, part: str) -> bool:
        """Whether the letter has the word, also as part of a hyphenated one."""
        return any(not (before.isalnum() or after.isalnum() or after in PARTED) for before, after in self._around(part))

    def _around(self, word: str) -> Iterator[tuple[str, str]]:
        """The characters before and after each place where the word's letters stand."""
        text = self._text()
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            yield text[at - 1 : at] if at else "\n", text[end : end + 1] or "\n"
            at = text.find(word, end)

    def _text(self) -> str:
        if self._joined is None:
            self._joined = "\n".join(self._texts).lower()
        return self._joined


def _bare(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text) if pattern is LAST_WORD else pattern.match(text)
    return match[0].lower().strip("-'’") if match else ""
