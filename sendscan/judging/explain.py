"""Why a sentence was judged as it was, in words for a rule author."""

from __future__ import annotations

from collections.abc import Iterator

from sendscan.judging.judge import Trace
from sendscan.rulebook.book import Found, Rulebook
from sendscan.rulebook.rules import ConcernRule, VoiceRule

_SHOWN = 3
"""Precedents and their concerns that are shown."""


def explained(trace: Trace, text: str, rulebook: Rulebook) -> str:
    """A paragraph of lines: the judgement, the cues that stand or were cancelled, voices, concern rules."""
    judgement = trace.judgement
    lines = [text, f"  polarity  {judgement.polarity}" + (f" ({trace.carried})" if trace.carried else "")]
    lines += [f"  cue       {line}" for line in _cues(trace)]
    lines.append(f"  voice     {judgement.voice}" + (f" (by {trace.heard.rule})" if trace.heard.rule else ""))
    lines += [f"  voice     {line}" for line in _voices(trace)]
    raised = ", ".join(f"{r.rule} ({r.severity})" for r in judgement.raised)
    lines.append(f"  concerns  {raised or 'none'}")
    lines += [f"  concern   {line}" for line in _concerns(trace, rulebook)]
    lines += [f"  precedent {line}" for line in _precedents(trace)]
    return "\n".join(lines) + "\n"


def _cues(trace: Trace) -> Iterator[str]:
    order = sorted(trace.stand.readings, key=lambda r: (r.found.first, r.found.last))
    for r in order:
        turned = ", turned by a negation" if r.turned else ""
        state = f"cancelled: {r.lost_to}" if r.lost_to else f"{r.effect}{turned}"
        yield f"{r.id} on “{_said(trace, r.found)}”: {state}"


def _voices(trace: Trace) -> Iterator[str]:
    for f in trace.found:
        rule = f.phrase.rule
        if isinstance(rule, VoiceRule) and f.phrase.field != "who" and rule.id != trace.heard.rule:
            what = "cancelled by" if f.phrase.field == "unless" else "not followed: another comes first,"
            yield f"{rule.id} {what} “{_said(trace, f)}”"


def _concerns(trace: Trace, rulebook: Rulebook) -> Iterator[str]:
    by_rule: dict[str, list[Found]] = {}
    for f in trace.found:
        if isinstance(f.phrase.rule, ConcernRule):
            by_rule.setdefault(f.phrase.rule.id, []).append(f)
    raised = {r.rule for r in trace.judgement.raised}
    for name, found in by_rule.items():
        words = "; ".join(dict.fromkeys(f"{f.phrase.field} “{_said(trace, f)}”" for f in found))
        state = "raised" if name in raised else f"not raised: {_why_not(name, found, trace, rulebook)}"
        yield f"{name} on {words}: {state}"
    for name in sorted(raised - by_rule.keys()):
        yield f"{name}: {_from_elsewhere(name, trace)}"


def _from_elsewhere(name: str, trace: Trace) -> str:
    carried = "taken from the sentence before, or for want of another"
    share = trace.weighed.by_precedents.get(name, 0.0) if trace.weighed else 0.0
    if trace.weighed is None or name not in trace.weighed.phrased:
        return f"raised by precedents, which give it {share:.2f}"
    return f"{carried}; precedents give it {share:.2f}" if trace.weighed.heard else carried


def _precedents(trace: Trace) -> Iterator[str]:
    """How the precedents share their one vote, the words that told most, and the sentences that were nearest."""
    if trace.weighed is None or trace.weighed.heard is None:
        return
    heard = trace.weighed.heard
    shares = sorted(trace.weighed.by_precedents.items(), key=lambda pair: -pair[1])
    yield ", ".join(f"{name} {share:.2f}" for name, share in shares[:_SHOWN])
    name = shares[0][0] if shares else ""
    if name and (told := heard.telling(name, _SHOWN)):
        yield f"told by {', '.join(f'“{word}”' for word in told)} ({name})"
    for like in heard.nearest(_SHOWN):
        yield f"{like.likeness:.2f} like “{like.text}” ({', '.join(like.about)})"


def _why_not(name: str, found: list[Found], trace: Trace, rulebook: Rulebook) -> str:
    rule = rulebook.rules[name]
    fields = {f.phrase.field for f in found}
    if trace.judgement.polarity not in ("concern", "mixed"):
        return "the sentence states no problem"
    if "unless" in fields:
        return "an ‘unless’ stands"
    if trace.weighed and name in trace.weighed.phrased:
        return f"precedents give it only {trace.weighed.by_precedents.get(name, 0.0):.2f}"
    if isinstance(rule, ConcernRule):
        stronger = [r.rule for r in trace.judgement.raised if r.rule in rule.gives_way_to]
        if stronger:
            return f"it gives way to {', '.join(stronger)}"
        if "match" not in fields and "about" in fields and rule.where and "where" not in fields:
            return "no ‘where’ phrase stands"
        if fields == {"where"}:
            return "no ‘about’ phrase stands"
        if fields == {"otherwise"}:
            return "another rule is raised"
    return "it stands outside the clause with the problem, or is for other kinds of letter or voices"


def _said(trace: Trace, found: Found) -> str:
    return " ".join(trace.words[max(found.first, 1) : found.last])
