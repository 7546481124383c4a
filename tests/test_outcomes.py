"""The official outcomes: figures computed from the table, and the row of an area whatever it is called."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sendscan import areas
from sendscan.dates import months_between
from sendscan.outcomes import official, outcomes, standing, tally


def test_the_figures_are_those_of_the_table() -> None:
    figures = tally()
    assert (figures.inspected, figures.revisited) == (149, 46)
    assert (figures.all, figures.some, figures.none) == (20, 24, 2)
    assert figures.all + figures.some + figures.none == figures.revisited
    assert figures.written_statements == sum(row.written_statement_required for row in outcomes())


def test_every_row_adds_up_and_is_of_a_registered_area() -> None:
    for row in outcomes():
        assert official(row.area) == row
        if row.revisit_outcome is not None:
            assert row.sufficient is not None and row.not_sufficient is not None
            assert row.sufficient + row.not_sufficient == row.significant_weaknesses
            expected = "all" if not row.not_sufficient else "none" if not row.sufficient else "some"
            assert row.revisit_outcome == expected
        else:
            assert row.sufficient is row.revisit_start is row.revisit_published is None


@pytest.mark.parametrize("name", ["sutton", "London Borough of Sutton", "SUTTON"])
def test_an_area_is_found_whatever_it_is_called(name: str) -> None:
    row = official(name)
    assert row is not None
    assert (row.area, row.revisit_start, row.revisit_published) == ("Sutton", "2020-03-02", "2020-05-20")


def test_an_area_whose_code_has_changed_since_is_found() -> None:
    row, registered = official("Somerset"), areas.find("Somerset")
    assert row is not None and registered is not None
    assert row.gss_code != registered.gss_code


@pytest.mark.parametrize("name", ["Ambleford", "Suton", ""])
def test_a_place_without_a_row_has_none(name: str) -> None:
    assert official(name) is None


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("Sutton", "one of 20 of 46 revisited areas with sufficient progress on all"),
        ("Birmingham", "one of 24 of 46 revisited areas with sufficient progress on some but not all"),
        ("Devon", "one of 2 of 46 revisited areas with sufficient progress on none"),
        ("Luton", "one of 36 of 82 areas with a written statement of action and no revisit in these figures"),
        ("Barnet", "one of 67 of 149 inspected areas without a written statement of action"),
    ],
)
def test_where_an_area_stands(area: str, words: str) -> None:
    row = official(area)
    assert row is not None
    assert standing(row, tally()) == words


def test_some_is_never_counted_with_none() -> None:
    rows = [replace(row, revisit_outcome="some") if row.revisit_outcome == "none" else row for row in outcomes()]
    figures = tally(rows)
    assert (figures.all, figures.some, figures.none) == (20, 26, 0)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2018-01-22", "2020-03-02", 25),
        ("2018-01-22", "2018-02-22", 1),
        ("2018-01-22", "2018-02-21", 0),
        ("2019-12", "2020-01-15", 1),
        ("2020-03-02", "2018-01-22", None),
        (None, "2018-01-22", None),
    ],
)
def test_months_are_whole(first: str | None, last: str | None, months: int | None) -> None:
    assert months_between(first, last) == months
