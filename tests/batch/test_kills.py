"""Workers and whole runs are killed at random moments: nothing broken, nothing lost, the same bytes in the end."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import made_batches
import pytest
from made_batches import Stream, files_in

from sendscan.batch.scratch import Scratch

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
LETTERS = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for at in range(LETTERS):
        (made / f"letter-{at:02}.txt").write_text(f"slow 0.03 Area{at}")
    (made / "damaged.txt").write_text("damaged")
    return made


def command(output: Path, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, made_batches.__file__, "batch", "in", "-o", str(output), "-j", "2", *options],
        cwd=output.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def children_of(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(one) for thread in Path(f"/proc/{pid}/task").glob("*/children") for one in thread.read_text().split()]
    return found if path.exists() else []


@pytest.mark.parametrize(("form", "kills"), [("yaml", 8), ("csv", 4)])
def test_a_run_killed_many_times_completes_to_the_same_bytes(
    tmp_path: Path, folder: Path, form: str, kills: int
) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    assert command(tmp_path / "whole", "-f", form, "--no-cache").wait() == 3
    whole = files_in(tmp_path / "whole")
    for _ in range(kills):
        run = command(tmp_path / "out", "-f", form)
        time.sleep(chance.uniform(0.1, 0.5))
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        for name, data in files_in(tmp_path / "out").items():
            assert name.startswith(".") or data == whole[name], f"{name} is broken"
    assert command(tmp_path / "out", "-f", form).wait() == 3
    assert files_in(tmp_path / "out") == whole
    litter = [path for path in (tmp_path / ".sendscan").glob(".*") if path.name != ".gitignore"]
    assert not litter


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks /proc for workers")
def test_workers_killed_ten_times_lose_no_letter(tmp_path: Path, folder: Path, stream: Stream) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    over = threading.Event()
    killed: list[int] = []

    def kill() -> None:
        while len(killed) < 10 and not over.wait(chance.uniform(0.15, 0.3)):
            workers = children_of(os.getpid())
            if workers:
                killed.append(chance.choice(workers))
                os.kill(killed[-1], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        results = stream(folder)
    finally:
        over.set()
        killer.join()
    assert len(killed) >= 3
    # a letter whose worker is killed time and again fails, and is read by the next run
    assert {r.failure.code for r in results if r.failure} <= {"damaged", "worker_died"}
    assert [r.letter.name for r in results] == ["damaged.txt", *(f"letter-{at:02}.txt" for at in range(LETTERS))]
    second = stream(folder)
    assert [r.letter.name for r in second if r.failure] == ["damaged.txt"]
    assert [r.digest.area for r in second if r.digest] == [f"Area{at}" for at in range(LETTERS)]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks /proc for workers")
def test_workers_end_with_the_run_even_when_busy(tmp_path: Path) -> None:
    made_batches.letters(tmp_path / "in", 0, hang="hang", also="hang")
    run = command(tmp_path / "out")
    deadline = time.monotonic() + 30
    while len(workers := children_of(run.pid)) < 2:
        assert time.monotonic() < deadline, (run.poll(), workers, list(tmp_path.rglob("*")))
        time.sleep(0.05)
    time.sleep(0.3)
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    while any(Path(f"/proc/{pid}").exists() and "Z" not in state(pid) for pid in workers):
        assert time.monotonic() < deadline, "workers outlive the run"
        time.sleep(0.05)


def state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


@pytest.mark.parametrize("stop", ["SIGINT", "SIGTERM"])
def test_ctrl_c_leaves_whole_files_and_says_how_to_go_on(tmp_path: Path, folder: Path, stop: str) -> None:
    run = command(tmp_path / "out")
    deadline = time.monotonic() + 30
    while not list((tmp_path / "out").glob("letter-*")):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(run.pid, getattr(signal, stop))
    _, said = run.communicate(timeout=30)
    assert run.returncode == 130
    assert "stopped after" in said.decode() and "the same command goes on from here" in said.decode()
    assert "Traceback" not in said.decode()
    left = files_in(tmp_path / "out")
    assert 0 < len(left) < LETTERS and not any(name.startswith(".") for name in left)
    assert command(tmp_path / "out").wait() == 3
    done = files_in(tmp_path / "out")
    assert len(done) == LETTERS + 1 and left.items() <= done.items()


def test_what_was_killed_before_it_could_be_claimed_is_swept(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from sendscan.batch import scratch\n"
        "scratch._claim = lambda folder: os.kill(os.getpid(), signal.SIGKILL)\n"
        "scratch.Scratch(Path(sys.argv[1]))\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    (left,) = tmp_path.glob(".sendscan-*")
    living = tmp_path / left.name.replace(left.name.split("-")[2], str(os.getpid()))
    living.mkdir()
    Scratch(tmp_path).close()
    assert list(tmp_path.glob(".sendscan-*")) == [living]
