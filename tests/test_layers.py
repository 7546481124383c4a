"""The arrows of the house: which module may import which, and what answers without loading what."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sendscan

PACKAGE = Path(sendscan.__file__).parent

# From the ground up.  A module imports from its own layer and those below it, never from one above.
LAYERS = (
    {"model", "errors", "resources", "dates", "settings", "manner"},
    {"reading", "cleaning", "language", "rulebook", "writing", "areas", "outcomes", "labels"},
    {"kinds", "parsing", "judging", "items", "checks"},
    {"scan"},
    {"library", "batch", "compare", "evaluation", "reporting"},
    {"cli"},
)
# What one room alone may touch, so that a change of library is a change of that room.
KEPT_TO = {
    "spacy": ("language.py",),
    "numpy": ("rulebook/precedents.py",),
    "pypdfium2": ("reading/",),
    "pdfplumber": ("reading/",),
    "typer": ("cli/",),
    "rich": ("writing/console.py", "cli/"),
    "jinja2": ("writing/",),
    "xlsxwriter": ("writing/",),
    "sqlite3": ("library/",),
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def layer(room: str) -> int:
    found = [number for number, rooms in enumerate(LAYERS) if room in rooms]
    assert found, f"{room} has no place in the layers: give it one in LAYERS and in DESIGN"
    return found[0]


def imports(path: Path) -> Iterator[str]:
    """Full names of all that ``path`` imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the arrows"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    room = room_of(path)
    if room in ("__init__", "__main__"):
        return  # the front door: it may lead to any room, and nothing but its version leads back
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "sendscan" and parts[1] != "__version__":
            assert layer(parts[1]) <= layer(room), f"{room} must not import {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_library_is_touched_in_its_room_alone(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    for name in imports(path):
        rooms = KEPT_TO.get(name.split(".")[0])
        assert rooms is None or place.startswith(rooms), f"{place} imports {name}"


def test_rooms_do_not_import_each_other_in_a_circle() -> None:
    leads: dict[str, set[str]] = {}
    for path in modules():
        room = room_of(path)
        if room != "__init__":
            targets = {name.split(".")[1] for name in imports(path) if name.startswith("sendscan.")}
            leads.setdefault(room, set()).update(targets - {room, "__version__"})
    while leads:
        ends = {room for room, targets in leads.items() if not targets & leads.keys()}
        assert ends, f"a circle among {sorted(leads)}"
        leads = {room: targets for room, targets in leads.items() if room not in ends}


HEAVY = {
    "spacy",
    "pypdfium2",
    "pypdfium2_raw",
    "pdfplumber",
    "pdfminer",
    "pydantic",
    "yaml",
    "rich",
    "numpy",
    "thinc",
}


def loaded_by(code: str) -> set[str]:
    """Top-level names of all modules that a fresh Python has loaded after ``code``."""
    code += "\nprint(); print(*{name.split('.')[0] for name in __import__('sys').modules})"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(ended.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["--help"], ["parse", "--help"], ["parse", "x.txt", "--kind", "none"], ["prase"]],
)
def test_a_command_that_reads_no_letter_loads_no_heavy_library(arguments: list[str]) -> None:
    loaded = loaded_by(f"from sendscan.cli import main; main({arguments!r})")
    assert "typer" in loaded
    assert loaded & (HEAVY - {"pydantic", "rich"}) == set()  # those two Typer itself may use, as its version likes


def test_the_package_loads_no_heavy_library() -> None:
    loaded = loaded_by("import sendscan")
    assert "sendscan" in loaded and loaded & (HEAVY | {"typer"}) == set()
