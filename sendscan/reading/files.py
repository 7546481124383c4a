"""The bytes of a letter's file, and no more of them than a letter can have."""

from __future__ import annotations

import os
from io import BufferedReader, FileIO
from pathlib import Path
from typing import BinaryIO

from sendscan.errors import ReadingError, TooLargeError, Where
from sendscan.reading.filetype import is_pdf, refuse_other_types
from sendscan.reading.source import Limits

_HEAD = 1 << 16  # bytes that say what type a file is of


def file_bytes(path: Path, name: str) -> bytes:
    """The bytes of the file at ``path``, which messages call ``name``.

    Raises :class:`ReadingError` if there are none to be had, :class:`UnsupportedTypeError` for what begins as
    another type of file, :class:`TooLargeError` above the limit.  Neither is read to its end: folders hold
    films beside letters, and not every file ends.
    """
    where = Where(name)
    if not name:  # which is the current folder, for the system
        raise ReadingError("An empty name was given for a letter.", advice="Check the command, or the list it is from.")
    if path.is_dir():
        advice = f"Name the letters in it, as in {name.rstrip('/')}/*.pdf."
        raise ReadingError("This is a folder, not a letter.", where, advice=advice)
    try:
        with BufferedReader(FileIO(path), _HEAD) as file:
            head = file.peek(_HEAD)
            if not is_pdf(head):
                refuse_other_types(head, where)
            if os.fstat(file.fileno()).st_size > Limits().max_bytes:
                raise _too_large(where)
            return bytes_of(file, name)
    except FileNotFoundError as error:
        raise ReadingError("There is no such file.", where, advice="Check the name.") from error
    except OSError as error:
        raise ReadingError(f"The file cannot be opened: {error.strerror}.", where) from error


def bytes_of(file: BinaryIO, name: str) -> bytes:
    """All that an open ``file`` holds, called ``name`` in messages.  Raises :class:`TooLargeError`."""
    most = Limits().max_bytes
    data = file.read(most + 1)
    if len(data) > most:
        raise _too_large(Where(name))
    return data


def _too_large(where: Where) -> TooLargeError:
    most = Limits().max_bytes
    return TooLargeError(f"The file has more than the limit of {most / 2**20:.0f} MB.", where)
