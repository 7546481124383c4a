"""The phrase language: how rules and kinds say what inspectors write.

One notation serves both: words stand for themselves whatever their case; ``(a|b c)`` is one of several;
``[a b]``, or either of ``[a|b]``, may be missing; ``...`` is a gap of up to six words of the same sentence,
``...12`` of up to twelve; ``<name>`` is a named list of phrases; ``{name}`` a slot whose text is kept (kinds
only).  A group that touches a word varies its ending: ``delay(|s|ed)``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

GAP = 6


class Word(NamedTuple):
    """Text that stands for itself, without spaces."""

    text: str


class Gap(NamedTuple):
    """Up to ``most`` words of the same sentence."""

    most: int


class Ref(NamedTuple):
    """A named list of phrases."""

    name: str


class Slot(NamedTuple):
    """A place whose text is kept under ``name``."""

    name: str


class Choice(NamedTuple):
    """One of several sequences; an empty one makes the choice optional."""

    options: tuple[Sequence, ...]


class Sequence(NamedTuple):
    """Nodes one after the other; ``glued[i]`` says that node ``i`` touches the one before it."""

    nodes: tuple[Word | Gap | Ref | Slot | Choice, ...]
    glued: tuple[bool, ...]


class PhraseError(ValueError):
    """A phrase that cannot be understood; ``column`` counts from 1 within the phrase."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


_EMPTY = Sequence((), ())

_Option = list[tuple["Word | Gap | Ref | Slot | Choice", bool]]

_SPECIAL = re.compile(r"[()\[\]|<>{}\\]|\.\.\.")
_TOKEN = re.compile(
    r"(?P<lead>\s*)(?:"
    r"(?P<flat>\((?P<either>[^()\[\]<>{}\\.]+)\)|\[(?P<maybe>[^()\[\]<>{}\\.]+)\])"
    r"|(?P<word>(?:[^\s()\[\]|<>{}\\.]+|\\.|(?!\.\.\.)\.)+)|(?P<bar>\|)|(?P<open>[(\[])|(?P<close>[)\]])"
    r"|(?P<gap>\.\.\.(?P<most>\d*))|<(?P<ref>[a-z][a-z0-9_-]*)>|\{(?P<slot>[a-z][a-z0-9_]*)\}|(?P<bad>.))"
)


def parse_phrase(phrase: str) -> Sequence:
    """Read one phrase.

    >>> parse_phrase("delay(|s) in [the] reviews").nodes[0]
    Word(text='delay')

    A literal bracket is written with a backslash before it: ``\\\\(CQC\\\\)``.  Raises :class:`PhraseError`.
    """
    if not _SPECIAL.search(phrase):
        if not phrase.strip():
            raise PhraseError("the phrase is empty", 1)
        return _words(phrase)
    stack: list[tuple[str, list[_Option], int, bool]] = []
    options: list[_Option] = [[]]
    touching = False
    for token in _TOKEN.finditer(phrase.rstrip()):
        kind = token.lastgroup or "bad"
        touching = touching and not token["lead"]
        if kind == "flat":
            options[-1].append((_flat(token["either"] or token["maybe"], token["maybe"] is not None), touching))
        elif kind == "open":
            stack.append((token[kind], options, token.start(kind) + 1, touching))
            options = [[]]
        elif kind == "bar":
            if not stack:
                message = "'|' parts the choices of a bracket; here it stands outside one"
                raise PhraseError(message, token.start(kind) + 1)
            options.append([])
        elif kind == "close":
            if not stack or (stack[-1][0] == "(") != (token[kind] == ")"):
                raise PhraseError(f"a closing {token[kind]!r} without its opening", token.start(kind) + 1)
            bracket, outer, _, glued = stack.pop()
            sequences = tuple(map(_sequence, options))
            if bracket == "[":
                sequences += (_EMPTY,)
            options = outer
            options[-1].append((Choice(sequences), glued))
        elif kind == "bad":
            message = f"{token[kind]!r} has no meaning here; write \\{token[kind]} for itself"
            raise PhraseError(message, token.start(kind) + 1)
        else:
            options[-1].append((_node(token, kind), touching))
        touching = kind not in ("open", "bar")
    if stack:
        raise PhraseError(f"the {stack[-1][0]!r} is never closed", stack[-1][2])
    if not options[0]:
        raise PhraseError("the phrase is empty", 1)
    return _sequence(options[0])


@cache
def _flat(inside: str, may_miss: bool) -> Choice:
    """A bracket that holds words alone, as most do: read in one go, and but once."""
    sequences = [_words(option) for option in inside.split("|")]
    return Choice((*sequences, _EMPTY) if may_miss else tuple(sequences))


@cache
def _words(text: str) -> Sequence:
    words = text.split()
    return Sequence(tuple(map(_word, words)), (False,) * len(words))


def _sequence(option: _Option) -> Sequence:
    return Sequence(tuple([node for node, _ in option]), tuple([glued for _, glued in option]))


def _node(token: re.Match[str], kind: str) -> Word | Gap | Ref | Slot:
    if kind == "word":
        return _word(token[kind])
    if kind == "gap":
        return Gap(int(token["most"] or GAP))
    return Ref(token["ref"]) if kind == "ref" else Slot(token["slot"])


@cache
def _word(text: str) -> Word:
    return Word(re.sub(r"\\(.)", r"\1", text) if "\\" in text else text)
