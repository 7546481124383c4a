"""Letters and records as files: named one by one, or whatever a folder holds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sendscan.errors import (
    DamagedError,
    EmptyFileError,
    EncodingError,
    RuleError,
    TooLargeError,
    UnknownKindError,
    UnsupportedTypeError,
    UsageError,
)
from sendscan.manner import BY_ITSELF, Manner
from sendscan.model import Record

if TYPE_CHECKING:
    from sendscan.reading.folders import Entry

LETTERS = (".pdf", ".txt", ".md")
RECORDS = (".yaml", ".yml", ".json")


def letter_bytes(letter: str) -> bytes:
    """The bytes of the file ``letter``, or of standard input for ``-``.

    Raises :class:`ReadingError` if there are none to be had, :class:`TooLargeError` above the limit, and
    reads no further than that: not every file ends.
    """
    from sendscan.reading.files import bytes_of, file_bytes

    name = name_of(letter)
    return bytes_of(sys.stdin.buffer, name) if letter == "-" else file_bytes(Path(letter), name)


def name_of(letter: str) -> str:
    """The letter's name as given; a file name's bytes that are no UTF-8 become U+FFFD, as output is UTF-8."""
    if letter == "-":
        return "stdin"
    return letter.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a folder holds: records, letters that could not be read, documents that are no letters we know.

    ``ready`` are the SHA-256 of letters that stand there by a record made earlier alone, and were not read.
    """

    records: tuple[Record, ...] = ()
    ready: frozenset[str] = frozenset()
    failures: tuple[tuple[str, Exception], ...] = ()
    strays: tuple[str, ...] = ()


def records_under(folder: Path, *, deep: bool, manner: Manner = BY_ITSELF) -> Found:
    """Every letter (PDF, text, under any name) in ``folder`` read, and every ready record (YAML, JSON).

    ``deep`` looks into its folders too; hidden files are passed over.  A letter stands before a record of
    it, so that what is read anew wins over what was read earlier.
    """
    from sendscan.cli.output import has_read
    from sendscan.reading.folders import Walk, may_be_letter

    found = Walk(deep=deep).files(folder)
    files = [one for one in found if one[1] or one[0].suffix.lower() in RECORDS or may_be_letter(one[0])]
    records: list[Record] = []
    failures: list[tuple[str, Exception]] = []
    strays: list[str] = []
    shas: dict[bool, set[str]] = {True: set(), False: set()}
    for file, unseen in sorted(files, key=lambda entry: (entry[0].suffix.lower() in RECORDS, str(entry[0]))):
        name = str(file.relative_to(folder))
        try:
            if unseen:
                raise unseen
            there = records_of(file, name, manner)
        except (RuleError, UsageError):
            raise
        except Exception as error:  # one bad letter never hides the others
            if _is_stray(file, error):
                strays.append(name)
                continue
            failures.append((name, error))
            has_read(file)
        else:
            records += there
            shas[file.suffix.lower() in RECORDS].update(record.source.sha256 for record in there)
            if there:  # other data, as a comparison written earlier, may well be written anew
                has_read(file)
    ready = frozenset(shas[True] - shas[False])
    return Found(records=tuple(records), ready=ready, failures=tuple(failures), strays=tuple(strays))


def letters_at(place: Path) -> Iterator[Entry]:
    """The file ``place``, or every file below that folder that may be a letter, in order of name."""
    from sendscan.reading.folders import Walk, may_be_letter

    if not place.is_dir():
        yield place, None
        return
    yield from sorted((one for one in Walk().files(place) if one[1] or may_be_letter(one[0])), key=lambda one: one[0])


def _is_stray(file: Path, error: Exception) -> bool:
    """Whether what went wrong says that the file is no letter, rather than one that cannot be read.

    Bytes that are no text are a broken letter where the ending promises one, else somebody's data.
    """
    if file.suffix.lower() not in LETTERS + RECORDS and isinstance(
        error, (DamagedError, EmptyFileError, EncodingError, TooLargeError)
    ):
        return True
    return isinstance(error, (UnknownKindError, UnsupportedTypeError))


def records_of(file: Path, name: str, manner: Manner) -> tuple[Record, ...]:
    """The letter in ``file`` read under ``name``, or the ready records in it."""
    data = letter_bytes(str(file))
    if file.suffix.lower() in RECORDS:
        from sendscan.writing.read_back import records_in

        return records_in(data, name)
    from sendscan import scan

    return (scan.scan(data, name_of(name), manner),)
