"""A divided letter to diagnostics and coverage: what disagrees, what is missing, what nothing claimed."""

from __future__ import annotations

from collections.abc import Sequence

from sendscan.cleaning import Block, CleanText
from sendscan.kinds import KindCard, kinds_like
from sendscan.model import Coverage, Diagnostic, Quote, Span, Verdict
from sendscan.parsing.letter import Claim, Draft, Letter
from sendscan.reading.source import Source


def coverage_of(clean: CleanText, claims: Sequence[Claim]) -> Coverage:
    """How much of the clean text the claims cover, and every passage they leave."""
    covered = bytearray(len(clean.text))
    for claim in claims:
        covered[claim.start : claim.end] = b"\x01" * (claim.end - claim.start)
    unclaimed: list[Quote] = []
    total = claimed = 0
    for block in clean.blocks:
        total += block.end - block.start
        start = None
        for at in range(block.start, block.end + 1):
            free = at < block.end and not covered[at]
            if free and start is None:
                start = at
            elif not free and start is not None:
                unclaimed += _passage(start, at, clean)
                start = None
        claimed += sum(covered[block.start : block.end])
    lost = sum(len(quote.text) for quote in unclaimed)
    return Coverage(characters=total, claimed=total - lost, unclaimed=tuple(unclaimed), furniture=len(clean.dropped))


def _passage(start: int, end: int, clean: CleanText) -> list[Quote]:
    text = clean.text[start:end]
    start += len(text) - len(text.lstrip())
    end -= len(text) - len(text.rstrip())
    return [clean.quote(start, end)] if any(char.isalnum() for char in clean.text[start:end]) else []


def check(source: Source, letter: Letter, coverage: Coverage) -> tuple[Diagnostic, ...]:
    """Everything a reader of the record must be told, in a fixed order."""
    return (
        *_reading(source),
        *_area(letter),
        *_people(letter),
        *_dates_stated(letter),
        *_dates(letter),
        *_sections(letter),
        *_weaknesses(letter),
        *_outcome(letter),
        *(
            Diagnostic(
                code="unclaimed_text",
                level="warning",
                message=f"no part of the record accounts for: {_short(quote.text)}",
                span=quote.span,
            )
            for quote in coverage.unclaimed
        ),
    )


def check_kind(clean: CleanText, kind: str, kinds: tuple[KindCard, ...], *, said: bool) -> tuple[Diagnostic, ...]:
    """Whether a text opens like another kind than the one it was ``said`` to be, or like a letter once more.

    ``said`` is false where the kind was recognised: then it opens like that.
    """
    like = [card.kind for card in kinds_like(clean.text, kinds)] if said else []
    others = [other for other in like if kind not in like]
    found = [
        Diagnostic(
            code="other_kind",
            level="warning",
            message=f"the letter opens like {other}, and was read as {kind} because it was said to be",
        )
        for other in others
    ]
    (card,) = (card for card in kinds if card.kind == kind)
    pages: dict[int, list[Block]] = {}
    for block in clean.blocks:
        pages.setdefault(clean.span(block.start, block.end).page, []).append(block)
    found += [
        Diagnostic(
            code="several_letters",
            level="warning",
            message=f"page {page} opens like another letter, and was read as part of the first: "
            "split the file and read each letter by itself",
            span=clean.span(blocks[0].start, blocks[0].end),
        )
        for page, blocks in list(pages.items())[1:]
        if card.opens.heads_line("\n".join(clean.text[block.start : block.end] for block in blocks))
    ]
    return tuple(found)


def _reading(source: Source) -> list[Diagnostic]:
    found = [
        Diagnostic(
            code="unreadable_page",
            level="warning",
            message=f"page {page} holds no text that can be read; if it is a scan, run it through OCR first "
            "(for example with ocrmypdf)",
        )
        for page in source.unreadable
    ]
    if source.truncated:
        found.append(
            Diagnostic(
                code="truncated",
                level="warning",
                message=f"only the first {len(source.pages)} pages were read; raise --max-pages to read on",
            )
        )
    return found


def _area(letter: Letter) -> list[Diagnostic]:
    if letter.info.area is None:
        return [Diagnostic(code="unknown_area", level="warning", message="the letter's local area was not found")]
    if letter.info.area.gss_code is None:
        where = letter.area_as_printed.span if letter.area_as_printed else None
        name = letter.info.area.name
        message = f"{name!r} is not in the register of local areas; its codes are left empty"
        return [Diagnostic(code="unknown_area", level="warning", message=message, span=where)]
    return []


def _people(letter: Letter) -> list[Diagnostic]:
    """Lines that stand where people are named, and in which nobody was recognised."""
    printed = [claim.by for claim in letter.claims]
    found: list[Diagnostic] = []
    if printed.count("addressees") > 1 and not letter.info.addressees:
        message = "there are lines above the salutation, but no addressee was recognised in them"
        found.append(Diagnostic(code="missing_addressees", level="warning", message=message))
    if "sign-off" in printed and not letter.info.signatories:
        message = "there are lines below the closing, but no signatory was recognised in them"
        found.append(Diagnostic(code="missing_signatories", level="warning", message=message))
    return found


def _dates_stated(letter: Letter) -> list[Diagnostic]:
    """Dates that are not stated, or that the calendar does not have.  Area SEND reports bear no date of their own."""
    found = [
        Diagnostic(
            code="impossible_date",
            level="warning",
            message=f"{_short(quote.text)!r} is no date there is; it is left empty",
            span=quote.span,
        )
        for quote in letter.no_dates
    ]
    if letter.info.letter_date is None and letter.info.kind != "area_send":
        found.append(
            Diagnostic(code="missing_date", level="warning", message="the letter has no date that can be read")
        )
    if letter.info.visit.start is None:
        message = "the letter has no dates of the visit that can be read"
        found.append(Diagnostic(code="missing_visit", level="warning", message=message))
    return found


def _dates(letter: Letter) -> list[Diagnostic]:
    """Dates that come before what they must follow.  Months without a day are compared as months."""
    info = letter.info
    statement = info.written_statement_of_action
    previous = max((p.end or "" for p in info.previous_inspections), default="") or None
    order = (
        ("the visit's end", info.visit.end, "its start", info.visit.start),
        ("the letter's date", info.letter_date, "the visit's end", info.visit.end),
        ("the visit's start", info.visit.start, "the end of the previous inspection", previous),
        ("the visit's start", info.visit.start, "the initial report's publication", info.initial_report_published),
        (
            "the visit's start",
            info.visit.start,
            "the day the written statement was declared fit",
            statement.declared_fit,
        ),
        ("the day the written statement was declared fit", statement.declared_fit, "its issue", statement.issued),
    )
    return [
        Diagnostic(code="date_order", level="warning", message=f"{late} ({after}) is before {early} ({before})")
        for late, after, early, before in order
        if after and before and after[: min(len(after), len(before))] < before[: min(len(after), len(before))]
    ]


def _sections(letter: Letter) -> list[Diagnostic]:
    """A letter without a heading has no items either, which must not read as nothing to improve."""
    if letter.info.headings:
        return []
    message = "none of the section headings of such a letter was found"
    return [Diagnostic(code="missing_sections", level="warning", message=message)]


def _weaknesses(letter: Letter) -> list[Diagnostic]:
    if letter.info.kind != "send_revisit":
        return []
    found: list[Diagnostic] = []
    drafts = _weakness_drafts(letter)
    if not drafts:
        return [
            Diagnostic(code="missing_weaknesses", level="error", message="no area of significant weakness was found")
        ]
    for number, draft in enumerate(drafts, start=1):
        values = {verdict.value for verdict in draft.verdicts}
        if not draft.verdicts:
            found.append(
                Diagnostic(
                    code="missing_verdict",
                    level="warning",
                    message=f"W{number} has no sentence that says whether progress was sufficient",
                    span=draft.statement.span,
                )
            )
        elif len(values) > 1:
            found.append(
                Diagnostic(
                    code="inconsistent_verdicts",
                    level="error",
                    message=f"W{number} has verdicts of both signs; the last is taken",
                    span=_last_span(draft.verdicts),
                )
            )
        if not draft.sentences:
            found.append(
                Diagnostic(
                    code="no_findings",
                    level="warning",
                    message=f"W{number} has no findings",
                    span=draft.statement.span,
                )
            )
    return found


def _last_span(verdicts: Sequence[Verdict]) -> Span | None:
    return verdicts[-1].span


def _weakness_drafts(letter: Letter) -> list[Draft]:
    return [draft for draft in letter.drafts if draft.list_name == "weaknesses"]


def _outcome(letter: Letter) -> list[Diagnostic]:
    outcome = letter.outcome
    span = outcome.statement.span if outcome.statement else None
    if outcome.verdict == "not_stated":
        message = "no sentence that states the overall outcome was found"
        return [Diagnostic(code="missing_outcome", level="warning", message=message)]
    if letter.info.kind != "send_revisit":
        return []
    found: list[Diagnostic] = []
    drafts = _weakness_drafts(letter)
    values = [draft.verdict.value for draft in drafts if draft.verdict]
    sufficient = values.count("sufficient_progress")
    insufficient = values.count("insufficient_progress")
    said: list[str] = []
    if outcome.total is not None and drafts and outcome.total != len(drafts):
        said.append(f"it speaks of {outcome.total} weaknesses, the letter sets out {len(drafts)}")
    if outcome.sufficient is not None and sufficient > outcome.sufficient:
        said.append(f"it calls {outcome.sufficient} sufficient, {sufficient} sections do")
    if outcome.sufficient is not None and outcome.total is not None:
        negative = outcome.total - outcome.sufficient
        if insufficient > negative:
            said.append(f"it calls {negative} not sufficient, {insufficient} sections do")
        elif sufficient < outcome.sufficient and sufficient + insufficient == len(values) == outcome.total:
            said.append(f"it calls {outcome.sufficient} sufficient, {sufficient} sections do")
    if said:
        message = "the overall verdict and the sections disagree: " + "; ".join(dict.fromkeys(said))
        found.append(Diagnostic(code="inconsistent_verdicts", level="error", message=message, span=span))
    steps = {
        "support_and_challenge_visits_cease": outcome.verdict == "sufficient_progress",
        "dfe_and_nhs_england_decide": outcome.verdict != "sufficient_progress",
    }
    if outcome.next_step and not steps.get(outcome.next_step, True):
        step = outcome.next_step_statement.span if outcome.next_step_statement else None
        message = "what the letter says follows does not fit its overall verdict"
        found.append(Diagnostic(code="inconsistent_next_step", level="warning", message=message, span=step))
    return found


def _short(text: str, most: int = 120) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
