"""The files below a folder, and which of them may be letters: one answer for every command that takes folders."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from sendscan.errors import LinkLoopError, ReadingError, Where

# Files that stand beside letters and are none: data, records of ours, programs.  All else is asked what it is.
NO_LETTERS = frozenset(
    {
        ".yaml", ".yml", ".json", ".jsonl", ".csv", ".tsv", ".xml", ".sarif", ".toml", ".ini", ".cfg", ".log",
        ".db", ".db-shm", ".db-wal", ".sqlite", ".sqlite3", ".py", ".pyc", ".sh", ".part", ".lock",
    }
)  # fmt: skip
# The summary of a run as Markdown: it quotes letters, and Markdown may be a letter.
_OUR_PAGE = b"# sendscan\n"
# https://bford.info/cachedir/: what is below can be made again, ours as any other program's.
CACHE_TAG = "CACHEDIR.TAG"
CACHE_SIGNATURE = b"Signature: 8a477f597d28d172789f06886806bc55"

Entry = tuple[Path, ReadingError | None]
"""A file; or a place that cannot be looked into, and why."""


def may_be_letter(file: Path) -> bool:
    """Whether ``file`` may be a letter: all but data, told by its ending, and the pages we write ourselves.

    Letters come under any name, or without an ending: what a file is, reading it tells from its bytes.
    """
    return file.suffix.lower() not in NO_LETTERS and not _begins(file, _OUR_PAGE)


def _begins(file: Path, words: bytes) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(words)) == words
    except OSError:  # whoever reads it will say so
        return False


def _nothing(path: Path) -> bool:
    return False


class Walk:
    """A walk through folders; hidden files and folders, caches, and what ``leave_out`` says are passed by.

    No folder is entered twice, however many links lead to it; real folders come before links to them, so
    that paths are the real ones.  ``deep=False`` stays in the folder.
    """

    def __init__(self, *, deep: bool = True, leave_out: Callable[[Path], bool] = _nothing) -> None:
        self._deep = deep
        self._leave_out = leave_out
        self._entered: set[Path] = set()
        self._links: list[Path] = []

    def files(self, folder: Path) -> Iterator[Entry]:
        """Every file in ``folder`` and below, and every place there that cannot be looked into."""
        yield from self._folder(folder)
        while self._links:
            yield from self._link(self._links.pop(0))

    def _folder(self, folder: Path) -> Iterator[Entry]:
        real = _real(folder)
        if real in self._entered:
            return
        self._entered.add(real)
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield folder, ReadingError(f"The folder cannot be read: {error.strerror}.", Where(str(folder)))
            return
        for entry in found:
            path = folder / entry.name
            if not entry.name.startswith(".") and not self._leave_out(path):
                yield from self._entry(path, entry.is_symlink())

    def _entry(self, path: Path, is_link: bool) -> Iterator[Entry]:
        try:
            mode = path.stat().st_mode
        except OSError:  # a link to nothing or to itself, or a file that may not be looked at
            yield path, None
            return
        if S_ISREG(mode):
            yield path, None
        elif not S_ISDIR(mode):  # a pipe or a device, which may never end
            yield path, ReadingError("This is not a file.", Where(str(path)))
        elif self._deep and is_link:
            self._links.append(path)
        elif self._deep and not _begins(path / CACHE_TAG, CACHE_SIGNATURE):
            yield from self._folder(path)

    def _link(self, link: Path) -> Iterator[Entry]:
        real = _real(link)
        if real in link.parents or real in {_real(parent) for parent in link.parents}:
            yield link, LinkLoopError("This link leads back to a folder it is in.", Where(str(link)))
        else:
            yield from self._folder(link)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises for a link to itself, but not in every Python
