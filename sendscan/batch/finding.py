"""Folders, files and globs to letters, each with the name it goes by."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG

from sendscan.batch.job import Failure, Letter
from sendscan.errors import UsageError, Where

# Files that stand beside letters and are none: data, records of ours, programs.  All else is asked what it is.
NO_LETTERS = frozenset(
    {
        ".yaml", ".yml", ".json", ".jsonl", ".csv", ".tsv", ".xml", ".sarif", ".toml", ".ini", ".cfg", ".log",
        ".db", ".db-shm", ".db-wal", ".sqlite", ".sqlite3", ".py", ".pyc", ".sh", ".part", ".lock",
    }
)  # fmt: skip
_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Letters in order of name, and how many files of which ending were passed over as no letters."""

    letters: tuple[Letter, ...]
    passed_over: tuple[tuple[str, int], ...] = ()


def find_letters(places: Sequence[str], *, exclude: Sequence[str] = (), apart_from: Sequence[Path] = ()) -> Found:
    """All letters at ``places``: files, folders with all below them, or globs (``**`` is any depth).

    Names are relative to the folder, or to the deepest folder that holds all places.  Hidden files and
    folders are skipped, and what ``exclude`` (globs of names, paths or folders) or ``apart_from`` (our own
    output) says.  A folder is entered once: a link back into a folder above is a letter that failed.
    Raises :class:`UsageError` for a place that is not there, and where there are no letters at all.
    """
    roots = [path for place in places for path in _expanded(place)]
    base = Path(os.path.commonpath([root if root.is_dir() else root.parent for root in roots]))
    walk = _Walk(base, tuple(exclude), {_real(path) for path in apart_from})
    for root in roots:
        walk.enter(root)
    letters = {letter.path: letter for letter in walk.letters}
    if not letters:
        raise UsageError(
            "There are no letters there.",
            Where(", ".join(places)),
            advice="Name a folder that holds PDF or text files, or see what --exclude leaves out.",
        )
    return Found(
        letters=tuple(sorted(letters.values(), key=lambda letter: letter.name)),
        passed_over=tuple(sorted(walk.passed_over.items())),
    )


def _expanded(place: str) -> Iterator[Path]:
    path = _absolute(place)
    if os.path.lexists(path):
        yield path
    elif _MAGIC.isdisjoint(place):
        raise UsageError("There is no such file or folder.", Where(place), advice="Check the name.")
    else:
        found = sorted(glob.glob(place, recursive=True))  # noqa: PTH207  (Path.glob takes no absolute one)
        if not found:
            raise UsageError("No file or folder fits this.", Where(place), advice="Check the pattern.")
        yield from map(_absolute, found)


def _absolute(place: str) -> Path:
    return Path(os.path.abspath(place))  # noqa: PTH100  (not resolved: a link keeps its name)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # Path.resolve raises for a link to itself, but not in every Python


class _Walk:
    """One walk over all places; real folders come before links to folders, so that names are the real ones."""

    def __init__(self, base: Path, exclude: tuple[str, ...], apart_from: set[Path]) -> None:
        self.letters: list[Letter] = []
        self.passed_over: Counter[str] = Counter()
        self._base = base
        self._exclude = exclude
        self._apart_from = apart_from
        self._entered: set[Path] = set()
        self._links: list[Path] = []

    def enter(self, root: Path) -> None:
        if self._excluded(root):
            return
        if root.is_dir():
            self._folder(root)
            while self._links:
                self._link(self._links.pop(0))
        else:  # named by the user: whatever its ending says
            self._letter(root)

    def _folder(self, folder: Path) -> None:
        real = _real(folder)
        if real in self._entered or real in self._apart_from:
            return
        self._entered.add(real)
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._failed(folder, "unreadable", f"The folder cannot be read: {error.strerror}.")
            return
        for entry in found:
            path = folder / entry.name
            if entry.name.startswith(".") or self._excluded(path):
                continue
            self._entry(path, entry.is_symlink())

    def _entry(self, path: Path, is_link: bool) -> None:
        try:
            mode = path.stat().st_mode
        except OSError:  # a link to nothing or to itself, or a file that may not be looked at
            self._letter(path)
            return
        if S_ISDIR(mode) and is_link:
            self._links.append(path)
        elif S_ISDIR(mode):
            self._folder(path)
        elif path.suffix.lower() in NO_LETTERS:
            self.passed_over[path.suffix.lower()] += 1
        elif S_ISREG(mode):
            self._letter(path)
        else:  # a pipe or a device, which may never end
            self._failed(path, "unreadable", "This is not a file.")

    def _link(self, link: Path) -> None:
        real = _real(link)
        if real in link.parents or real in {_real(parent) for parent in link.parents}:
            self._failed(link, "symlink_loop", "This link leads back to a folder it is in.")
        else:
            self._folder(link)

    def _letter(self, path: Path) -> None:
        if _real(path) not in self._apart_from:
            self.letters.append(Letter(path, self._name(path)))

    def _failed(self, path: Path, code: str, message: str) -> None:
        self.letters.append(Letter(path, self._name(path), Failure(code=code, message=message)))

    def _name(self, path: Path) -> str:
        name = path.relative_to(self._base).as_posix()
        # bytes of a name that are no UTF-8 become U+FFFD, as output is UTF-8
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    def _excluded(self, path: Path) -> bool:
        name = PurePosixPath(path.relative_to(self._base).as_posix())
        asked = (*name.parts, *map(str, name.parents), str(name))
        return any(
            fnmatchcase(one, pattern.removeprefix("./").rstrip("/"))
            for pattern in self._exclude
            for one in asked
            if one != "."
        )
