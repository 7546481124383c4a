"""Whether a hyphen at the end of a line belongs to the word or only to the line break."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
LAST_WORD = re.compile(r"[\w’'-]*$")
FIRST_WORD = re.compile(r"[\w’'-]*")
# First parts that British inspectors' prose joins with a hyphen.
PREFIXES = frozenset(
    "all anti co cross ex far full half high inter intra long low mid multi non over part post pre pro quasi re "
    "self semi short so sub trans two un under well".split()
)
# Endings no word is made of: a hyphen before one of them is the typesetter's.
ENDINGS = frozenset(
    "tion tions sion sions ing ings ed er ers es ly ment ments ness ance ances ence ences able ible ity ities al "
    "ally ive tive ous ful less ism ist ists ship ships ral nal cal".split()
)


class Hyphens:
    """What the letter itself says of its words: which are written joined, which with a hyphen."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._words: Counter[str] | None = None

    def between(self, left: str, right: str) -> str:
        """``"-"`` or ``""``: what stands between ``left`` and ``right``, parted at the end of a line.

        The letter's own spelling elsewhere decides.  Where it is silent, a hyphen is kept unless the
        parts are no words: Word, in which these letters are written, breaks lines at real hyphens.
        """
        before = _bare(LAST_WORD, left)
        after = _bare(FIRST_WORD, right)
        if not before or not after or not after[0].isalpha():
            return "-"
        words = self._count()
        joined, hyphened = words[before + after], words[f"{before}-{after}"]
        if joined != hyphened:
            return "" if joined > hyphened else "-"
        last, first = before.rsplit("-", 1)[-1], after.split("-", 1)[0]
        if last in PREFIXES or first in words:
            return "-"
        if first in ENDINGS or last not in words:
            return ""
        return "-"

    def _count(self) -> Counter[str]:
        # Counted on first use: most text files have no such hyphen.
        if self._words is None:
            self._words = Counter(
                word for text in self._texts for word in WORD.findall(_whole_words(text).lower())
            )
            for word in [word for word in self._words if "-" in word]:
                for part in word.split("-"):
                    self._words[part] += 1
        return self._words


def _bare(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text) if pattern is LAST_WORD else pattern.match(text)
    return match[0].lower().strip("-'’") if match else ""


def _whole_words(text: str) -> str:
    """The text without the parted words at its ends."""
    return re.sub(r"\S*\ufffe\S*|\S*[\u00ad-]$", " ", text)
