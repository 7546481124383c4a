"""What a user gets: the wheel, installed into an empty environment, used from an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        check=False,  # the assertion below shows what was printed
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.slow
def test_the_wheel_works_from_an_empty_folder(tmp_path: Path) -> None:
    # --no-isolation: hatchling comes with the test extra, so that nothing is fetched
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for name in (
        "py.typed",
        "rules/kinds/send_revisit.yaml",
        "samples/MANIFEST.yaml",
        "data/local_areas.csv",
        "writing/report/templates/page.html.j2",
        "writing/report/templates/report.css",
        "writing/report/templates/report.js",
        "data/send_outcomes_2016_2022.csv",
        "data/README.md",
    ):
        assert f"sendscan/{name}" in names
    assert not [name for name in names if name.startswith("tests/")]

    environment, empty = tmp_path / "environment", tmp_path / "empty"
    empty.mkdir()
    run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=tmp_path)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    python, sendscan = programs / "python", programs / "sendscan"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=empty).strip())
    run(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", wheel, cwd=tmp_path)
    # what sendscan needs is borrowed from here; a plain line in a .pth file comes after the environment's own
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    assert Path(run(python, "-c", "import sendscan; print(sendscan.__file__)", cwd=empty)).is_relative_to(site)
    sample = site / "sendscan" / "samples" / "sutton-2020-05-04.txt"
    record = json.loads(run(sendscan, "parse", sample, "-f", "json", cwd=empty))
    assert record["letter"]["area"]["gss_code"] == "E09000029"
    assert record["outcome"]["verdict"] == "sufficient_progress"
    assert len(record["weaknesses"]) == 3
    compared = run(sendscan, "compare", "sutton", "wandsworth", cwd=empty)
    assert "Sutton" in compared
    assert "Wandsworth" in compared
    assert run(sendscan, "report", "sutton", cwd=empty).startswith("<!DOCTYPE html>")
    assert list(empty.iterdir()) == []
