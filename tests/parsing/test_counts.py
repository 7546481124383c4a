import pytest

from sendscan.parsing.counts import Count, parse_count


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("all three of the", Count(3, 3, True)),
        ("both of the", Count(2, 2, True)),
        ("both", Count(2, 2, True)),
        ("all of the", Count(None, None, True)),
        ("all the", Count(None, None, True)),
        ("each of the", Count(None, None, True)),
        ("any of the", Count(None, None, True)),
        ("any of the five", Count(5, 5, True)),
        ("the three", Count(3, 3, True)),
        ("the three areas of", Count(3, 3, True)),
        ("the", Count(None, None, True)),
        ("four of the", Count(4, None, False)),
        ("two of the five", Count(2, 5, False)),
        ("seven of the 12", Count(7, 12, False)),
        ("12 of the 12", Count(12, 12, True)),
        ("one", Count(1, None, False)),
        ("the remaining", Count(1, None, False)),
        ("the remaining two", Count(2, None, False)),
        ("this", None),
    ],
)
def test_counting(words: str, count: Count | None) -> None:
    assert parse_count(words) == count
