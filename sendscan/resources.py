"""Where the rules, samples and data are: in a checkout beside the package, in an installed wheel inside it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The folder ``rules``, ``samples`` or ``data`` that this sendscan came with."""
    inside = PACKAGE / name
    return inside if inside.exists() else PACKAGE.parent / name


def real_samples() -> frozenset[str]:
    """The file names of the bundled samples that inspectors wrote; all others are invented."""
    import yaml

    listed = yaml.safe_load((bundled("samples") / "MANIFEST.yaml").read_text(encoding="utf-8"))
    return frozenset(sample["file"] for sample in listed if not sample["invented"])
