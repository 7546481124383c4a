"""What somebody's own folders of rules make of the bundled ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sendscan.rulebook.book import Rulebook
from sendscan.rulebook.load import load
from sendscan.rulebook.precedents import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Ids of own rules that are ``new`` or stand ``instead`` of bundled ones, and of bundled ones that are ``off``.

    ``said`` are the precedents of one's own.
    """

    new: tuple[str, ...]
    instead: tuple[str, ...]
    off: tuple[str, ...]
    said: tuple[Said, ...]

    @property
    def rules(self) -> frozenset[str]:
        """The ids of all own rules."""
        return frozenset((*self.new, *self.instead))


def own_of(book: Rulebook, folders: Sequence[Path]) -> Own:
    """What of ``book``, read from the bundled rules and these ``folders``, is the folders'."""
    bundled = load()
    own = [name for name in book.rules if _stands_in(Path(book.places.where(name).file), folders)]
    return Own(
        new=tuple(name for name in own if name not in bundled.rules),
        instead=tuple(name for name in own if name in bundled.rules),
        off=tuple(name for name in bundled.rules if name not in book.rules),
        said=tuple(book.said[len(bundled.said) :]),  # folders are read in order, the bundled one first
    )


def _stands_in(file: Path, folders: Sequence[Path]) -> bool:
    return any(file.is_relative_to(folder) for folder in folders)
