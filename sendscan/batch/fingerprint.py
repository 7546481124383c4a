"""What a record depends on besides the letter: the code, the libraries that read, the rules."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sendscan import __version__
from sendscan.batch.job import Options
from sendscan.resources import PACKAGE, bundled

# whose versions change what is read, judged or written
_LIBRARIES = ("pypdfium2", "pdfplumber", "pdfminer.six", "spacy", "pyyaml")


@cache
def code_fingerprint() -> str:
    """Of this sendscan, its own rules and data, and the libraries it reads with.

    The code itself counts, not only its version: in a checkout the two part.
    """
    parts = [__version__, *(f"{name} {_version(name)}" for name in _LIBRARIES)]
    parts += [_of_files(PACKAGE, "**/*.py"), _of_files(PACKAGE, "data/**/*")]
    parts.append(_of_files(bundled("rules"), "**/*"))
    return sha256("\0".join(parts).encode()).hexdigest()


def rules_fingerprint(folders: Iterable[Path]) -> str:
    """Of folders of rules, in their order."""
    return sha256("\0".join(_of_files(folder, "**/*") for folder in folders).encode()).hexdigest()


def options_fingerprint(options: Options) -> str:
    """Of all that makes one record of a letter's bytes differ from another, forms and name aside."""
    manner = options.manner
    asked = (manner.kind, manner.password, manner.max_pages)
    return _hashed(code_fingerprint(), rules_fingerprint(manner.rules), repr(asked))


def record_key(digest: str, options: str) -> str:
    """The key of the record of a letter's bytes."""
    return _hashed("record", digest, options)


def output_key(record: str, name: str, options: Options) -> str:
    """The key of a record's forms under a name."""
    return _hashed("output", record, name, *options.forms, "text" * options.with_text)


def _hashed(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _of_files(folder: Path, pattern: str) -> str:
    digest = sha256()
    for path in sorted(folder.glob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            data = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()
