"""Folders of one-word letters, and workers that read them quickly, hang, or die, as the word says.

The word is the area of the letter's record; ``hang``, ``die``, ``flicker`` (dies the first time), ``fault``,
``damaged``, ``stray`` and ``rule`` say what goes wrong.  Run as a program it is the command line with such
workers: for tests that kill it.
"""

from __future__ import annotations

import os
import sys
import time
import types
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from made_records import revisit

from sendscan.batch import Result
from sendscan.batch.engines import LocalEngine
from sendscan.batch.job import Answer, Job
from sendscan.batch.work import work as really_work
from sendscan.errors import DamagedError, Problem, RuleError, UnknownKindError, Where
from sendscan.manner import Manner
from sendscan.model import Area, Record

TASK = "made_batches:work"
Stream = Callable[..., list[Result]]
SAMPLES = Path(__file__).parent.parent / "samples"


def letters(folder: Path, number: int, **others: str) -> Path:
    """A folder of ``number`` good letters, and others by name."""
    folder.mkdir(parents=True, exist_ok=True)
    for at in range(number):
        (folder / f"letter-{at:03}.txt").write_text(f"Area{at}")
    for name, words in others.items():
        (folder / f"{name}.txt").write_text(words)
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``, hidden ones too, with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def work(job: Job) -> Answer:
    """As a worker's own work, with :func:`scan` in place of the pipeline."""
    module = types.ModuleType("sendscan.scan")
    module.scan = scan  # type: ignore[attr-defined]
    sys.modules["sendscan.scan"] = module
    return really_work(job)


def scan(data: bytes, name: str, manner: Manner) -> Record:
    """What the letter's words say."""
    where = Where(name)
    words = data.decode().split()
    match words:
        case ["hang"]:
            time.sleep(600)
        case ["die"]:
            os._exit(11)
        case ["flicker", mark]:
            if not Path(mark).exists():
                Path(mark).touch()
                os._exit(11)
        case ["slow", seconds, *_]:
            time.sleep(float(seconds))
        case ["fault"]:
            raise ZeroDivisionError("division by zero")
        case ["damaged"]:
            raise DamagedError("The file is damaged.", replace(where, page=3), advice="Ask for another copy.")
        case ["stray"]:
            raise UnknownKindError("This is no letter sendscan knows.", where)
        case ["rule"]:
            raise RuleError((Problem("there is no list <good>", Where("my/rules.yaml", 3, 5)),))
    record = revisit(words[-1])
    source = replace(record.source, name=name, sha256=sha256(data).hexdigest(), media_type="text/plain")
    return replace(record, source=source, letter=replace(record.letter, area=Area(name=words[-1])))


def main(arguments: list[str]) -> int:
    """The command line with these workers."""
    import sendscan.cli
    import sendscan.cli.batch as command

    command._engine = lambda wanted: LocalEngine(wanted.workers, wanted.timeout, task=TASK)
    return sendscan.cli.main(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
