"""The phrase language: how rules and kinds say what inspectors write.

One notation serves both: words stand for themselves whatever their case; ``(a|b c)`` is one of several;
``[a b]``, or either of ``[a|b]``, may be missing; ``...`` is a gap of up to six words of the same sentence, ``...12`` of up to
twelve; ``<name>`` is a named list of phrases; ``{name}`` a slot whose text is kept (kinds only).  A group
that touches a word varies its ending: ``delay(|s|ed)``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

GAP = 6


@dataclass(frozen=True, slots=True)
class Word:
    """Text that stands for itself, without spaces."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to ``most`` words of the same sentence."""

    most: int


@dataclass(frozen=True, slots=True)
class Ref:
    """A named list of phrases."""

    name: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place whose text is kept under ``name``."""

    name: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences; an empty one makes the choice optional."""

    options: tuple[Sequence, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Nodes one after the other; ``glued[i]`` says that node ``i`` touches the one before it."""

    nodes: tuple[Word | Gap | Ref | Slot | Choice, ...]
    glued: tuple[bool, ...]


class PhraseError(ValueError):
    """A phrase that cannot be understood; ``column`` counts from 1 within the phrase."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<gap>\.\.\.(?P<most>\d*))|<(?P<ref>[a-z][a-z0-9_-]*)>|\{(?P<slot>[a-z][a-z0-9_]*)\}"
    r"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<bar>\|)|(?P<word>(?:\\.|(?!\.\.\.)[^\s()\[\]|<>{}\\])+)|(?P<bad>.)"
)


def parse_phrase(phrase: str) -> Sequence:
    """Read one phrase.

    >>> parse_phrase("delay(|s) in [the] reviews").nodes[0]
    Word(text='delay')

    A literal bracket is written with a backslash before it: ``\\\\(CQC\\\\)``.  Raises :class:`PhraseError`.
    """
    stack: list[tuple[str, list[list[tuple[Word | Gap | Ref | Slot | Choice, bool]]], int, bool]] = []
    options: list[list[tuple[Word | Gap | Ref | Slot | Choice, bool]]] = [[]]
    touching = False
    for token in _TOKEN.finditer(phrase):
        kind, column = token.lastgroup, token.start() + 1
        if token["space"]:
            touching = False
            continue
        if token["open"]:
            stack.append((token["open"], options, column, touching))
            options, touching = [[]], False
            continue
        if token["close"]:
            if not stack or (stack[-1][0] == "(") != (token["close"] == ")"):
                raise PhraseError(f"a closing {token['close']!r} without its opening", column)
            bracket, outer, _, glued = stack.pop()
            sequences = tuple(_sequence(option) for option in options)
            if bracket == "[":
                sequences += (Sequence((), ()),)
            options = outer
            options[-1].append((Choice(sequences), glued))
        elif token["bar"]:
            if not stack:
                raise PhraseError("'|' parts the choices of a bracket; here it stands outside one", column)
            options.append([])
            touching = False
            continue
        elif kind == "bad":
            raise PhraseError(f"{token['bad']!r} has no meaning here; write \\{token['bad']} for itself", column)
        else:
            options[-1].append((_node(token), touching))
        touching = True
    if stack:
        raise PhraseError(f"the {stack[-1][0]!r} is never closed", stack[-1][2])
    if not options[0]:
        raise PhraseError("the phrase is empty", 1)
    return _sequence(options[0])


def _sequence(option: list[tuple[Word | Gap | Ref | Slot | Choice, bool]]) -> Sequence:
    return Sequence(tuple(node for node, _ in option), tuple(glued for _, glued in option))


def _node(token: re.Match[str]) -> Word | Gap | Ref | Slot:
    if token["gap"]:
        return Gap(int(token["most"] or GAP))
    if token["ref"]:
        return Ref(token["ref"])
    if token["slot"]:
        return Slot(token["slot"])
    return Word(re.sub(r"\\(.)", r"\1", token["word"]))
