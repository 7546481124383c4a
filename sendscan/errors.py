"""Everything that can go wrong, as classes with a place; words are made of them only at the edge."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file.  ``line``, ``column`` and ``page`` count from 1."""

    file: str
    line: int | None = None
    column: int | None = None
    page: int | None = None

    def __str__(self) -> str:
        if self.page is not None:
            return f"{self.file}, page {self.page}"
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class SendscanError(Exception):
    """Root of all errors sendscan raises on purpose.

    ``code`` is stable and machine-readable, ``where`` the file and place, ``advice`` what to do next.
    """

    code = "error"
    exit_code = 3

    def __init__(self, message: str, where: Where | None = None, *, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message}" + (f" {self.advice}" if self.advice else "")


class ReadingError(SendscanError):
    """A file that could not be read as a letter at all."""

    code = "unreadable"


class LinkLoopError(ReadingError):
    """A link to a folder that it is itself in: what is below it is found without it."""

    code = "symlink_loop"


class EmptyFileError(ReadingError):
    """A file without a byte, or without a word, in it."""

    code = "empty_file"


class NoTextLayerError(ReadingError):
    """A PDF of pictures: nothing to read until it has been through OCR."""

    code = "no_text_layer"


class EncryptedError(ReadingError):
    """A PDF that wants a password."""

    code = "encrypted"


class DamagedError(ReadingError):
    """A PDF that cannot be opened, or a text that is not text."""

    code = "damaged"


class EncodingError(ReadingError):
    """Text in an encoding that cannot be told."""

    code = "wrong_encoding"


class UnsupportedTypeError(ReadingError):
    """A file whose bytes say it is something else than PDF or text (a Word file, a picture, …)."""

    code = "unsupported_type"


class TooLargeError(ReadingError):
    """A file above the limits on bytes or pages."""

    code = "too_large"


class UnknownKindError(SendscanError):
    """A document that is none of the kinds of letter sendscan knows."""

    code = "unknown_kind"


class UsageError(SendscanError):
    """An argument that cannot be followed: an unknown area, a missing folder, a bad combination."""

    code = "usage"
    exit_code = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a rule file."""

    message: str
    where: Where

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class RuleError(SendscanError):
    """One or more rule or kind files that cannot be used; ``problems`` holds all of them at once."""

    code = "bad_rule"
    exit_code = 2

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


_BETWEEN_WORDS = re.compile(r"[\W_]+")


def alike(typed: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Up to ``most`` of the names ``known`` that ``typed`` may mean, for advice.

    Those that begin with it, then those that hold it as a word; where there are none, those spelt much like it.

    >>> alike("carers", ["partners", "parents_carers"]), alike("partner", ["partners", "parents_carers"])
    (['parents_carers'], ['partners'])
    """
    from difflib import get_close_matches

    wanted, words = _words(typed), {name: _words(name) for name in known}
    begin = [name for name in words if wanted and words[name].startswith(wanted)]
    hold = [name for name in words if wanted and f" {wanted} " in f" {words[name]} " and name not in begin]
    return [*begin, *hold][:most] or get_close_matches(typed, words, n=most)


def _words(name: str) -> str:
    return _BETWEEN_WORDS.sub(" ", name.casefold()).strip()
