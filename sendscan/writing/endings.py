"""What the ending of a file's name promises, and what ``-o`` and ``-f`` mean together."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path, PurePath

from sendscan.errors import UsageError

ENDINGS = {
    ".txt": "table",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".xml": "junit",
    ".sarif": "sarif",
}
"""The format that each ending means."""
_ANYTHING = "table"  # plain text: a file of any format may be called so, if that is asked for
_IN = {"sarif": "json"}
"""Formats that are written in another, and whose files may be called so."""


def is_folder(output: str) -> bool:
    """Whether ``-o`` names a folder: it ends in a slash, or there is one of that name."""
    return output.endswith(("/", os.sep)) or Path(output).is_dir()


def format_for(
    form: str | None, output: str | None, forms: Collection[str], *, default: str, command: str, folders: bool = False
) -> str:
    """The format asked for, else the one of ``forms`` that the ending of ``output`` means, else the ``default``.

    A folder and a name without an ending mean none.  ``folders`` says that ``command`` writes folders, too.
    Raises :class:`UsageError` for an ending that is another format's than the one asked for, and, if none is,
    for one that none of ``forms`` has.
    """
    ending = "" if output is None or is_folder(output) else PurePath(output).suffix
    meant = ENDINGS.get(ending.lower())
    if form is not None:
        if meant not in (None, form, _ANYTHING, _IN.get(form)):
            raise UsageError(f"-o ends in {ending}, which is not {form}, as -f says.", advice="Change one of them.")
        return form
    if not ending:
        return default
    if meant is None or meant not in forms:
        *some, last = (name for name, of in ENDINGS.items() if of in forms)
        use = f"{', '.join(some)} or {last}" if some else last
        advice = "A folder ends in a slash." if folders else None
        raise UsageError(f"-o ends in {ending}, which {command} cannot write: use {use}, or say -f.", advice=advice)
    return meant
