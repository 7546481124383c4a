"""A rulebook: rules by id, and all their phrases ready to be found in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, get_args

from sendscan.errors import Problem, RuleError, Where
from sendscan.model import Kind
from sendscan.rulebook.beginnings import beginnings
from sendscan.rulebook.matching import Trie
from sendscan.rulebook.phrases import PhraseError, Sequence, parse_phrase
from sendscan.rulebook.precedents import Precedents, Said
from sendscan.rulebook.rules import PHRASE_FIELDS, ConcernRule, Cue, Rule, VoiceRule

BEGIN = "^"
"""The word that a phrase writes, and a caller of :meth:`Rulebook.find` puts, for a sentence's beginning."""

Lists = dict[int, list[tuple[str, int]]]


class Phrase(NamedTuple):
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


_BY_PLACE = itemgetter(1, 2, 0)

SENTENCES = 64
"""How many sentences are remembered with what was found in them: some 100 KB."""


class Rulebook:
    """Rules, and where each was written.  Made by :func:`sendscan.rulebook.load`.

    ``sound`` names the rules and lists ("lists NAME") whose phrases need not be looked through for mistakes:
    they are read when a sentence could first fit them.  ``problems`` are those of the others.  ``said`` are the
    precedents of all kinds of letter, as the files group them, without concerns that are switched off.
    ``made_of`` is what the rulebook could be kept under (:mod:`.kept`); nothing if it is kept, or not to be.
    """

    def __init__(
        self,
        lists: dict[str, tuple[str, ...]],
        rules: dict[str, Rule],
        places: Places,
        *,
        said: Iterable[Said] = (),
        sound: Container[str] = (),
    ) -> None:
        self.lists = lists
        self.rules = rules
        self.places = places
        self.problems: list[Problem] = []
        self.made_of = ""
        self.phrases: list[Phrase] = []
        self.said = [Said(self._there(group.about), group.kinds, group.lines) for group in said]
        self._precedents: dict[str | None, Precedents] = {}
        self._sound = sound
        self._trie = Trie()
        self._layers: list[tuple[Trie, list[str]]] = []
        self._remembered = lru_cache(SENTENCES)(self._find)
        self._enter_lists()
        self._enter_rules()

    def __getstate__(self) -> dict[str, Any]:
        """All but where each rule was written, and what is found out as letters are read."""
        for kind in get_args(Kind):
            self.precedents(kind)
        kept = ("lists", "rules", "phrases", "said", "problems", "_layers", "_trie", "_precedents")
        return {name: getattr(self, name) for name in kept} | {"places": self.places.by_name()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state, places=Places(state["places"]))
        vars(self).update(made_of="", _sound=(), _remembered=lru_cache(SENTENCES)(self._find))

    @property
    def cues(self) -> tuple[Cue, ...]:
        return tuple(rule for rule in self.rules.values() if isinstance(rule, Cue))

    @property
    def voices(self) -> tuple[VoiceRule, ...]:
        return tuple(rule for rule in self.rules.values() if isinstance(rule, VoiceRule))

    @property
    def concerns(self) -> tuple[ConcernRule, ...]:
        return tuple(rule for rule in self.rules.values() if isinstance(rule, ConcernRule))

    def precedents(self, kind: str | None) -> Precedents:
        """The precedents that hold for a ``kind`` of letter (those that hold for every kind, if it is not known)."""
        if kind not in self._precedents:
            holding = tuple(group for group in self.said if not group.kinds or kind in group.kinds)
            same = (known for known in self._precedents.values() if known.said == holding)
            self._precedents[kind] = next(same, None) or Precedents(holding)
        return self._precedents[kind]

    def find(self, words: Iterable[str]) -> tuple[Found, ...]:
        """Every phrase of every rule in a sentence's ``words`` (lower-case, plain quotes, :data:`BEGIN` first).

        The last sentences are remembered: the statement of an item is sought through once for what the item is
        about, and again as its first finding.
        """
        return self._remembered(tuple(words))

    def _find(self, words: tuple[str, ...]) -> tuple[Found, ...]:
        at: Lists = {}
        for trie, names in self._layers:
            hits = trie.find(words, at)
            for number, first, last in hits:
                pair = (names[number], last)
                here = at.setdefault(first, [])
                if pair not in here:
                    here.append(pair)
        phrases = self.phrases
        found = sorted(set(self._trie.find(words, at)), key=_BY_PLACE)
        return tuple(Found(phrases[number], first, last) for number, first, last in found)

    def _there(self, about: Iterable[str]) -> tuple[str, ...]:
        """``about`` without concerns that are switched off."""
        return tuple(name for name in about if name in self.rules)

    def _enter_lists(self) -> None:
        """Lists in layers, so that a list may use the lists of the layers below."""
        needs = {name: set().union(*map(_refs, texts)) & self.lists.keys() for name, texts in self.lists.items()}
        done: set[str] = set()
        while len(done) < len(self.lists):
            layer = [name for name in self.lists if name not in done and needs[name] <= done]
            if not layer:
                stuck = sorted(self.lists.keys() - done)
                self._problem(f"lists that use each other in a circle: {', '.join(stuck)}", ("lists", stuck[0]))
                break
            trie = Trie()
            for number, name in enumerate(layer):
                for i, text in enumerate(self.lists[name]):
                    self._enter(trie, text, number, (f"lists {name}", i))
            self._layers.append((trie, layer))
            done.update(layer)

    def _enter_rules(self) -> None:
        for rule in self.rules.values():
            for field in PHRASE_FIELDS:
                for i, text in enumerate(getattr(rule, field, ())):
                    number = len(self.phrases)
                    self.phrases.append(Phrase(rule, field, text, number))
                    self._enter(self._trie, text, number, (rule.id, field, i))

    def _enter(self, trie: Trie, text: str, number: int, where: tuple[Any, ...]) -> None:
        """Enter a phrase: now, with a word on what is wrong with it, or when it is first needed if it is sound."""
        starts = beginnings(text) if where[0] in self._sound else ()
        if starts:
            trie.promise(starts, lambda: self._owed(text, where), number)
            return
        try:
            phrase = parse_phrase(text)
            trie.add(phrase, number)
        except PhraseError as error:
            self._problem(error.message, where, column=error.column - 1)
            return
        except ValueError as error:
            self._problem(str(error), where)
        for name in sorted(_refs(text) - self.lists.keys()):
            self._problem(f"there is no list <{name}>", where, column=text.find(f"<{name}>"))

    def _owed(self, text: str, where: tuple[Any, ...]) -> Sequence:
        try:
            return parse_phrase(text)
        except PhraseError as error:
            place = self.places.where(*where, column=error.column - 1)
            raise RuleError((Problem(error.message, place),)) from error

    def _problem(self, message: str, where: tuple[Any, ...], *, column: int = 0) -> None:
        self.problems.append(Problem(message, self.places.where(*where, column=column)))


class Places:
    """Where lists and rules were written; kept apart, since only errors and ``show`` need it.

    Of rules that were kept only the places of whole rules are known (``known``): ``later`` gives the others.
    """

    def __init__(self, known: Mapping[str, Where] | None = None) -> None:
        self.later: Callable[[], Places] | None = None
        self._known = known or {}
        self._of: dict[str, tuple[Any, tuple[str | int, ...]]] = {}

    def put(self, name: str, marks: Any, path: tuple[str | int, ...]) -> None:
        """Say that ``name`` (a rule's id, or ``lists NAME``) was written at ``path`` of the marked file."""
        self._of[name] = (marks, path)

    def by_name(self) -> dict[str, Where]:
        """The places of all rules and lists."""
        return {name: self.where(name) for name in (self._of or self._known)}

    def where(self, name: str, *rest: str | int, column: int = 0) -> Where:
        """The place of a rule, or of something within it."""
        if not rest and not column and name in self._known:
            return self._known[name]
        if name not in self._of and (later := self.later) is not None:
            return later().where(name, *rest, column=column)
        if name == "lists":
            name, rest = f"lists {rest[0]}", rest[1:]
        marks, path = self._of[name]
        found: Where = marks.where(*path, *rest, column=column)
        return found


_REF = re.compile(r"(?<!\\)<([a-z][a-z0-9_-]*)>")


def _refs(text: str) -> set[str]:
    """The lists that a phrase names."""
    return set(_REF.findall(text)) if "<" in text else set()


__all__ = ["Found", "Phrase", "Places", "Rulebook"]
