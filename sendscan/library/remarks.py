"""What to say of a question whose answer may be less than was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sendscan import areas
from sendscan.errors import alike
from sendscan.library.filters import FindingFilter, LetterFilter, names_of
from sendscan.library.store import Library


def remarks(library: Library, wanted: FindingFilter) -> tuple[str, ...]:
    """Names in ``wanted`` that nothing in the library bears, with those that are close; undated letters."""
    return (
        *remarks_on_letters(library, wanted.letters),
        *_absent(library, "concern of the rule", "SELECT DISTINCT rule FROM concerns", wanted.rules),
        *_absent(library, "finding on the theme", "SELECT DISTINCT theme FROM themes", wanted.themes),
    )


def remarks_on_letters(library: Library, wanted: LetterFilter) -> tuple[str, ...]:
    """The same for a question about letters alone."""
    return (
        *_no_area(library, wanted.areas),
        *_absent(library, "letter from the region", "SELECT DISTINCT region FROM letters", wanted.regions),
        *_undated(library, wanted),
    )


def _absent(library: Library, what: str, sql: str, names: Sequence[str]) -> Iterator[str]:
    if not names:
        return
    there = {name.casefold(): name for (name,) in library.ask(sql) if name is not None}
    for name in names:
        if name.casefold() not in there:
            close = [there[key] for key in alike(name.casefold(), there)]
            yield f"There is no {what} {name} in the library.{_did_you_mean(close)}"


def _no_area(library: Library, names: Sequence[str]) -> Iterator[str]:
    if not names:
        return
    there = library.areas()
    plain = {name.casefold() for name in there}
    for name in names:
        if not any(one.casefold() in plain for one in names_of(name)):
            close = () if areas.find(name) else areas.suggestions(name, there) or areas.suggestions(name)
            yield f"There is no letter about {name} in the library.{_did_you_mean(close)}"


def _did_you_mean(names: Sequence[str]) -> str:
    return f" Did you mean {' or '.join(names)}?" if names else ""


def _undated(library: Library, wanted: LetterFilter) -> Iterator[str]:
    if wanted.since is None and wanted.until is None:
        return
    ((number,),) = library.ask("SELECT count(*) FROM letters WHERE date IS NULL")
    if number:
        letters = "1 letter has" if number == 1 else f"{number} letters have"
        yield f"{letters} no date and cannot be told to be in the time asked for: left out."
