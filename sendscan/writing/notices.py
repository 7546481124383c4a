"""What a record holds that somebody may want to be told of: concerns, insufficient progress, diagnostics.

The forms for continuous integration (GitHub, JUnit, SARIF, Markdown) all write these, and ``--fail-on`` and
``--baseline`` decide on them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, Literal

from sendscan.model import Severity

About = Literal["concern", "verdict", "diagnostic"]
NoticeLevel = Literal["error", "warning", "note"]
INSUFFICIENT = "insufficient_progress"

_OF_SEVERITY: dict[str, NoticeLevel] = {"high": "error", "medium": "warning", "low": "note"}
_OF_LEVEL: dict[str, NoticeLevel] = {"error": "error", "warning": "warning", "info": "note"}
_PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing to tell.

    ``rule`` is a concern rule's id, ``insufficient_progress`` or a diagnostic's code; ``text`` the evidence
    or the message; ``item`` the weakness or finding it is about; ``page`` and ``line`` where it stands in
    the source, if anywhere.  ``fingerprint`` stays the same when the letter is moved, gets other line
    breaks, or is read from PDF where it was text: it is made of the file's own name, the rule and the words.
    """

    about: About
    rule: str
    title: str
    level: NoticeLevel
    text: str
    severity: Severity | None = None
    item: str | None = None
    voice: str | None = None
    page: int | None = None
    line: int | None = None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A notice, whether it was known before, and whether it makes the run fail."""

    notice: Notice
    known: bool = False
    trips: bool = False

    @property
    def level(self) -> NoticeLevel:
        """The notice's own level; what makes the run fail is an error."""
        return "error" if self.trips else self.notice.level


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What there is to tell of one letter.

    ``path`` is the file as seen from the current folder, with ``/``; ``is_text`` whether its lines can be
    pointed at, as those of a PDF cannot; ``failure`` the code and the words of why it could not be read.
    """

    name: str
    path: str
    is_text: bool = False
    kind: str | None = None
    told: tuple[Told, ...] = ()
    failure: tuple[str, str] | None = None


def sentence(notice: Notice) -> str:
    """The evidence or message, with where to look: item, page and line, and whose view it is."""
    where = [part for part in (notice.item, notice.voice if notice.voice != "inspectors" else None) if part]
    if notice.page is not None:
        where.insert(0, f"p. {notice.page} l. {notice.line}")
    return f"{notice.text} ({', '.join(where)})" if where else notice.text


def notices(record: Mapping[str, Any]) -> tuple[Notice, ...]:
    """What there is to tell of a record (as :func:`sendscan.writing.as_dict` gives it), in its order."""
    letter = PurePosixPath(record["source"]["name"].replace("\\", "/")).stem
    seen: Counter[str] = Counter()
    told = []
    for notice in (*_concerns(record), *_verdicts(record), *_diagnostics(record)):
        words = " ".join(re.findall(r"\S+", notice.text.translate(_PLAIN).casefold()))
        mark = sha256("\0".join((letter, notice.about, notice.rule, words)).encode()).hexdigest()[:32]
        seen[mark] += 1  # the same words twice are two notices: the second is new if only one was known
        told.append(replace(notice, fingerprint=mark if seen[mark] == 1 else f"{mark}:{seen[mark]}"))
    return tuple(told)


def _concerns(record: Mapping[str, Any]) -> Iterator[Notice]:
    for concern in record["concerns"]:
        yield Notice(
            about="concern",
            rule=concern["rule"],
            title=concern["title"],
            level=_OF_SEVERITY[concern["severity"]],
            severity=concern["severity"],
            text=concern["text"],
            item=concern["finding"],
            voice=concern["voice"],
            page=concern["span"]["page"],
            line=concern["span"]["line"],
        )


def _verdicts(record: Mapping[str, Any]) -> Iterator[Notice]:
    """A weakness without sufficient progress; the letter's own verdict where no weakness has one."""
    found = False
    for weakness in record["weaknesses"]:
        if weakness["verdict"]["value"] == INSUFFICIENT:
            found = True
            yield _insufficient(weakness["statement"], weakness["id"])
    if not found and record["outcome"]["verdict"] == INSUFFICIENT:
        yield _insufficient(record["outcome"]["statement"], None)


def _insufficient(quote: Mapping[str, Any] | None, item: str | None) -> Notice:
    return Notice(
        about="verdict",
        rule=INSUFFICIENT,
        title="Not sufficient progress",
        level="warning",
        text=quote["text"] if quote else "The area has not made sufficient progress.",
        item=item,
        page=quote["span"]["page"] if quote else None,
        line=quote["span"]["line"] if quote else None,
    )


def _diagnostics(record: Mapping[str, Any]) -> Iterator[Notice]:
    for diagnostic in record["diagnostics"]:
        span = diagnostic["span"]
        yield Notice(
            about="diagnostic",
            rule=diagnostic["code"],
            title=diagnostic["code"].replace("_", " ").capitalize(),
            level=_OF_LEVEL[diagnostic["level"]],
            text=diagnostic["message"],
            page=span["page"] if span else None,
            line=span["line"] if span else None,
        )
