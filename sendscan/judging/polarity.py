"""How things stand, from the cues of one sentence: strength, concern, mixed or context."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Literal, NamedTuple

from sendscan.model import Polarity
from sendscan.rulebook.book import Found
from sendscan.rulebook.rules import Cue, Effect

_SPEAK: frozenset[Effect] = frozenset({"strength", "problem", "mixed", "negation", "nothing", "action"})
"""Effects that want words of their own: of two that share a word, the longer phrase stands."""
_SILENT: frozenset[Effect] = frozenset({"nothing", "aside", "wanted", "within", "besides", "deed"})
"""Effects that decide nothing about how things stand."""
_BOUNDS: frozenset[Effect] = frozenset({"contrast", "concession", "stop"})

OPENING = 4
"""Words from its beginning within which "Although" opens a sentence ("However, although …")."""
NEGATES_STRENGTH = 9
"""Words after a negation within which a strength is negated: "do not yet always have clear …"."""
JOINED = 3
"""Words between a negated problem and another that "or" joins to it."""
NEGATES_PROBLEM = 1
"""The same for a problem, which must follow at once: "no | delay", but "do not | tackle delay"."""
BESIDE = 1
"""Words between a problem of the past and the good that was wanting then."""

NOWHERE = 10**9
"""A place behind every word of a sentence."""

Sign = Literal["good", "bad", "both", "act", ""]


class Reading(NamedTuple):
    """A cue as it stands in a sentence.  ``lost_to`` says what cancelled it; ``turned`` that it is negated."""

    found: Found
    effect: Effect
    lost_to: str | None = None
    turned: bool = False

    @property
    def id(self) -> str:
        return self.found.phrase.rule.id


class Stand(NamedTuple):
    """The polarity of a sentence, the cues that decided it, all cues as read, and where problems stand.

    ``problems`` are stretches of words ``(first, last)``: clauses that hold what is unresolved.  ``done`` is
    the word behind the first action.
    """

    polarity: Polarity | None
    decided: tuple[str, ...]
    readings: tuple[Reading, ...] = ()
    continues: bool = False
    turns: bool = False
    follows: bool = False
    points_back: bool = False
    done: int = NOWHERE
    wanted: bool = False
    within: bool = False
    besides: bool = False
    clauses: tuple[tuple[int, int, Sign], ...] = ()


def stand(found: Sequence[Found], words: Sequence[str]) -> Stand:
    """Read the cues ``found`` in the ``words`` of a sentence; polarity is ``None`` where none speaks."""
    readings = _standing(found)
    readings = _within_bounds(readings)
    readings = _longest(readings)
    readings = _negated(readings, words)
    readings = _without_the_past(readings, len(words))
    readings = _aims_set_aside(readings)
    live = [r for r in readings if r.lost_to is None]
    clauses = _clauses(live, words)
    polarity = _combined(clauses, live)
    has = {r.effect for r in live}
    return Stand(
        polarity,
        tuple(dict.fromkeys(r.id for r in live if r.effect not in _SILENT)),
        tuple(readings),
        continues="continues" in has,
        turns="turns" in has,
        follows="follows" in has,
        points_back="points_back" in has,
        done=min((r.found.last for r in live if r.effect in ("action", "deed")), default=NOWHERE),
        wanted="wanted" in has,
        within="within" in has,
        besides="besides" in has,
        clauses=clauses,
    )


def _standing(found: Sequence[Found]) -> list[Reading]:
    unless = {f.phrase.rule.id: f for f in found if f.phrase.field == "unless"}
    readings = []
    for f in found:
        if f.phrase.field == "match" and isinstance(f.phrase.rule, Cue):
            stopped = unless.get(f.phrase.rule.id)
            readings.append(Reading(f, f.phrase.rule.effect, f"unless: {stopped.phrase.text}" if stopped else None))
    return readings


def _within_bounds(readings: list[Reading]) -> list[Reading]:
    """Nothing reaches over "but" or "although": a phrase with such a word in its gap does not stand."""
    bounds = [r for r in readings if r.effect in _BOUNDS and r.lost_to is None]
    if not bounds:
        return readings
    return [_unless_crossed(r, bounds) if r.effect in _SPEAK and r.lost_to is None else r for r in readings]


def _unless_crossed(r: Reading, bounds: list[Reading]) -> Reading:
    inside = (b for b in bounds if r.found.first < b.found.first and b.found.last < r.found.last)
    between = next(inside, None)
    return r if between is None else r._replace(lost_to=f"{between.id} stands between")


def _longest(readings: list[Reading]) -> list[Reading]:
    """Of cues that share a word the longer stands (a pseudo cue is just a longer one: "not only")."""
    taken: dict[int, Reading] = {}
    order = sorted(
        (r for r in readings if r.effect in _SPEAK and r.lost_to is None),
        key=lambda r: (r.found.first - r.found.last, r.found.first, r.id),
    )
    lost: dict[int, str] = {}
    for r in order:
        span = range(r.found.first, r.found.last)
        over = next((taken[at] for at in span if at in taken), None)
        if over is not None:
            lost[id(r)] = f"{over.id} is longer"
            continue
        for at in span:
            taken[at] = r
    return [r._replace(lost_to=lost[id(r)]) if id(r) in lost else r for r in readings]


def _without_the_past(readings: list[Reading], length: int) -> list[Reading]:
    """A problem that stood "at the time of the initial inspection" says nothing of now.

    Nor does the good that was wanting then: "leaders did not have | an accurate oversight of provision".
    """
    for past in [r for r in readings if r.effect == "past" and r.lost_to is None]:
        first, last = _clause_of(past, readings, length)
        here = [r for r in readings if r.lost_to is None and first <= r.found.first < last]
        problems = [r for r in here if r.effect == "problem"]
        over = {id(r) for r in problems}
        over |= {
            id(r)
            for r in here
            for problem in problems
            if r.effect == "strength" and 0 <= r.found.first - problem.found.last <= BESIDE
        }
        readings = [r._replace(lost_to=f"{past.id}: it was so then") if id(r) in over else r for r in readings]
    return readings


def _negated(readings: list[Reading], words: Sequence[str]) -> list[Reading]:
    """Let each negation turn the first cue in its reach; one that turns none is a problem of its own.

    What is joined to a negated problem by "or" is negated with it: "no gaps or delays".
    """
    result = list(readings)
    for i, r in enumerate(readings):
        if r.effect != "negation" or r.lost_to is not None:
            continue
        target = _target(r, result)
        if target is None:
            result[i] = r._replace(effect="problem")
            continue
        t = result[target]
        problem = t.effect == "problem"
        turned: Effect = "strength" if problem else "problem"
        result[target] = t._replace(effect=turned, turned=True)
        result[i] = r._replace(effect="nothing")
        if not problem:
            result = _wanting_with(result[target], result, words)
        while problem and (target := _joined(result[target], result, words)) is not None:
            result[target] = result[target]._replace(effect="strength", turned=True)
    return result


def _wanting_with(turned: Reading, readings: list[Reading], words: Sequence[str]) -> list[Reading]:
    """What is done within what is not so is not done: "are not able to prioritise | actions that will lead to …"."""
    end = turned.found.last
    parts = (at for at in range(end, len(words)) if words[at] in _PARTS)
    bounds = (b.found.first for b in readings if b.effect in _BOUNDS and b.found.first >= end)
    wall = min(chain(parts, bounds), default=NOWHERE)
    return [
        r._replace(lost_to=f"{turned.id} is wanting")
        if r.effect in ("action", "deed") and r.lost_to is None and end <= r.found.first < wall
        else r
        for r in readings
    ]


_PARTS = frozenset({"and", ",", ";", ":"})
"""Words and marks behind which a sentence says something new: "reviews are not on time and | there is a plan"."""


def _joined(turned: Reading, readings: list[Reading], words: Sequence[str]) -> int | None:
    """The problem that "or" joins to the one just ``turned``."""
    end = turned.found.last
    for i, r in enumerate(readings):
        near = r.effect == "problem" and r.lost_to is None and 0 < r.found.first - end <= JOINED
        if near and "or" in words[end : r.found.first]:
            return i
    return None


def _target(negation: Reading, readings: list[Reading]) -> int | None:
    end = negation.found.last
    wall = min(
        (b.found.first for b in readings if b.effect in _BOUNDS and b.found.first >= end and b.lost_to is None),
        default=NOWHERE,
    )
    best: int | None = None
    for i, r in enumerate(readings):
        if r.lost_to is not None or r.turned or not end <= r.found.first < wall:
            continue
        reach = {"strength": NEGATES_STRENGTH, "action": NEGATES_STRENGTH, "problem": NEGATES_PROBLEM}.get(r.effect)
        if reach is None or r.found.first - end >= reach:
            continue
        if best is None or r.found.first < readings[best].found.first:
            best = i
    return best


def _aims_set_aside(readings: list[Reading]) -> list[Reading]:
    """What an action or a plan is for ("plan to ensure timely help") is no strength yet."""
    result = list(readings)
    for action in [r for r in readings if r.effect == "action" and r.lost_to is None]:
        wall = min(
            (b.found.first for b in readings if b.effect in _BOUNDS and b.found.first >= action.found.last),
            default=NOWHERE,
        )
        for i, r in enumerate(result):
            if r.effect == "strength" and r.lost_to is None and action.found.last <= r.found.first < wall:
                result[i] = r._replace(lost_to=f"{action.id}: it is only the aim")
    return result


def _clause_of(reading: Reading, readings: list[Reading], length: int) -> tuple[int, int]:
    at = reading.found.first
    cuts = [b.found.first for b in readings if b.effect in ("contrast", "stop") and b.lost_to is None]
    return max((c for c in cuts if c <= at), default=0), min((c for c in cuts if c > at), default=length)


def _clauses(live: list[Reading], words: Sequence[str]) -> tuple[tuple[int, int, Sign], ...]:
    length = len(words)
    cuts = sorted({r.found.first for r in live if r.effect == "contrast" and r.found.first > 1})
    granted = next((r for r in live if r.effect == "concession"), None)
    if granted is not None and not cuts:
        later = granted.found.first > OPENING
        cuts = [granted.found.first] if later else _end_of_concession(live, words)
    edges = [0, *cuts, length]
    signs = [_sign([r for r in live if first <= r.found.first < last]) for first, last in pairwise(edges)]
    if any(r.effect == "contrast" for r in live) and "good" in signs and signs[-1] == "":
        signs[-1] = "bad"  # "The forum is well run, but its members come from one town": what but turns to is amiss
    return tuple((*edge, sign) for edge, sign in zip(pairwise(edges), signs, strict=True))


def _end_of_concession(live: list[Reading], words: Sequence[str]) -> list[int]:
    """The comma that ends "Although …, ": the last one with a cue before it and the first problem behind it."""
    spoken = [r.found.first for r in live if r.effect in _SPEAK and r.effect != "nothing"]
    commas = [at for at, word in enumerate(words) if word == ","]
    ending = [at for at in commas if any(s < at for s in spoken) and any(s > at for s in spoken)]
    return ending[:1] or commas[:1]


def _sign(readings: list[Reading]) -> Sign:
    effects = {r.effect for r in readings}
    if "mixed" in effects or ("problem" in effects and not effects.isdisjoint(("action", "deed"))):
        return "both"
    if "problem" in effects:
        return "bad"
    if "strength" in effects:
        return "good"
    return "act" if "action" in effects else ""


def _combined(clauses: tuple[tuple[int, int, Sign], ...], live: list[Reading]) -> Polarity | None:
    signs = [sign for _, _, sign in clauses]
    bad, both = "bad" in signs, "both" in signs
    conceded = any(r.effect == "concession" for r in live)
    if bad and set(signs) == {"bad"} and (len(signs) > 1 or not conceded):
        return "concern"  # also where both halves are bad: "attendance is too low, while exclusions are too high"
    if both or bad:
        return "mixed"
    if "good" in signs:
        return "strength"
    return "context" if "act" in signs else None
