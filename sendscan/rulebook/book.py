"""A rulebook: rules by id, and all their phrases ready to be found in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sendscan.errors import Problem, Where
from sendscan.rulebook.matching import Node, Trie
from sendscan.rulebook.phrases import Choice, PhraseError, Ref, Sequence, parse_phrase
from sendscan.rulebook.rules import PHRASE_FIELDS, ConcernRule, Cue, Rule, VoiceRule

BEGIN = "^"
"""The word that a phrase writes, and a caller of :meth:`Rulebook.find` puts, for a sentence's beginning."""

Lists = dict[int, list[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a rule, and what it is there for: ``match``, ``unless``, ``about`` or ``where``."""

    rule: Rule
    field: str
    text: str
    number: int


class Found(NamedTuple):
    """A phrase in a sentence: at ``words[first:last]``.  A tuple, since a hundred thousand are made of a folder."""

    phrase: Phrase
    first: int
    last: int


class Rulebook:
    """Rules, and where each was written.  Made by :func:`sendscan.rulebook.load`."""

    def __init__(self, lists: dict[str, tuple[str, ...]], rules: dict[str, Rule], places: Places) -> None:
        self.lists = lists
        self.rules = rules
        self.places = places
        self.problems: list[Problem] = []
        self.phrases: list[Phrase] = []
        self._trie = Trie()
        self._layers: list[tuple[Trie, list[str]]] = []
        self._enter_lists()
        self._enter_rules()

    @property
    def cues(self) -> tuple[Cue, ...]:
        return tuple(rule for rule in self.rules.values() if isinstance(rule, Cue))

    @property
    def voices(self) -> tuple[VoiceRule, ...]:
        return tuple(rule for rule in self.rules.values() if isinstance(rule, VoiceRule))

    @property
    def concerns(self) -> tuple[ConcernRule, ...]:
        return tuple(rule for rule in self.rules.values() if isinstance(rule, ConcernRule))

    def find(self, words: list[str]) -> list[Found]:
        """Every phrase of every rule in a sentence's ``words`` (lower-case, plain quotes, :data:`BEGIN` first)."""
        at: Lists = {}
        for trie, names in self._layers:
            hits = trie.find(words, at)
            for number, first, last in hits:
                pair = (names[number], last)
                here = at.setdefault(first, [])
                if pair not in here:
                    here.append(pair)
        phrases = self.phrases
        found = dict.fromkeys(self._trie.find(words, at))
        return [Found(phrases[number], first, last) for number, first, last in found]

    def _enter_lists(self) -> None:
        """Lists in layers, so that a list may use the lists of the layers below."""
        parsed: dict[str, list[Sequence]] = {}
        for name, texts in self.lists.items():
            parsed[name] = [p for i, text in enumerate(texts) if (p := self._parse(text, ("lists", name, i)))]
        needs = {name: set().union(*map(_refs, phrases)) for name, phrases in parsed.items()}
        done: set[str] = set()
        while len(done) < len(parsed):
            layer = [name for name in parsed if name not in done and needs[name] & parsed.keys() <= done]
            if not layer:
                stuck = sorted(parsed.keys() - done)
                self._problem(f"lists that use each other in a circle: {', '.join(stuck)}", ("lists", stuck[0]))
                break
            trie = Trie()
            for number, name in enumerate(layer):
                for i, phrase in enumerate(parsed[name]):
                    self._add(trie, phrase, number, ("lists", name, i))
            self._layers.append((trie, layer))
            done.update(layer)

    def _enter_rules(self) -> None:
        for rule in self.rules.values():
            for field in PHRASE_FIELDS:
                for i, text in enumerate(getattr(rule, field, ())):
                    where = (rule.id, field, i)
                    phrase = self._parse(text, where)
                    if phrase is not None:
                        self._add(self._trie, phrase, len(self.phrases), where)
                        self.phrases.append(Phrase(rule, field, text, len(self.phrases)))

    def _parse(self, text: str, where: tuple[Any, ...]) -> Sequence | None:
        try:
            phrase = parse_phrase(text)
        except PhraseError as error:
            self._problem(error.message, where, column=error.column - 1)
            return None
        for name in sorted(_refs(phrase) - self.lists.keys()) if "<" in text else ():
            self._problem(f"there is no list <{name}>", where, column=max(text.find(f"<{name}>"), 0))
        return phrase

    def _add(self, trie: Trie, phrase: Sequence, number: int, where: tuple[Any, ...]) -> None:
        try:
            trie.add(phrase, number)
        except ValueError as error:
            self._problem(str(error), where)

    def _problem(self, message: str, where: tuple[Any, ...], *, column: int = 0) -> None:
        self.problems.append(Problem(message, self.places.where(*where, column=column)))


class Places:
    """Where lists and rules were written; kept apart, since only errors and ``show`` need it."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[Any, tuple[str | int, ...]]] = {}

    def put(self, name: str, marks: Any, path: tuple[str | int, ...]) -> None:
        """Say that ``name`` (a rule's id, or ``lists NAME``) was written at ``path`` of the marked file."""
        self._of[name] = (marks, path)

    def where(self, name: str, *rest: str | int, column: int = 0) -> Where:
        """The place of a rule, or of something within it."""
        if name == "lists":
            name, rest = f"lists {rest[0]}", rest[1:]
        marks, path = self._of[name]
        found: Where = marks.where(*path, *rest, column=column)
        return found


def _refs(phrase: Sequence) -> set[str]:
    names: set[str] = set()
    for node in phrase.nodes:
        if isinstance(node, Ref):
            names.add(node.name)
        elif isinstance(node, Choice):
            names.update(*map(_refs, node.options))
    return names


__all__ = ["Found", "Node", "Phrase", "Places", "Rulebook"]
