"""What a project says once instead of on every command line: ``sendscan.toml``.

It is looked for in the current folder and those above it; the nearest one counts.  Paths in it are relative
to the folder it stands in::

    library = "sendscan.db"
    rules = ["my-rules"]

The environment variable ``SENDSCAN_LIBRARY`` comes before the file, an option of a command before both.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sendscan.errors import UsageError, Where

FILE = "sendscan.toml"
LIBRARY_VARIABLE = "SENDSCAN_LIBRARY"
_KEYS = ("library", "rules")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What ``file`` says, paths made absolute; nothing where there is no file."""

    file: Path | None = None
    library: Path | None = None
    rules: tuple[Path, ...] = ()


def settings(folder: Path | None = None) -> Settings:
    """The settings that hold in ``folder`` (default: the current one).

    Raises :class:`UsageError` for a file that is not TOML, or that holds a key or a type it should not.
    """
    start = (folder or Path()).resolve()
    for candidate in (start, *start.parents):
        file = candidate / FILE
        if file.is_file():
            return _read(file)
    return Settings()


def library_path(folder: Path | None = None) -> Path | None:
    """The library named by ``SENDSCAN_LIBRARY``, else by the settings that hold in ``folder``."""
    named = os.environ.get(LIBRARY_VARIABLE)
    return Path(named) if named else settings(folder).library


def _read(file: Path) -> Settings:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        data = tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise UsageError(f"The file cannot be read: {error.strerror}.", Where(str(file))) from error
    except UnicodeDecodeError as error:
        raise UsageError("This is not TOML: it is not UTF-8.", Where(str(file))) from error
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line, column = (int(n) if n else None for n in place.groups()) if place else (None, None)
        message = f"This is not TOML: {_PLACE.sub('', str(error))}."
        raise UsageError(message, Where(str(file), line, column)) from error
    unknown = sorted(set(data) - set(_KEYS))
    if unknown:
        raise UsageError(
            f"There is no setting called {', '.join(unknown)}.",
            Where(str(file)),
            advice=f"The settings are {' and '.join(_KEYS)}.",
        )
    library = _paths(data, "library", file)
    if len(library) > 1:
        raise UsageError("library names one file, not several.", Where(str(file)))
    return Settings(file=file, library=library[0] if library else None, rules=_paths(data, "rules", file))


def _paths(data: Mapping[str, Any], key: str, file: Path) -> tuple[Path, ...]:
    value = data.get(key, [])
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(one, str) and one for one in values):
        raise UsageError(f"{key} is not a path in quotation marks.", Where(str(file)))
    return tuple(file.parent / Path(one).expanduser() for one in values)
