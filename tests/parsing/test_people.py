import pytest

from sendscan.model import Addressee
from sendscan.parsing.people import read_addressees, read_inspectors


def people(*lines: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(each.name, each.role, each.organisation) for each in read_addressees(lines)]


def test_a_name_over_role_organisation_and_address() -> None:
    assert people(
        "Ms Paula Young",
        "Director of Children’s Services",
        "Oldmere Borough Council",
        "Park House",
        "Mill Lane",
        "OM1 2CD",
    ) == [("Ms Paula Young", "Director of Children’s Services", "Oldmere Borough Council")]


def test_a_role_that_goes_on_in_the_next_line() -> None:
    assert people("Paul Green", "Executive Director of Children, Families and", "Lifelong Learning", "Leeds") == [
        ("Paul Green", "Executive Director of Children, Families and Lifelong Learning", "Leeds")
    ]


def test_a_role_of_two_parts_before_an_organisation() -> None:
    assert people("Ann Lacey, Director of Quality and Governance, Elmbridge CCG") == [
        ("Ann Lacey", "Director of Quality and Governance", "Elmbridge CCG")
    ]


def test_a_role_of_an_organisation() -> None:
    assert people("Sir Ben Howe, Commissioner of the Elmbridge Police Service") == [
        ("Sir Ben Howe", "Commissioner", "Elmbridge Police Service")
    ]


def test_no_role_printed() -> None:
    assert people("Sue Hall", "Oldmere Council", "1 High Street") == [("Sue Hall", None, "Oldmere Council")]


def test_one_line_each() -> None:
    assert people(
        "Mark Lane, Chief Constable, Exshire Constabulary",
        "Jo Rowe, Exshire Police and Crime Commissioner",
        "Acting Chief Superintendent Al Marsh, Exshire Police",
        "Chris Dow QPM, Director of Nursing and Care, NHS Exshire and Wyeside Integrated Care Board",
    ) == [
        ("Mark Lane", "Chief Constable", "Exshire Constabulary"),
        ("Jo Rowe", "Exshire Police and Crime Commissioner", None),
        ("Al Marsh", "Acting Chief Superintendent", "Exshire Police"),
        ("Chris Dow", "Director of Nursing and Care", "NHS Exshire and Wyeside Integrated Care Board"),
    ]


def test_an_address_that_a_converter_flattened() -> None:
    assert people(
        "Jane Holloway Interim Director of Children and Families Exshire County Council County Hall Mill Lane EX1 2CD",
        "Ed Lyle – Managing Director, Exshire Clinical Commissioning Group Paula Green, SEND lead, Local Area "
        "Nominated Officer",
    ) == [
        ("Jane Holloway", "Interim Director of Children and Families", "Exshire County Council"),
        ("Ed Lyle", "Managing Director", "Exshire Clinical Commissioning Group"),
        ("Paula Green", "SEND lead, Local Area Nominated Officer", None),
    ]


def test_what_a_role_is_for_is_not_its_organisation() -> None:
    assert people("Al Marsh, Locality Executive for Merton and Wandsworth SW London CCG") == [
        ("Al Marsh", "Locality Executive for Merton and Wandsworth", "SW London CCG")
    ]


def test_the_same_person_printed_twice_is_one() -> None:
    line = "Simon Dale, Chair of Oldmere LSCB"
    assert read_addressees([line, line]) == (Addressee(name="Simon Dale", role="Chair of Oldmere LSCB"),)


@pytest.mark.parametrize(
    "text",
    [
        "Ian Young, HMI, and Ann Mary Green, Ofsted Inspector",
        "Ian Young and Ann Mary Green, two of Her Majesty’s Inspectors",
        "Ian Young HMI and Ann Mary Green HMI.",
        "Her Majesty’s Inspector, Ian Young and Her Majesty’s Inspector, Ann Mary Green.",
    ],
)
def test_inspectors(text: str) -> None:
    assert [each.name for each in read_inspectors(text)] == ["Ian Young", "Ann Mary Green"]
