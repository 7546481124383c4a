"""What makes a run fail in continuous integration, and what was known before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from sendscan.errors import UsageError, Where
from sendscan.writing.notices import INSUFFICIENT, Notice, Told, notices
from sendscan.writing.sarif import FINGERPRINT

SEVERITIES = ("low", "medium", "high")
DIAGNOSTICS = "diagnostics"
_RECORDS = (".yaml", ".yml", ".json", ".jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """``fail_on`` holds severities (that one or a worse), rule ids, ``insufficient_progress`` and
    ``diagnostics`` (of level warning or error); ``known`` fingerprints of an earlier run, which never fail.
    """

    fail_on: tuple[str, ...] = ()
    known: frozenset[str] | None = None

    def told(self, found: Iterable[Notice]) -> tuple[Told, ...]:
        """Each notice with what it means here."""
        return tuple(self._told(notice) for notice in found)

    def _told(self, notice: Notice) -> Told:
        known = notice.fingerprint in (self.known or ())
        return Told(notice=notice, known=known, trips=not known and self._asked(notice))

    def _asked(self, notice: Notice) -> bool:
        if notice.about == "verdict":
            return INSUFFICIENT in self.fail_on
        if notice.about == "diagnostic":
            return DIAGNOSTICS in self.fail_on and notice.level != "note"
        worst = SEVERITIES.index(notice.severity or "low")
        return notice.rule in self.fail_on or any(severity in self.fail_on for severity in SEVERITIES[: worst + 1])


def check_fail_on(wanted: Sequence[str], rules: Iterable[str]) -> tuple[str, ...]:
    """``wanted`` as it stands, if each is a severity, one of ``rules`` or a word of :class:`Gate`.

    Raises :class:`UsageError`: a misspelt gate would never close.
    """
    words = (*SEVERITIES, INSUFFICIENT, DIAGNOSTICS)
    known = {*words, *rules}
    for one in wanted:
        if one not in known:
            close = get_close_matches(one, known, n=1)
            advice = f"Did you mean {close[0]}?" if close else f"Give {', '.join(words)} or the id of a rule."
            raise UsageError(f"--fail-on knows no {one}.", advice=advice)
    return tuple(wanted)


def is_rule(wanted: str) -> bool:
    """Whether ``wanted`` can only be the id of a rule."""
    return wanted not in (*SEVERITIES, INSUFFICIENT, DIAGNOSTICS)


def read_baseline(path: Path) -> frozenset[str]:
    """The fingerprints in what an earlier run wrote: records (a file or a folder of them) or SARIF.

    Raises :class:`UsageError` for a place that holds neither.
    """
    files = [path]
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in (*_RECORDS, ".sarif"))
    found: set[str] = set()
    understood = False
    for file in files:
        for marks in _marks_in(file):
            understood = True
            found.update(marks)
    if not understood:
        raise UsageError(
            "There are neither records nor SARIF results here.",
            Where(str(path)),
            advice="Make a baseline with: sendscan batch FOLDER -f jsonl -o baseline.jsonl",
        )
    return frozenset(found)


def _marks_in(file: Path) -> Iterator[set[str]]:
    """The fingerprints of each record, or each SARIF run, in the file."""
    try:
        with file.open("rb") as lines:
            if file.suffix.lower() == ".jsonl":
                for line in lines:
                    yield from _of_records(line, file)
                return
            data = lines.read()
    except OSError as error:
        raise UsageError(f"The baseline cannot be read: {error.strerror}.", Where(str(file))) from error
    value = _json(data)
    if isinstance(value, dict) and "runs" in value:
        for run in value["runs"]:
            marks = [result.get("partialFingerprints") or {} for result in run.get("results") or ()]
            yield {mark[FINGERPRINT] for mark in marks if FINGERPRINT in mark}
    else:
        yield from _of_records(data, file)


def _of_records(data: bytes, file: Path) -> Iterator[set[str]]:
    from sendscan.writing import as_dict
    from sendscan.writing.read_back import records_in

    name = "line.json" if file.suffix.lower() == ".jsonl" else file.name
    for record in records_in(data, name):
        yield {notice.fingerprint for notice in notices(as_dict(record))}


def _json(data: bytes) -> Any:
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return None
    try:
        return json.loads(data)
    except ValueError:
        return None
