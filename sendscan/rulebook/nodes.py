"""The places of a trie over words, and how a phrase is entered in it: every reading of it is a way through them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, reduce
from typing import TYPE_CHECKING, Any

from sendscan.rulebook.phrases import Choice, Gap, Ref, Sequence, Slot, Word

if TYPE_CHECKING:
    from sendscan.rulebook.matching import Onward

_PIECES = re.compile(
    r"(?:[^\W\d]\.)+(?=\W|$)|can(?=not\b)|\w+-\d\w*|\d+(?:[.,]\d+)*|n't\b|'s\b|\w+?(?=n't\b)|\w+|[^\w\s]"
)


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
    """A node as it was pickled: by its parts in order, which takes two thirds of the time it takes by their names."""
    node = object.__new__(Node)
    node.many, node.words, node.lists, node.gap, node.also, node.ends = many, words, lists, gap, also, ends
    node.onward = None
    return node


WIDE = 4
"""Readings of a phrase so far above which they meet in one node: the trie would grow beyond measure."""


def pieces(text: str) -> list[str]:
    """A rule's word as the tokenizer cuts it: ``co-production`` is three, ``children's`` two."""
    return _PIECES.findall(text.lower().replace("’", "'"))


_pieces = cache(pieces)


def enter(phrase: Sequence, nodes: Iterable[Node]) -> set[Node]:
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
                ends |= enter(option, here) if first is None else _enter_one(first, here)
        if words:
            ends.add(_fork(here, words))
        return ends
    if isinstance(part, Gap):
        return {_beyond_gap(node, part.most) for node in here}
    if isinstance(part, Ref):
        return {beyond_list(node, part.name) for node in here}
    raise ValueError(f"{{{part.name}}}: slots are for kinds of letter, not for rules")


def _fork(here: set[Node], texts: Iterable[str]) -> Node:
    """One node that each of ``texts`` leads to: most words of a choice lead nowhere else, and need none each."""
    end = Node(many=True)
    for text in texts:
        *before, last = _pieces(text)
        for node in here:
            words = (reduce(along_one, before, node) if before else node).words
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
    return reduce(along_one, _pieces(text), node)


def along_one(node: Node, piece: str) -> Node:
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


def beyond_list(node: Node, name: str) -> Node:
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
