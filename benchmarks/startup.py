"""How long a command takes, whole process, against what cannot be avoided: its libraries' own start.

    python benchmarks/startup.py [--runs N] [--check]

Prints medians and ratios of runs taken in turn, so that a busy machine slows both sides alike.  With
``--check`` the exit code is 1 if a ratio is above its limit.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sendscan.resources import bundled

LETTER = "sutton-2020-05-04.txt"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A sendscan command, the Python code it is held against, and how many times its time it may take."""

    command: tuple[str, ...]
    against: str
    limit: float


RATIOS = (
    Ratio(("--version",), "import typer", 3.0),
    Ratio(("--help",), "import typer", 3.0),
    Ratio(("parse", str(bundled("samples") / LETTER)), "import spacy; spacy.blank('en')", 1.35),
)


def seconds(command: list[str], env: dict[str, str]) -> float:
    """Wall time of one whole run, which must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
    return time.perf_counter() - start


def measure(ratio: Ratio, runs: int) -> tuple[float, float]:
    """Median seconds of the command and of what it is held against, after one run of each to warm up.

    The first run also keeps the rules for those after it, in a cache folder of the benchmark's own.
    """
    script = Path(sys.executable).with_name("sendscan")
    ours = [str(script), *ratio.command]
    theirs = [sys.executable, "-c", ratio.against]
    with TemporaryDirectory() as cache:
        env = {**os.environ, "SENDSCAN_CACHE": cache}
        pairs = [(seconds(ours, env), seconds(theirs, env)) for _ in range(runs + 1)][1:]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def main() -> int:
    """Measure, print a line a ratio, and say whether all are within their limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    within = True
    for ratio in RATIOS:
        ours, theirs = measure(ratio, options.runs)
        times = ours / theirs
        within = within and times <= ratio.limit
        name = " ".join(Path(part).name for part in ratio.command)
        print(
            f"sendscan {name}: {ours * 1000:.0f} ms, {times:.2f} times "
            f'python -c "{ratio.against}" ({theirs * 1000:.0f} ms); limit {ratio.limit}'
        )
    return 1 if options.check and not within else 0


if __name__ == "__main__":
    sys.exit(main())
