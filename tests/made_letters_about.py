"""Records of letters about an area on a day, and weaknesses on themes: what comparing and following are tested on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from made_records import LATE, MET, TRUST, concern, finding, quote, revisit

from sendscan import areas
from sendscan.model import Record, Verdict, Weakness

PLANS = finding("W1.F1", "Plans are vague.", polarity="concern", themes=("plan-quality",), concerns=("plan-quality",))
CLEAR = finding("W1.F2", "Plans name clear outcomes.", polarity="strength", themes=("plan-quality",))
HOSTILE = "<script>alert(1)</script> \x1b[31mred\x1b[0m \u202egnp.exe [x](http://e.example) {{7*7}} ![i](j) | `c`"
"""Markup, an escape sequence, reversed text, links and templates, as somebody may write them into a letter."""
FORMULA = '=HYPERLINK("http://e.example","x")'


def about(area: str, sha: str = "", date: str | None = "2021-05-04", **changes: Any) -> Record:
    """A revisit letter about ``area``, dated; the register's area where there is one."""
    record = revisit(area, **changes)
    return replace(
        record,
        source=replace(record.source, sha256=sha or area, name=f"{area}-{date}.txt"),
        letter=replace(record.letter, area=areas.area_named(area), letter_date=date),
    )


def weakness(id_: str, statement: str, *themes: str, **changes: Any) -> Weakness:
    """A weakness with sufficient progress whose findings are on plans."""
    fields: dict[str, Any] = {
        "verdict": Verdict(value="sufficient_progress", text="Enough.", span=quote("x").span),
        "findings": (PLANS, CLEAR, MET),
    }
    return Weakness(id=id_, statement=quote(statement), themes=themes, **{**fields, **changes})


def hostile(area: str = "Ambleford") -> Record:
    """A letter whose every text is hostile."""
    bad = finding("W1.F1", HOSTILE, polarity="concern", themes=("plan-quality",), concerns=("plan-quality",))
    sum_ = finding("W1.F2", FORMULA, polarity="strength", themes=("plan-quality",))
    return about(
        area,
        weaknesses=(weakness("W1", HOSTILE, "plan-quality", findings=(bad, sum_)),),
        concerns=(concern("C1", "plan-quality", bad, title=HOSTILE),),
    )


__all__ = ["CLEAR", "FORMULA", "HOSTILE", "LATE", "MET", "PLANS", "TRUST", "about", "concern", "hostile", "weakness"]
