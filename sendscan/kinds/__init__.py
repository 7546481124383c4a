"""Kinds of letter: what ``rules/kinds/*.yaml`` says of each, made ready to recognise and divide letters."""

from sendscan.kinds.load import (
    KindCard,
    LetterKind,
    Section,
    kind_files,
    kinds_like,
    load_kind,
    load_kinds,
    problems_in,
    recognise,
    schema,
)
from sendscan.kinds.patterns import Found, Phrases

__all__ = [
    "Found",
    "KindCard",
    "LetterKind",
    "Phrases",
    "Section",
    "kind_files",
    "kinds_like",
    "load_kind",
    "load_kinds",
    "problems_in",
    "recognise",
    "schema",
]
