"""Phrases found in sentences: all of them in one walk, whatever their number.

A trie over words, built without spaCy, whose PhraseMatcher knows neither gaps nor lists and takes several
times as long to build: 6,000 plain phrases stand in it in some 20 ms and are sought in 90,000 words in 0.04 s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, reduce
from threading import Lock
from typing import Any

from sendscan.rulebook.phrases import Choice, Gap, Ref, Sequence, Slot, Word

_PIECES = re.compile(
    r"(?:[^\W\d]\.)+(?=\W|$)|can(?=not\b)|\w+-\d\w*|\d+(?:[.,]\d+)*|n't\b|'s\b|\w+?(?=n't\b)|\w+|[^\w\s]"
)


Sentence = list[str] | tuple[str, ...]


class Node:
    """A place in the trie: where each next word, list or gap leads, and which phrases end here."""

    __slots__ = ("also", "ends", "gap", "lists", "many", "onward", "words")

    def __init__(self, *, many: bool = False) -> None:
        self.many = many  # several words lead here, for one phrase alone: no other may go on from here
        self.words: dict[str, Node] = {}
        self.lists: dict[str, Node] | None = None
        self.gap: dict[int, Node] | None = None
        self.onward: Onward | None = None  # made when a walk first comes by
        self.also: list[Node] | None = None
        self.ends: list[int] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return kept_node, (self.many, self.words, self.lists, self.gap, self.also, self.ends)


def kept_node(
    many: bool,
    words: dict[str, Node],
    lists: dict[str, Node] | None,
    gap: dict[int, Node] | None,
    also: list[Node] | None,
    ends: list[int] | None,
) -> Node:
    """A node as it was pickled: by its parts in order, which is three times as fast as by their names."""
    node = object.__new__(Node)
    node.many, node.words, node.lists, node.gap, node.also, node.ends = many, words, lists, gap, also, ends
    node.onward = None
    return node


WIDE = 4
"""Readings of a phrase so far above which they meet in one node: the trie would grow beyond measure."""


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
                _beyond_list(self.root, start[1:-1])
            else:
                _along_one(self.root, start)  # a place of its own: a walk by another word must not pass for one by this

    def _enter(self, phrase: Sequence, number: int) -> None:
        for node in _enter(phrase, {self.root}):
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


def pieces(text: str) -> list[str]:
    """A rule's word as the tokenizer cuts it: ``co-production`` is three, ``children's`` two."""
    return _PIECES.findall(text.lower().replace("’", "'"))


_pieces = cache(pieces)


def _enter(phrase: Sequence, nodes: Iterable[Node]) -> set[Node]:
    """Lead from ``nodes`` through every reading of ``phrase``; the places it ends at."""
    start = here = set(nodes)
    at = 0
    while at < len(phrase.nodes):
        run = [phrase.nodes[at]]
        while at + 1 < len(phrase.nodes) and phrase.glued[at + 1]:
            at += 1
            run.append(phrase.nodes[at])
        at += 1
        here = _enter_glued(run, here) if len(run) > 1 else _enter_one(run[0], here)
        if len(here) > WIDE and at < len(phrase.nodes):
            beginnings = here & start  # the trie's root stays what it is: a walk begins there by words alone
            here = beginnings | {_meeting(here - beginnings)}
    return here


def _meeting(nodes: set[Node]) -> Node:
    """One node that all of ``nodes`` lead to without a word."""
    end = Node()
    for node in nodes:
        if node.also is None:
            node.also = []
        node.also.append(end)
    return end


def _enter_one(part: Word | Gap | Ref | Slot | Choice, here: set[Node]) -> set[Node]:
    if isinstance(part, Word):
        return {_along(node, part.text) for node in here}
    if isinstance(part, Choice):
        ends: set[Node] = set()
        words: list[str] = []
        for option in part.options:
            first = option.nodes[0] if len(option.nodes) == 1 else None
            if isinstance(first, Word):
                words.append(first.text)
            else:
                ends |= _enter(option, here) if first is None else _enter_one(first, here)
        if words:
            ends.add(_fork(here, words))
        return ends
    if isinstance(part, Gap):
        return {_beyond_gap(node, part.most) for node in here}
    if isinstance(part, Ref):
        return {_beyond_list(node, part.name) for node in here}
    raise ValueError(f"{{{part.name}}}: slots are for kinds of letter, not for rules")


def _fork(here: set[Node], texts: Iterable[str]) -> Node:
    """One node that each of ``texts`` leads to: most words of a choice lead nowhere else, and need none each."""
    end = Node(many=True)
    for text in texts:
        *before, last = _pieces(text)
        for node in here:
            words = (reduce(_along_one, before, node) if before else node).words
            other = words.get(last)
            if other is None:
                words[last] = end
                continue
            if other.many:
                own = words[last] = Node()
                own.also = [other, end]
            elif other.also is None:
                other.also = [end]
            else:
                other.also.append(end)
    return end


def _along(node: Node, text: str) -> Node:
    return reduce(_along_one, _pieces(text), node)


def _along_one(node: Node, piece: str) -> Node:
    following = node.words.get(piece)
    if following is None:
        following = node.words[piece] = Node()
    elif following.many:
        own = node.words[piece] = Node()
        own.also = [following]
        return own
    return following


def _beyond_gap(node: Node, most: int) -> Node:
    if node.gap is None:
        node.gap = {}
    beyond = node.gap.get(most)
    if beyond is None:
        beyond = node.gap[most] = Node()
    return beyond


def _beyond_list(node: Node, name: str) -> Node:
    if node.lists is None:
        node.lists = {}
    beyond = node.lists.get(name)
    if beyond is None:
        beyond = node.lists[name] = Node()
    return beyond


def _enter_glued(run: list[Word | Gap | Ref | Slot | Choice], here: set[Node]) -> set[Node]:
    made = forms(run)
    ends = {_fork(here, filter(None, made))}
    return ends | here if "" in made else ends


def forms(run: list[Word | Gap | Ref | Slot | Choice]) -> list[str]:
    """The words that parts which touch make together: ``delay(|s|ed)`` is delay, delays, delayed."""
    made = [""]
    for part in run:
        if isinstance(part, Word):
            made = [form + part.text for form in made]
        elif isinstance(part, Choice):
            made = [form + ending for form in made for option in part.options for ending in _endings(option)]
        else:
            raise ValueError("a gap or a list must stand apart from the words around it")
    return made


def _endings(option: Sequence) -> list[str]:
    """The endings an option stands for; later words of it follow a space: ``wait(|s|ing times)``."""
    made = [""]
    for part, glued in zip(option.nodes, option.glued, strict=True):
        if not isinstance(part, Word):
            raise ValueError("only words may stand in a group that touches a word")
        made = [form + part.text if glued or not form else f"{form} {part.text}" for form in made]
    return made
