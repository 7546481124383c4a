import pytest

from sendscan.areas import area_named, bare, find, register, suggestions


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("the London Borough of Croydon", "Croydon"),
        ("Bristol City Council", "Bristol"),
        ("City of Wolverhampton council", "Wolverhampton"),
        ("the City of York", "York"),
        ("City of London local authority", "City of London"),
        ("the Isle of Wight local authority", "Isle of Wight"),
        ("Stockton-On-Tees", "Stockton-on-Tees"),
        ("Hull", "Kingston upon Hull"),
        ("Cheshire West & Chester", "Cheshire West and Chester"),
        ("St. Helens", "St Helens"),
        ("St Helens Borough Council", "St Helens"),
        ("Slough Children First", "Slough"),
        ("Sandwell Children’s Trust", "Sandwell"),
        ("bournemouth, christchurch and poole", "Bournemouth, Christchurch and Poole"),
    ],
)
def test_a_place_by_any_of_its_names(printed: str, name: str) -> None:
    area = area_named(printed)
    assert area.name == name
    assert area.gss_code


def test_every_registered_name_finds_itself() -> None:
    for row in register():
        assert find(row.name) == row
        for other in row.also_known_as:
            assert find(other) is not None


def test_an_unknown_place_keeps_its_bare_name_and_gets_no_codes() -> None:
    area = area_named("the Borough of Oldmere")
    assert (area.name, area.gss_code, area.region) == ("Oldmere", None, None)
    assert bare("Oldmere City Council") == "Oldmere"


def test_a_misspelling_brings_suggestions() -> None:
    assert suggestions("suton")[0] == "Sutton"
    assert suggestions("wandswoth", ("Sutton", "Wandsworth")) == ("Wandsworth",)
    assert suggestions("xyzzy") == ()
