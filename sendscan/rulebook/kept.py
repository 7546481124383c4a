"""The bundled rules as they stand in memory, kept on disk: read back, they cost a third of making them anew.

They are kept in the user's cache folder, for the very rule files and code they were made of: whatever changes,
they are made anew.  ``SENDSCAN_CACHE`` names another folder; if it is empty nothing is kept.
"""

from __future__ import annotations

import io
import os
import pickle
import sys
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zlib import crc32

from sendscan.errors import RuleError, UsageError
from sendscan.rulebook.book import Rulebook
from sendscan.writing.atomic import write_atomically

VARIABLE = "SENDSCAN_CACHE"
FILE = "rules.bin"
_CODE = Path(__file__).parent
_SIGN, _SUM = 32, 4
"""Bytes of what the file begins with: a digest of what the rules were made of, and a check sum of all that follows."""
_WHOLE_FILES = ("*.yaml", "*.yml", "*.py")
_NAMES = frozenset(
    {f"sendscan.rulebook.{name}" for name in ("book.Phrase", "book.Rulebook", "matching.Trie", "matching.kept_node")}
    | {f"sendscan.rulebook.precedents.{name}" for name in ("Precedents", "Said", "_Index")}
    | {f"sendscan.rulebook.rules.{name}" for name in ("ConcernRule", "Cue", "VoiceRule")}
    | {"numpy.dtype", "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer"}
)
"""All that a kept rulebook is made of: a file that names anything else was not written here, and is not followed."""


def fetch(folder: Path) -> Rulebook | None:
    """The rulebook of ``folder`` as it was kept; ``None`` if it was not, or not of these files and this code."""
    place = _place()
    if place is None:
        return None
    try:
        data = place.read_bytes()
        made_of, check, rest = data[:_SIGN], data[_SIGN : _SIGN + _SUM], memoryview(data)[_SIGN + _SUM :]
        if made_of != _made_of(folder) or check != _sum(rest):
            return None
        book = _Unpickler(io.BytesIO(rest)).load()
    except Exception:  # a cache that cannot be used, for whatever reason, is no cache
        return None
    return book if isinstance(book, Rulebook) else None


def keep(book: Rulebook, folder: Path) -> None:
    """Keep ``book``, made of the rules of ``folder``; where that cannot be, nothing is said, as nothing is lost."""
    place = _place()
    if place is None:
        return
    with suppress(OSError, UsageError, RuleError):
        rest = pickle.dumps(book, protocol=5)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(place, _made_of(folder) + _sum(rest) + rest)


def _place() -> Path | None:
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) / FILE if named else None
    from platformdirs import user_cache_path

    return user_cache_path("sendscan", appauthor=False) / FILE


@lru_cache(maxsize=4)
def _made_of(folder: Path) -> bytes:
    """A digest of the rule files, of the code that reads them, and of the Python that runs it."""
    digest = blake2b(sys.version.encode(), digest_size=_SIGN)
    for root in (folder, _CODE):
        for path in sorted(path for pattern in _WHOLE_FILES for path in root.rglob(pattern)):
            data = path.read_bytes()
            digest.update(f"\0{path.relative_to(root)}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.digest()


def _sum(data: bytes | memoryview) -> bytes:
    return crc32(data).to_bytes(_SUM, "big")


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if f"{module}.{name}" not in _NAMES:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a rulebook")
        return super().find_class(module, name)
