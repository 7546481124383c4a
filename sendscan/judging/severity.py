"""How grave a concern is where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from sendscan.model import Severity
from sendscan.rulebook.book import Found
from sendscan.rulebook.rules import Cue

_SCALE: tuple[Severity, ...] = ("low", "medium", "high")


def severity(usual: Severity, found: Sequence[Found]) -> Severity:
    """The ``usual`` severity of a rule, one step up or down by the cues that raise and lower it."""
    effects = {f.phrase.rule.effect for f in found if f.phrase.field == "match" and isinstance(f.phrase.rule, Cue)}
    step = ("raises" in effects) - ("lowers" in effects)
    return _SCALE[min(max(_SCALE.index(usual) + step, 0), 2)]
