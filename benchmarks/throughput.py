"""Pages and letters a second over a folder of PDFs, one process, against two baselines in the same run.

    python benchmarks/throughput.py FOLDER [--repeat N] [--sample N] [--check]

The baselines are PDFium's bare text, and pdfplumber's ``extract_text`` with spaCy's blank English and a
sentencizer; the slow one reads only every ``--sample``-th letter and is compared on those.  Each letter is
read by all in turn, ``--repeat`` times, and the best time counts, so that a busy machine slows all alike.
With ``--check`` the exit code is 1 if a ratio or the memory is beyond its limit.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from sendscan.cleaning import clean
from sendscan.errors import RuleError, SendscanError
from sendscan.kinds import load_kinds, recognise
from sendscan.language import Words
from sendscan.parsing import parse_letter
from sendscan.reading import read
from sendscan.scan import scan

# How many times the bare extraction each stage may take, how much faster than the slow baseline the whole
# must be, and the megabytes it may hold at most.
DIVIDING_LIMIT, WHOLE_LIMIT, SLOW_LIMIT, MEMORY_LIMIT = 5.0, 8.0, 8.0, 300.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A file's name, bytes and number of pages."""

    name: str
    data: bytes
    pages: int


def bare(letter: Letter) -> None:
    """All text of the letter by PDFium, and nothing else."""
    document = pypdfium2.PdfDocument(letter.data)
    for page in document:
        page.get_textpage().get_text_bounded()
    document.close()


def cleaned(letter: Letter) -> None:
    """Reading and cleaning."""
    clean(read(letter.data, letter.name))


def divided(letter: Letter) -> None:
    """Reading, cleaning and dividing into the letter's parts."""
    text = clean(read(letter.data, letter.name))
    parse_letter(text, Words(text.text), recognise(text.text, letter.name, load_kinds()))


def whole(letter: Letter) -> None:
    """All that ``parse`` does, judging included."""
    scan(letter.data, letter.name)


def slow_baseline() -> Callable[[Letter], None]:
    """pdfplumber and spaCy's sentencizer, as such a tool is usually begun."""
    import pdfplumber
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")

    def run(letter: Letter) -> None:
        with pdfplumber.open(io.BytesIO(letter.data)) as document:
            text = "\n".join(page.extract_text() or "" for page in document.pages)
        list(nlp(text).sents)

    return run


def letters_in(folder: Path) -> list[Letter]:
    """The PDFs of the folder that sendscan can parse; those it refuses are named."""
    letters = []
    for path in sorted(folder.rglob("*.pdf")):
        data = path.read_bytes()
        try:
            scan(data, path.name)
            document = pypdfium2.PdfDocument(data)
            letters.append(Letter(path.name, data, len(document)))
            document.close()
        except RuleError:
            raise
        except (SendscanError, pypdfium2.PdfiumError) as error:
            print(f"left out: {path.name}: {error}", file=sys.stderr)
    return letters


def best(runs: Sequence[Callable[[Letter], None]], letters: Sequence[Letter], repeat: int) -> list[float]:
    """Seconds of each run over all letters, the best of ``repeat`` for each letter."""
    totals = [0.0] * len(runs)
    for letter in letters:
        times = [[_seconds(run, letter) for run in runs] for _ in range(repeat)]
        for at in range(len(runs)):
            totals[at] += min(row[at] for row in times)
    return totals


def _seconds(run: Callable[[Letter], None], letter: Letter) -> float:
    start = time.perf_counter()
    run(letter)
    return time.perf_counter() - start


def peak_megabytes() -> float | None:
    """The most memory this process has held; ``None`` where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> int:
    """Measure, print a line a run, and say whether all are within their limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--sample", type=int, default=10, help="read every Nth letter slowly; 0: none")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    try:
        letters = letters_in(options.folder)
    except RuleError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    if not letters:
        print(f"no letters in {options.folder}", file=sys.stderr)
        return 2
    names = ("bare PDFium text", "reading and cleaning", "… and dividing", "the whole of parse")
    totals = best((bare, cleaned, divided, whole), letters, options.repeat)
    memory = peak_megabytes()
    pages = sum(letter.pages for letter in letters)
    for name, total in zip(names, totals, strict=True):
        print(
            f"{name:22} {pages / total:8.0f} pages/s {len(letters) / total:7.1f} letters/s "
            f"{1000 * total / pages:6.2f} ms/page {total / totals[0]:5.2f} times bare"
        )
    within = totals[2] / totals[0] <= DIVIDING_LIMIT and totals[3] / totals[0] <= WHOLE_LIMIT
    if memory is not None:
        print(f"{'peak memory':22} {memory:8.0f} MB")
        within = within and memory <= MEMORY_LIMIT
    if options.sample:
        some = letters[:: options.sample]
        ours, slow = best((whole, slow_baseline()), some, 1)
        print(f"{'pdfplumber and spaCy':22} {slow / ours:8.1f} times as long as parse ({len(some)} letters)")
        within = within and slow / ours >= SLOW_LIMIT
    return 1 if options.check and not within else 0


if __name__ == "__main__":
    sys.exit(main())
