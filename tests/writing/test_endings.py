"""What ``-o`` and ``-f`` mean together."""

from __future__ import annotations

import pytest

from sendscan.errors import UsageError
from sendscan.writing.endings import format_for

FORMS = ("yaml", "json", "sarif", "junit")


@pytest.mark.parametrize(
    ("form", "output", "meant"),
    [
        (None, None, "yaml"),
        (None, "-", "yaml"),
        (None, "a", "yaml"),
        (None, "a.JSON", "json"),
        ("sarif", "a.sarif", "sarif"),
        ("sarif", "a.json", "sarif"),  # SARIF is JSON
        ("json", "a.txt", "json"),
        ("json", "a.dat", "json"),
    ],
)
def test_what_is_asked_for(form: str | None, output: str | None, meant: str) -> None:
    assert format_for(form, output, FORMS, default="yaml", command="batch") == meant


@pytest.mark.parametrize(
    ("form", "output"), [("json", "a.yaml"), ("json", "a.sarif"), (None, "a.csv"), (None, "a.dat"), ("junit", "a.json")]
)
def test_endings_that_promise_something_else(form: str | None, output: str) -> None:
    with pytest.raises(UsageError, match="-o ends in"):
        format_for(form, output, FORMS, default="yaml", command="batch")
