"""Where output goes: standard output, a file, or a folder of files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from pathlib import Path, PurePath
from stat import S_ISREG
from typing import TYPE_CHECKING

from sendscan.errors import UsageError, Where
from sendscan.writing.endings import is_folder

if TYPE_CHECKING:
    from rich.console import Console


# What this command has read: each command runs in a context of its own.
_READ: ContextVar[list[Path]] = ContextVar("_READ")


class DataFormat(str, Enum):
    """A format for programs."""

    yaml = "yaml"
    json = "json"


def put(content: str | bytes) -> None:
    """Data to standard output: UTF-8 whatever the locale, so that the same letter gives the same bytes."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    with _to_standard_output():
        binary = getattr(sys.stdout, "buffer", None)
        if binary is None:
            sys.stdout.write(data.decode("utf-8"))
        else:
            sys.stdout.flush()
            binary.write(data)
        sys.stdout.flush()


def put_view(console: Console, content: str) -> None:
    """What ``console`` captured, to its own file in its own encoding."""
    with _to_standard_output():
        console.file.write(content)
        console.file.flush()


@contextmanager
def _to_standard_output() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        _hush()
    except OSError as error:
        _hush()
        raise UsageError(f"The output cannot be written: {error.strerror}.") from error


def _hush() -> None:
    """The reader has seen enough (``| head``), or the disk is full: what else is written goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_standard_output(output: str | None) -> bool:
    """Whether ``-o`` is another name of standard output, as ``/dev/stdout`` is."""
    try:
        return output is not None and os.path.samestat(os.stat(output), os.fstat(1))  # noqa: PTH116
    except OSError:
        return False


def targets(output: str, letters: Sequence[str], format_: str) -> list[Path]:
    """One file for each letter, none used twice and none of them a letter itself.

    Raises :class:`UsageError` before anything is read or written.
    """
    if is_folder(output):
        files = [Path(output) / f"{_stem(letter)}.{format_}" for letter in letters]
        _refuse_same(files, letters)
        _make(Path(output))
    else:
        if len(letters) > 1:
            raise UsageError(
                f"{len(letters)} letters do not go into one file.",
                Where(output),
                advice=f"Name a folder, as in -o {output}/, or leave -o out for one stream.",
            )
        files = [Path(output)]
        if not files[0].parent.is_dir():
            raise UsageError("There is no such folder.", Where(str(files[0].parent)), advice="Make it first.")
    refuse_inputs(files, [Path(letter) for letter in letters if letter != "-"])
    return files


def has_read(path: Path) -> None:
    """Remember that this command reads the file at ``path``, for :func:`refuse_inputs`."""
    if _READ.get(None) is None:
        _READ.set([])
    _READ.get().append(path)


def refuse_inputs(files: Iterable[Path], inputs: Iterable[Path] = ()) -> None:
    """Raise :class:`UsageError` if one of ``files``, to be written, is among ``inputs`` or has been read.

    By whatever name: a letter is not to be had again.
    """
    read = {_identity(path) for path in (*inputs, *_READ.get([]))} - {None}
    for file in files if read else ():
        if _identity(file) in read:
            raise UsageError(
                "This file is read, and would be overwritten.", Where(str(file)), advice="Choose another -o."
            )


def _identity(path: Path) -> tuple[int, int] | None:
    """What a plain file is known by, whatever its name; ``None`` if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if S_ISREG(found.st_mode) else None


def _stem(letter: str) -> str:
    return "stdin" if letter == "-" else PurePath(letter).stem


def _refuse_same(files: Sequence[Path], letters: Sequence[str]) -> None:
    taken: dict[str, str] = {}
    for file, letter in zip(files, letters, strict=True):
        key = str(file).casefold()  # one file on some systems
        if key in taken:
            raise UsageError(
                f"{taken[key]} and {letter} would both be written here.",
                Where(str(file)),
                advice="Parse them into different folders.",
            )
        taken[key] = letter


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The folder cannot be made: {error.strerror}.", Where(str(folder))) from error
