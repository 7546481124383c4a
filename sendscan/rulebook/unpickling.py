"""Pickles of rulebooks, and of nothing else: what is read from a cache must not be able to run anything."""

from __future__ import annotations

import io
import pickle
from typing import Any

_NAMES = frozenset(
    {f"sendscan.rulebook.{name}" for name in ("book.Phrase", "book.Rulebook", "matching.Trie", "nodes.kept_node")}
    | {f"sendscan.rulebook.precedents.{name}" for name in ("Precedents", "Said", "_Index")}
    | {f"sendscan.rulebook.rules.{name}" for name in ("ConcernRule", "Cue", "VoiceRule")}
    | {"sendscan.errors.Where"}
    | {f"numpy{name}" for name in (".dtype", ".core.numeric._frombuffer", "._core.numeric._frombuffer")}
)
"""All that a rulebook is made of: a pickle that names anything else was not written by sendscan."""


def loads(data: bytes | memoryview) -> Any:
    """What was pickled, if it is part of a rulebook.  Raises whatever is wrong with it."""
    return _Unpickler(io.BytesIO(data)).load()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if f"{module}.{name}" not in _NAMES:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a rulebook")
        return super().find_class(module, name)
