"""Options that several commands share: how letters are to be read, and with which rules."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from sendscan.model import Kind

KINDS: tuple[str, ...] = get_args(Kind)


def known_kind(kind: str | None) -> str | None:
    """``kind`` itself.  Raises :class:`UsageError` if it is given and no kind of letter is called so."""
    from sendscan.errors import UsageError, alike

    if kind is not None and kind not in KINDS:
        close = alike(kind, KINDS, most=1)
        advice = f"Did you mean {close[0]}?" if close else f"The kinds are {', '.join(KINDS)}."
        raise UsageError(f"There is no kind of letter called {kind}.", advice=advice)
    return kind


def existing_folders(given: Any) -> Any:
    """``given`` itself: a folder, several, or ``None``.  Raises :class:`UsageError` for one that is not there."""
    from sendscan.errors import UsageError, Where

    for folder in given if isinstance(given, (list, tuple)) else [given]:
        if folder is not None and not folder.is_dir():
            message = "This is no folder." if folder.exists() else "There is no such folder."
            raise UsageError(message, Where(str(folder)), advice="Check the name.")
    return given


def output_option(metavar: str, help_: str = "Write here, whole or not at all") -> Any:
    """The option ``-o``: where output goes, ``None`` for standard output, which ``-`` stands for too."""
    return typer.Option(
        "--output",
        "-o",
        metavar=metavar,
        callback=lambda output: None if str(output) == "-" else output,
        help=f"{help_}; - is standard output.",
    )


WithTextOption = Annotated[bool, typer.Option("--with-text", help="Add the clean text that all spans point into.")]
ReadAsOption = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        autocompletion=lambda: list(KINDS),
        callback=known_kind,
        help=f"Read as this kind: {', '.join(KINDS)}.",
    ),
]
PasswordOption = Annotated[
    str | None, typer.Option(metavar="WORD", envvar="SENDSCAN_PASSWORD", help="Opens encrypted PDFs.")
]
MaxPagesOption = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Read no more pages of a letter than this.")
]
RulesOption = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FOLDER",
        callback=existing_folders,
        help="A folder of your own rules, for letters that are read now; may be repeated.",
    ),
]


def rule_folders(rules: Sequence[Path] | None) -> tuple[Path, ...]:
    """The folders of rules that ``sendscan.toml`` names, then those named on the command line.

    Raises :class:`UsageError`, naming that file, for a folder it names that is not there.
    """
    from sendscan.errors import UsageError, Where
    from sendscan.settings import settings

    found = settings()
    for folder in found.rules:
        if not folder.is_dir():
            advice = "Make the folder, or correct what `rules` says."
            raise UsageError(f"There is no folder {folder}.", Where(str(found.file)), advice=advice)
    return (*found.rules, *(rules or ()))
