"""Where the letters of a question come from: a library, a folder, or what is at hand; and which are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sendscan.cli.letters import Found, records_under
from sendscan.cli.options import existing_folders
from sendscan.cli.problems import report, say
from sendscan.manner import Manner
from sendscan.model import Record

if TYPE_CHECKING:
    from sendscan.compare.choosing import Candidate, Chosen


def areas_like(incomplete: str) -> list[str]:
    """Names of areas that begin as typed."""
    from sendscan.areas import register

    typed, most = incomplete.lower(), len(incomplete)
    names = [area.name for area in register() if area.name.lower().startswith(typed)]
    return [incomplete + name[most:] for name in names]  # shells keep what is typed, capitals or not


LettersOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        callback=existing_folders,
        help="A folder (and those below it) with letters or their records, instead of a library. Default, "
        "without a library: the letters in the current folder, or the bundled samples, most of them invented, "
        "if it holds none.",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Letters about any of these areas or regions, of any of these kinds; nothing given is all.

    ``newest`` leaves out all but the newest letter about each area that is asked for.
    """

    areas: Sequence[str] = ()
    regions: Sequence[str] = ()
    kinds: Sequence[str] = ()
    newest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The letters wanted, ``among`` which they were, and the files that gave none.

    ``caution`` is what to know of those before a letter is quoted, to be said after ``among``.  ``chosen`` are
    the areas asked for with all their letters; ``placeless`` names letters that name no area.  ``unjudged`` is
    how many of the records were made earlier, so that the user's own rules had no say.
    """

    records: tuple[Record, ...]
    among: str
    caution: str = ""
    chosen: tuple[Chosen, ...] = ()
    placeless: tuple[str, ...] = ()
    unjudged: int = 0
    failures: tuple[tuple[str, Exception], ...] = ()
    strays: tuple[str, ...] = ()

    @property
    def origin(self) -> str:
        """Words for where the letters are from, with what to know of it."""
        return f"{self.among}, {self.caution}" if self.caution else self.among

    @property
    def notes(self) -> tuple[str, ...]:
        """What a page made of the letters must say of where they are from, if anything."""
        return (f"Letters are from {self.origin}.",) if self.caution else ()


def letters_from(library: Path | None, letters: Path | None, *, wanted: Wanted, manner: Manner) -> Letters:
    """The letters ``wanted`` from the ``library`` or the folder ``letters``.

    If neither is named: from the library that the settings name or that is here, else the letters in the
    current folder, else the bundled samples.  Raises :class:`UsageError` for names that fit no letter.
    """
    from sendscan.cli.asking import DEFAULT
    from sendscan.errors import UsageError
    from sendscan.settings import library_path

    if library is not None and letters is not None:
        raise UsageError("Letters come from a library or from a folder, not from both.", advice="Leave one out.")
    if letters is None and (library or library_path() or Path(DEFAULT).is_file()):
        return _from_library(library, wanted, manner)
    return _from_files(letters, wanted, manner)


def told(letters: Letters, *, debug: bool) -> int:
    """Say on standard error what gave no letter, was not judged by the rules asked for, or is invented.

    The number of files that could not be read.
    """
    from sendscan.writing.words import some

    if letters.caution:
        say(f"No library and no letter is here: letters are from {letters.origin}.")
    if letters.unjudged:
        earlier = "1 record keeps its" if letters.unjudged == 1 else f"{letters.unjudged} records keep their"
        say(f"{letters.among}: {earlier} judgements: your own rules judge letters, when these are read.")
    if letters.strays:
        say(f"{letters.among}: no letter of a kind sendscan knows: {some(letters.strays)}.")
    for name, error in letters.failures:
        report(error, name=name, debug=debug)
    return len(letters.failures)


def _from_library(library: Path | None, wanted: Wanted, manner: Manner) -> Letters:
    from sendscan.cli.asking import opened
    from sendscan.compare.choosing import Candidate
    from sendscan.library import LetterFilter

    with opened(library) as shelf:
        there = shelf.letters(LetterFilter(kinds=wanted.kinds))
        those = [Candidate(area=one.area, date=one.date, name=one.name, sha256=one.sha256) for one in there]
        among = shelf.path.name
        chosen, taken = _chosen(those, wanted, among)
        return Letters(
            records=tuple(shelf.whole(one for one in there if one.sha256 in taken)),
            among=among,
            chosen=chosen,
            placeless=_placeless(those),
            unjudged=len(taken) if manner.rules else 0,
        )


def _from_files(letters: Path | None, wanted: Wanted, manner: Manner) -> Letters:
    from sendscan.compare.choosing import candidates
    from sendscan.errors import UsageError
    from sendscan.library import LetterFilter

    LetterFilter(kinds=wanted.kinds).condition()  # raises for a kind there is not, before anything is read
    found, among, caution = _at_hand(letters, manner)
    records = [record for record in found.records if not wanted.kinds or record.letter.kind in wanted.kinds]
    those = candidates(records)
    try:
        chosen, taken = _chosen(those, wanted, among)
    except UsageError:  # what is wanted may be in a file that could not be read
        there = Letters(records=(), among=among, caution=caution, failures=found.failures, strays=found.strays)
        told(there, debug=False)
        raise
    return Letters(
        records=tuple(record for record in records if record.source.sha256 in taken),
        among=among,
        caution=caution,
        chosen=chosen,
        placeless=_placeless(those),
        unjudged=len(taken & found.ready) if manner.rules else 0,
        failures=found.failures,
        strays=found.strays,
    )


def _at_hand(letters: Path | None, manner: Manner) -> tuple[Found, str, str]:
    """What the folder holds, or the current one, or the samples; the words for where that is, and a caution."""
    from sendscan.resources import bundled

    if letters is not None:
        return records_under(letters, deep=True, manner=manner), f"'{letters}'", ""
    # not the folders below: the current folder may be anybody's home
    here = records_under(Path(), deep=False, manner=manner)
    if here.records:
        return here, "the current folder", ""
    samples = records_under(bundled("samples"), deep=True, manner=manner)
    return samples, "the bundled samples", _invented(samples.records)


def _invented(samples: Sequence[Record]) -> str:
    """That most samples are made up, and which are not."""
    from sendscan.labels import area_of
    from sendscan.resources import real_samples

    real = real_samples()
    places = sorted({area for one in samples if one.source.name in real and (area := area_of(one))})
    return f"which are all invented but those about {' and '.join(places)}"


def _placeless(letters: Sequence[Candidate]) -> tuple[str, ...]:
    return tuple(sorted(letter.name for letter in letters if letter.area is None))


def _chosen(letters: Sequence[Candidate], wanted: Wanted, among: str) -> tuple[tuple[Chosen, ...], set[str]]:
    """The areas wanted, and the letters (by SHA-256) that are; all, those without an area too, if no area is.

    ``letters`` are those of the kinds wanted alone.
    """
    from sendscan.compare.choosing import choose
    from sendscan.errors import UsageError

    of_kind = f" of the kind {' or '.join(wanted.kinds)}" if wanted.kinds else ""
    if wanted.areas or wanted.regions:
        areas = choose(wanted.areas, letters, regions=wanted.regions, among=among, of_kind=of_kind)
        most = 1 if wanted.newest else None
        return areas, {letter.sha256 for area in areas for letter in area.letters[:most]}
    if not letters:
        raise UsageError(f"There is no letter{of_kind} in {among}.")
    return (), {letter.sha256 for letter in letters}
