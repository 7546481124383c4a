"""What a problem is about, weighed: what its phrases name, and what sentences like it are about.

Phrases are sure and few; the ways to put a thing are many.  A problem that no phrase fits is still told in
words in which others told of the same, and one that a phrase fits in passing is unlike those that are about
that.  So the precedents have a say: of two sentences in nearly the same words a careful reader says the same.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sendscan.rulebook.precedents import Like, Precedents, Told

NAMED = 0.42
"""What it weighs that a phrase names a concern in the problem itself; all precedents together weigh 1."""
CARRIED = 0.4
"""What it weighs that a concern is taken from the sentence before, or for want of a better one."""
NEEDED = 0.45
"""The weight with which a concern stands."""
MOST = 2
"""Concerns of one sentence at most: careful readers see 1.2 in a problem."""
BEFORE = 0.25
"""The share that the words of the sentence before count: what it is about is often kept to."""
_POWER = 3
"""The likeness of a precedent counts to this power: one that is near outweighs many that are far."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The concerns that ``stand``, and what led to them.

    ``phrased`` are those that phrases gave, ``by_precedents`` how the precedents share their one vote, ``heard``
    the precedents, most like first.
    """

    stand: tuple[str, ...]
    phrased: tuple[str, ...]
    by_precedents: dict[str, float]
    heard: tuple[Like, ...] = ()


def weighed(
    raised: Sequence[str], named: Collection[str], barred: Collection[str], told: Told, precedents: Precedents
) -> Weighed:
    """Which concerns a problem is about.

    ``raised`` are those its phrases give it, ``named`` those of them that it names itself, ``barred`` those that
    a phrase says it is not about.  A concern of which there is no precedent stands as its phrases say, and so do
    all if no precedent is like what is ``told``.
    """
    heard = precedents.most_like(told)
    if not heard:
        return Weighed(tuple(raised), tuple(raised), {})
    shares: dict[str, float] = {}
    total = sum(like.likeness**_POWER for like in heard)
    for like in heard:
        for name in like.about:
            if name in raised or name not in barred:
                shares[name] = shares.get(name, 0.0) + like.likeness**_POWER / total
    weights = dict(shares)
    for name in raised:
        weights[name] = weights.get(name, 0.0) + (NAMED if name in named else CARRIED)
    unheard = [name for name in raised if name not in precedents.known]
    best = sorted(weights.keys() - set(unheard), key=lambda name: (-weights[name], name))[:MOST]
    stand = [name for name in best if weights[name] >= NEEDED]
    return Weighed((*unheard, *stand) or tuple(raised), tuple(raised), shares, tuple(heard))
