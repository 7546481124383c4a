"""Phrases of a kind, compiled to regular expressions over clean text.

Compiling is put off until a phrase's own words are all in the text at hand: most phrases of a kind never
occur in a given letter, and compiling them all would cost more than reading it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sendscan.dates import DATE, PERIOD
from sendscan.rulebook.phrases import Choice, Gap, PhraseError, Ref, Slot, Word, parse_phrase
from sendscan.rulebook.phrases import Sequence as Nodes

# Words of a place: "Bournemouth, Christchurch and Poole", "the Isle of Wight local authority".
_NAME = (
    r"(?-i:[A-Z][\w’'.-]*(?:(?:,|\s*&|\s+(?:and|of|upon|on|with|the|le|by|under))*\s+"
    r"(?:[A-Z][\w’'.-]*|local|authority|council|city|county|borough|area))*)"
)
SLOTS: dict[str, str] = {
    "area": _NAME,
    "visit": PERIOD,
    "previous": r".+?",
    "published": DATE,
    "issued": DATE,
    "declared_fit": DATE,
    "responsible": r".+?",
    "partnership": r"(?-i:[A-Z]).+?",
    "focus": r"(?!\s*(?:this|these|that|those)\b).+?",
    "inspectors": r"(?-i:[A-Z]).+?",
    "count": r".{0,60}?",
}
"""What a slot may hold: the names a kind file may use, each with its regular expression."""


_BETWEEN_WORDS = r"(?!\w)\s*(?<!\w)"
"""What stands between two whole words: as much as white space, and dearer to compile."""


class Pattern:
    """One phrase of a kind.  Its words are lower-case literals that every match contains."""

    __slots__ = ("_compiled", "_nodes", "_words", "lists", "phrase")

    def __init__(self, phrase: str, lists: Mapping[str, Sequence[str]]) -> None:
        """Raises :class:`PhraseError` for a phrase, list or slot that cannot be understood."""
        self.phrase = phrase
        self.lists = lists
        self._nodes = parse_phrase(phrase)
        _check(self._nodes, lists)
        self._compiled: re.Pattern[str] | None = None
        self._words: tuple[str, ...] | None = None

    def regex(self) -> re.Pattern[str]:
        """The regular expression, compiled at first use."""
        if self._compiled is None:
            regex = _regex(self._nodes, self.lists, last=True).replace(_BETWEEN_WORDS, r"\s+")
            self._compiled = re.compile(regex, re.IGNORECASE)
        return self._compiled

    def may_match(self, lowered: str) -> bool:
        """Whether lower-case text holds all the words a match must have."""
        if self._words is None:
            self._words = tuple(sorted(_words_of_all(self._nodes, self.lists)))
        return all(word in lowered for word in self._words)


class Found(NamedTuple):
    """A phrase found in a text: its offsets there, its slots, and the phrase that was found."""

    start: int
    end: int
    slots: dict[str, tuple[int, int]]
    phrase: str


class Phrases:
    """Several phrases tried in order; the first that fits wins."""

    __slots__ = ("patterns",)

    def __init__(self, phrases: Sequence[str], lists: Mapping[str, Sequence[str]]) -> None:
        self.patterns = tuple(Pattern(phrase, lists) for phrase in phrases)

    @classmethod
    def of(cls, patterns: Sequence[Pattern]) -> Phrases:
        """From patterns already made."""
        made = cls((), {})
        made.patterns = tuple(patterns)
        return made

    def __bool__(self) -> bool:
        return bool(self.patterns)

    def singly(self) -> list[Phrases]:
        """Each phrase by itself, in order: for a search in which an earlier phrase must win everywhere."""
        return [Phrases.of([pattern]) for pattern in self.patterns]

    def search(self, text: str) -> Found | None:
        """The first phrase that occurs anywhere in ``text``."""
        return next(iter(self.each(text)), None)

    def each(self, text: str) -> list[Found]:
        """Every phrase that occurs in ``text``, once each, in the order of the phrases."""
        lowered = text.lower()
        return [
            _found(match, pattern)
            for pattern in self.patterns
            if pattern.may_match(lowered) and (match := pattern.regex().search(text))
        ]

    def heads_line(self, text: str) -> bool:
        """Whether a line of ``text`` begins with one of the phrases, which may go on in the next line."""
        lowered = text.lower()
        heads = [0, *(newline.end() for newline in re.finditer("\n", text))]
        return any(
            pattern.regex().match(text, head)
            for pattern in self.patterns
            if pattern.may_match(lowered)
            for head in heads
        )

    def match(self, text: str) -> Found | None:
        """The first phrase that ``text`` begins with."""
        lowered = text.lower()
        for pattern in self.patterns:
            if pattern.may_match(lowered) and (match := pattern.regex().match(text)):
                return _found(match, pattern)
        return None

    def full(self, text: str) -> Found | None:
        """The first phrase that is the whole of ``text``, but for closing punctuation and note marks."""
        bare = re.sub(r"[\s.:;,?¹²³]+\d?$|(?<=[a-z?])\d$", "", text)
        lowered = bare.lower()
        for pattern in self.patterns:
            if pattern.may_match(lowered) and (match := pattern.regex().fullmatch(bare)):
                return _found(match, pattern)
        return None


def _found(match: re.Match[str], pattern: Pattern) -> Found:
    slots = {name: match.span(name) for name, value in match.groupdict().items() if value is not None}
    return Found(match.start(), match.end(), slots, pattern.phrase)


def _words_of_all(nodes: Nodes, lists: Mapping[str, Sequence[str]]) -> set[str]:
    """Lower-case words that every reading of a phrase has: its own, and those all choices share."""
    found: set[str] = set()
    for index, node in enumerate(nodes.nodes):
        if any(nodes.glued[index : index + 2]):  # glued to the node before it, or the next one to it
            continue
        if isinstance(node, Word) and node.text.isalnum():
            found.add(node.text.lower())
        elif isinstance(node, Choice):
            found |= set.intersection(*(_words_of_all(option, lists) for option in node.options))
        elif isinstance(node, Ref):
            found |= set.intersection(*(_words_of_all(parse_phrase(each), lists) for each in lists[node.name]))
    return found


def _check(nodes: Nodes, lists: Mapping[str, Sequence[str]]) -> None:
    """Whether every list and slot exists, without the price of compiling."""
    for node in nodes.nodes:
        if isinstance(node, Ref) and node.name not in lists:
            raise PhraseError(f"there is no list <{node.name}>", 1)
        if isinstance(node, Slot) and node.name not in SLOTS:
            raise PhraseError(f"there is no slot {{{node.name}}}; there are {', '.join(sorted(SLOTS))}", 1)
        if isinstance(node, Choice):
            for option in node.options:
                _check(option, lists)


def _regex(nodes: Nodes, lists: Mapping[str, Sequence[str]], *, last: bool) -> str:
    parts: list[str] = []
    for index, node in enumerate(nodes.nodes):
        ends = index + 1 == len(nodes.nodes)
        glued_after = not ends and nodes.glued[index + 1]
        if index and not nodes.glued[index]:
            parts.append(r"\s*")
        if isinstance(node, Word):
            before = "" if nodes.glued[index] or not node.text[0].isalnum() else r"(?<!\w)"
            after = "" if glued_after or not node.text[-1].isalnum() else r"(?!\w)"
            parts.append(before + _literal(node.text) + after)
        elif isinstance(node, Gap):
            parts.append(
                rf"(?:(?<!\S)\S+\s+){{0,{node.most}}}?(?:(?<!\S)\S+)?" if ends else rf"(?:\S+\s+){{0,{node.most}}}?"
            )
        elif isinstance(node, Slot):
            parts.append(_slot(node.name, greedy=last and ends))
        elif isinstance(node, Ref):
            options = (_regex(parse_phrase(phrase), lists, last=False) for phrase in lists[node.name])
            parts.append(rf"(?:{'|'.join(options)})")
        else:
            parts.append(_choice(node, lists, last=last and ends, glued=nodes.glued[index]))
    return "".join(parts)


def _literal(text: str) -> str:
    escaped = re.escape(text)
    return re.sub(r"['’]", "['’‘]", escaped).replace(r"\-", "[-‐‑–—]")


def _slot(name: str, *, greedy: bool) -> str:
    regex = SLOTS[name]
    if greedy and regex.endswith("?") and not regex.endswith(r"\b"):
        regex = regex[:-1]
    return f"(?P<{name}>{regex})"


def _choice(node: Choice, lists: Mapping[str, Sequence[str]], *, last: bool, glued: bool) -> str:
    options = []
    for option in node.options:
        regex = _regex(option, lists, last=last)
        if glued:  # an ending, as in "weakness(|es)": nothing may follow it within the word
            regex = regex.replace(r"(?<!\w)", "", 1) + r"(?!\w)" if regex else r"(?!\w)"
        options.append(regex)
    return f"(?:{'|'.join(options)})"
