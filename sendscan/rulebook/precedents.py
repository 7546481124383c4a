"""Precedents: sentences whose concerns are known, and what they say of another sentence.

They say it in two ways.  Those most like the sentence say what it is about as a whole; likeness is the cosine
between the words of two sentences, each word weighing the more the rarer it is among the precedents (tf-idf;
Manning, Raghavan and Schütze, *Introduction to Information Retrieval*, 2008, ch. 6).  And each word says by how
much oftener it stands in the precedents about a concern than in all others (naive Bayes over such weights; Rennie,
Shih, Teevan and Karger, "Tackling the Poor Assumptions of Naive Bayes Text Classifiers", ICML 2003).  Measured on
reports that neither the phrases nor the precedents had seen, either way alone names fewer concerns rightly.
"""

from __future__ import annotations

import pickle
import re
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain, count
from math import sqrt
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sendscan.model import Kind
from sendscan.rulebook.unpickling import loads

if TYPE_CHECKING:
    from numpy.typing import NDArray

Told = Sequence[tuple[Sequence[str], float]]
"""The lower-case words of one or more sentences, each sentence with the share it counts."""

_WORDS: Final = re.compile("[a-z]{2,}")
_WORDS_AND_ENDS: Final = re.compile("[a-z]{2,}|\n")
_TOO_COMMON: Final = 1 / 6
"""Words in a larger share of the precedents ("children", "the") do not make sentences alike …"""
_FEW: Final = 20
"""… unless that is no more precedents than these."""
_NEAR: Final = 0.5
"""How like a precedent must be to be heard, as a share of the likeness of the one most like."""
_POWER: Final = 3
"""The likeness of a precedent counts to this power: one that is near outweighs many that are far."""
_UNSEEN: Final = 0.1
"""What a word is taken to weigh among precedents that do not hold it, so that it speaks against them, not forbids."""
_CAUTION: Final = 0.8
"""How far the words of a sentence must tell two concerns apart for one to get e times the other's share."""


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


class Asked(NamedTuple):
    """The words of a sentence that some precedent holds, by their numbers, and what each weighs in it."""

    words: NDArray[Any]
    weights: NDArray[Any]


class Precedents:
    """The precedents of a rulebook for one kind of letter; read when one is first sought."""

    def __init__(self, said: Sequence[Said]) -> None:
        self.said = said
        self.known = frozenset(chain.from_iterable(group.about for group in said))
        """The concerns of which there is a precedent."""
        self._ready = b""

    def __getstate__(self) -> dict[str, Any]:
        """With all that :meth:`hear` would find out, shut by itself: rules are also looked at without it."""
        import numpy as np

        ready = {name: getattr(self, name) for name in ("names", "group_of", "_index", "_odds")} if self.said else {}
        return {"said": self.said, "known": self.known, "_ready": pickle.dumps((np.__version__, ready), protocol=5)}

    def _open(self) -> None:
        """Take what was found out before, if by the same numpy: another could weigh the last digit differently."""
        import numpy as np

        ready, self._ready = self._ready, b""
        with suppress(Exception):  # what cannot be read is found out anew
            version, found = loads(ready)
            if version == np.__version__:
                vars(self).update(found)

    def hear(self, told: Told) -> Heard | None:
        """The precedents most like what is ``told``: all that are at least half as like as the one most like.

        ``None`` if there are no precedents, or none that shares a telling word.
        """
        if not self.said:
            return None
        if self._ready:
            self._open()
        asked = self._index.asked(told)
        near = self._index.near(asked)
        return Heard(self, asked, *near) if near else None

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

    @cached_property
    def names(self) -> list[str]:
        """The concerns of which there is a precedent, in the order of the alphabet."""
        return sorted(self.known)

    def said_by(self, asked: Asked) -> NDArray[Any]:
        """What each word of a sentence (a row) says for each of the concerns ``names`` (a column)."""
        said: NDArray[Any] = self._odds[asked.words] * asked.weights[:, None]
        return said

    def word(self, number: int) -> str:
        """The word of a number in what is asked."""
        return self._index.words[number]

    @cached_property
    def _odds(self) -> NDArray[Any]:
        import numpy as np

        about = np.array([[name in group.about for group in self.said] for name in self.names])
        return np.column_stack([self._index.odds(of[self.group_of]) for of in about])


class Heard:
    """What precedents say of a sentence: few numbers, since one is kept for every problem of a letter."""

    __slots__ = ("_asked", "_at", "_likeness", "_precedents")

    def __init__(self, precedents: Precedents, asked: Asked, at: NDArray[Any], likeness: NDArray[Any]) -> None:
        self._precedents = precedents
        self._asked = asked
        self._at = at
        self._likeness = likeness

    def shares(self) -> dict[str, float]:
        """How one vote is shared among the concerns: half of it by likeness, half by words."""
        by_likeness, by_words = self.by_likeness(), self.by_words()
        return {name: (by_likeness.get(name, 0.0) + share) / 2 for name, share in by_words.items()}

    def by_likeness(self) -> dict[str, float]:
        """How the precedents most like the sentence share a vote among the concerns they are about."""
        import numpy as np

        votes = self._likeness**_POWER
        by_group = np.bincount(self._precedents.group_of[self._at], weights=votes) / votes.sum()
        shares: dict[str, float] = {}
        for group in np.flatnonzero(by_group).tolist():
            for name in self._precedents.said[group].about:
                shares[name] = shares.get(name, 0.0) + float(by_group[group])
        return shares

    def by_words(self) -> dict[str, float]:
        """How the words of the sentence share a vote among all concerns of which there are precedents."""
        import numpy as np

        said = self._precedents.said_by(self._asked).sum(axis=0) / _CAUTION
        votes = np.exp(said - said.max())
        return dict(zip(self._precedents.names, (votes / votes.sum()).tolist(), strict=True))

    def nearest(self, number: int) -> list[Like]:
        """The ``number`` precedents that are most like the sentence, the one most like first."""
        order = (-self._likeness).argsort(kind="stable")[:number]
        return [self._like(int(self._at[i]), float(self._likeness[i])) for i in order]

    def telling(self, name: str, number: int) -> list[str]:
        """The ``number`` words of the sentence that speak most for a concern, the most telling first."""
        said = self._precedents.said_by(self._asked)[:, self._precedents.names.index(name)]
        order = (-said).argsort(kind="stable")[:number]
        return [self._precedents.word(int(self._asked.words[i])) for i in order if said[i] > 0]

    def _like(self, at: int, likeness: float) -> Like:
        group = self._precedents.said[self._precedents.group_of[at]]
        return Like(self._precedents.texts[at], group.about, likeness)


def _lines(group: Said) -> list[str]:
    return [line for line in group.lines.splitlines() if line.strip()]


class _Index:
    """For each word the texts that hold it and what it weighs in them, end to end in two arrays."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        end = numbers["\n"]
        tokens = _WORDS_AND_ENDS.findall("\n".join(texts).lower())
        stream = np.fromiter(map(numbers.__getitem__, tokens), np.int64, len(tokens))
        texts_of = np.cumsum(stream == end)[stream != end]
        self.words = list(numbers)[1:]
        self._size = len(texts)
        holding = np.sort((stream[stream != end] - 1) * self._size + texts_of)
        holding = holding[np.diff(holding, prepend=-1) > 0]  # np.unique() is slower, and slow to load
        self._texts: NDArray[Any] = holding % self._size
        of_word = holding // self._size
        held_by = np.bincount(of_word, minlength=len(self.words))
        self._rarity: NDArray[Any] = 1 + np.log((1 + self._size) / (1 + held_by))
        weights = self._rarity[of_word]
        lengths = np.sqrt(np.bincount(self._texts, weights=weights**2, minlength=self._size))
        self._weights: NDArray[Any] = weights / lengths[self._texts]
        self._number = {word: number for number, word in enumerate(self.words)}
        self._end = np.cumsum(held_by)
        self._begin = self._end - held_by
        self._telling = held_by <= max(self._size * _TOO_COMMON, _FEW)

    def odds(self, about: NDArray[Any]) -> NDArray[Any]:
        """For each word the logarithm of how much oftener it stands in some texts (true) than in others (false)."""
        import numpy as np

        inside, outside = (
            np.add.reduceat(self._weights * of, self._begin) + _UNSEEN
            for of in (about[self._texts], ~about[self._texts])
        )
        odds: NDArray[Any] = np.log(inside / inside.sum()) - np.log(outside / outside.sum())
        return odds

    def asked(self, told: Told) -> Asked:
        """The known words of what is ``told``, in the order of their numbers; all weights together have length 1."""
        import numpy as np

        weights: NDArray[Any] = np.zeros(len(self.words))
        for words, share in told:
            known = [self._number[word] for word in self._number.keys() & _WORDS.findall(" ".join(words))]
            if known:
                rarity = self._rarity[known]
                weights[known] += rarity * (share / sqrt(rarity @ rarity))
        numbers = np.flatnonzero(weights)
        return Asked(numbers, weights[numbers] / (sqrt(weights @ weights) or 1.0))

    def near(self, asked: Asked) -> tuple[NDArray[Any], NDArray[Any]] | None:
        """Numbers of the texts nearest to what is ``asked``, and their likeness."""
        import numpy as np

        parts = [
            (slice(self._begin[number], self._end[number]), weight)
            for number, weight in zip(asked.words.tolist(), asked.weights.tolist(), strict=True)
            if self._telling[number]
        ]
        if not parts:
            return None
        texts = np.concatenate([self._texts[part] for part, _ in parts])
        weights = np.concatenate([self._weights[part] * weight for part, weight in parts])
        likeness = np.bincount(texts, weights=weights, minlength=self._size)
        near = np.flatnonzero(likeness >= _NEAR * likeness.max())
        return near, likeness[near]
