"""Which item of a record answers which item of a label, so that one missing bullet is one miss."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from sendscan.evaluation.sameness import fold, same_value

_ALIKE = 0.6
"""Share of characters in common from which two texts are taken for readings of one item."""


def key_of(item: Any) -> tuple[str, str] | None:
    """What an item is known by: its text, its name, its first date or its code; None if it has none."""
    if isinstance(item, str):
        return "text", item
    if not isinstance(item, dict):
        return None
    statement = item.get("statement")
    if isinstance(statement, dict) and isinstance(statement.get("text"), str):
        return "text", statement["text"]
    for key in ("text", "name", "start", "code"):
        if isinstance(item.get(key), str):
            return key, item[key]
    return None


def pair(expected: Sequence[Any], found: Sequence[Any]) -> list[int | None]:
    """For each expected item the index of the found one that answers it, in order, or None.

    Items with the same words are paired first, then alike ones, then what stands alone between two pairs
    on both sides.
    """
    wanted, given = [key_of(item) for item in expected], [key_of(item) for item in found]
    score = _scorer(wanted, given)
    answers: list[int | None] = [None] * len(expected)
    for i, j in _best_chain(len(wanted), len(given), score):
        answers[i] = j
    return _fill_gaps(answers, len(found))


def _scorer(
    wanted: Sequence[tuple[str, str] | None], given: Sequence[tuple[str, str] | None]
) -> Callable[[int, int], float]:
    same = {
        (i, j)
        for i, want in enumerate(wanted)
        for j, have in enumerate(given)
        if want and have and same_value(want[0], want[1], have[1])
    }
    settled_wanted, settled_given = {i for i, _ in same}, {j for _, j in same}
    folded = [fold(key[1]) if key else "" for key in wanted], [fold(key[1]) if key else "" for key in given]

    def score(i: int, j: int) -> float:
        if (i, j) in same:
            return 2.0
        if i in settled_wanted or j in settled_given or not wanted[i] or not given[j]:
            return 0.0
        want, have = folded[0][i], folded[1][j]
        matcher = SequenceMatcher(None, want, have[: len(want) + 40], autojunk=False)
        if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
            return 0.0
        ratio = matcher.ratio()
        return ratio if ratio >= _ALIKE else 0.0

    return score


def _best_chain(rows: int, columns: int, score: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """The pairs, rising in both indices, whose scores sum highest."""
    scores = [[score(i, j) for j in range(columns)] for i in range(rows)]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], scores[i][j] + best[i + 1][j + 1])
    chain, i, j = [], 0, 0
    while i < rows and j < columns:
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            chain.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return chain


def _fill_gaps(answers: list[int | None], found: int) -> list[int | None]:
    """Pairs what was left over between two pairs, where as many are left on either side."""
    filled = list(answers)
    anchors = [-1, *(i for i, j in enumerate(answers) if j is not None), len(answers)]
    for low, high in pairwise(anchors):
        first = -1 if low < 0 else answers[low]
        last = found if high == len(answers) else answers[high]
        assert first is not None and last is not None
        if high - low == last - first:
            for step in range(1, high - low):
                filled[low + step] = first + step
    return filled
