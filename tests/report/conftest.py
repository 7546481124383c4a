"""Records to report on, a hostile letter among them, and a real browser to look at the page with."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_letters import hostile_record, letter_with
from made_records import report as area_report
from made_records import revisit

from sendscan import rulebook, scan
from sendscan.model import Record
from sendscan.reporting import RuleNote, build
from sendscan.writing.report import as_html

SAMPLES = Path(__file__).parents[2] / "samples"
# one that a distribution's package or a CI image brings; a browser of one's own is named in the environment
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def sampled() -> tuple[Record, ...]:
    names = ("sutton-2020-05-04", "wandsworth-2022-08-23", "hollin-vale-2020-02-28")
    return tuple(scan.scan((SAMPLES / f"{name}.txt").read_bytes(), f"{name}.txt") for name in names)


@pytest.fixture(scope="session")
def fifty(shared: Path) -> tuple[Record, ...]:
    """Fifty real letters, those of the longest kinds first."""
    files = [
        file
        for kind in ("area_send", "jtai", "focused_visit")
        for file in sorted((shared / "letters" / kind).iterdir())
    ]
    return tuple(scan.scan(file.read_bytes(), file.name) for file in files[:50])


@pytest.fixture(scope="session")
def notes() -> tuple[RuleNote, ...]:
    rules = rulebook.load(()).concerns
    return tuple(RuleNote(id=rule.id, title=rule.title, why=rule.why, group="Of all sorts") for rule in rules)


@pytest.fixture(scope="session")
def mixed(sampled: tuple[Record, ...]) -> tuple[Record, ...]:
    """Letters of several kinds, one of them without its text."""
    return (*sampled, area_report(), revisit())


@pytest.fixture(scope="session")
def hostile() -> tuple[Record, ...]:
    """A letter with hostile words in its findings, and a record whose every text is hostile."""
    data = letter_with((SAMPLES / "sutton-2020-05-04.txt").read_text(encoding="utf-8"))
    return scan.scan(data.encode("utf-8"), "hostile.txt"), hostile_record(area_report())


@pytest.fixture(scope="session")
def pages(
    tmp_path_factory: pytest.TempPathFactory,
    mixed: tuple[Record, ...],
    hostile: tuple[Record, ...],
    notes: tuple[RuleNote, ...],
) -> dict[str, str]:
    """Addresses of written reports."""
    folder = tmp_path_factory.mktemp("pages")
    for name, records in (("mixed", mixed), ("two", mixed[:2]), ("hostile", hostile)):
        (folder / f"{name}.html").write_text(as_html(build(records, notes)), encoding="utf-8")
    return {file.stem: file.as_uri() for file in folder.iterdir()}


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium; skips, saying what is missing, without one."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="looking at the report takes playwright")
    named = os.environ.get("SENDSCAN_BROWSER")
    found = named or next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("looking at the report takes Chromium or Chrome, and none is installed (set SENDSCAN_BROWSER)")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield chromium
        chromium.close()
