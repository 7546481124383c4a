"""Where the rules, samples and data are: in a checkout beside the package, in an installed wheel inside it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The folder ``rules``, ``samples`` or ``data`` that this sendscan came with."""
    inside = PACKAGE / name
    return inside if inside.exists() else PACKAGE.parent / name
