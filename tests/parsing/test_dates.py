import pytest

from sendscan.dates import parse_date, parse_period


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("4 May 2020", "2020-05-04"),
        ("04 May 2020", "2020-05-04"),
        ("1st June 2018", "2018-06-01"),
        ("July 2020", "2020-07"),
        ("31 June 2020", None),
        ("next spring", None),
    ],
)
def test_dates(printed: str, iso: str | None) -> None:
    assert parse_date(printed) == iso


def test_a_year_with_a_digit_too_many_is_the_one_near_the_visit() -> None:
    assert parse_date("6 November 20205", near="2025-10-08") == "2025-11-06"
    assert parse_date("6 November 20205", near="2020-10-08") == "2020-11-06"


@pytest.mark.parametrize(
    ("printed", "days"),
    [
        ("2 and 4 March 2020", ("2020-03-02", "2020-03-04")),
        ("29 April and 1 May 2021", ("2021-04-29", "2021-05-01")),
        ("28 November 2020 to 2 December 2020", ("2020-11-28", "2020-12-02")),
        ("30 December 2021 to 5 January 2022", ("2021-12-30", "2022-01-05")),
        ("30 December to 5 January 2022", ("2021-12-30", "2022-01-05")),
        ("10, 11 and 12 June 2019", ("2019-06-10", "2019-06-12")),
        ("23–25 May 2018", ("2018-05-23", "2018-05-25")),
        ("5 October 2023", ("2023-10-05", "2023-10-05")),
        ("the spring of 2020", None),
    ],
)
def test_periods(printed: str, days: tuple[str, str] | None) -> None:
    assert parse_period(printed) == days


def test_days_without_a_year_need_one_from_elsewhere() -> None:
    assert parse_period("16 May and 20 May") is None
    assert parse_period("16 May and 20 May", year=2016) == ("2016-05-16", "2016-05-20")
