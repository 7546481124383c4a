"""The pipeline: bytes to record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sendscan import rulebook
from sendscan.checks import check, coverage_of
from sendscan.cleaning import clean
from sendscan.items import assemble
from sendscan.judging import judge
from sendscan.judging.judgement import Passage, Sentence
from sendscan.kinds import load_kinds, recognise
from sendscan.language import Words
from sendscan.model import Quote, Record, SourceInfo
from sendscan.parsing import parse_letter
from sendscan.reading import Limits, read


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
    statements = [_statement(d.list_name, d.statement, words) for d in letter.drafts]
    judged = judge(words, [*passages, *statements], rulebook.load(tuple(rules)), kind=letter_kind.kind)
    items, concerns = assemble(letter.drafts, judged[: len(passages)], judged[len(passages) :], text)
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


def _statement(list_name: str, statement: Quote, words: Words) -> Passage:
    """A statement as a passage of its own, so that the rules that tell what findings are about tell it of this."""
    start, end = statement.span.start, statement.span.end
    sentences = tuple(
        Sentence(start=a, end=z, text=statement.text[a - start : z - start], paragraph=1)
        for a, z in words.sentences(start, end)
    )
    return Passage(section=list_name, heading=None, sentences=sentences)


def parse(letter: str | Path, *, kind: str | None = None, password: str | None = None) -> Record:
    """Read the letter at a path (PDF or text; its type is told from its bytes).

    Raises :class:`SendscanError` subclasses for what cannot be read, :class:`OSError` for a missing file.
    """
    path = Path(letter)
    return scan(path.read_bytes(), path.name, kind=kind, password=password)
