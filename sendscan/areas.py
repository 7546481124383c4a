"""The register of local areas in England: a place's codes and region, its other and former names.

The register (``data/local_areas.csv``) has one row a local area: name, GSS code, Department for Education
code, region, type, when it was abolished, other names divided by ``;``.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from sendscan.model import Area
from sendscan.resources import bundled


@dataclass(frozen=True, slots=True)
class RegisteredArea:
    """One row of the register."""

    name: str
    gss_code: str
    region: str
    also_known_as: tuple[str, ...]
    abolished: str | None

    def as_area(self) -> Area:
        """The area as a record names it."""
        return Area(name=self.name, gss_code=self.gss_code or None, region=self.region or None)


# What a council is called around the bare name of its place: "London Borough of Sutton", "Luton Borough
# Council", "the City of Wolverhampton council", "Doncaster Metropolitan Borough Council".
_BEFORE = re.compile(
    r"^(?:the\s+)?(?:local\s+(?:area|authority)\s+(?:of|in)\s+)?(?:the\s+)?(?:council\s+of\s+the\s+)?"
    r"(?:(?:london|royal|metropolitan|county)\s+borough\s+of\s+|(?:borough|city|county|district)\s+of\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:[’']s?)?(?:\s+(?:city|county|borough|metropolitan|district|unitary|council|local|authority|corporation|area"
    r"|partnership|mbc|cc|bc))*\s*[.,;:]*\s*$",
    re.IGNORECASE,
)


def _key(name: str) -> str:
    words = re.sub(r"[^a-z0-9 ]+", " ", name.lower().replace("&", " and ").replace("’", "").replace("'", ""))
    return " ".join(word for word in words.split() if word != "the")


@lru_cache(maxsize=1)
def register() -> tuple[RegisteredArea, ...]:
    """Every local area, in the register's order."""
    with (bundled("data") / "local_areas.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            RegisteredArea(
                name=row["name"],
                gss_code=row["gss_code"],
                region=row["region"],
                also_known_as=tuple(name.strip() for name in row["also_known_as"].split(";") if name.strip()),
                abolished=row["abolished"] or None,
            )
            for row in csv.DictReader(file)
        )


@lru_cache(maxsize=1)
def _index() -> dict[str, RegisteredArea]:
    rows = register()
    index = {_key(other): row for row in rows for other in row.also_known_as}
    index.update({_key(row.name): row for row in rows})
    return index


def find(name: str) -> RegisteredArea | None:
    """The registered area of that name, whatever its case, ``&``, hyphens or the council words around it."""
    index = _index()
    plain = " ".join(name.split())
    without_before, without_after = _BEFORE.sub("", plain, count=1), _AFTER.sub("", plain)
    # "City of London local authority" is the City of London; "City of York Council" is York
    for candidate in (plain, without_after, without_before, bare(plain)):
        if (row := index.get(_key(candidate))) is not None:
            return row
    return None


def bare(name: str) -> str:
    """The place without what a council is called around it.

    >>> bare("the London Borough of Sutton")
    'Sutton'
    """
    name = " ".join(name.split()).strip(" .,;:")
    shorter = _BEFORE.sub("", name, count=1)
    shorter = _AFTER.sub("", shorter) or shorter
    return shorter.strip(" .,;:") or name


def area_named(name: str) -> Area:
    """The area a letter names: the register's where it is known, else the bare place without codes."""
    row = find(name) or _run_by_a_company(name)
    return row.as_area() if row else Area(name=bare(name))


def _run_by_a_company(name: str) -> RegisteredArea | None:
    """The area of "Slough Children First" or "Sandwell Children’s Trust", which run a council's services."""
    place, found, _ = name.partition(" Children")
    return find(place) if found else None


def suggestions(name: str, among: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Up to three names close to a misspelt one, from ``among`` or from the register."""
    names = {_key(known): known for known in (among or tuple(row.name for row in register()))}
    return tuple(names[key] for key in get_close_matches(_key(name), list(names), n=3, cutoff=0.6))
