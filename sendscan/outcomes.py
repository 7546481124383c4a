"""The official outcomes of SEND inspections and revisits, 2016 to 2022: what became of each local area.

The table (``data/send_outcomes_2016_2022.csv``, from Ofsted's official statistics; see ``data/README.md``)
has one row a local area.  It is never used to fill in what a letter does not say: it stands beside it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from sendscan import areas
from sendscan.resources import bundled

SOURCE = "Ofsted official statistics, area SEND inspections and outcomes, 2016 to 2022"

RevisitOutcome = Literal["all", "some", "none"]
"""On how many of the significant weaknesses a revisit found sufficient progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialOutcome:
    """One row: an area's inspection and, where there was one, its revisit.  Dates are ISO days."""

    area: str
    gss_code: str
    inspection_start: str
    inspection_published: str
    written_statement_required: bool
    significant_weaknesses: int | None
    revisit_start: str | None
    revisit_published: str | None
    revisit_outcome: RevisitOutcome | None
    sufficient: int | None
    not_sufficient: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many areas the table has, and how many of them with each outcome; no outcome is added to another."""

    inspected: int
    written_statements: int
    revisited: int
    all: int
    some: int
    none: int
    last_published: str


@lru_cache(maxsize=1)
def outcomes() -> tuple[OfficialOutcome, ...]:
    """Every row, in the table's order."""
    with (bundled("data") / "send_outcomes_2016_2022.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            OfficialOutcome(
                area=row["area"],
                gss_code=row["gss_code"],
                inspection_start=row["inspection_start"],
                inspection_published=row["inspection_published"],
                written_statement_required=row["written_statement_required"] == "yes",
                significant_weaknesses=_number(row["significant_weaknesses"]),
                revisit_start=row["revisit_start"] or None,
                revisit_published=row["revisit_published"] or None,
                revisit_outcome=cast("RevisitOutcome | None", row["revisit_outcome"] or None),
                sufficient=_number(row["sufficient"]),
                not_sufficient=_number(row["not_sufficient"]),
            )
            for row in csv.DictReader(file)
        )


def official(area: str) -> OfficialOutcome | None:
    """The row of an area by any name the register of areas knows; ``None`` for a place without one."""
    registered = areas.find(area)
    return _by_name().get(registered.name) if registered else None


@lru_cache(maxsize=1)
def _by_name() -> dict[str, OfficialOutcome]:
    # not by code: Buckinghamshire, North Yorkshire and Somerset had others when they were inspected
    rows = ((areas.find(row.area), row) for row in outcomes())
    return {registered.name: row for registered, row in rows if registered}


def tally(rows: Sequence[OfficialOutcome] | None = None) -> Tally:
    """The figures of ``rows``, by default of the whole table."""
    rows = outcomes() if rows is None else rows
    found = [row.revisit_outcome for row in rows]
    return Tally(
        inspected=len(rows),
        written_statements=sum(row.written_statement_required for row in rows),
        revisited=sum(outcome is not None for outcome in found),
        all=found.count("all"),
        some=found.count("some"),
        none=found.count("none"),
        last_published=max((row.revisit_published or row.inspection_published for row in rows), default=""),
    )


def standing(row: OfficialOutcome, figures: Tally) -> str:
    """Where the area stands among all: ``one of 20 of 46 revisited areas with sufficient progress on all``."""
    if row.revisit_outcome is not None:
        ending = {
            "all": "sufficient progress on all",
            "some": "sufficient progress on some but not all",
            "none": "sufficient progress on none",
        }[row.revisit_outcome]
        number = {"all": figures.all, "some": figures.some, "none": figures.none}[row.revisit_outcome]
        return f"one of {number} of {figures.revisited} revisited areas with {ending}"
    if row.written_statement_required:
        without = figures.written_statements - figures.revisited
        return (
            f"one of {without} of {figures.written_statements} areas with a written statement of action "
            "and no revisit in these figures"
        )
    without = figures.inspected - figures.written_statements
    return f"one of {without} of {figures.inspected} inspected areas without a written statement of action"


def _number(text: str) -> int | None:
    return int(text) if text else None
