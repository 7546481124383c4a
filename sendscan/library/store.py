"""Many records in one SQLite file: put in by content, got back whole, found again by area, date and words."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from sendscan.errors import UsageError, Where
from sendscan.library import rows
from sendscan.library.filters import LetterFilter
from sendscan.library.schema import VERSION, lay_out, version_of
from sendscan.model import Kind, OutcomeVerdict, Record

PATIENCE = 30.0  # seconds that one program waits for another's writing to end
_AT_ONCE = 50  # records to a transaction: few enough to hold in memory and to let others in between


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter in the library: what it takes to know it from others.

    ``date`` is the letter's, else the end of its visit; ``sha256`` is what it is known by.
    """

    sha256: str
    name: str
    kind: Kind
    title: str | None
    area: str | None
    region: str | None
    date: str | None
    outcome: OutcomeVerdict


LETTER_COLUMNS = "l.sha256, l.name, l.kind, l.title, l.area, l.region, l.date, l.outcome"
OLDEST_FIRST = "l.date IS NULL, l.date, l.name, l.sha256"
NEWEST_FIRST = "l.date IS NULL, l.date DESC, l.name, l.sha256"


class Library:
    """The library at ``path``, made if it is not there; a context manager.

    ``readonly`` opens one that is there, and never changes it (but brings one of an earlier sendscan up to
    date); an empty file is none.  Several programs may read and write it at once.  Every method raises
    :class:`UsageError` for a file that is no library, a damaged one, one of a later sendscan, or one that
    others keep locked.
    """

    def __init__(self, path: Path | str, *, readonly: bool = False) -> None:
        self.path = Path(path)
        self._where = Where(str(path))
        self._readonly = readonly
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Library:
        with self.told():
            self._open()
        return self

    def __exit__(
        self, type_: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            if not self._readonly:
                with suppress(sqlite3.Error):  # statistics that make later questions faster
                    self._connection.execute("PRAGMA optimize")
            self._close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The open database."""
        if self._connection is None:
            raise RuntimeError("a Library is opened by `with`")
        return self._connection

    def put(self, records: Iterable[Record]) -> int:
        """Put ``records`` in, each in place of an earlier one of the same content; how many there were.

        They are taken and written some at a time, each whole or not at all.
        """
        number = 0
        iterator = iter(records)
        while some := list(islice(iterator, _AT_ONCE)):
            with self.told(), self._writing():
                for record in some:
                    rows.put(self.connection, record)
            number += len(some)
        return number

    def remove(self, sha256: Sequence[str]) -> int:
        """Take the letters with these contents out; how many there were."""
        with self.told(), self._writing():
            done = self.connection.executemany("DELETE FROM records WHERE sha256 = ?", [(one,) for one in sha256])
            self.connection.execute("DELETE FROM words WHERE word NOT IN (SELECT term FROM findings_words)")
        return done.rowcount

    def letters(self, wanted: LetterFilter | None = None) -> tuple[Letter, ...]:
        """The letters of the library, or those ``wanted``, oldest first, those without a date last."""
        condition, values = (wanted or LetterFilter()).condition()
        sql = f"SELECT {LETTER_COLUMNS} FROM letters l WHERE {condition} ORDER BY {OLDEST_FIRST}"
        return tuple(as_letter(row) for row in self.ask(sql, values))

    def records(
        self, *, areas: Sequence[str] = (), kinds: Sequence[str] = (), regions: Sequence[str] = ()
    ) -> Iterator[Record]:
        """Whole records, one by one, oldest first: of all letters, or of those of these areas and kinds.

        Areas may be called by any name the register knows.
        """
        return self.whole(self.letters(LetterFilter(areas=areas, kinds=kinds, regions=regions)))

    def whole(self, letters: Iterable[Letter]) -> Iterator[Record]:
        """The records of ``letters``, one by one, as they were put in; a letter since removed is left out."""
        for letter in letters:
            for (data,) in self.ask("SELECT json FROM records WHERE sha256 = ?", (letter.sha256,)):
                yield rows.unpacked(data, Where(f"{self.path}: {letter.name}"))

    def areas(self) -> tuple[str, ...]:
        """The areas there are letters about, by name."""
        found = self.ask("SELECT DISTINCT area FROM letters WHERE area IS NOT NULL ORDER BY area")
        return tuple(name for (name,) in found)

    def ask(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows that answer ``sql``."""
        with self.told():
            return self.connection.execute(sql, values).fetchall()

    def _open(self) -> None:
        if self._readonly and not self.path.is_file():
            raise UsageError(
                "There is no such library.",
                self._where,
                advice=f"Make it with: sendscan batch FOLDER --library {self.path}",
            )
        until = time.monotonic() + PATIENCE
        while not self._opened(until):
            time.sleep(0.05)

    def _opened(self, until: float) -> bool:
        """Whether the library is open; not yet, if others are just making it and there is time left."""
        try:
            self._connect(writing=not self._readonly)
            version = version_of(self.connection, self._where)
            if self._readonly and not version:
                raise UsageError(
                    "There is no library in it.",
                    self._where,
                    advice=f"Put letters in with: sendscan batch FOLDER --library {self.path}",
                )
            if version < VERSION:
                self._bring_up_to_date()
        except BaseException as error:
            self._close()
            # turning WAL on does not wait for others who are doing the same
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error) and time.monotonic() < until:
                return False
            raise
        return True

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect(self, *, writing: bool) -> None:
        # a folder that cannot be written has no room for the files by which readers and writers agree:
        # nobody writes there, so there is nothing to agree on
        alone = not writing and not Path(f"{self.path}-wal").exists() and not _writable(self.path.parent)
        mode = "mode=rwc" if writing else "mode=ro" + ("&immutable=1" if alone else "")
        address = f"{self.path.resolve().as_uri()}?{mode}"
        self._connection = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
        for pragma in ("foreign_keys = ON", "mmap_size = 1073741824", "cache_size = -32768"):
            self._connection.execute(f"PRAGMA {pragma}")
        if writing:
            version_of(self._connection, self._where)  # before anything in somebody else's file is changed
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")

    def _bring_up_to_date(self) -> None:
        """Make the tables of a new library, or make those of an earlier one anew from its records."""
        if self._readonly:
            self._close()
            self._connect(writing=True)
        # emptying tables that refer to each other, row by row, is not needed where all of them go
        self.connection.execute("PRAGMA foreign_keys = OFF")
        with self._writing():
            if version_of(self.connection, self._where) < VERSION:  # nobody else was quicker
                lay_out(self.connection)
                for letter_id, data in self.connection.execute("SELECT letter_id, json FROM records"):
                    rows.describe(self.connection, letter_id, rows.unpacked(data, self._where))
        self.connection.execute("PRAGMA foreign_keys = ON")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    @contextmanager
    def told(self) -> Iterator[None]:
        """What SQLite complains of inside is said in words that help."""
        try:
            yield
        except sqlite3.Error as error:
            message, advice = _words_for(error)
            raise UsageError(message, self._where, advice=advice) from error


def as_letter(row: Sequence[Any]) -> Letter:
    """A row of :data:`LETTER_COLUMNS`."""
    sha256, name, kind, title, area, region, date, outcome = row
    return Letter(
        sha256=sha256,
        name=name,
        kind=kind,
        title=title,
        area=area,
        region=region,
        date=date,
        outcome=outcome,
    )


def _writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


_COMPLAINTS = (
    ("not a database", "This is not an SQLite database.", "Name another file."),
    ("locked", "Another program is writing to the library and does not let go.", "Try again later."),
    ("readonly", "The library cannot be written.", "Look at the permissions of the file and its folder."),
    ("unable to open", "The library cannot be opened.", "Look at the folder and its permissions."),
    ("no such module", "The SQLite of this Python has no full-text search (FTS5).", "Use another Python."),
    ("full", "The disk is full.", "Make room, then run it again."),
)


def _words_for(error: sqlite3.Error) -> tuple[str, str]:
    text = str(error)
    for sign, message, advice in _COMPLAINTS:
        if sign in text:
            return message, advice
    return (
        f"The library is damaged ({text}).",
        "Make a new one from the letters, or from what sqlite3 FILE .recover saves.",
    )
