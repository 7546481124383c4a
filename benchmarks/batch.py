"""What many letters cost: workers against one, memory as they grow in number, and a run with nothing changed.

    python benchmarks/batch.py FOLDER [--few 50] [--many 1000] [--repeat 3] [--check]

Letters are the PDFs of FOLDER, copied as often as needed; a copy differs in its last bytes, so that none
comes from the cache.  Start-up (importing, loading rules) is measured by a run over one letter, and taken off
both sides.  With ``--check`` the exit code is 1 if a figure is beyond its limit.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

# How much faster two workers must be than one, what share of a first run a second may take, and how much
# the memory of the command and of a worker may grow from few letters to many.
JOBS_LIMIT, AGAIN_LIMIT, MEMORY_LIMIT = 1.7, 0.05, 1.2


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds of a run; most megabytes of the command's own process, and of its largest worker."""

    seconds: float
    command: float
    worker: float


def copies(folder: Path, number: int, into: Path, *, of: int) -> Path:
    """``number`` letters, in turn ``of`` different ones of ``folder``, no two alike."""
    found = sorted(folder.rglob("*.pdf"))
    letters = [found[at * len(found) // of] for at in range(min(of, len(found)))]
    into.mkdir(parents=True)
    for at in range(number):
        letter = letters[at % len(letters)]
        copy = into / f"{at:05}-{letter.name}"
        shutil.copyfile(letter, copy)
        with copy.open("ab") as file:
            file.write(f"\n% copy {at}\n".encode())
    return into


def cost(letters: Path, place: Path, jobs: int) -> Cost:
    """Run the command as a user would; its exit code may tell of unread letters."""
    command = [str(Path(sys.executable).with_name("sendscan")), "batch", str(letters), "-o", str(place / "out")]
    start = time.perf_counter()
    run = subprocess.Popen(
        [*command, "--quiet", "--jobs", str(jobs), "--cache", str(place / "cache")], stderr=subprocess.DEVNULL
    )
    peaks: dict[int, float] = {}
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(run.pid, peaks, over))
    watcher.start()
    code = run.wait()
    seconds = time.perf_counter() - start
    over.set()
    watcher.join()
    if code not in (0, 3):
        raise SystemExit(f"sendscan ended with exit code {code}")
    workers = [peak for pid, peak in peaks.items() if pid != run.pid]
    return Cost(seconds, peaks.get(run.pid, 0.0), max(workers, default=0.0))


def _watch(pid: int, peaks: dict[int, float], over: threading.Event) -> None:
    """The most memory of the process and its children, as Linux tells; nothing elsewhere."""
    while not over.wait(0.05):
        pids = [pid]
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            pids += map(int, _text(children).split())
        for one in pids:
            for line in _text(Path(f"/proc/{one}/status")).splitlines():
                if line.startswith("VmHWM:"):
                    peaks[one] = max(peaks.get(one, 0.0), int(line.split()[1]) / 1024)


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # the process has ended
        return ""


def jobs_ratio(letters: Path, one: Path, place: Path, repeat: int) -> float:
    """How many times as many letters a second two workers read, start-up aside; runs are taken in turn."""
    times: dict[int, list[float]] = {1: [], 2: []}
    starts: dict[int, list[float]] = {1: [], 2: []}
    bare: list[float] = []
    for turn in range(repeat):
        bare.append(_bare_ratio())
        for jobs in (1, 2):
            starts[jobs].append(cost(one, place / f"start-{turn}-{jobs}", jobs).seconds)
            times[jobs].append(cost(letters, place / f"jobs-{turn}-{jobs}", jobs).seconds)
    net = {jobs: min(times[jobs]) - min(starts[jobs]) for jobs in (1, 2)}
    number = len(list(letters.iterdir()))
    for jobs in (1, 2):
        print(
            f"{jobs} worker{'s'[: jobs - 1]:1}  {min(times[jobs]):7.2f} s for {number} letters, "
            f"{number / net[jobs]:6.1f} letters/s start-up ({min(starts[jobs]):.2f} s) aside"
        )
    ratio = net[1] / net[2]
    print(
        f"two workers are {ratio:.2f} times as fast as one (limit {JOBS_LIMIT}); two processes that only count "
        f"do {min(bare):.2f} to {max(bare):.2f} times what one does on this machine now"
    )
    return ratio


def _bare_ratio() -> float:
    """What the machine gives two processes, busy with other things as it may be."""
    command = [sys.executable, "-c", "sum(range(40_000_000))"]
    times = []
    for number in (1, 2):
        start = time.perf_counter()
        for run in [subprocess.Popen(command) for _ in range(number)]:
            run.wait()
        times.append(time.perf_counter() - start)
    return 2 * times[0] / times[1]


def again_ratio(letters: Path, one: Path, place: Path) -> float:
    """The share of a first run's time that a run with nothing changed takes, start-up aside."""
    first = cost(letters, place / "again", 2).seconds - cost(one, place / "again-start", 2).seconds
    second = median(cost(letters, place / "again", 2).seconds for _ in range(3))
    start = median(cost(one, place / "again-start", 2).seconds for _ in range(3))
    ratio = (second - start) / first
    print(
        f"nothing changed: {second - start:.2f} s after {first:.2f} s, {100 * ratio:.1f} % "
        f"(limit {100 * AGAIN_LIMIT:.0f} %), start-up ({start:.2f} s) aside"
    )
    return ratio


def memory_ratio(few: Path, many: Path, place: Path) -> float:
    """How many times the memory for few letters the many take, whichever process grows more."""
    small, large = cost(few, place / "few", 2), cost(many, place / "many", 2)
    for what, letters in (("few", small), ("many", large)):
        number = len(list((few if what == "few" else many).iterdir()))
        print(f"{number} letters: the command holds {letters.command:.0f} MB, a worker {letters.worker:.0f} MB")
    if not small.command:
        print("memory: this system does not tell")
        return 1.0
    ratio = max(large.command / small.command, large.worker / small.worker)
    print(f"memory grows {ratio:.2f} times (limit {MEMORY_LIMIT})")
    return ratio


def main() -> int:
    """Measure, print, and say whether all is within its limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--few", type=int, default=50)
    parser.add_argument("--many", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if not list(options.folder.rglob("*.pdf")):
        print(f"no PDFs in {options.folder}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="sendscan-benchmark-") as folder:
        place = Path(folder)
        one = copies(options.folder, 1, place / "letters/one", of=1)
        few = copies(options.folder, options.few, place / "letters/few", of=options.few)
        hundred = copies(options.folder, 100, place / "letters/hundred", of=100)
        many = copies(options.folder, options.many, place / "letters/many", of=options.few)
        within = jobs_ratio(hundred, one, place, options.repeat) >= JOBS_LIMIT
        within = (again_ratio(hundred, one, place) <= AGAIN_LIMIT) and within
        within = (memory_ratio(few, many, place) <= MEMORY_LIMIT) and within
    return 1 if options.check and not within else 0


if __name__ == "__main__":
    sys.exit(main())
