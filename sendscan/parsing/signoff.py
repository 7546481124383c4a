"""The end of a letter: who signed it, to whom it was copied.

Signatures come as a table with one column an inspectorate (in pipes, tabs, columns or, from a converter,
flattened into lines), or as names stacked over their offices.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sendscan.model import Signatory
from sendscan.parsing.people import LETTERS, Lexicon, lexicon, organisations_in

_WORD = re.compile(r"[^\W\d_]{2,}")
_COPIED = re.compile(r"^(?:cc|c\.c\.|copy\s+to|copied\s+to)\b\s*[:.]?\s*", re.IGNORECASE)


class TailLine(NamedTuple):
    """One printed line of the end: its text, and its table column where it stands in a table."""

    text: str
    column: int | None = None
    row: int | None = None


@dataclass(slots=True)
class _Signature:
    name: str | None = None
    roles: list[str] = field(default_factory=list)
    body: str | None = None
    order: int = 0


def signing(lines: Sequence[TailLine]) -> list[int]:
    """Which of the lines after the closing are the sign-off.

    It ends before the first line that names nobody ("Annex") after one that names somebody; a sentence is
    never part of it.  Cells stand in a table of signatures, whatever they hold ("Services", the rest of an
    office).
    """
    words = lexicon()
    found: list[int] = []
    named = False
    for index, line in enumerate(lines):
        text = line.text.strip()
        sentence = _is_sentence(text, words)
        names = line.column is not None or (not sentence and _names(text, words))
        if named and not names:
            break
        named = named or names
        if not sentence or line.column is not None:
            found.append(index)
    return found


def _names(text: str, words: Lexicon) -> bool:
    """Whether a line names a person, an office (or the rest of one: "Medical Services"), or a body."""
    return bool(
        any(each.search(text) for each in (words.role_noun, words.body, words.recipients))
        or _COPIED.match(text)
        or words.plain_name.match(text.lstrip("•■◼-– "))
        or organisations_in(text)
        or LETTERS.fullmatch(text.strip(" ,"))
        or all(words.not_name.fullmatch(word) or word == "and" for word in _WORD.findall(text))
    )


def _is_sentence(text: str, words: Lexicon) -> bool:
    """Whether a line says something: it ends as a sentence, and not all its small words belong to recipients."""
    rest = words.recipients.sub(" ", text)
    return bool(re.search(r"[.!?][’”'\"]?$", text)) and sum(word.islower() for word in _WORD.findall(rest)) > 3


def read_signoff(lines: Sequence[TailLine]) -> tuple[tuple[Signatory, ...], tuple[str, ...]]:
    """Signatories (each inspectorate's together, in order of print) and those the letter is copied to."""
    lines = [part for line in lines for part in _parted(line)]
    at = next((index for index, line in enumerate(lines) if _COPIED.match(line.text)), len(lines))
    copied = _copied(lines[at:]) if at < len(lines) else ()
    words = lexicon()
    signing = _bodies_in_columns(lines[:at], words)
    cells = [line for line in signing if line.column is not None]
    signatures = _from_table(cells, words) if cells else _from_lines([line.text for line in signing], words)
    return tuple(
        Signatory(name=each.name, role=_joined(each.roles), body=each.body)
        for each in signatures
        if each.name or each.roles
    ), copied


def _parted(line: TailLine) -> list[TailLine]:
    """A line in which the list of recipients follows on: "CQC Inspector cc: Department for Education"."""
    found = re.search(r"(?<=\S)\s+(?=cc\s?:)", line.text)
    if found is None or line.column is not None:
        return [line]
    return [TailLine(line.text[: found.start()]), TailLine(line.text[found.end() :])]


def _bodies_in_columns(lines: Sequence[TailLine], words: Lexicon) -> list[TailLine]:
    """Inspectorates printed side by side between two tables belong to the columns under them."""
    if not any(line.column is not None for line in lines):
        return list(lines)
    placed: list[TailLine] = []
    column = 0
    for line in lines:
        if line.column is None and _bodies(line.text, words):
            placed.append(TailLine(line.text, column, line.row))
            column += 1
        else:
            placed.append(line)
            column = 0
    return placed


def _joined(roles: Sequence[str]) -> str | None:
    return re.sub(r"\s+", " ", " ".join(roles)).strip(" ,") or None


def _from_table(cells: Sequence[TailLine], words: Lexicon) -> list[_Signature]:
    order = {id(cell): index for index, cell in enumerate(cells)}
    signatures: list[_Signature] = []
    for column in sorted({cell.column for cell in cells if cell.column is not None}):
        own = [cell for cell in cells if cell.column == column]
        signatures += _stack([cell.text for cell in own], [order[id(cell)] for cell in own], words)
    first: dict[str | None, int] = {}
    for signature in sorted(signatures, key=lambda each: each.order):
        first.setdefault(signature.body, signature.order)
    return sorted(signatures, key=lambda each: (first[each.body], each.order))


def _from_lines(lines: Sequence[str], words: Lexicon) -> list[_Signature]:
    bodies = [body for line in lines if (body := _bodies(line, words))]
    two = re.compile(rf"{words.body.pattern}\W+{words.body.pattern}", re.IGNORECASE)
    flat = next((index for index, line in enumerate(lines) if two.match(line)), None)
    if flat is None and len(bodies) >= 2 and _adjacent_bodies(lines, words):
        flat = next(index for index, line in enumerate(lines) if _bodies(line, words))
    if flat is not None:
        return _flattened(lines[flat:], words)
    return [each for each in _stack(lines, list(range(len(lines))), words) if each.name or each.body]


def _bodies(line: str, words: Lexicon) -> list[str]:
    """The inspectorates a line names, if it names nothing else."""
    return words.body.findall(line) if not words.body.sub("", line).strip(" |,()") else []


def _adjacent_bodies(lines: Sequence[str], words: Lexicon) -> bool:
    return any(_bodies(one, words) and _bodies(two, words) for one, two in itertools.pairwise(lines))


def _stack(lines: Sequence[str], order: Sequence[int], words: Lexicon) -> list[_Signature]:
    """Signatures of one column: an inspectorate's name, then names over (or, once seen, under) offices."""
    signatures: list[_Signature] = []
    body: str | None = None
    for text, place in zip(lines, order, strict=True):
        current = signatures[-1] if signatures else None
        if found := _bodies(re.sub(r"\s*\(.*?\)\s*$", "", text), words):
            if current is not None and current.name and not current.roles:
                current.roles.append(text)  # an inspectorate printed for the office under a name
                continue
            body = found[0]
            signatures.append(_Signature(body=body, order=place))
            continue
        name, role = _name(text, words)
        if name is not None:
            if current is None or current.name is not None:
                current = _Signature(body=body, order=place)
                signatures.append(current)
            current.name = name
            current.roles += [role] if role else []
        elif current is not None and not (not current.roles and LETTERS.fullmatch(text.strip(" ,"))):
            current.roles.append(text)
        elif current is None and words.role_noun.search(text):
            signatures.append(_Signature(roles=[text], order=place))
    for signature in signatures:
        if signature.body is None:
            signature.body = _body_of(" ".join(signature.roles), words)
    return signatures


def _body_of(role: str, words: Lexicon) -> str | None:
    return next((body for body, names in words.inspectorates if names.search(role)), None)


def _name(text: str, words: Lexicon) -> tuple[str | None, str]:
    """The name a line begins with, without letters after it, and the office that follows on the same line.

    A line that begins with a name but goes on with neither is no signature: ``None``.
    """
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", text).strip(" ,")
    match = words.plain_name.match(bare)
    if match is None or _bodies(match[0], words) or all(words.not_name.fullmatch(part) for part in match[0].split()):
        return None, ""  # "Medical Services" is the rest of an office
    letters = LETTERS.match(bare, match.end())
    rest = bare[letters.end() if letters else match.end() :].strip(" ,")
    if rest and not words.role_head.match(rest) and not re.match(r"(?:Her|His|HM|HMI|CQC|Ofsted)\b", rest):
        return None, ""
    return match[0], rest


def _flattened(lines: Sequence[str], words: Lexicon) -> list[_Signature]:
    """A two-column table that lost its columns: bodies, then names and offices in turn, two by two."""
    bodies: list[str] = []
    tokens: list[tuple[str, str]] = []  # ("name" | "role", text)
    leading = re.compile(rf"(?:{words.body.pattern}\s*)+", re.IGNORECASE)
    for line in lines:
        if found := _bodies(line, words):
            bodies += found
            continue
        ahead = leading.match(line) if not bodies else None
        if ahead:
            bodies += words.body.findall(ahead[0])
        tokens += _tokens(line[ahead.end() :] if ahead else line, words, len(bodies))
    return _in_turn(tokens, bodies)


def _in_turn(tokens: Sequence[tuple[str, str]], bodies: Sequence[str]) -> list[_Signature]:
    """Signatures of names and offices that alternate, as many names at a time as there are columns."""
    width = max(len(bodies), 1)
    rounds: list[tuple[list[str], list[str]]] = [([], [])]
    for kind, text in tokens:
        names, roles = rounds[-1]
        if kind == "role":
            roles.append(text)
        elif roles and len(roles) >= len(names) >= width:
            rounds.append(([text], []))
        else:
            names.append(text)
    signatures = [
        _Signature(
            name,
            roles[index : index + 1] if index + 1 < len(names) else roles[index:],
            bodies[index % width] if bodies else None,
            order=(index % width) * len(tokens) + number,
        )
        for number, (names, roles) in enumerate(rounds)
        for index, name in enumerate(names)
    ]
    return sorted(signatures, key=lambda each: each.order)


def _tokens(line: str, words: Lexicon, width: int) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(line):
        match = words.name.search(line, at)
        if match is None:
            tokens += [("role", role) for role in _roles(line[at:], words)]
            break
        tokens += [("role", role) for role in _roles(line[at : match.start()], words)]
        parts = match[0].split()
        letters = LETTERS.match(line, match.end())
        if width > 1 and len(parts) == 4 and not re.match(rf"(?:{words.honorific})\b", match[0]):
            tokens += [("name", " ".join(parts[:2])), ("name", " ".join(parts[2:]))]
        else:
            tokens.append(("name", match[0]))
        at = letters.end() if letters else match.end()
    return tokens


def _roles(text: str, words: Lexicon) -> list[str]:
    """Offices that stand side by side, parted where an office is complete and another begins."""
    roles: list[str] = []
    start = 0
    for head in re.finditer(r"(?<=[a-z]) (?=[A-Z])", text):
        before, after = text[start : head.start()], text[head.end() :]
        starts = words.role_head.match(after) or re.match(
            r"(?:CQC|HMI|Ofsted|Children[’']s Services Inspector)\b", after
        )
        complete = words.role_noun.search(before.split()[-1])
        if starts and complete:
            roles.append(before.strip(" ,"))
            start = head.end()
    roles.append(text[start:].strip(" ,"))
    return [role for role in roles if role]


def _copied(lines: Sequence[TailLine]) -> tuple[str, ...]:
    words = lexicon()
    names: list[str] = []
    for index, line in enumerate(lines):
        text = _COPIED.sub("", line.text) if index == 0 else line.text
        at = 0
        for known in words.recipients.finditer(text):
            names += _others(text[at : known.start()])
            names.append(known[0])
            at = known.end()
        names += _others(text[at:])
    return tuple(names)


def _others(text: str) -> list[str]:
    return [part.strip(" ,;•■◼-–") for part in re.split(r"[;,](?=\s)", text) if part.strip(" ,;•■◼-–.")]
