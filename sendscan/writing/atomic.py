"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from sendscan.errors import UsageError, Where


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write ``content``, text as UTF-8, to ``path``: a reader, or a crash, never meets half of it.

    Raises :class:`UsageError` where the place cannot be written.  What is no plain file (``/dev/stdout``,
    a pipe) is written straight to.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        target = path.resolve()  # a link keeps pointing where it pointed
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            part.write_bytes(data)
            part.replace(target)
        finally:
            with suppress(FileNotFoundError):
                part.unlink()
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> UsageError:
    """The error for a place that cannot be written."""
    return UsageError(
        f"cannot be written: {error.strerror or error}.",
        Where(str(path)),
        advice="Choose another place with -o.",
    )
