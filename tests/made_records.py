"""Records of letters about invented places, built by hand: what writing and comparing are tested on."""

from __future__ import annotations

from typing import Any

from sendscan.model import (
    Addressee,
    Area,
    Concern,
    Coverage,
    Diagnostic,
    Finding,
    Item,
    LetterInfo,
    Outcome,
    Quote,
    Record,
    Signatory,
    SourceInfo,
    Span,
    Verdict,
    Visit,
    Weakness,
    WrittenStatement,
)


def quote(text: str, start: int = 0, page: int = 1) -> Quote:
    return Quote(text, Span(start, start + len(text), page, 1))


def finding(id_: str, text: str, **fields: Any) -> Finding:
    page = fields.pop("page", 2)
    return Finding(
        id=id_,
        text=text,
        span=Span(0, len(text), page, 7),
        paragraph=fields.pop("paragraph", 1),
        polarity=fields.pop("polarity", "context"),
        voice=fields.pop("voice", "inspectors"),
        **fields,
    )


def concern(id_: str, rule: str, evidence: Finding, **fields: Any) -> Concern:
    return Concern(
        id=id_,
        rule=rule,
        title=fields.pop("title", rule.replace("-", " ").capitalize()),
        severity=fields.pop("severity", "medium"),
        finding=evidence.id,
        item=evidence.id.split(".")[0],
        voice=evidence.voice,
        text=evidence.text,
        span=evidence.span,
    )


GOOD = finding("W1.F1", "Plans are now written in plain words.", polarity="strength")
TRUST = finding(
    "W1.F2",
    "Parents told us that they do not trust the council’s promises – or its letters.",
    polarity="concern",
    voice="parents_carers",
    concerns=("parent-trust",),
    themes=("parents",),
    cues=("not-trust", "told-us"),
    page=3,
)
LATE = finding(
    "W2.F1",
    "Leaders have a plan for the backlog but most reviews are late.",
    polarity="mixed",
    concerns=("review-delays",),
)
MET = finding("W2.F2", "The board meets every month.")


def revisit(area: str = "Ambleford", **changes: Any) -> Record:
    """A revisit letter with two weaknesses, one of them sufficient."""
    fields: dict[str, Any] = {
        "source": SourceInfo(
            name=f"{area.lower()}.txt", sha256="ab" * 32, media_type="text/plain", pages=4, characters=900
        ),
        "letter": LetterInfo(
            kind="send_revisit",
            title=f"Joint area SEND revisit in {area}",
            area=Area(name=area, gss_code=None, region=None),
            letter_date="2021-05-04",
            visit=Visit(start="2021-03-02", end="2021-03-04"),
            inspectorates=("Ofsted", "Care Quality Commission"),
            addressees=(Addressee(name="Ann Example", role="Director", organisation="Ambleford Council"),),
            signatories=(Signatory(name="Sam Sample", role="HMI Lead Inspector", body="Ofsted"),),
            written_statement_of_action=WrittenStatement(issued="2019-07", jointly_responsible=("the council",)),
        ),
        "outcome": Outcome(
            verdict="some_sufficient_progress",
            sufficient=1,
            total=2,
            statement=quote("The area has made sufficient progress in addressing one of the two weaknesses."),
            next_step="dfe_and_nhs_england_decide",
        ),
        "weaknesses": (
            Weakness(
                id="W1",
                statement=quote("weak relationships with parents"),
                verdict=Verdict(value="sufficient_progress", text="Enough was done.", span=Span(50, 66, 3, 2)),
                findings=(GOOD, TRUST),
            ),
            Weakness(id="W2", statement=quote("late annual reviews: a backlog"), findings=(LATE, MET)),
        ),
        "concerns": (
            concern("C1", "parent-trust", TRUST, severity="high", title="Parents do not trust leaders"),
            concern("C2", "review-delays", LATE),
        ),
        "diagnostics": (
            Diagnostic(code="missing_verdict", level="warning", message="No verdict on W2.", span=TRUST.span),
        ),
        "coverage": Coverage(characters=900, claimed=880, unclaimed=(quote("Left over words."),)),
        "text": "Line one.\nLine two.\n",
    }
    return Record(**{**fields, **changes})


def report(area: str = "Brackenshire") -> Record:
    """An area SEND report: strengths, needs_work, priority actions, improvements, narrative."""
    good = finding("S1.F1", "Needs are met early.", polarity="strength")
    wait = finding(
        "N1.F1",
        "Children wait too long for therapy.",
        polarity="concern",
        concerns=("waiting-times",),
        page=4,
    )
    life = finding("X1.F1", "Children enjoy school.", polarity="strength", voice="children_young_people")
    return Record(
        source=SourceInfo(name="report.pdf", sha256="cd" * 32, media_type="application/pdf", pages=8, characters=400),
        letter=LetterInfo(kind="area_send", area=Area(name=area), visit=Visit(start="2024-05-13")),
        outcome=Outcome(verdict="systemic_failings"),
        strengths=(Item(id="S1", statement=quote("Needs are met early."), findings=(good,)),),
        needs_work=(Item(id="N1", statement=quote("Children wait too long for therapy."), findings=(wait,)),),
        priority_actions=(
            Item(
                id="P1",
                statement=quote("Leaders should cut waiting times."),
                heading="Areas for priority action",
                responsible=("Brackenshire Council",),
            ),
        ),
        improvements=(Item(id="I1", statement=quote("Leaders should improve the local offer.")),),
        narrative=(Item(id="X1", statement=quote("What is it like?"), heading="What is it like?", findings=(life,)),),
        concerns=(concern("C1", "waiting-times", wait, severity="high"),),
        coverage=Coverage(characters=400, claimed=400),
    )
