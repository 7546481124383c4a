"""What a person asks for in words, as an expression of FTS5 that is always well-formed.

Words are found with their other endings, ``"in quotation marks"`` as written, ``begin*`` by how they begin.
All must be there; ``OR``, ``NOT``, ``AND`` (in capitals) and parentheses say otherwise.  Little typed is
an error: ``OR`` or ``AND`` with nothing to work on is a word, a bracket or quotation mark left open ends at
the end.  ``NOT`` with nothing to take away from would find the opposite of what was meant: that is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sendscan.errors import UsageError

_OPERATORS = ("AND", "OR", "NOT")
_PIECES = re.compile(r'"(?P<quoted>[^"]*)(?:"(?P<star>\*)?|$)|(?P<bracket>[()])|(?P<word>[^\s()"]+)')
_QUOTES = str.maketrans("“”„«»", '"' * 5)
_ACCENTS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile("(?<=.)[’']s$")  # an ending like others
_MOST = 400  # FTS5 goes no deeper than 256 and is asked for nothing like a page
_DEEPEST = 12  # FTS5 itself gives up some twenty deep

Variants = Callable[[str], Sequence[str]]
"""Given a word, the words of the library with the same stem."""


@dataclass(frozen=True, slots=True)
class Query:
    """``match`` for FTS5, and ``notes`` on what was taken otherwise than it was perhaps meant."""

    match: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    sort: str  # term, ( or ), or an operator
    typed: str
    match: str = ""


def words_of(text: str) -> list[str]:
    """The words of ``text`` as the full-text search cuts and folds them: no accents, no capitals.

    >>> words_of("Zoë’s EHC-plan")
    ['zoe', 's', 'ehc', 'plan']
    """
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return _WORD.findall(text.lower())


def understood(typed: str, variants: Variants) -> Query:
    """What ``typed`` asks for.

    Raises :class:`UsageError` if no word is in it, or far too many are, or NOT stands alone.
    """
    tokens = list(_tokens(typed.translate(_QUOTES), variants))
    if len(tokens) > _MOST:
        raise UsageError(f"That is more than {_MOST} words to look for.", advice="Leave some out.")
    notes: list[str] = []
    tokens = _sound(_balanced(tokens), variants, notes)
    if not tokens:
        raise UsageError(
            "There is no word in what is to be looked for.", advice='Example: sendscan search "annual review*"'
        )
    return Query(_any(_Reader(tokens)), tuple(notes))


def _tokens(typed: str, variants: Variants) -> Iterator[_Token]:
    for piece in _PIECES.finditer(typed):
        if piece["bracket"]:
            yield _Token(piece["bracket"], piece["bracket"])
        elif piece["word"] in _OPERATORS:
            yield _Token(piece["word"], piece["word"])
        elif piece["word"]:
            yield from _term(piece["word"], variants)
        elif words := words_of(piece["quoted"]):
            begins = piece["star"] or piece["quoted"].endswith("*")
            yield _Token("term", piece[0], f'"{" ".join(words)}"' + ("*" if begins else ""))


def _term(typed: str, variants: Variants) -> Iterator[_Token]:
    words = words_of(_POSSESSIVE.sub("", typed))
    if not words:
        return  # a dash or an ampersand between words
    exact = f'"{" ".join(words)}"'
    if typed.endswith("*"):
        yield _Token("term", typed, f"{exact}*")
    elif len(words) > 1:  # "post-16" is two words side by side
        yield _Token("term", typed, exact)
    else:
        alike = dict.fromkeys([words[0], *variants(words[0])])
        found = " OR ".join(f'"{word}"' for word in alike)
        yield _Token("term", typed, f"({found})" if len(alike) > 1 else found)


def _balanced(tokens: Sequence[_Token]) -> list[_Token]:
    """Brackets in pairs, and none around nothing."""
    kept: list[_Token] = []
    opened = deepest = 0
    for token in tokens:
        if token.sort == "(":
            opened += 1
            deepest = max(deepest, opened)
        elif token.sort == ")":
            if not opened:
                continue
            opened -= 1
            if kept[-1].sort == "(":
                kept.pop()
                continue
        kept.append(token)
    while opened:
        opened -= 1
        if kept[-1].sort == "(":
            kept.pop()
        else:
            kept.append(_Token(")", ")"))
    if deepest > _DEEPEST:
        raise UsageError(f"Brackets stand more than {_DEEPEST} deep.", advice="Leave some out.")
    return kept


def _sound(tokens: Sequence[_Token], variants: Variants, notes: list[str]) -> list[_Token]:
    """Operators between two things each; AND and OR that are not become the words they are."""
    sound: list[_Token] = []
    for number, token in enumerate(tokens):
        before = sound[-1].sort if sound else ""
        after = tokens[number + 1].sort if number + 1 < len(tokens) else ""
        if token.sort == "AND" and after == "NOT":
            continue  # "reviews AND NOT trust" says the same as "reviews NOT trust"
        joins = before in ("term", ")") and after in ("term", "(")
        if token.sort == "NOT" and (not joins or tokens[number - 1].sort == "OR"):
            raise UsageError(
                "NOT needs something to take away from, and something to take away.",
                advice='Say what to look for first, as in: reviews NOT trust (or "not" for the word itself).',
            )
        if token.sort in _OPERATORS and not joins:
            notes.append(f"{token.typed} stands where it has nothing to join: it is looked for as a word.")
            sound += _term(token.typed, variants)
        else:
            sound.append(token)
    return sound


class _Reader:
    """Tokens taken one by one."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def next_is(self, *sorts: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].sort in sorts

    def take(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]


def _any(reader: _Reader) -> str:
    choices = [_all(reader)]
    while reader.next_is("OR"):
        reader.take()
        choices.append(_all(reader))
    return choices[0] if len(choices) == 1 else f"({' OR '.join(choices)})"


def _all(reader: _Reader) -> str:
    wanted = [_one(reader)]
    unwanted: list[str] = []
    while reader.next_is("AND", "NOT", "term", "("):
        negated = reader.next_is("NOT")
        if reader.next_is("AND", "NOT"):
            reader.take()
        (unwanted if negated else wanted).append(_one(reader))
    match = wanted[0] if len(wanted) == 1 else f"({' AND '.join(wanted)})"
    return f"({match} NOT ({' OR '.join(unwanted)}))" if unwanted else match


def _one(reader: _Reader) -> str:
    token = reader.take()
    if token.sort != "(":
        return token.match
    match = _any(reader)
    reader.take()
    return match
