"""Letters and records as files: named one by one, or whatever a folder holds."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from sendscan.errors import (
    RuleError,
    UnknownKindError,
    UnsupportedTypeError,
    UsageError,
    Where,
)
from sendscan.model import Record

LETTERS = (".pdf", ".txt", ".md")
RECORDS = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How letters are to be read: as which kind, with what password, how many pages, by whose rules."""

    kind: str | None = None
    password: str | None = None
    max_pages: int | None = None
    rules: tuple[Path, ...] = ()

    def record(self, data: bytes, name: str) -> Record:
        """The record of the letter ``data``, called ``name``.  Raises what :func:`sendscan.scan.scan` raises."""
        from sendscan import scan
        from sendscan.reading import Limits

        limits = Limits(max_pages=self.max_pages) if self.max_pages else Limits()
        return scan.scan(data, name, kind=self.kind, password=self.password, limits=limits, rules=self.rules)


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
    """What a folder holds: records, letters that could not be read, documents that are no letters we know."""

    records: tuple[Record, ...] = ()
    failures: tuple[tuple[str, Exception], ...] = ()
    strays: tuple[str, ...] = ()


def records_under(folder: Path, *, deep: bool, reading: Reading = Reading()) -> Found:
    """Every letter (PDF, text) in ``folder`` read, and every ready record (YAML, JSON).

    ``deep`` looks into its folders too; hidden files are passed over.  A letter stands before a record of
    it, so that what is read anew wins over what was read earlier.
    """
    files = sorted(_files(folder, deep=deep), key=lambda file: (file.suffix.lower() in RECORDS, str(file)))
    records: list[Record] = []
    failures: list[tuple[str, Exception]] = []
    strays: list[str] = []
    for file in files:
        name = str(file.relative_to(folder))
        try:
            records += records_of(file, name, reading)
        except (UnknownKindError, UnsupportedTypeError):
            strays.append(name)
        except (RuleError, UsageError):
            raise
        except Exception as error:  # one bad letter never hides the others
            failures.append((name, error))
    return Found(records=tuple(records), failures=tuple(failures), strays=tuple(strays))


def _files(folder: Path, *, deep: bool) -> list[Path]:
    try:
        entries = folder.rglob("*") if deep else folder.iterdir()
        return [
            file
            for file in entries
            if file.suffix.lower() in LETTERS + RECORDS
            and not any(part.startswith(".") for part in file.relative_to(folder).parts)
            and file.is_file()
        ]
    except OSError as error:
        raise UsageError(f"The folder cannot be read: {error.strerror}.", Where(str(folder))) from error


def records_of(file: Path, name: str, reading: Reading = Reading()) -> tuple[Record, ...]:
    """The letter in ``file`` read under ``name``, or the ready records in it."""
    data = letter_bytes(str(file))
    if file.suffix.lower() in RECORDS:
        from sendscan.writing.read_back import records_in

        return records_in(data, name)
    return (reading.record(data, name_of(name)),)
