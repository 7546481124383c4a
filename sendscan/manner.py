"""How letters are to be read: what every command, worker and caller says of it in the same words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """As which ``kind``, with what ``password``, how many pages at most, by whose ``rules``.

    ``None`` leaves a thing to sendscan; ``rules`` are folders whose rules add to or replace the bundled ones.
    """

    kind: str | None = None
    password: str | None = None
    max_pages: int | None = None
    rules: tuple[Path, ...] = ()


BY_ITSELF = Manner()
"""As sendscan reads where nobody says otherwise."""
