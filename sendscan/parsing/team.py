"""The inspection team as a report's last table names it: "Jane Doe, Ofsted HMI lead inspector"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendscan.model import Inspector
from sendscan.parsing.people import lexicon

_BODIES = (("Ofsted", re.compile(r"\b(?:Ofsted|HMI)\b")), ("Care Quality Commission", re.compile(r"\b(?:CQC|Care Quality Commission)\b")))


def read_team(lines: Sequence[str]) -> tuple[Inspector, ...]:
    """Everybody whose line is a name, a comma or dash, and an inspector's role; in order, once each."""
    words = lexicon()
    team: dict[str, Inspector] = {}
    for line in lines:
        match = words.plain_name.match(line)
        if match is None:
            continue
        role = line[match.end() :].strip(" ,–—-:()")
        body = next((name for name, pattern in _BODIES if pattern.search(role)), None)
        if body and re.search(r"\binspector\b|\bHMI\b|\blead\b", role, re.IGNORECASE):
            lead = bool(re.search(r"\blead\b", role, re.IGNORECASE))
            team.setdefault(match[0], Inspector(name=match[0], role=role, body=body, lead=lead))
    return tuple(team.values())
