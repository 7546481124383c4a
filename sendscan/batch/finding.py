"""Folders, files and globs to letters, each with the name it goes by."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from sendscan.batch.job import Failure, Letter
from sendscan.errors import UsageError, Where
from sendscan.reading.folders import Entry, Walk, may_be_letter

_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Letters in order of name, and how many files of which ending were passed over as no letters."""

    letters: tuple[Letter, ...]
    passed_over: tuple[tuple[str, int], ...] = ()


def find_letters(places: Sequence[str], *, exclude: Sequence[str] = (), library: Path | None = None) -> Found:
    """All letters at ``places``: files, folders with all below them, or globs (``**`` is any depth).

    Names are relative to the folder, or to the deepest folder that holds all places.  Hidden files and
    folders are skipped, and what ``exclude`` (globs of names, paths or folders) says; the ``library``, which
    may have any name, is no letter.  A folder is entered once: a link back into a folder above is a letter
    that failed.  Raises :class:`UsageError` for a place that is not there, and where there are no letters at
    all.
    """
    roots = [path for place in places for path in _expanded(place)]
    base = Path(os.path.commonpath([root if root.is_dir() else root.parent for root in roots]))
    letters: dict[Path, Letter] = {}
    passed_over: Counter[str] = Counter()
    named = set(roots)
    for path, error in _entries(roots, base, exclude):
        if library is not None and _is_same(path, library):
            continue
        if error is None and path not in named and not may_be_letter(path):
            passed_over[path.suffix.lower()] += 1
        else:
            letters[path] = Letter(path, _name(path, base), Failure.of(error) if error else None)
    if not letters:
        raise UsageError(
            "There are no letters there.",
            Where(", ".join(places)),
            advice="Name a folder that holds PDF or text files" + (", or exclude less." if exclude else "."),
        )
    return Found(
        letters=tuple(sorted(letters.values(), key=lambda letter: letter.name)),
        passed_over=tuple(sorted(passed_over.items())),
    )


def _entries(roots: Sequence[Path], base: Path, exclude: Sequence[str]) -> Iterator[Entry]:
    """Every file at ``roots`` or below; one named by the user is a letter, whatever its ending says."""

    def excluded(path: Path) -> bool:
        name = PurePosixPath(path.relative_to(base).as_posix())
        asked = (*name.parts, *map(str, name.parents), str(name))
        return any(
            fnmatchcase(one, pattern.removeprefix("./").rstrip("/"))
            for pattern in exclude
            for one in asked
            if one != "."
        )

    walk = Walk(leave_out=excluded)
    for root in roots:
        if excluded(root):
            continue
        if root.is_dir():
            yield from walk.files(root)
        else:
            yield root, None


def _expanded(place: str) -> Iterator[Path]:
    if not place:
        raise UsageError("An empty name was given for a folder.", advice="The current folder is a dot.")
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


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _name(path: Path, base: Path) -> str:
    name = path.relative_to(base).as_posix()
    # bytes of a name that are no UTF-8 become U+FFFD, as output is UTF-8
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
