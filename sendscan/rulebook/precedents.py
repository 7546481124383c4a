"""Precedents: sentences whose concerns are known, and those of them that are most like another sentence.

Likeness is the cosine between the words of two sentences, each word weighing the more the rarer it is among
the precedents (tf-idf; Manning, Raghavan and Schütze, *Introduction to Information Retrieval*, 2008, ch. 6).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
"""Words in a larger share of the precedents ("children", "the") do not make sentences alike …"""
_FEW: Final = 20
"""… unless that is no more precedents than these."""
_NEAR: Final = 0.5
"""How like a precedent must be to be heard, as a share of the likeness of the one most like."""
_POWER: Final = 3
"""The likeness of a precedent counts to this power: one that is near outweighs many that are far."""


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

    def hear(self, told: Told) -> Heard | None:
        """The precedents most like what is ``told``: all that are at least half as like as the one most like.

        ``None`` if there are no precedents, or none that shares a telling word.
        """
        if not self.said:
            return None
        near = self._index.near(told)
        return Heard(self, *near) if near else None

    @cached_property
    def texts(self) -> list[str]:
        """All precedents."""
        return [line for group in self.said for line in _lines(group)]

    @cached_property
    def group_of(self) -> NDArray[Any]:
        """For each of the ``texts`` the number of what was ``said`` that it stands in."""
        import numpy as np

        return np.repeat(np.arange(len(self.said)), [len(_lines(group)) for group in self.said])

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.texts)


class Heard:
    """The precedents most like a sentence: few numbers, since one is kept for every problem of a letter."""

    __slots__ = ("_at", "_likeness", "_precedents")

    def __init__(self, precedents: Precedents, at: NDArray[Any], likeness: NDArray[Any]) -> None:
        self._precedents = precedents
        self._at = at
        self._likeness = likeness

    def shares(self) -> dict[str, float]:
        """How the precedents share one vote among the concerns they are about."""
        import numpy as np

        votes = self._likeness**_POWER
        by_group = np.bincount(self._precedents.group_of[self._at], weights=votes) / votes.sum()
        shares: dict[str, float] = {}
        for group in np.flatnonzero(by_group).tolist():
            for name in self._precedents.said[group].about:
                shares[name] = shares.get(name, 0.0) + float(by_group[group])
        return shares

    def nearest(self, number: int) -> list[Like]:
        """The ``number`` precedents that are most like the sentence, the one most like first."""
        order = (-self._likeness).argsort(kind="stable")[:number]
        return [self._like(int(self._at[i]), float(self._likeness[i])) for i in order]

    def _like(self, at: int, likeness: float) -> Like:
        group = self._precedents.said[self._precedents.group_of[at]]
        return Like(self._precedents.texts[at], group.about, likeness)


def _lines(group: Said) -> list[str]:
    return [line for line in group.lines.splitlines() if line.strip()]


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
        common = max(len(texts) * _TOO_COMMON, _FEW)
        spans = zip(holding, (last - count).tolist(), last.tolist(), strict=True)
        self._telling = {word: slice(a, b) for word, a, b in spans if b - a <= common}

    def near(self, told: Told) -> tuple[NDArray[Any], NDArray[Any]] | None:
        """Numbers of the texts nearest to what is ``told``, and their likeness."""
        import numpy as np

        asked: dict[str, float] = {}
        for words, share in told:
            known = self._rarity.keys() & _WORDS.findall(" ".join(words))
            length = sqrt(sum(self._rarity[word] ** 2 for word in known))
            for word in sorted(known):
                asked[word] = asked.get(word, 0.0) + share * self._rarity[word] / length
        parts = [(self._telling[word], weight) for word, weight in asked.items() if word in self._telling]
        if not parts:
            return None
        length = sqrt(sum(weight**2 for weight in asked.values()))
        texts = np.concatenate([self._texts[part] for part, _ in parts])
        weights = np.concatenate([self._weights[part] * (weight / length) for part, weight in parts])
        likeness = np.bincount(texts, weights=weights, minlength=self._size)
        near = np.flatnonzero(likeness >= _NEAR * likeness.max())
        return near, likeness[near]
