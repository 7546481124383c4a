"""What all tests share: the flag that rewrites goldens, and the real letters outside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write samples/golden anew (refused when CI is set)")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes more than a few seconds")
    os.environ["SENDSCAN_CACHE"] = ""  # rules are made anew: what is tested is what the files here say
    if config.getoption("--update-goldens") and os.environ.get("CI"):
        raise pytest.UsageError("--update-goldens is for people: CI compares goldens, it never writes them")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real letters and labels (SENDSCAN_SHARED, or beside the repository); skips without it."""
    folder = Path(os.environ.get("SENDSCAN_SHARED") or ROOT.parent / "shared")
    if not (folder / "letters").is_dir():
        pytest.skip(f"needs the real letters, and {folder} is not there (set SENDSCAN_SHARED)")
    return folder
