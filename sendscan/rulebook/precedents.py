"""Precedents: sentences whose concerns are known, and those of them that are most like another sentence.

Likeness is the cosine between the words of two sentences, each word weighing the more the rarer it is among
the precedents (tf-idf; Manning, Raghavan and Schütze, *Introduction to Information Retrieval*, 2008, ch. 6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from math import sqrt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sendscan.model import Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

Told = Sequence[tuple[Sequence[str], float]]
"""The lower-case words of one or more sentences, each sentence with the share it counts."""

_WORDS: Final = re.compile("[a-z]{2,}")
_TOO_COMMON: Final = 1 / 6
"""Words in a larger share of the precedents ("children", "the") do not make sentences alike."""
_NEAR: Final = 0.5
"""How like a precedent must be to be heard, as a share of the likeness of the one most like."""


class Said(NamedTuple):
    """Sentences about the same concerns, one a line, and the kinds of letter they hold for (none: all)."""

    about: tuple[str, ...]
    kinds: tuple[Kind, ...]
    lines: str


class Like(NamedTuple):
    """A precedent with the concerns it is about, and how like it a sentence is: above 0, at most 1."""

    text: str
    about: tuple[str, ...]
    likeness: float


class Precedents:
    """The precedents of a rulebook for one kind of letter; read when one is first sought."""

    def __init__(self, said: Sequence[Said]) -> None:
        self.said = said
        self.known = frozenset(chain.from_iterable(group.about for group in said))
        """The concerns of which there is a precedent."""

    def most_like(self, told: Told) -> list[Like]:
        """The precedents most like what is ``told``, the one most like it first.

        All are given that are at least half as like as that one; none if no telling word is known.
        """
        if not self.said:
            return []
        texts, about, index = self._read
        return [Like(texts[at], about[at], likeness) for at, likeness in index.near(told)]

    @cached_property
    def _read(self) -> tuple[list[str], list[tuple[str, ...]], _Index]:
        texts: list[str] = []
        about: list[tuple[str, ...]] = []
        for group in self.said:
            lines = [line for line in group.lines.splitlines() if line.strip()]
            texts += lines
            about += [group.about] * len(lines)
        return texts, about, _Index(texts)


class _Index:
    """For each word the texts that hold it and what it weighs in them, end to end in two arrays."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        holding: dict[str, list[int]] = {}
        for at, text in enumerate(texts):
            for word in set(_WORDS.findall(text.lower())):
                if word in holding:
                    holding[word].append(at)
                else:
                    holding[word] = [at]
        count = np.fromiter(map(len, holding.values()), np.int64, len(holding))
        rarity = 1 + np.log((1 + len(texts)) / (1 + count))
        self._texts: NDArray[Any] = np.fromiter(chain.from_iterable(holding.values()), np.int64, int(count.sum()))
        weights = np.repeat(rarity, count)
        lengths = np.sqrt(np.bincount(self._texts, weights=weights**2, minlength=len(texts)))
        self._weights: NDArray[Any] = weights / lengths[self._texts]
        self._size = len(texts)
        self._rarity = dict(zip(holding, rarity.tolist(), strict=True))
        last = np.cumsum(count)
        common = len(texts) * _TOO_COMMON
        spans = zip(holding, (last - count).tolist(), last.tolist(), strict=True)
        self._telling = {word: slice(a, b) for word, a, b in spans if b - a <= common}

    def near(self, told: Told) -> Iterator[tuple[int, float]]:
        """Numbers of the texts nearest to what is ``told``, with their likeness."""
        import numpy as np

        asked: dict[str, float] = {}
        for words, share in told:
            known = self._rarity.keys() & _WORDS.findall(" ".join(words))
            length = sqrt(sum(self._rarity[word] ** 2 for word in known))
            for word in sorted(known):
                asked[word] = asked.get(word, 0.0) + share * self._rarity[word] / length
        parts = [(self._telling[word], weight) for word, weight in asked.items() if word in self._telling]
        if not parts:
            return
        length = sqrt(sum(weight**2 for weight in asked.values()))
        texts = np.concatenate([self._texts[part] for part, _ in parts])
        weights = np.concatenate([self._weights[part] * (weight / length) for part, weight in parts])
        likeness = np.bincount(texts, weights=weights, minlength=self._size)
        (near,) = np.nonzero(likeness >= _NEAR * likeness.max())
        for at in near[np.argsort(-likeness[near], kind="stable")].tolist():
            yield at, float(likeness[at])
