"""The inspection team as a report's last table names it: "Jane Doe, Ofsted HMI lead inspector"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendscan.model import Inspector
from sendscan.parsing.people import lexicon
from sendscan.parsing.signoff import TailLine

_BODIES = (
    ("Care Quality Commission", re.compile(r"\b(?:CQC|Care Quality Commission)\b")),
    ("Ofsted", re.compile(r"\b(?:Ofsted|HMI)\b")),
)


def read_team(lines: Sequence[TailLine]) -> tuple[Inspector, ...]:
    """Everybody whose line is a name, a comma or dash, and an inspector's role; in order, once each.

    Where the role does not say whose inspector it is, the head of the table's column does.
    """
    words = lexicon()
    team: dict[str, Inspector] = {}
    heads: dict[int | None, str] = {}
    for line in lines:
        if line.column is not None and (head := _body_of(line.text)) and not re.search(r"[,;]", line.text):
            heads[line.column] = head
        match = words.plain_name.match(line.text)
        if match is None:
            continue
        role = line.text[match.end() :].strip(" ,–—-:()")
        body = _body_of(role) or heads.get(line.column)
        if body and re.search(r"\binspector\b|\bHMI\b|\blead\b", role, re.IGNORECASE):
            lead = bool(re.search(r"\blead\b", role, re.IGNORECASE))
            team.setdefault(match[0], Inspector(name=match[0], role=role, body=body, lead=lead))
    return tuple(team.values())


def _body_of(text: str) -> str | None:
    return next((name for name, pattern in _BODIES if pattern.search(text)), None)
