"""How long a comparison of many areas takes from a library, as a command of its own, start-up and all.

    python benchmarks/compare.py [--letters FOLDER] [--areas N] [--each M] [--format FORMAT] [--check]

The library holds M letters for each of the register's areas: copies of the letters in FOLDER, each with its
own content, date and area.  Prints the median wall time of ``sendscan compare`` of N areas and of
``sendscan timeline`` of one.  With ``--check`` the exit code is 1 if the comparison takes longer than its limit.
``--letters`` are PDF or text letters; default: the bundled samples.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from search import copies, letters_in, seconds

from sendscan import areas
from sendscan.library import Library
from sendscan.resources import bundled

LIMIT = 2.0  # seconds, for 20 areas


def command(*arguments: str) -> None:
    """Run ``sendscan`` once; raises if it fails."""
    subprocess.run(
        [sys.executable, "-c", "from sendscan.cli import main; main()", *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def main() -> int:
    """Make the library, measure, and say whether comparing is within its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=Path, default=bundled("samples"))
    parser.add_argument("--areas", type=int, default=20)
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--format", default="table")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    names = [area.name for area in areas.register()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark.db"
        records = letters_in(options.letters)
        with Library(path) as library:
            library.put(copies(records, options.each * len(names)))
        findings = sum(len(record.findings()) for record in records) / len(records)
        print(f"{options.each * len(names)} letters of {findings:.0f} findings about {len(names)} areas")
        place = ("--library", str(path), "-f", options.format)
        taken = seconds(lambda: command("compare", *names[: options.areas], *place), times=5)
        print(f"compare {options.areas} areas, {options.format}: {taken:.2f} s")
        print(f"timeline: {seconds(lambda: command('timeline', names[0], *place), times=5):.2f} s")
    return 1 if options.check and taken > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
