"""People in letters: who is written to, who inspected.

An addressee is printed as lines (name, role, organisation, address), as one line with commas, or, in text
that a converter flattened, with nothing between name, role, organisation and address at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from sendscan import areas
from sendscan.model import Addressee, Inspector
from sendscan.resources import bundled
from sendscan.rulebook.strict import CLOSED, load_typed

_CAPITAL = r"[A-Z][\w’'‐-]*"
_NAME = r"[A-Z](?:[’'][A-Z])?[a-z][\w’'‐-]*"
_INNER = rf"(?:{_NAME}|[A-Z]\.?|de|la|van|von|der|al|bin)"
# Letters after a name: "BSc, MB, ChB, MSc, DCH, FRCA", "OBE QPM", "CBE".
LETTERS = re.compile(
    r"(?:[\s,]*\b(?!HMI|CQC|NHS|SEND|CEO)(?:[A-Z]{1,4}[a-z]{0,3}[A-Z]{1,4}[a-z]?|[A-Z]{2,6}|MSc|BSc)\b(?:\s*\(Hons?\))?)+(?=[\s,.]|$)"
)
_DELIMITER = r"\s*(?:,|–|—|\s-\s|:)\s*"
_DANGLING = re.compile(r"\b(?:for|of|and|&|to|in|with|,|-|–|:)(?:\s+the)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFile:
    """``rules/people.yaml``: the words names, roles and organisations are told apart by."""

    __pydantic_config__: ClassVar[Any] = CLOSED

    honorifics: tuple[str, ...]
    role_heads: tuple[str, ...]
    role_nouns: tuple[str, ...]
    organisations: tuple[str, ...]
    inspectorates: dict[str, tuple[str, ...]]
    not_names: tuple[str, ...]
    not_places: tuple[str, ...]
    recipients: tuple[str, ...]


class Lexicon(NamedTuple):
    """The words of :class:`PeopleFile` as regular expressions.

    ``name`` is a person's name anywhere, without a word of ``not_names``; ``plain_name`` one where a name is
    due anyway, so that Mr Young and Ms Green have theirs.
    """

    honorific: str
    role_head: re.Pattern[str]
    role_noun: re.Pattern[str]
    not_name: re.Pattern[str]
    name: re.Pattern[str]
    plain_name: re.Pattern[str]
    organisation: re.Pattern[str]
    organised: re.Pattern[str]
    inspectorates: tuple[tuple[str, re.Pattern[str]], ...]
    recipients: re.Pattern[str]
    body: re.Pattern[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The bundled lexicon.  Raises :class:`RuleError` for a file that cannot be used."""
    file = load_typed(bundled("rules") / "people.yaml", PeopleFile)
    honorific = _any(file.honorifics)
    roles = (*file.role_nouns, *file.role_heads)
    roleless = rf"(?!(?i:{_any((*roles, *file.not_places))})(?!\w)){_CAPITAL}"
    first = rf"(?!The\b){roleless}"
    place = rf"{first}(?:,\s{first}|\s+(?:(?:and|upon|on|of|with|&|the)\s+)*{roleless})*?"
    flags = re.IGNORECASE
    return Lexicon(
        honorific=honorific,
        role_head=re.compile(rf"(?:{_any(file.role_heads)})\b", flags),
        role_noun=re.compile(rf"\b(?:{_any(file.role_nouns)})\b", flags),
        not_name=re.compile(rf"\b(?:{_any(file.not_names)})\b", flags),
        name=_name_without((*file.not_names, *roles), honorific),
        plain_name=_name_without((*roles, "Her Majesty*", "His Majesty*", "Care Quality"), honorific),
        organisation=re.compile(_organisations(file.organisations, place)),
        organised=re.compile("|".join({re.escape(_longest_word(each)) for each in file.organisations})),
        inspectorates=tuple(
            (body, re.compile(rf"\b(?:{_any(names)})", flags)) for body, names in file.inspectorates.items()
        ),
        body=re.compile(rf"\b(?:{_any(sorted(file.inspectorates, key=len, reverse=True))})\b", flags),
        recipients=re.compile(_any(file.recipients), flags),
    )


def _name_without(words: Iterable[str], honorific: str) -> re.Pattern[str]:
    no = rf"(?!(?i:{_any(words)})\b)"
    return re.compile(
        rf"(?<!\w)(?:(?:{honorific})\.?\s+)?{no}{_NAME}(?:\s+(?!(?:{honorific})\b)(?:{no}{_INNER}|St\.?)){{0,2}}\s+(?!(?:{honorific})\b){no}{_NAME}(?![\w’'])"
    )


def _organisations(names: Iterable[str], place: str) -> str:
    """One expression for all organisations.

    Places stand before or after most names; sharing their long expression among those is ten times as quick
    to compile as one for each.
    """
    before: list[str] = []
    after: list[str] = []
    other: list[str] = []
    for name in names:
        regex = re.escape(name).replace("’", "['’]").replace(r"\ ", r"\s+")
        if name.startswith("{place} "):
            after.append(regex.removeprefix(r"\{place\}"))
        elif name.endswith(" {place}"):
            before.append(regex.removesuffix(r"\{place\}"))
        else:
            other.append(regex.replace(r"\{place\}", f"(?:{place})"))
    shared = rf"(?:{'|'.join(before)})(?:{place})|(?:{place})(?:{'|'.join(after)})"
    return rf"(?<!\w)(?:{'|'.join([*other, shared])})(?!\w)"


def _longest_word(organisation: str) -> str:
    words: list[str] = re.findall(r"\w+", organisation.replace("{place}", ""))
    return max(words, key=lambda word: (len(word), word))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)


class _Start(NamedTuple):
    """A person in a line: where the entry, the name and what follows the name begin."""

    at: int
    name_at: int
    name: str
    rest_at: int


@dataclass(slots=True)
class _Entry:
    name: str
    role: str | None = None
    organisation: str | None = None
    rest: list[str] = field(default_factory=list)


def read_addressees(lines: Sequence[str]) -> tuple[Addressee, ...]:
    """Addressees in the lines between the letter's date and its salutation, each once, in order."""
    words = lexicon()
    entries: list[_Entry] = []
    listing = False
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else ""
        going_on = bool(entries and entries[-1].role and _DANGLING.search(entries[-1].role))
        starts = [] if going_on else _starts(line, following, words, first=not entries, listing=listing)
        listing = listing or bool(not entries and starts and "," in line[starts[0].name_at : starts[0].rest_at])
        before = line[: starts[0].at] if starts else line
        if entries and before.strip(" ,"):
            _add(entries[-1], before.strip(), words, flattened=bool(starts))
        for number, start in enumerate(starts):
            until = starts[number + 1].at if number + 1 < len(starts) else len(line)
            entry = _Entry(start.name, line[start.at : start.name_at].strip(" ,") or None)
            rest = line[start.rest_at : until].strip(" ,–—-:")
            if rest:
                _add(entry, rest, words, flattened=True)
            entries.append(entry)
    people = [Addressee(name=entry.name, role=entry.role, organisation=entry.organisation) for entry in entries]
    return tuple(dict.fromkeys(people))


def _starts(line: str, following: str, words: Lexicon, *, first: bool, listing: bool) -> list[_Start]:
    """Where people begin in a line.

    In a ``listing`` every line that begins with a name and a comma is a person, whatever follows.
    """
    found: list[_Start] = []
    at = 0
    organisations = organisations_in(line)
    while match := _next_name(line, at, words):
        name, end = _without_place(match[0]), match.end()
        letters = LETTERS.match(line, end)
        if letters and re.match(rf"{_DELIMITER}|\s*$", line[letters.end() :]):
            end = letters.end()
        begins = match.end() - len(name)
        ranked = words.role_head.match(line) and words.role_noun.search(line[:begins])
        within = next((stop for start, stop in organisations if start < match.end() and match.start() < stop), None)
        if begins and line[:begins].rstrip().endswith(","):
            within = end  # a further part of the same entry: "Chief Executive, Surrey Heartlands Health Board"
        if within is not None:  # "NHS Hollin Vale Clinical Commissioning Group" holds no person
            at = max(within, end)
            continue
        after = line[end:]
        delimiter = re.match(_DELIMITER, after)
        head = re.match(r"\s+", after)
        alone = not after.strip(" ,.")
        if delimiter and not alone:
            rest = after[delimiter.end() :]
            piece = rest[:90]
            role = words.role_noun.search(re.split(r"[,;]", piece)[0])
            person = bool(role or ranked) or (begins == 0 and (listing or bool(words.role_noun.search(piece))))
            person = person or (begins == 0 and any(start == len(line) - len(rest) for start, _ in organisations))
        elif alone:
            is_role = bool(words.role_noun.search(following)) and not words.organisation.fullmatch(following)
            honoured = bool(re.match(rf"(?:{words.honorific})\b", name))
            person = begins == 0 and (first or is_role or honoured)
            person = person or (begins > 0 and bool(ranked))
        else:
            person = bool(head and words.role_head.match(after[head.end() :]))
        if person:
            starts_at = 0 if ranked and not found else begins  # "Acting Chief Constable Jo Doe" is one person
            found.append(_Start(starts_at, begins, name, end + (delimiter.end() if delimiter else 0)))
        at = end
    return found


def _next_name(line: str, at: int, words: Lexicon) -> re.Match[str] | None:
    """The next name from ``at`` on: a plain one where a name is due, at the start or after an organisation."""
    due = [0] if at == 0 else []
    due += [stop + 1 for _, stop in organisations_in(line) if stop >= at and line[stop : stop + 1] == " "]
    found = [words.plain_name.match(line, place) for place in due] + [words.name.search(line, at)]
    return min((match for match in found if match), key=lambda match: match.start(), default=None)


def _add(entry: _Entry, text: str, words: Lexicon, *, flattened: bool) -> None:
    """Add a line, or the rest of one, to a person: as role, organisation or address."""
    continuing = entry.role is not None and (bool(_DANGLING.search(entry.role)) or text[:1].islower())
    organisation = _organisation(text)
    if organisation is not None and not continuing:
        start, end = organisation
        role = text[:start].strip(" ,–—-")
        if not role and entry.role is None and words.role_noun.search(re.split(r"[,;]", text[end:])[0]):
            entry.role = text.strip(" ,")  # "Cheshire Police and Crime Commissioner" is an office
            return
        if role and not flattened and not words.role_noun.search(role):
            start, role = 0, ""  # "Slough Children First & Slough Borough Council" on a line of its own
        if role and _DANGLING.search(role):
            moved = _object_of(text[start:end]) or _rest_of_a_pair(role, text[start:end])
            if moved and words.organisation.fullmatch(text[start + moved : end].strip(" ,")):
                start += moved
                role = text[:start].strip(" ,")
            role = _DANGLING.sub("", role).strip(" ,")
        if role and entry.role is None and words.role_noun.search(role):
            entry.role = role
        if entry.organisation is None and (start == 0 or role):
            entry.organisation = text[start:end].strip(" ,") if flattened else text[start:].strip(" ,")
        return
    if continuing and entry.organisation is None:
        entry.role = f"{entry.role} {text}".strip(" ,")
    elif entry.role is None and entry.organisation is None and words.role_noun.search(text):
        role, _, place = text.strip(" ,").rpartition(",")
        if role and areas.find(place):  # "Director of Children’s Services, Cheshire East"
            entry.role, entry.organisation = role.strip(), place.strip()
        else:
            entry.role = text.strip(" ,")
    elif entry.organisation is None and not entry.rest and _is_organisation_line(text, words):
        entry.organisation = text.strip(" ,")
    else:
        entry.rest.append(text)


def _organisation(text: str) -> tuple[int, int] | None:
    return next(iter(organisations_in(text)), None)


@lru_cache(maxsize=512)  # a line is asked for again at each name in it
def organisations_in(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the organisations a text names.

    "NHS Shropshire, Telford and Wrekin ICB" is one, "Paula Wedd, Cheshire and Merseyside ICB" is not: a
    person's name before a comma does not belong to it.
    """
    spans = []
    if not lexicon().organised.search(text):
        return ()  # most lines have no word of an organisation and need no closer look
    for match in lexicon().organisation.finditer(text):
        start = match.start()
        while (at := text.find(", ", start, match.end())) > 0 and _is_person(text[start:at]):
            start = at + 2
        end = match.end()
        if prefix := re.match(r"(?:London|Royal|Metropolitan)\s+Borough\s+of\s+(?:the\s+)?", text[start:end]):
            after = start + prefix.end()
            end = max(end, after + _place_length(text[after:], lexicon()))
        spans.append((start, end))
    return tuple(spans)


def _is_person(text: str) -> bool:
    return bool(lexicon().name.fullmatch(text)) and not areas.find(text)


def _without_place(name: str) -> str:
    """A name without the place that a converter ran into it: "Halton Michelle Creed"."""
    parts = name.split()
    while len(parts) > 2 and areas.find(parts[0]):
        parts = parts[1:]
    return name[name.index(parts[0]) :]


def _place_length(text: str, words: Lexicon) -> int:
    """How much of ``text`` is the name of a place: the longest registered name, else the words before an
    address begins."""
    parts = list(re.finditer(r"\S+", text))
    for count in range(min(len(parts), 6), 0, -1):
        candidate = text[: parts[count - 1].end()].strip(" ,")
        if areas.find(candidate) and areas.bare(candidate) == candidate:
            return len(candidate)
    end = 0
    for part in parts:
        if not part[0][:1].isupper() or words.not_name.match(part[0]) or (end and text[end - 1] == ","):
            break
        end = part.end()
    return end


def _object_of(text: str) -> int:
    """How much of "Merton and Wandsworth SW London CCG" is what a role is for, not the organisation: the
    registered places it begins with."""
    end = 0
    for match in re.finditer(rf"(?:(?:,|and|&)\s+)?((?:{_CAPITAL})(?:\s+(?:upon|on|of)\s+{_CAPITAL})?)\s+", text):
        if match.start() != end or not areas.find(match[1]):
            break
        end = match.end()
    return end


def _rest_of_a_pair(role: str, text: str) -> int:
    """How much of "Governance, Elmbridge CCG" belongs to the role before it, "Director of Quality and"."""
    rest, comma, _ = text.partition(", ")
    return len(rest + comma) if comma and role.endswith((" and", " &")) else 0


def _is_organisation_line(text: str, words: Lexicon) -> bool:
    if re.search(r"\d", text):
        return False
    return bool(
        areas.find(text)
        or re.search(r"\b(?:council|services|directorate|partnership|trust|borough|police|NHS|ICB|CCG)\b", text, re.I)
    )


_HMI = re.compile(
    r"(?:\b(?:two|three|four|both|one|all)\s+of\s+)?\b(?P<role>HMI|(?:Her|His)\s+Majesty[’']?s\s+(?:lead\s+)?Inspectors?|Ofsted\s+Inspectors?|OI|CQC"
    r"|(?:lead|shadow|Ofsted|social\s+care|education)\s+inspectors?)\b",
    re.IGNORECASE,
)


def read_inspectors(text: str) -> tuple[Inspector, ...]:
    """The people named in "A, HMI, B, HMI and C, Ofsted Inspector" and its kin, each once, in order."""
    words = lexicon()
    people: dict[str, Inspector] = {}
    pieces = re.split(r",|;|\band\b|\(|\)|\bwith\b", text)
    last: str | None = None
    for piece in pieces:
        role = _HMI.search(piece)
        plain = _HMI.sub(" ", piece).strip(" .:–-")
        match = words.plain_name.match(plain)
        if match:
            last = match[0]
            people.setdefault(last, Inspector(name=last, role=role["role"] if role else None))
        elif role and last and people[last].role is None:
            people[last] = Inspector(name=last, role=role["role"])
    return tuple(people.values())
