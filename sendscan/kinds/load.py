"""Kind files, read once and made ready to be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from sendscan.errors import Problem, RuleError, UnknownKindError, UsageError, Where
from sendscan.kinds.patterns import Pattern, Phrases
from sendscan.kinds.schema import Fills, KindFile, SectionRule, Unit
from sendscan.model import Kind, NextStep, OutcomeVerdict
from sendscan.resources import bundled
from sendscan.rulebook.phrases import PhraseError
from sendscan.rulebook.strict import Marks, load_marked, schema_of

OPENING = 6000
"""How many characters of the clean text are asked for the kind: the first page or two."""


class Section(NamedTuple):
    """A section rule, ready."""

    headings: Phrases
    fills: Fills
    items: Unit
    subheadings: bool
    particulars: bool
    none: Phrases


class Statement(NamedTuple):
    """An outcome rule, ready."""

    phrases: Phrases
    verdict: OutcomeVerdict | None
    counts: str | None


class LetterKind(NamedTuple):
    """One kind of letter, ready to divide letters."""

    kind: Kind
    name: str
    inspectorates: tuple[tuple[str, Phrases], ...]
    subject: Phrases
    header: Phrases
    sections: tuple[Section, ...]
    outcome: tuple[Statement, ...]
    next_steps: tuple[tuple[NextStep, Phrases], ...]
    introductions: Phrases
    continues: Phrases
    sufficient: Phrases
    insufficient: Phrases
    unheaded_prose: bool
    closing: Phrases
    signature: Phrases
    formulas: Phrases
    boilerplate: Phrases


class KindCard(NamedTuple):
    """What it takes to recognise a kind; the rest of it is made ready when a letter is of that kind."""

    kind: Kind
    name: str
    opens: Phrases
    unless: Phrases
    made: Callable[[], LetterKind]


@lru_cache(maxsize=4)
def load_kinds(folder: Path | None = None) -> tuple[KindCard, ...]:
    """Every kind in ``folder`` (default: the bundled ``rules/kinds``), in order of file name.

    Raises :class:`RuleError` with all problems of all files, but for phrases that are not needed to
    recognise a kind: those are read when the kind is made, or all at once by :func:`load_kind`.
    """
    cards: list[KindCard] = []
    problems: list[Problem] = []
    for path in kind_files(folder):
        try:
            file, marks = load_marked(path, KindFile)
        except RuleError as error:
            problems.extend(error.problems)
            continue
        maker = _Maker(file, marks)
        cards.append(
            KindCard(
                kind=file.kind,
                name=file.name,
                opens=Phrases.of(
                    [
                        *maker.phrases(file.subject, "subject").patterns,
                        *maker.phrases(file.recognise.any, "recognise", "any").patterns,
                    ]
                ),
                unless=maker.phrases(file.recognise.unless, "recognise", "unless"),
                made=lru_cache(maxsize=1)(partial(_made, file, marks)),
            )
        )
        problems += maker.problems
    if problems:
        raise RuleError(tuple(problems))
    return tuple(cards)


def kind_files(folder: Path | None = None) -> list[Path]:
    """The kind files in ``folder`` (default: the bundled ``rules/kinds``), in order of name."""
    return sorted((folder or bundled("rules") / "kinds").glob("*.yaml"))


def problems_in(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Every problem of kind files, all at once."""
    found: list[Problem] = []
    for path in paths:
        try:
            load_kind(path)
        except RuleError as error:
            found.extend(error.problems)
    return tuple(found)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind file, made from the types it is read into."""
    return schema_of(KindFile)


def load_kind(path: Path) -> LetterKind:
    """One kind file.  Raises :class:`RuleError` with every problem in it, phrases included."""
    return _made(*load_marked(path, KindFile))


def _made(file: KindFile, marks: Marks) -> LetterKind:
    maker = _Maker(file, marks)
    for name, phrases in file.lists.items():
        maker.phrases(phrases, "lists", name)
    maker.phrases(file.recognise.any, "recognise", "any")
    maker.phrases(file.recognise.unless, "recognise", "unless")
    kind = LetterKind(
        kind=file.kind,
        name=file.name,
        inspectorates=tuple(
            (name, maker.phrases(phrases, "inspectorates", name)) for name, phrases in file.inspectorates.items()
        ),
        subject=maker.phrases(file.subject, "subject"),
        header=maker.phrases(file.header, "header"),
        sections=tuple(maker.section(section, index) for index, section in enumerate(file.sections)),
        outcome=tuple(
            Statement(maker.phrases(rule.phrases, "outcome", index, "phrases"), rule.verdict, rule.counts)
            for index, rule in enumerate(file.outcome)
        ),
        next_steps=tuple(
            (rule.value, maker.phrases(rule.phrases, "next_steps", index, "phrases"))
            for index, rule in enumerate(file.next_steps)
        ),
        introductions=maker.phrases(file.weaknesses.introductions, "weaknesses", "introductions"),
        continues=maker.phrases(file.weaknesses.continues, "weaknesses", "continues"),
        sufficient=maker.phrases(file.weaknesses.sufficient, "weaknesses", "sufficient"),
        insufficient=maker.phrases(file.weaknesses.insufficient, "weaknesses", "insufficient"),
        unheaded_prose=file.unheaded_prose,
        closing=maker.phrases(file.closing, "closing"),
        signature=maker.phrases(file.signature, "signature"),
        formulas=maker.phrases(file.formulas, "formulas"),
        boilerplate=maker.phrases(file.boilerplate, "boilerplate"),
    )
    if maker.problems:
        raise RuleError(tuple(maker.problems))
    return kind


class _Maker:
    """Phrases of one file, with the places of those that cannot be understood."""

    def __init__(self, file: KindFile, marks: Marks) -> None:
        self.lists = file.lists
        self.marks = marks
        self.problems: list[Problem] = []

    def phrases(self, phrases: tuple[str, ...], *keys: str | int) -> Phrases:
        patterns = []
        for index, phrase in enumerate(phrases):
            try:
                patterns.append(Pattern(phrase, self.lists))
            except PhraseError as error:
                self.problems.append(Problem(f"{error.message}: {phrase!r}", self.marks.where(*keys, index)))
        return Phrases.of(patterns)

    def section(self, rule: SectionRule, index: int) -> Section:
        return Section(
            headings=self.phrases(rule.headings, "sections", index, "headings"),
            fills=rule.fills,
            items=rule.items,
            subheadings=rule.subheadings,
            particulars=rule.particulars,
            none=self.phrases(rule.none, "sections", index, "none"),
        )


def kinds_like(text: str, kinds: tuple[KindCard, ...]) -> list[KindCard]:
    """The kinds that a clean text opens like: one, unless it is no letter of a known kind."""
    opening = text[:OPENING]
    return [kind for kind in kinds if kind.opens.heads_line(opening) and not kind.unless.search(opening)]


def recognise(text: str, name: str, kinds: tuple[KindCard, ...], *, forced: str | None = None) -> LetterKind:
    """The kind a clean text is of, by what its opening says; ``name`` is the file's, for the error.

    Raises :class:`UnknownKindError` where no kind, or more than one, fits, naming the kinds there are;
    :class:`UsageError` where ``forced`` is no kind.
    """
    if forced is not None:
        for kind in kinds:
            if kind.kind == forced:
                return kind.made()
        raise UsageError(f"there is no kind {forced!r}; there are {', '.join(kind.kind for kind in kinds)}")
    fitting = kinds_like(text, kinds)
    if len(fitting) == 1:
        return fitting[0].made()
    known = "; ".join(f"{kind.kind} ({kind.name})" for kind in kinds)
    what = "none" if not fitting else "more than one (" + ", ".join(kind.kind for kind in fitting) + ")"
    raise UnknownKindError(
        f"This is {what} of the kinds of letter sendscan knows: {known}.",
        Where(name),
        advice="If it is one of them, say which: sendscan parse LETTER --kind KIND.",
    )
