"""What a problem is about, weighed: what its phrases name, and what sentences like it are about.

Phrases are sure and few; the ways to put a thing are many.  A problem that no phrase fits is still told in
words in which others told of the same, and one that a phrase fits in passing is unlike those that are about
that.  So the precedents have a say: of two sentences in nearly the same words a careful reader says the same.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sendscan.rulebook.precedents import Heard, Precedents, Told

UNNAMED = "other"
"""The concern of a problem that no other rule fits."""
NAMED = 0.46
"""What it weighs that a phrase names a concern in the problem itself; all precedents together weigh 1."""
CARRIED = 0.4
"""What it weighs that a concern is taken from the sentence before, or for want of a better one."""
NEEDED = 0.5
"""The weight with which a concern stands."""
MOST = 2
"""Concerns of one sentence at most: careful readers see 1.2 in a problem."""
BEFORE = 0.25
"""The share that the words of the sentence before count: what it is about is often kept to."""


class Weighed(NamedTuple):
    """The concerns that ``stand`` (those that phrases gave first), and what led to them.

    ``phrased`` are those that phrases gave, ``by_precedents`` how the precedents share their one vote, ``heard``
    those that were like what is told, if any were.
    """

    stand: tuple[str, ...]
    phrased: tuple[str, ...]
    by_precedents: dict[str, float]
    heard: Heard | None = None


def weighed(
    raised: Sequence[str], named: Collection[str], barred: Collection[str], told: Told, precedents: Precedents
) -> Weighed:
    """Which concerns a problem is about.

    ``raised`` are those its phrases give it, ``named`` those of them that it names itself, ``barred`` those that
    a phrase says it is not about.  A concern of which there is no precedent stands as its phrases say, and so do
    all if no precedent is like what is ``told``.
    """
    heard = precedents.hear(told)
    if heard is None:
        return Weighed(tuple(raised), tuple(raised), {})
    shares = {name: share for name, share in heard.shares().items() if name in raised or name not in barred}
    weights = dict(shares)
    for name in raised:
        weights[name] = weights.get(name, 0.0) + (NAMED if name in named else CARRIED)
    unheard = {name for name in raised if name not in precedents.known}
    weighty = (name for name, weight in weights.items() if weight >= NEEDED and name not in unheard)
    best = sorted(weighty, key=lambda name: (-weights[name], name))[:MOST]
    enough = unheard.union(best)
    if len(enough) > 1:
        enough.discard(UNNAMED)  # "other" says that no other concern fits
    stand = [name for name in dict.fromkeys([*raised, *best]) if name in enough]
    return Weighed(tuple(stand) or tuple(raised), tuple(raised), shares, heard)
