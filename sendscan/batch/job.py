"""What goes to a worker, what comes back, and what becomes of a letter."""

from __future__ import annotations

import json
import traceback
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sendscan.errors import SendscanError
from sendscan.manner import BY_ITSELF, Manner

if TYPE_CHECKING:
    from sendscan.writing.notices import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How all letters of a run are to be read, and in which forms their records are wanted."""

    manner: Manner = BY_ITSELF
    forms: tuple[str, ...] = ("yaml",)
    with_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why there is no record: a stable code, a message, what to do, where in the file.

    ``lasting`` says that the same bytes will always fail so; ``trace`` is for whoever looks for a fault in
    sendscan.
    """

    code: str
    message: str
    advice: str | None = None
    page: int | None = None
    line: int | None = None
    lasting: bool = False
    trace: str | None = None

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """The failure that ``error`` stands for; what nobody raised on purpose is a fault."""
        if isinstance(error, SendscanError):
            where = error.where
            return cls(
                code=error.code,
                message=error.message,
                advice=error.advice,
                page=where.page if where else None,
                line=where.line if where else None,
            )
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return cls(
            code="fault",
            message=f"a fault in sendscan itself ({what}).",
            advice="Please report it with what --debug prints.",
            trace="".join(traceback.format_exception(error)),
        )

    def said(self, name: str) -> str:
        """One line about the letter ``name``."""
        place = f", page {self.page}" if self.page else f":{self.line}" if self.line else ""
        return f"{name}{place}: {self.message}" + (f" {self.advice}" if self.advice else "")


@dataclass(frozen=True, slots=True)
class Letter:
    """A file to read: where it is, and the name its record gives it (with ``/``, never absolute).

    ``failure`` is set where it is known without reading that it cannot be read.
    """

    path: Path
    name: str
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One letter for a worker: by ``path`` where it can see it, else by its bytes.

    ``known`` is the letter's record, packed, if only the forms are wanted anew.
    """

    name: str
    path: str | None
    data: bytes | None
    digest: str
    options: Options
    known: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a worker made of a job.  Exactly one of ``output``, ``failure``, ``stop`` and ``moved`` is set.

    ``output`` holds, packed, the letter's :class:`Digest` and forms; ``record``, packed, the record if it
    was made anew.  ``stop`` is an error that is true of every letter; ``moved`` says that the path does not
    hold the bytes that were asked for.
    """

    output: bytes | None = None
    record: bytes | None = None
    failure: Failure | None = None
    stop: SendscanError | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What of a record a summary, a gate or a report needs."""

    kind: str
    title: str | None
    area: str | None
    verdict: str
    media_type: str
    items: int
    findings: int
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one letter: a digest and its forms by name, or a failure.

    ``unchanged`` says that the cache knew it, which makes no other result of it.
    """

    letter: Letter
    digest: Digest | None = None
    forms: Mapping[str, str] = field(default_factory=dict)
    failure: Failure | None = None
    unchanged: bool = field(default=False, compare=False)


def packed(value: Any) -> bytes:
    """Plain data in few bytes."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 1)


def unpacked(data: bytes) -> Any:
    """What :func:`packed` packed.  Raises :class:`ValueError` for anything else: the sum is checked."""
    try:
        return json.loads(zlib.decompress(data))
    except zlib.error as error:
        raise ValueError(str(error)) from error


def packed_output(digest: Digest, forms: Mapping[str, str]) -> bytes:
    """A letter's digest and forms, packed."""
    return packed({"digest": asdict(digest), "forms": forms})


def unpacked_output(data: bytes) -> tuple[Digest, Mapping[str, str]]:
    """The digest and forms that :func:`packed_output` packed; :class:`ValueError` if these are others."""
    from sendscan.writing.notices import Notice

    try:
        value = unpacked(data)
        told = tuple(Notice(**notice) for notice in value["digest"].pop("notices"))
        return Digest(**value["digest"], notices=told), value["forms"]
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from error


def digest_of(data: bytes) -> str:
    """The SHA-256 of a letter's bytes, in hexadecimal."""
    return sha256(data).hexdigest()
