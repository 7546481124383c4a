"""Tables in plain text are found in pipes, tabs and columns; prose never is one."""

from __future__ import annotations

import pytest

from sendscan.reading import Cell, Line, read


def lines(text: str) -> list[Line]:
    return [line for line in read(text.encode(), "a").pages[0].lines if line.text]


def cells(text: str) -> list[tuple[int, int, str]]:
    return [(line.cell.row, line.cell.column, line.text) for line in lines(text) if line.cell]


SIGNED = [
    (0, 0, "Ofsted"),
    (0, 1, "Care Quality Commission"),
    (1, 0, "Ann Penn"),
    (1, 1, "Bo Reed"),
    (2, 0, "HMI Lead Inspector"),
    (2, 1, "CQC Inspector"),
]


@pytest.mark.parametrize(
    "table",
    [
        "| Ofsted | Care Quality Commission |\n|---|:--|\n| Ann Penn | Bo Reed |\n"
        "| HMI Lead Inspector | CQC Inspector |",
        "Ofsted\tCare Quality Commission\nAnn Penn\tBo Reed\nHMI Lead Inspector\tCQC Inspector",
        "Ofsted                Care Quality Commission\n"
        "Ann Penn              Bo Reed\n"
        "HMI Lead Inspector    CQC Inspector",
    ],
    ids=["pipes", "tabs", "columns"],
)
def test_a_sign_off_table_is_found_however_it_is_set(table: str) -> None:
    assert cells(f"Yours sincerely\n\n{table}\n\ncc: Department for Education") == SIGNED


def test_a_row_without_a_first_cell_goes_on_with_the_one_above() -> None:
    table = "Ann Penn\tBo Reed\nHMI\tDeputy Chief\n\tInspector"
    assert cells(table) == [
        (0, 0, "Ann Penn"),
        (0, 1, "Bo Reed"),
        (1, 0, "HMI"),
        (1, 1, "Deputy Chief"),
        (1, 1, "Inspector"),
    ]


def test_cells_know_the_line_of_the_file() -> None:
    found = lines("Yours\n\n| a | b |\n| c | d |")
    assert [(line.number, line.text) for line in found] == [(1, "Yours"), (3, "a"), (3, "b"), (4, "c"), (4, "d")]
    assert found[1].cell == Cell(0, 0, 0)


@pytest.mark.parametrize(
    "prose",
    [
        "■\tPlans are clear.\n■\tReviews are late.",
        "1.\tPlans are clear.\n2.\tReviews are late.",
        "-  Plans are clear.\n-  Reviews are late.",
        "Leaders  know their area well and they\nhave made sure  that plans are clear and\nthat  reviews are on time.",
        "\tLeaders know their area.\n\tPlans are clear.",
        "Either this | or that is so.\nNobody can tell | which.",
        "Dear Ms Penn",
    ],
)
def test_prose_and_bullets_are_no_table(prose: str) -> None:
    assert cells(prose) == []
