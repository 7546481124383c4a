"""Sentences of items to judgements: polarity, voice, themes and concerns, by the rules alone.

The section a sentence stands in has no say: a sentence under "effective" can state a problem, and the
words decide.  The one exception is a list of what must improve: "The timeliness of supervision." states
nothing, and stands there as a problem.  What a sentence leaves open ("They …", "For example, …") it takes
from the one before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from sendscan.judging.concerns import About, Scope, about
from sendscan.judging.judgement import Judgement, Passage, Raised
from sendscan.judging.polarity import Stand, stand
from sendscan.judging.precedence import BEFORE, UNNAMED, Weighed, weighed
from sendscan.judging.severity import severity
from sendscan.judging.voice import Heard, heard
from sendscan.language import Words
from sendscan.model import Polarity
from sendscan.rulebook.book import BEGIN, Found, Rulebook
from sendscan.rulebook.rules import ConcernRule

LISTED = "listed-to-improve"
"""The cue of a sentence that is a problem because of the list it stands in."""
_TO_IMPROVE = frozenset({"improvements", "priority_actions"})
"""Sections that list what must improve."""


class Topic(NamedTuple):
    """The concerns last named in a paragraph, for sentences of it that name none.

    Before any is named that is what its strengths are about: "The offer for nurseries is strong. For colleges
    it is thinner."
    """

    concerns: tuple[str, ...]
    paragraph: int


class Trace(NamedTuple):
    """One sentence judged, with everything that led to it: what ``rules explain`` shows."""

    words: list[str]
    found: tuple[Found, ...]
    stand: Stand
    heard: Heard
    about: About
    carried: str | None
    weighed: Weighed | None
    judgement: Judgement
    topic: Topic


def judge(
    words: Words, passages: Sequence[Passage], rulebook: Rulebook, *, kind: str | None = None
) -> tuple[tuple[Judgement, ...], ...]:
    """A judgement for every sentence of every passage, in their order.

    ``kind`` is the kind of letter, for rules that belong to some kinds only.
    """
    traced = traces(words, passages, rulebook, kind=kind)
    return tuple(tuple(trace.judgement for trace in item) for item in traced)


def traces(
    words: Words, passages: Sequence[Passage], rulebook: Rulebook, *, kind: str | None = None
) -> list[list[Trace]]:
    """As :func:`judge`, each sentence with what led to its judgement."""
    done: list[list[Trace]] = []
    for at, passage in enumerate(passages):
        above = done[-1] if at and passages[at - 1].section == passage.section else []
        item = _Item(rulebook, kind, _subject(words, passage, rulebook, kind), passage.section in _TO_IMPROVE)
        done.append(_item_traces(words, passage, item, above[-1] if above else None))
    return done


def _item_traces(words: Words, passage: Passage, item: _Item, above: Trace | None) -> list[Trace]:
    """The sentences of one item.

    ``above`` is the last sentence of the item before, in the same section: a bullet that begins "Leaders
    have taken steps to address this situation" speaks of that.
    """
    done: list[Trace] = []
    for sentence in passage.sentences:
        tokens = [BEGIN, *words.words(sentence.start, sentence.end)[0]]
        place = _Place(sentence.paragraph, len(passage.sentences) == 1, sentence.text[:1].islower())
        trace = _trace(tokens, item, done[-1] if done else None, place)
        if not done and trace.stand.points_back:
            trace = _trace(tokens, item, above, place)
        done.append(trace)
    return done


class _Item(NamedTuple):
    """What holds for all sentences of an item: the rules, the kind of letter, what it is about, its list."""

    rulebook: Rulebook
    kind: str | None
    subject: tuple[str, ...]
    to_improve: bool


class _Place(NamedTuple):
    """Where in an item a sentence stands: its paragraph, and whether it is alone there or ends what leads the list in.

    "The statement should say how leaders will ensure that: | needs are fully understood and addressed"
    """

    paragraph: int
    alone: bool
    led_in: bool


SUBJECTS = 2
"""An item's statement, or a strength, that fits more concern rules than this is too broad to lend them."""


def _subject(words: Words, passage: Passage, rulebook: Rulebook, kind: str | None) -> tuple[str, ...]:
    if passage.statement is None:
        return ()
    fits: dict[str, None] = {}
    for start, end in words.sentences(*passage.statement):
        tokens = [BEGIN, *words.words(start, end)[0]]
        scope = Scope([(0, len(tokens))])
        fits |= dict.fromkeys(about(rulebook.find(tokens), voice="inspectors", kind=kind, scope=scope).raised)
    return _lent(tuple(fits), rulebook) if len(fits) <= SUBJECTS else ()


def _lent(names: Sequence[str], rulebook: Rulebook) -> tuple[str, ...]:
    """Those of ``names`` that can be what another sentence is about."""
    rules = (rulebook.rules.get(name) for name in names)
    return tuple(rule.id for rule in rules if isinstance(rule, ConcernRule) and rule.lends == "topic")


def _but_effects(names: Sequence[str], rulebook: Rulebook) -> tuple[str, ...]:
    """``names`` without those that, where something follows from a problem, are named as its effect."""
    rules = ((name, rulebook.rules.get(name)) for name in names)
    return tuple(name for name, rule in rules if not (isinstance(rule, ConcernRule) and rule.as_effect == "cause"))


def _trace(tokens: list[str], item: _Item, before: Trace | None, place: _Place) -> Trace:
    rulebook = item.rulebook
    found = rulebook.find(tokens)
    standing = stand(found, tokens)
    voiced = heard(found, tokens, before.heard if before else None)
    polarity, carried = _settled(standing, before, tokens)
    listed = item.to_improve and polarity in ("strength", "context") and _only_wanted(standing, tokens, place)
    if listed:
        polarity, carried = "concern", "it stands in a list of what must improve"
    scope = _scope(standing, tokens)
    topics = about(found, voice=voiced.voice, kind=item.kind, scope=scope)
    topic = before.topic if before and before.topic.paragraph == place.paragraph else Topic((), place.paragraph)
    raised: tuple[str, ...] = ()
    weighing: Weighed | None = None
    if polarity in ("concern", "mixed"):
        inherited = _inherited(standing, tokens, before)
        if inherited and not _lent(inherited, rulebook):
            inherited = topic.concerns or inherited  # "This is uneven. As a result …": not about unevenness
        only_back = carried == ON_IT or standing.within
        own = topics.raised
        if standing.follows and inherited:
            own = _but_effects(own, rulebook) or inherited
        if standing.besides:
            own = (*own, *inherited)
        raised = (
            (inherited if only_back else ())
            or tuple(dict.fromkeys(own))
            or inherited
            or (topics.aside if _halves_point(standing, tokens) else ())
            or _lent(topics.otherwise, rulebook)[:1]  # "Support at transition is uneven": about transition
            or topics.otherwise
            or topics.aside
            or topic.concerns
            or item.subject
            or tuple(rule.id for rule in rulebook.concerns if voiced.voice in rule.otherwise_voices)
            or _lent(topics.last, rulebook)[:1]
            or (UNNAMED,)
        )
        told = [(scope.outside_asides(tokens), 1.0), *([(before.words, BEFORE)] if before else [])]
        weighing = weighed(raised, own, topics.barred, told, rulebook.precedents(item.kind))
        raised = weighing.stand
        topic = Topic(_lent(raised, rulebook) or topic.concerns, place.paragraph)
    elif not topic.concerns and len(topics.themes) <= SUBJECTS:
        topic = Topic(_lent(topics.themes, rulebook), place.paragraph)
    decided = (LISTED,) if listed else standing.decided
    judgement = Judgement(
        polarity=polarity,
        voice=voiced.voice,
        themes=topics.themes,
        raised=tuple(_raised(name, rulebook, found) for name in raised),
        cues=tuple(dict.fromkeys([*decided, *([voiced.rule] if voiced.rule else [])])),
    )
    return Trace(tokens, found, standing, voiced, topics, carried, weighing, judgement, topic)


def _only_wanted(standing: Stand, tokens: Sequence[str], place: _Place) -> bool:
    """Whether a sentence only says what should be, or is no sentence but a name ("The quality of plans.")."""
    if standing.wanted or place.led_in:
        return True
    return place.alone and _FINITE.isdisjoint(tokens[: _first_subclause(tokens)])


_FINITE = frozenset(
    {"is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "can", "could", "will", "would"}
)
"""Verbs that make a sentence of a list's entry."""
_SUBCLAUSE = frozenset(
    {"that", "which", "who", "whom", "whose", "where", "when", "so", "if", "how", "whether", "to", "because"}
)


def _first_subclause(tokens: Sequence[str]) -> int:
    return next((at for at, token in enumerate(tokens) if token in _SUBCLAUSE), len(tokens))


ON_IT = "an action on the problem of the sentence before"


def _settled(standing: Stand, before: Trace | None, tokens: Sequence[str]) -> tuple[Polarity, str | None]:
    """The polarity, and in words what it was taken from if not from the sentence's own cues."""
    last = before.judgement.polarity if before else None
    troubled = last in ("concern", "mixed")
    on_it = standing.points_back or not _ANAPHORS.isdisjoint(tokens[standing.done :])
    if standing.polarity in ("context", "strength", None) and on_it and troubled:
        return "mixed", ON_IT
    if standing.polarity is not None:
        return standing.polarity, None
    if standing.turns and last == "strength":
        return "concern", "it turns from the strength before"
    if standing.turns and last == "concern":
        return "strength", "it turns from the problem before"
    if (standing.continues or standing.follows) and last in ("strength", "concern"):
        return last, "it continues the sentence before"
    if (standing.continues or standing.follows) and last == "mixed":
        return "concern", "it continues the sentence before"
    if last == "strength" and _points(tokens):
        return last, "no cue: it points back at the strength before"
    if troubled and _points(tokens):
        return "concern", "no cue: it points back at the problem before"
    return "context", "nothing speaks for or against"


def _scope(standing: Stand, tokens: Sequence[str]) -> Scope:
    # "Checks enable leaders to tackle weaknesses, but advice is late": the half without a remedy says what is wrong.
    signs = {sign for _, _, sign in standing.clauses}
    wanted = ("bad",) if "bad" in signs else ("both",)
    bad = [(first, last) for first, last, sign in standing.clauses if sign in wanted]
    asides = [
        (r.found.first, _resumed(tokens, r.found)) for r in standing.readings if r.effect == "aside" and not r.lost_to
    ]
    return Scope(bad or [(0, len(tokens))], asides)


def _resumed(tokens: Sequence[str], aside: Found) -> int:
    """Where the sentence goes on within an aside: "…, including those in school, | are not …"."""
    inside = range(aside.first + 1, aside.last - 1)
    return next((at for at in inside if tokens[at] == "," and tokens[at + 1] in _FINITE), aside.last)


_ANAPHORS = frozenset({"this", "these", "it", "such"})
"""Words after an action by which it points back at the problem it is for: "have set up a group to look at this"."""
_POINTING = frozenset(
    {"this", "these", "they", "it", "such", "those", "its", "their", "others", "ultimately", "consequently"}
    | {"however", "also", "subsequently", "therefore", "thus", "equally"}
)
"""First words of a sentence that leaves open what it is about, and takes it from the one before."""
_SAID = 10
"""Words from its beginning within which a sentence says who tells of "this"."""
_LEADING = frozenset({"as", "in", "for"})
_BACK = frozenset({"a", "this", "these", "those", "such", "some", "others", "example", "instance", "turn"})
"""Words after "in", "for" or "as" that point back: "In these cases", but "In schools"."""
_QUANTITIES = frozenset({"some", "many", "most", "few", "too"})
_GOES_ON = frozenset({"of", "are", "have", "do", "can", "cannot", "also", "still", "wait", "feel", "who", "others"})
"""Words after "some" or "many" that show that nobody is named: "Some are", but "Some schools"."""


def _points(tokens: Sequence[str]) -> bool:
    first = tokens[1] if len(tokens) > 1 else ""
    if ("that", "this") in pairwise(tokens[:_SAID]):
        return True  # "Heads told us that this …"
    if first in _LEADING:
        return not _BACK.isdisjoint(tokens[2:3])
    return first in _POINTING or (first in _QUANTITIES and not _GOES_ON.isdisjoint(tokens[2:4]))


_FOR_A_HALF = frozenset({"this", "these", "it", "they"})


def _halves_point(standing: Stand, tokens: Sequence[str]) -> bool:
    """Whether the half with the problem leaves what it is about to the half before it ("…, but this is uneven")."""
    return any(
        sign == "bad" and not _FOR_A_HALF.isdisjoint(tokens[first + 1 : first + 2])
        for first, _, sign in standing.clauses[1:]
    )


def _inherited(standing: Stand, tokens: Sequence[str], before: Trace | None) -> tuple[str, ...]:
    """The concerns of the sentence before, where this one points back at it."""
    if before is None:
        return ()
    goes_on = standing.continues or standing.follows or standing.points_back or standing.turns or standing.besides
    if not (goes_on or _points(tokens)):
        return ()
    if before.judgement.raised:
        return tuple(r.rule for r in before.judgement.raised if r.rule != UNNAMED)
    return before.about.raised


def _raised(name: str, rulebook: Rulebook, found: Sequence[Found]) -> Raised:
    rule = rulebook.rules.get(name)
    if not isinstance(rule, ConcernRule):
        return Raised(name, name, "medium")
    return Raised(name, rule.title, severity(rule.severity, found))
