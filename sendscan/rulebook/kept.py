"""The bundled rules as they stand in memory, kept on disk: read back, they take a third less time than made anew.

They are kept in the user's cache folder (``SENDSCAN_CACHE`` names another; if it is empty nothing is kept), under
a name that says what they were made of: the rule files, the code that reads them, and the Python and YAML that
ran it.  Two versions side by side each find their own; a cache that cannot be used is no cache, and says nothing.
"""

from __future__ import annotations

import os
import pickle
import sys
import time
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

import yaml

from sendscan import __version__
from sendscan.resources import PACKAGE
from sendscan.rulebook.book import Rulebook
from sendscan.rulebook.unpickling import loads
from sendscan.writing.atomic import write_atomically

VARIABLE = "SENDSCAN_CACHE"
MOST = 3
"""Files that are left when another is written: for a few versions in use at once."""
STALE = 3600
"""Seconds after which the half-written file of a process that was killed is swept away."""
_SUM = 4
_RULES = (".yaml", ".yml")
_CODE = ("model.py", "errors.py", "rulebook/*.py")


def fetch(made_of: str) -> Rulebook | None:
    """The rulebook that was kept as made of just that; ``None`` if there is none."""
    with suppress(Exception):
        place = _place(made_of)
        if place is not None and place.is_file():
            data = memoryview(place.read_bytes())
            if data[:_SUM] == _sum(data[_SUM:]):
                book = loads(data[_SUM:])
                return book if isinstance(book, Rulebook) else None
    return None


def keep(book: Rulebook, made_of: str) -> None:
    """Keep ``book``; where that cannot be, nothing is said, as nothing is lost."""
    with suppress(Exception):
        place = _place(made_of)
        if place is None or (place.exists() and not place.is_file()):
            return
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.access(place.parent, os.W_OK):
            data = pickle.dumps(book, protocol=5)
            write_atomically(place, _sum(data) + data)
            _sweep(place)


def made_of(folder: Path) -> str:
    """A digest of the rule files in ``folder``, of the code that reads them, and of what runs it; or nothing.

    Nothing where there is no code to be read, as in a frozen program: what it was could not be told again.
    """
    with suppress(OSError):
        code = {path: path.relative_to(PACKAGE) for pattern in _CODE for path in PACKAGE.glob(pattern)}
        rules = {path: path.relative_to(folder) for path in folder.rglob("*") if path.suffix.lower() in _RULES}
        digest = blake2b(f"{__version__}\0{sys.version}\0{yaml.__version__}".encode(), digest_size=16)
        for path, name in sorted({**rules, **code}.items()):
            data = path.read_bytes()
            digest.update(f"\0{name}\0{len(data)}\0".encode())
            digest.update(data)
        return digest.hexdigest() if code else ""
    return ""


def _place(made_of: str) -> Path | None:
    """The file for what is ``made_of`` that; none where nothing is wanted, or no place is known."""
    named = os.environ.get(VARIABLE)
    if named == "" or not made_of:
        return None
    if named:
        folder = Path(named).expanduser()
    else:
        from platformdirs import user_cache_path

        folder = user_cache_path("sendscan", appauthor=False)
        if not folder.is_absolute():
            return None  # no home is known
    return folder / f"rules-{made_of}.bin"


def _sum(data: bytes | memoryview) -> bytes:
    return crc32(data).to_bytes(_SUM, "big")


def _sweep(place: Path) -> None:
    """Remove all but the newest kept files beside ``place``, and what killed processes left half-written."""
    found = sorted(place.parent.glob("rules-*.bin"), key=lambda path: path.stat().st_mtime)
    halves = [path for path in place.parent.glob(".rules-*.part") if path.stat().st_mtime < time.time() - STALE]
    for path in [*found[:-MOST], *halves]:
        path.unlink(missing_ok=True)
