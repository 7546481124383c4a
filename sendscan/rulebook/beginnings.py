"""With which words a phrase can begin, told from how it is written: most phrases are never read any further."""

from __future__ import annotations

import re
from functools import cache

from sendscan.rulebook.nodes import pieces

_WORDS = r"[^()\[\]<>{}\\.]"
_FIRST = re.compile(
    rf"(?:\[(?P<maybe>{_WORDS}+)\]\s+)?"
    rf"(?:<(?P<list>[a-z][a-z0-9_-]*)>|(?P<stem>[^\s()\[\]|<>{{}}\\.]*)(?:\((?P<either>{_WORDS}*)\))?)(?=\s|$)"
)
_MARKS = re.compile(r"[()\[\]|]")
_DEPTH = {"(": 1, "[": 1, ")": -1, "]": -1}


def beginnings(phrase: str) -> set[str]:
    """The words, as they are cut, with which alone a reading of ``phrase`` can begin; a list as ``<list>``.

    Empty where they cannot be told at a glance, as with a gap.
    """
    text = phrase.strip()
    first = _FIRST.match(text)
    if first is None:
        return _beginnings_in_brackets(text)
    starts = {f"<{first['list']}>"} if first["list"] else set()
    stem, endings = first["stem"] or "", first["either"]
    forms = [] if first["list"] else [stem + ending.strip() for ending in (endings or "").split("|")]
    forms += first["maybe"].split("|") if first["maybe"] else []
    cut = [_first(form) for form in forms]
    return starts.union(cut) if all(cut) else set()


@cache
def _first(form: str) -> str:
    """The first piece of a word as it is cut; none of no word."""
    return next(iter(pieces(form)), "")


def _beginnings_in_brackets(text: str) -> set[str]:
    """The beginnings of a phrase that opens with a bracket which holds lists or other brackets."""
    depth, after, options = 0, 1, []
    for mark in _MARKS.finditer(text) if text[:1] in ("(", "[") else ():
        depth += _DEPTH.get(mark[0], 0)
        if depth == 0 or (depth == 1 and mark[0] == "|"):
            options.append(text[after : mark.start()])
            after = mark.end()
        if depth == 0:
            break
    rest = text[after:]
    if depth or not options or rest[:1] not in ("", " ") or "\\" in text:
        return set()
    starts = [beginnings(way) for way in (options if text[0] == "(" else [*options, rest])]
    return set().union(*starts) if all(starts) else set()
