"""Kinds of letter: what ``rules/kinds/*.yaml`` says of each, made ready to recognise and divide letters."""

from sendscan.kinds.load import LetterKind, Section, load_kind, load_kinds, recognise
from sendscan.kinds.patterns import Found, Phrases

__all__ = ["Found", "LetterKind", "Phrases", "Section", "load_kind", "load_kinds", "recognise"]
