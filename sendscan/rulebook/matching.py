"""Phrases found in sentences: all of them in one walk, whatever their number.

A trie over words, built without spaCy, whose PhraseMatcher knows neither gaps nor lists and takes several
times as long to build: 6,000 plain phrases stand in it in some 20 ms and are sought in 90,000 words in 0.04 s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from threading import Lock

from sendscan.rulebook.nodes import Node, along_one, beyond_list, enter
from sendscan.rulebook.phrases import Sequence

Sentence = list[str] | tuple[str, ...]


class Trie:
    """Phrases, each with a number of the caller's, sought in lists of lower-case words.

    What a sentence brings to light depends on the phrases and on nothing sought before: phrases that are
    only promised are entered before the first word they could begin with is looked at.
    """

    def __init__(self) -> None:
        self.root = Node()
        self._sought = False
        self._promised: dict[str, list[_Promise]] = {}
        self._entering = Lock()

    def add(self, phrase: Sequence, number: int) -> None:
        """Enter ``phrase``; :meth:`find` gives ``number`` wherever it stands.

        Raises :class:`RuntimeError` once the trie has been sought in: where its places lead is gathered then.
        """
        if self._sought:
            raise RuntimeError("phrases are entered before the first find")
        self._enter(phrase, number)

    def promise(self, starts: Iterable[str], phrase: Callable[[], Sequence], number: int) -> None:
        """Enter what ``phrase`` gives when a word of ``starts`` first comes up (:func:`.beginnings.beginnings`).

        A short letter holds the beginnings of six phrases in ten: the others are never even read.
        """
        promise = _Promise(phrase, number)
        for start in starts:
            if start in self._promised:
                self._promised[start].append(promise)
                continue
            self._promised[start] = [promise]
            if start.startswith("<"):
                beyond_list(self.root, start[1:-1])
            else:
                along_one(self.root, start)  # a place of its own: a walk by another word must not pass for one by this

    def _enter(self, phrase: Sequence, number: int) -> None:
        for node in enter(phrase, {self.root}):
            if node is self.root:
                continue
            if node.ends is None:
                node.ends = [number]
            elif number not in node.ends:
                node.ends.append(number)

    def _keep(self, start: str) -> None:
        """Enter the phrases promised for ``start``, before the first walk from there.

        No place that a walk has come by is changed: it lies behind another word, whose phrases all stand.
        """
        with self._entering:
            for promise in self._promised.get(start, ()):
                if not promise.kept:
                    self._enter(promise.phrase(), promise.number)
                    promise.kept = True
            self._promised.pop(start, None)  # last: another thread waits for as long as it is there

    def __getstate__(self) -> Node:
        """All phrases, those that were only promised too, without where a walk has led."""
        for start in tuple(self._promised):
            self._keep(start)
        return self.root

    def __setstate__(self, root: Node) -> None:
        self.__init__()  # type: ignore[misc]
        self.root = root

    def find(self, words: Sentence, lists: Mapping[int, list[tuple[str, int]]]) -> list[tuple[int, int, int]]:
        """Every ``(number, first, last)`` with the phrase at ``words[first:last]``, in no settled order.

        ``lists`` gives, by the position they begin at, the named lists that stand there and where they end.
        """
        self._sought = True
        found: list[tuple[int, int, int]] = []
        first_words, first_lists = self.root.words, self.root.lists
        for at, word in enumerate(words):
            node = first_words.get(word)
            if node is not None:
                if node.onward is None:
                    self._keep(word)
                    node = first_words[word]
                _walk(node, at + 1, (words, lists, at, found))
            if first_lists and at in lists:
                for name, end in lists[at]:
                    node = first_lists.get(name)
                    if node is not None:
                        if node.onward is None:
                            self._keep(f"<{name}>")
                        _walk(node, end, (words, lists, at, found))
        return found


class _Promise:
    """A phrase yet to be entered."""

    __slots__ = ("kept", "number", "phrase")

    def __init__(self, phrase: Callable[[], Sequence], number: int) -> None:
        self.phrase = phrase
        self.number = number
        self.kept = False


_Search = tuple[Sentence, Mapping[int, list[tuple[str, int]]], int, list[tuple[int, int, int]]]
"""The words, the lists that stand in them, where the walk began, and what was found so far."""


def _walk(node: Node, at: int, search: _Search) -> None:
    words, lists, first, found = search
    onward = node.onward or _onward(node)
    for number in onward.ends:
        found.append((number, first, at))
    if onward.most:
        _leap(onward, at, search)
    if onward.lists and at in lists:
        for name, end in lists[at]:
            if name in onward.lists:
                _walk(_joined(onward.lists[name]), end, search)
    if at < len(words):
        beyond = onward.words.get(words[at])
        if beyond is not None:
            _walk(_joined(beyond), at + 1, search)


def _leap(onward: Onward, at: int, search: _Search) -> None:
    """Go on behind the gaps that begin at the word ``at``."""
    words, lists, _, _ = search
    far_words, far_lists = onward.far_words, onward.far_lists
    within = words[at : at + onward.most + 1]
    if not far_words.keys().isdisjoint(within):  # most gaps end nowhere, and that is told at once
        for begin, word in enumerate(within, at):
            for reach, beyond in far_words.get(word, ()):
                if begin - at <= reach:
                    _walk(_joined(beyond), begin + 1, search)
    if far_lists:
        for begin in range(at, at + len(within)):
            for name, end in lists.get(begin, ()):
                if name in far_lists:
                    for reach, beyond in far_lists[name]:
                        if begin - at <= reach:
                            _walk(_joined(beyond), end, search)


class Onward:
    """Where a node leads, with all that it leads to without a word: one look a word, however many phrases go on.

    Places that one word leads to are joined into one, so that phrases are followed together.  ``far_words`` and
    ``far_lists`` lie behind gaps, each with the reach of its gap; ``most`` is the widest.
    """

    __slots__ = ("ends", "far_lists", "far_words", "lists", "most", "words")

    def __init__(self) -> None:
        self.ends: list[int] = []
        self.words: dict[str, list[Node]] = {}
        self.lists: dict[str, list[Node]] = {}
        self.far_words: dict[str, list[tuple[int, list[Node]]]] = {}
        self.far_lists: dict[str, list[tuple[int, list[Node]]]] = {}
        self.most = 0


def _onward(node: Node) -> Onward:
    """Gather where ``node`` leads, once: a trie is complete when it is first sought in."""
    onward = Onward()
    gaps: dict[int, list[Node]] = {}
    for one in _together(node):
        onward.ends += one.ends or ()
        for word, beyond in one.words.items():
            onward.words.setdefault(word, []).append(beyond)
        for name, beyond in (one.lists or {}).items():
            onward.lists.setdefault(name, []).append(beyond)
        for most, after in (one.gap or {}).items():
            onward.most = max(onward.most, most)
            gaps.setdefault(most, []).append(after)
    for most, behind in gaps.items():
        far = _onward(_joined(behind))
        for word, ways in far.words.items():
            onward.far_words.setdefault(word, []).append((most, ways))
        for name, ways in far.lists.items():
            onward.far_lists.setdefault(name, []).append((most, ways))
    node.onward = onward  # only when it is whole: another thread may be walking the same trie
    return onward


def _joined(nodes: list[Node]) -> Node:
    """One node for several, which it takes the place of: made when a walk first goes that way."""
    if len(nodes) > 1:
        joint = Node()
        joint.also = nodes.copy()
        nodes[:] = [joint]
    return nodes[0]


def _together(node: Node) -> list[Node]:
    """``node`` and the nodes it leads to without a word."""
    nodes = [node]
    for one in nodes:
        nodes += [other for other in one.also or () if other not in nodes]
    return nodes
