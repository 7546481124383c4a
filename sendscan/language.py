"""The only import of spaCy: words and sentences, found once a text.  No ``Doc`` leaves this module."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@lru_cache(maxsize=1)
def _english() -> Language:
    import spacy

    return spacy.blank("en")


class Words:
    """A text cut into words once, for the sentences it holds and the phrases sought in it."""

    def __init__(self, text: str) -> None:
        self._doc: Doc = _english().make_doc(text)

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """Character offsets of the sentences within ``text[start:end]``, without outer white space."""
        raise NotImplementedError
