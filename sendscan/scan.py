"""The pipeline: bytes to record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sendscan import rulebook
from sendscan.checks import check, coverage_of
from sendscan.cleaning import clean
from sendscan.errors import UsageError
from sendscan.items import assemble
from sendscan.judging import judge
from sendscan.judging.judgement import Passage, Sentence
from sendscan.judging.subject import STATED_WEAK, subjects
from sendscan.kinds import load_kinds, recognise
from sendscan.language import Words
from sendscan.model import Record, SourceInfo
from sendscan.parsing import Draft, parse_letter
from sendscan.reading import Limits, read
from sendscan.rulebook import Rulebook


def scan(
    data: bytes,
    name: str,
    *,
    kind: str | None = None,
    password: str | None = None,
    limits: Limits | None = None,
    rules: Sequence[Path] = (),
) -> Record:
    """Read one letter.

    ``data`` are the file's bytes and ``name`` what the record calls it; ``kind`` forces a kind of letter;
    ``rules`` are folders whose rules add to or replace the bundled ones.  Raises :class:`ReadingError`,
    :class:`UnknownKindError` or :class:`RuleError`.
    """
    source = read(data, name, password=password, limits=limits or Limits())
    text = clean(source)
    letter_kind = recognise(text.text, source.name, load_kinds(), forced=kind)
    words = Words(text.text)
    letter = parse_letter(text, words, letter_kind)
    passages = [
        Passage(
            section=d.list_name,
            heading=d.heading,
            sentences=d.sentences,
            statement=(d.statement.span.start, d.statement.span.end),
        )
        for d in letter.drafts
    ]
    book = rulebook.load(tuple(rules))
    judged = judge(words, passages, book, kind=letter_kind.kind)
    themes = [_themes(d, words, book, letter_kind.kind) for d in letter.drafts]
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
        diagnostics=check(source, letter, coverage),
        coverage=coverage,
        text=text.text,
    )


def _themes(draft: Draft, words: Words, book: Rulebook, kind: str) -> tuple[str, ...]:
    """What the statement of an item is about: what a finding of the same words would be.

    That of something weak which would be about nothing is about the subjects it names.
    """
    statement = draft.statement
    start, end = statement.span.start, statement.span.end
    sentences = tuple(
        Sentence(start=a, end=z, text=statement.text[a - start : z - start], paragraph=1)
        for a, z in words.sentences(start, end)
    )
    passage = Passage(section=draft.list_name, heading=draft.heading, sentences=sentences)
    (judged,) = judge(words, [passage], book, kind=kind)
    themes = tuple(dict.fromkeys(theme for judgement in judged for theme in judgement.themes))
    if themes or draft.list_name not in STATED_WEAK:
        return themes
    return subjects(words, sentences, book, kind=kind)


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
    return scan(
        Path(letter).read_bytes(),
        str(letter),
        kind=kind,
        password=password,
        limits=Limits() if max_pages is None else Limits(max_pages=max_pages),
        rules=tuple(Path(folder) for folder in folders),
    )
