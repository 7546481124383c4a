"""The pipeline: bytes to record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sendscan import rulebook
from sendscan.checks import check, check_kind, coverage_of
from sendscan.cleaning import CleanText, clean
from sendscan.errors import UsageError
from sendscan.items import assemble
from sendscan.judging import judge
from sendscan.judging.judgement import Judgement, Passage, Sentence
from sendscan.judging.subject import STATED_WEAK, subjects
from sendscan.kinds import load_kinds, recognise
from sendscan.language import Words
from sendscan.manner import BY_ITSELF, Manner
from sendscan.model import Record, SourceInfo
from sendscan.parsing import Draft, Letter, parse_letter
from sendscan.reading import Limits, Source, read
from sendscan.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Divided:
    """A letter before anything in it is judged."""

    source: Source
    text: CleanText
    kind: str
    words: Words
    letter: Letter

    @property
    def passages(self) -> list[Passage]:
        """What there is to judge: the sentences of every item, in the order of ``letter.drafts``."""
        return [
            Passage(
                section=draft.list_name,
                heading=draft.heading,
                sentences=draft.sentences,
                statement=(draft.statement.span.start, draft.statement.span.end),
            )
            for draft in self.letter.drafts
        ]


def divide(data: bytes, name: str, manner: Manner = BY_ITSELF) -> Divided:
    """Read one letter and divide it into its parts: all of :func:`scan` that needs no rules."""
    limits = Limits() if manner.max_pages is None else Limits(max_pages=manner.max_pages)
    source = read(data, name, password=manner.password, limits=limits)
    text = clean(source)
    kind = recognise(text.text, name, load_kinds(), forced=manner.kind)
    words = Words(text.text)
    return Divided(source, text, kind.kind, words, parse_letter(text, words, kind))


def scan(data: bytes, name: str, manner: Manner = BY_ITSELF) -> Record:
    """Read one letter.

    ``data`` are the file's bytes and ``name`` what the record calls it.  Raises :class:`ReadingError`,
    :class:`UnknownKindError` or :class:`RuleError`.
    """
    divided = divide(data, name, manner)
    source, text, words, letter = divided.source, divided.text, divided.words, divided.letter
    book = rulebook.load(manner.rules)
    judged = judge(words, divided.passages, book, kind=divided.kind)
    themes = [
        _themes(draft, of_item, words, book, divided.kind) for draft, of_item in zip(letter.drafts, judged, strict=True)
    ]
    items, concerns = assemble(letter.drafts, judged, themes, text)
    coverage = coverage_of(text, letter.claims)
    return Record(
        source=SourceInfo(
            name=source.name,
            sha256=source.sha256,
            media_type=source.media_type,
            pages=len(source.pages),
            characters=source.characters,
        ),
        letter=letter.info,
        outcome=letter.outcome,
        weaknesses=items.weaknesses,
        strengths=items.strengths,
        priority_actions=items.priority_actions,
        improvements=items.improvements,
        needs_work=items.needs_work,
        narrative=items.narrative,
        concerns=concerns,
        diagnostics=(
            *check_kind(text, divided.kind, load_kinds(), said=manner.kind is not None),
            *check(source, letter, coverage),
        ),
        coverage=coverage,
        text=text.text,
    )


def _themes(draft: Draft, judged: Sequence[Judgement], words: Words, book: Rulebook, kind: str) -> tuple[str, ...]:
    """What the statement of an item is about: what findings of the same words are about.

    That of something weak which would be about nothing is about the subjects it names.
    """
    stated = _stated(draft, judged) or _judged(draft, words, book, kind)
    themes = tuple(dict.fromkeys(theme for judgement in stated for theme in judgement.themes))
    if themes or draft.list_name not in STATED_WEAK:
        return themes
    return subjects(words, _sentences(draft, words), book, kind=kind)


def _stated(draft: Draft, judged: Sequence[Judgement]) -> list[Judgement]:
    """The judgements of the findings that are the item's statement, as in a list of bullets; else none."""
    start, end = draft.statement.span.start, draft.statement.span.end
    both = zip(draft.sentences, judged, strict=True)
    within = [(sentence, judgement) for sentence, judgement in both if start <= sentence.start < end]
    if within and (within[0][0].start, within[-1][0].end) == (start, end):
        return [judgement for _, judgement in within]
    return []


def _judged(draft: Draft, words: Words, book: Rulebook, kind: str) -> tuple[Judgement, ...]:
    """The judgements of a statement that is no finding: each sentence as if it were one."""
    passage = Passage(section=draft.list_name, heading=draft.heading, sentences=_sentences(draft, words))
    return judge(words, [passage], book, kind=kind)[0]


def _sentences(draft: Draft, words: Words) -> tuple[Sentence, ...]:
    statement = draft.statement
    start, end = statement.span.start, statement.span.end
    return tuple(
        Sentence(start=a, end=z, text=statement.text[a - start : z - start], paragraph=1)
        for a, z in words.sentences(start, end)
    )


def parse(
    letter: str | Path,
    *,
    kind: str | None = None,
    password: str | None = None,
    max_pages: int | None = None,
    rules: Sequence[str | Path] = (),
) -> Record:
    """Read the letter at a path (PDF or text; its type is told from its bytes).

    The record calls it what it is called here, without the folders of an absolute path.  ``kind`` forces a
    kind of letter, ``password`` opens an encrypted PDF, no more than ``max_pages`` are read, and ``rules``
    are folders whose rules add to or replace the bundled ones.  Raises :class:`SendscanError` subclasses for
    what cannot be read and for rules that cannot be used, :class:`OSError` for a missing file.
    """
    if max_pages is not None and max_pages < 1:
        raise UsageError(f"max_pages is {max_pages}; it must be 1 or more.")
    folders = [rules] if isinstance(rules, str) else rules  # a name is a sequence too, of letters
    manner = Manner(kind=kind, password=password, max_pages=max_pages, rules=tuple(Path(folder) for folder in folders))
    return scan(Path(letter).read_bytes(), str(letter), manner)
