"""How long questions take in a library of many letters: copies of a few, each with its own content, date and area.

    python benchmarks/search.py [--copies N] [--letters FOLDER] [--keep FILE] [--check]

Prints letters put in a second, the size of the file, and the median time of each question in one process,
after opening the library (start-up) has been timed apart.  With ``--check`` the exit code is 1 if any search
takes longer than its limit.  ``--letters`` are PDF or text letters; default: the bundled samples.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from sendscan import areas, parse
from sendscan.errors import SendscanError
from sendscan.library import FindingFilter, LetterFilter, Library, count, search
from sendscan.model import Record
from sendscan.resources import bundled

LIMIT = 0.100  # seconds, for a search over 5,000 letters
SHOWN = 50

SEARCHES: tuple[tuple[str, FindingFilter], ...] = (
    ("children", FindingFilter()),
    ("parents trust", FindingFilter()),
    ('"annual review*"', FindingFilter()),
    ("wait* NOT therapy", FindingFilter()),
    ("plan OR assessment OR support OR area OR leaders", FindingFilter()),
    ("nowhereinanyletter", FindingFilter()),
    ("children", FindingFilter(polarities=["concern"], voices=["parents_carers"])),
    ("plans", FindingFilter(rules=["parent-trust"])),
    ("parents", FindingFilter(letters=LetterFilter(areas=["Leeds"], since="2019"))),
    ("", FindingFilter(rules=["parent-trust"], letters=LetterFilter(regions=["London"]))),
)


def copies(records: list[Record], number: int) -> Iterator[Record]:
    """``number`` records made of ``records``, every one another letter."""
    places = cycle(areas.register())
    for n, record in enumerate(islice(cycle(records), number)):
        day = date(2016, 1, 4) + timedelta(days=n * 3650 // number)
        yield replace(
            record,
            source=replace(record.source, name=f"{n:05d}.pdf", sha256=sha256(str(n).encode()).hexdigest()),
            letter=replace(record.letter, area=next(places).as_area(), letter_date=day.isoformat()),
        )


def letters_in(folder: Path) -> list[Record]:
    """Records of the letters in ``folder`` that can be read."""
    records = []
    for file in sorted(folder.rglob("*")):
        if file.suffix in (".pdf", ".txt"):
            try:
                records.append(parse(file))
            except SendscanError as error:
                print(f"passed over: {error}", file=sys.stderr)
    return records


def seconds(call: Callable[[], object], times: int = 7) -> float:
    """Median wall time of ``call``, after one to warm up."""
    taken = []
    for _ in range(times + 1):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return median(taken[1:])


def measure(path: Path) -> bool:
    """Print a line a question; whether every search was within the limit."""
    start = time.perf_counter()
    library = Library(path, readonly=True)
    within = True
    with library:
        print(f"open: {(time.perf_counter() - start) * 1000:.1f} ms")
        for words, wanted in SEARCHES:
            found = search(library, words, wanted, limit=SHOWN)

            def ask(words: str = words, wanted: FindingFilter = wanted) -> object:
                return search(library, words, wanted, limit=SHOWN)

            taken = seconds(ask)
            within = within and taken <= LIMIT
            narrowed = "" if wanted == FindingFilter() else "  with filters"
            print(f"search {words!r}{narrowed}: {taken * 1000:.1f} ms, {found.findings} findings")
        for by, across in (("rule", "area"), ("polarity", "voice"), ("theme", "region")):
            taken = seconds(lambda by=by, across=across: count(library, by, across), times=1)  # type: ignore[misc]
            print(f"stats --by {by} --across {across}: {taken * 1000:.0f} ms")
        names = [area.name for area in areas.register()[:20]]
        start = time.perf_counter()
        number = sum(1 for _ in library.records(areas=names))
        print(f"{number} records of 20 areas, whole: {time.perf_counter() - start:.2f} s")
    return within


def main() -> int:
    """Make the library, measure, and say whether searches are within their limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=5000)
    parser.add_argument("--letters", type=Path, default=bundled("samples"))
    parser.add_argument("--keep", type=Path, help="make the library here, or use the one that is here")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "benchmark.db"
        if not path.exists():
            records = letters_in(options.letters)
            start = time.perf_counter()
            with Library(path) as library:
                library.put(copies(records, options.copies))
            taken = time.perf_counter() - start
            findings = sum(len(record.findings()) for record in records) / len(records)
            print(f"{options.copies} letters of {findings:.0f} findings: {options.copies / taken:.0f} a second")
        print(f"size: {path.stat().st_size / 1e6:.0f} MB")
        within = measure(path)
    return 1 if options.check and not within else 0


if __name__ == "__main__":
    sys.exit(main())
