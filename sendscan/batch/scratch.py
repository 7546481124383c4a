"""Files that are whole or not there, whatever kills the run, and no litter once another run has come by."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be removed: that does for a lock
    fcntl = None  # type: ignore[assignment]

_PREFIX, _SUFFIX = ".sendscan-", ".part"
_LOCK = "lock"
_UNCLAIMED = 3600  # seconds after which a folder without a lock is nobody's


class Scratch:
    """A hidden folder for unfinished files beside where they will stand.

    The run that owns it holds a lock that ends with the process, so that the next run can tell what was
    left behind from what another run is writing just now.
    """

    def __init__(self, folder: Path) -> None:
        """Make the folder, and it in ``folder`` (made too if it is not there).  Raises :class:`OSError`."""
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        self.path = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{_here()}-{os.getpid()}-", suffix=_SUFFIX, dir=folder))
        self._lock = _claim(self.path)
        self._count = 0

    def new(self) -> Path:
        """A place for a file not used before."""
        self._count += 1
        return self.path / f"{os.getpid()}-{self._count}"

    def write(self, target: Path, data: bytes) -> None:
        """Put a whole file at ``target``, over what is there.  Raises :class:`OSError`."""
        part = self.new()
        try:
            part.write_bytes(data)
            part.replace(target)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise

    def close(self) -> None:
        """Remove the folder with whatever is unfinished in it."""
        self._lock.close()
        shutil.rmtree(self.path, ignore_errors=True)


class WholeFile:
    """A text file written bit by bit that appears at its target only when it is done."""

    def __init__(self, target: Path, scratch: Scratch) -> None:
        self._target = target.resolve()  # a link keeps pointing where it pointed
        self._part = scratch.new()
        self._file = self._part.open("w", encoding="utf-8", newline="")

    def write(self, text: str) -> None:
        """Add ``text``."""
        self._file.write(text)

    def done(self) -> None:
        """Close the file and put it in its place."""
        self._file.close()
        self._part.replace(self._target)

    def drop(self) -> None:
        """Close the file; the scratch folder takes it along."""
        self._file.close()


class Straight:
    """What is no plain file (``/dev/stdout``, a pipe) is written straight to."""

    def __init__(self, target: Path) -> None:
        self._file = target.open("w", encoding="utf-8", newline="")

    def write(self, text: str) -> None:
        """Write ``text``."""
        self._file.write(text)

    def done(self) -> None:
        """Write what is still held."""
        self._file.close()

    drop = done


def sweep(folder: Path) -> None:
    """Remove what runs that were killed left unfinished in ``folder``."""
    for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        if _is_nobodys(path):
            shutil.rmtree(path, ignore_errors=True)


def _claim(folder: Path) -> IO[bytes]:
    """A lock in ``folder``, taken before it can be seen under its name."""
    before, lock = folder / "locking", folder / _LOCK
    if fcntl is None:
        return lock.open("wb")
    file = before.open("wb")
    with suppress(OSError):  # a file system without locks: nobody can take it then, and nobody sweeps
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    before.rename(lock)
    return file


def _is_nobodys(folder: Path) -> bool:
    lock = folder / _LOCK
    try:
        if fcntl is None:
            lock.unlink()
            return True
        with lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except FileNotFoundError:  # not claimed yet, or killed before it could be
        with suppress(OSError):
            return _is_ended(folder) or time.time() - folder.stat().st_mtime > _UNCLAIMED
        return False
    except OSError:
        return False


def _here() -> str:
    """This machine, in a few letters: a folder may be shared, and process numbers hold on one machine only."""
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _is_ended(folder: Path) -> bool:
    """Whether the process that made ``folder`` is one of this machine, and is no more."""
    machine, _, rest = folder.name.removeprefix(_PREFIX).partition("-")
    number = rest.partition("-")[0]
    if fcntl is None or machine != _here() or not number.isdecimal():
        return False  # elsewhere than on POSIX, asking for a process with a signal would end it
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False
