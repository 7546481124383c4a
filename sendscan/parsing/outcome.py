"""The overall outcome: the sentence that states it, its counts, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sendscan.cleaning import CleanText
from sendscan.judging.judgement import Sentence
from sendscan.kinds import LetterKind
from sendscan.model import NextStep, Outcome, OutcomeVerdict, Quote
from sendscan.parsing.counts import Count, parse_count
from sendscan.parsing.letter import Claim, Draft


class _Stated(NamedTuple):
    sentence: Sentence
    sufficient: Count | None
    insufficient: Count | None


def read_outcome(
    sentences: Sequence[Sentence], drafts: Sequence[Draft], clean: CleanText, kind: LetterKind
) -> tuple[Outcome, list[Claim]]:
    """The outcome among ``sentences`` (those outside the weaknesses), and what it accounts for.

    Counts are those of the sentences: "four … sufficient" and "one … not" make four of five.  Where all,
    both or none are meant without a number, the weaknesses the letter sets out are counted.
    """
    step, step_quote, step_claims = _next_step(sentences, clean, kind)
    claims = list(step_claims)
    stepping = {(claim.start, claim.end) for claim in step_claims}
    counted: list[_Stated] = []
    for sentence in sentences:
        for rule in kind.outcome:
            found = rule.phrases.match(sentence.text)
            if found is None or (sentence.start, sentence.end) in stepping:
                continue
            claims.append(Claim(sentence.start, sentence.end, "outcome"))
            if rule.verdict is not None:
                quote = clean.quote(sentence.start, sentence.end)
                return (
                    Outcome(verdict=rule.verdict, statement=quote, next_step=step, next_step_statement=step_quote),
                    claims,
                )
            at = found.slots.get("count")
            count = parse_count(sentence.text[slice(*at)]) if at else Count(None, None, True)
            if count is not None:
                sufficient = rule.counts == "sufficient"
                counted.append(_Stated(sentence, count if sufficient else None, None if sufficient else count))
            break
    if not counted:
        verdict: OutcomeVerdict = "not_stated" if kind.outcome else "narrative"
        return Outcome(verdict=verdict, next_step=step, next_step_statement=step_quote), claims
    outcome = _count(counted, drafts, clean)
    return (
        Outcome(
            verdict=outcome.verdict,
            sufficient=outcome.sufficient,
            total=outcome.total,
            statement=outcome.statement,
            next_step=step,
            next_step_statement=step_quote,
        ),
        claims,
    )


def _next_step(
    sentences: Sequence[Sentence], clean: CleanText, kind: LetterKind
) -> tuple[NextStep | None, Quote | None, list[Claim]]:
    """The first next step, with the next steps that directly follow it."""
    steps = [_step(sentence, kind) for sentence in sentences]
    first = next((index for index, step in enumerate(steps) if step), None)
    if first is None:
        return None, None, []
    last = first
    while last + 1 < len(steps) and steps[last + 1]:
        last += 1
    claims = [Claim(each.start, each.end, "next step") for each in sentences[first : last + 1]]
    return steps[first], clean.quote(sentences[first].start, sentences[last].end), claims


def _step(sentence: Sentence, kind: LetterKind) -> NextStep | None:
    return next((value for value, phrases in kind.next_steps if phrases.search(sentence.text)), None)


def _count(counted: Sequence[_Stated], drafts: Sequence[Draft], clean: CleanText) -> Outcome:
    first = counted[0].sentence
    group = [counted[0]]
    for stated in counted[1:]:  # the second sentence of "four of … . The area has not … one" stands right after
        if clean.text[group[-1].sentence.end : stated.sentence.start].strip():
            break
        group.append(stated)
    yes = next((each.sufficient for each in group if each.sufficient), None)
    no = next((each.insufficient for each in group if each.insufficient), None)
    weaknesses = sum(draft.list_name == "weaknesses" for draft in drafts)
    total = next((count.total for count in (yes, no) if count and count.total), None)
    sufficient: int | None
    if yes and no:
        if total is None and yes.number is not None and no.number is not None:
            total = yes.number + no.number
        sufficient = yes.number
    elif yes:
        total = total or weaknesses or None
        sufficient = total if yes.every else yes.number
    else:
        total = total or weaknesses or None
        lacking = total if no and no.every else (no.number if no else None)
        sufficient = total - lacking if total is not None and lacking is not None else None
    verdict: OutcomeVerdict = "some_sufficient_progress"
    if (yes and yes.every) or (sufficient is not None and sufficient == total and not no):
        verdict = "sufficient_progress"
    elif not yes and no and (no.every or sufficient == 0):
        verdict, sufficient = "insufficient_progress", 0
    return Outcome(
        verdict=verdict,
        sufficient=sufficient,
        total=total,
        statement=clean.quote(first.start, group[-1].sentence.end),
    )
