"""The cache: what letters gave, by content, rules and version.  Safe to delete, also while it is used.

An entry never changes, is written whole, and says by its sum if it is broken; so two runs at once, a killed
run or a full disk cost at most the time to read a letter again.  Entries nobody asked for in a month go.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

from sendscan.batch.scratch import Scratch
from sendscan.errors import UsageError, Where
from sendscan.reading.folders import CACHE_SIGNATURE, CACHE_TAG

DEFAULT = Path(".sendscan")
_LAYOUT = "1"
_KEPT = 30 * 24 * 3600
_DAY = 24 * 3600
_NOTE = f"""{CACHE_SIGNATURE.decode()}
# The cache of sendscan: safe to delete.  See https://bford.info/cachedir/
"""


class Store:
    """A folder of entries by key.  Use as a context manager.

    Entering raises :class:`UsageError` for a folder that holds anything else, as letters in a cache would be
    found by nobody, and :class:`OSError` for one that cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._entries = folder / _LAYOUT

    def __enter__(self) -> Store:
        if self._is_anothers():
            raise UsageError(
                "The cache has a folder of its own, and this one holds other files.",
                Where(str(self.folder)),
                advice="Name a new folder with --cache.",
            )
        self._scratch = Scratch(self.folder)
        for name, text in ((CACHE_TAG, _NOTE), (".gitignore", "*\n")):
            if not (self.folder / name).exists():
                self._scratch.write(self.folder / name, text.encode())
        return self

    def __exit__(self, *_: object) -> None:
        self._clean()
        self._scratch.close()

    def _is_anothers(self) -> bool:
        if not self.folder.is_dir() or (self.folder / CACHE_TAG).exists():
            return False
        # hidden: what a run that was killed at its very first file left
        return any(not path.name.startswith(".") and path != self._entries for path in self.folder.iterdir())

    def get(self, key: str) -> bytes | None:
        """The entry, or ``None``."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            if time.time() - path.stat().st_mtime > _DAY:
                os.utime(path)  # still of use
            return data
        except OSError:
            return None

    def has(self, key: str) -> bool:
        """Whether there is an entry; not whether it is whole."""
        return self._path(key).exists()

    def put(self, key: str, data: bytes) -> bool:
        """Keep an entry; whether that was possible."""
        path = self._path(key)
        try:
            if not path.parent.is_dir():  # its first entry, or somebody has deleted the cache
                path.parent.mkdir(parents=True, exist_ok=True)
                self._scratch.path.mkdir(parents=True, exist_ok=True)
            self._scratch.write(path, data)
        except OSError:
            return False
        return True

    def _path(self, key: str) -> Path:
        return self._entries / key[:2] / key[2:]

    def _clean(self) -> None:
        """Once a day: away with the entries, of any layout, that nobody asked for in a month."""
        stamp = self.folder / "cleaned"
        now = time.time()
        with suppress(OSError):
            if stamp.exists() and now - stamp.stat().st_mtime < _DAY:
                return
            stamp.touch()
            for path in self.folder.glob("[0-9]*/*/*"):
                with suppress(OSError):
                    if now - path.stat().st_mtime > _KEPT:
                        path.unlink()
