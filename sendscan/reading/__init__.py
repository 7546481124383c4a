"""Bytes to :class:`Source`: what sort of file it is, told from its bytes, and its pages of lines."""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePosixPath, PureWindowsPath

from sendscan.errors import EmptyFileError, TooLargeError, Where
from sendscan.reading.filetype import is_pdf, refuse_other_types
from sendscan.reading.source import Box, Cell, Limits, Line, Page, Source

__all__ = ["Box", "Cell", "Limits", "Line", "Page", "Source", "read"]


def read(data: bytes, name: str, *, password: str | None = None, limits: Limits | None = None) -> Source:
    """Read a letter.

    ``data`` are the file's bytes, ``name`` what the user calls it: used in messages and kept in the
    source, an absolute path shortened to its last part.  Raises :class:`ReadingError` of the sort that
    says what is wrong with the file.
    """
    limits = limits or Limits()
    name = shown_name(name)
    where = Where(name)
    if not data:
        raise EmptyFileError("The file is empty.", where)
    if len(data) > limits.max_bytes:
        size, most = len(data) / 2**20, limits.max_bytes / 2**20
        raise TooLargeError(f"The file has {size:.1f} MB, more than the limit of {most:.1f} MB.", where)
    digest = sha256(data).hexdigest()
    if is_pdf(data):
        from sendscan.reading.pdf import read_pdf

        return read_pdf(data, name=name, sha256=digest, password=password, limits=limits)
    refuse_other_types(data, where)
    from sendscan.reading.text import read_text

    return read_text(data, name=name, sha256=digest, limits=limits)


def shown_name(name: str) -> str:
    """The name as given, or its last part if it is an absolute path (on any system)."""
    if PurePosixPath(name).is_absolute():
        return PurePosixPath(name).name
    windows = PureWindowsPath(name)
    return windows.name if windows.is_absolute() or windows.drive else name
