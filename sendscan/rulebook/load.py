"""Folders of rule files to a rulebook; what is wrong in any of them is told all at once."""

from __future__ import annotations

import gc
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from sendscan.errors import Problem, RuleError, Where
from sendscan.resources import bundled
from sendscan.rulebook import kept
from sendscan.rulebook.book import Places, Rulebook
from sendscan.rulebook.phrases import PhraseError, parse_phrase
from sendscan.rulebook.precedents import Said
from sendscan.rulebook.rules import PHRASE_FIELDS, ConcernRule, Rule, RuleFile
from sendscan.rulebook.strict import Marks, load_marked, texts_under

_ELSEWHERE = frozenset({"kinds", "people.yaml"})
"""Kinds of letter, and names and roles: files of the bundled rules with a form of their own."""
_SUFFIXES = (".yaml", ".yml")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID_LINE = re.compile(r"^\W*id:\s*['\"]?([a-z0-9-]+)", re.MULTILINE)


def rule_files(folder: Path) -> list[Path]:
    """The rule files of ``folder``, in the order they are read.

    In a folder of somebody's own that is every YAML file: one that could not be followed is a mistake to be
    told, not a file to be passed over.
    """
    found = (path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())
    passed = _ELSEWHERE if folder.samefile(bundled("rules")) else frozenset()
    return sorted(path for path in found if passed.isdisjoint(path.relative_to(folder).parts))


def is_id(name: str) -> bool:
    """Whether a rule may be called ``name``: small letters and digits, hyphens between them."""
    return _ID.fullmatch(name) is not None


def load(own: Iterable[Path] = ()) -> Rulebook:
    """The bundled rules and those of the folders ``own``, read once a process.

    A later folder adds to, replaces (same id) or switches off (``off``) the rules of earlier ones.  Raises
    :class:`RuleError` with every problem of every file.
    """
    return _loaded((bundled("rules"), *own))


def keep() -> None:
    """Leave the bundled rules ready for the next process, unless they were found so, or have changed since."""
    book = load()
    if book.made_of and book.made_of == kept.made_of(bundled("rules")):
        kept.keep(book, book.made_of)
    book.made_of = ""


@lru_cache(maxsize=4)
def _loaded(folders: tuple[Path, ...]) -> Rulebook:
    collecting = gc.isenabled()
    gc.disable()  # thousands of nodes are made and none thrown away: looking for garbage doubles the time
    try:
        made_of = kept.made_of(bundled("rules")) if folders == (bundled("rules"),) else ""
        if (known := kept.fetch(made_of)) is not None:
            known.places.later = lru_cache(1)(lambda: examine(folders, sound=bundled("rules"))[0].places)
            return known
        book, problems = examine(folders, sound=bundled("rules"))
        book.made_of = made_of
    finally:
        if collecting:
            gc.enable()
    if problems:
        raise RuleError(tuple(problems))
    return book


def examine(folders: Iterable[Path], *, sound: Path | None = None) -> tuple[Rulebook, list[Problem]]:
    """The rules of just these ``folders``, and everything that is wrong with them.

    The phrases of the folder ``sound`` are taken to be right, and read when they are first needed.
    """
    folders = tuple(folders)
    trusted: set[str] = set()
    lists: dict[str, tuple[str, ...]] = {}
    rules: dict[str, Rule] = {}
    said: list[tuple[Said, Marks, tuple[str | int, ...]]] = []
    places, problems = Places(), []
    off: set[str] = set()
    unread: set[str] = set()
    for folder in folders:
        if not folder.is_dir():
            problems.append(Problem("there is no such folder of rules", Where(str(folder))))
            continue
        here: set[str] = set()
        before = (len(problems), len(off), len(said))
        for path in rule_files(folder):
            try:
                file, marks = load_marked(path, RuleFile)
            except RuleError as error:
                problems += [*error.problems, *_phrases_amiss(path)]
                unread.update(_ids_in(path))
                continue
            problems.extend(_enter(file, marks, here, (lists, rules, places)))
            said += _said(file, marks)
            off.update(file.off)
        trusted = trusted | here if folder == sound else trusted - here
        if not here and before == (len(problems), len(off), len(said)):
            problems.append(Problem("there are no rules in this folder", Where(str(folder))))
    book = Rulebook(lists, rules, places, said=[group for group, *_ in said], sound=trusted)
    known = off | unread | {rule.id for rule in book.concerns}
    problems += [*book.problems, *_dangling(book, known), *_without_rule(said, known)]
    return book, sorted(problems, key=lambda p: (p.where.file, p.where.line or 0, p.where.column or 0))


def _enter(
    file: RuleFile,
    marks: Any,
    here: set[str],
    into: tuple[dict[str, tuple[str, ...]], dict[str, Rule], Places],
) -> list[Problem]:
    lists, rules, places = into
    problems = []
    for name in file.lists:
        places.put(f"lists {name}", marks, ("lists", name))
        if f"lists {name}" in here:
            problems.append(Problem(f"the list {name!r} stands in this folder twice", marks.where("lists", name)))
        here.add(f"lists {name}")
    lists.update(file.lists)
    for key in ("cues", "voices", "concerns"):
        for i, rule in enumerate(getattr(file, key)):
            if rule.id in here:
                problems.append(Problem(f"the rule {rule.id!r} stands in this folder twice", marks.where(key, i, "id")))
            here.add(rule.id)
            rules[rule.id] = rule
            places.put(rule.id, marks, (key, i))
            problems += [Problem(text, marks.where(key, i, *at)) for text, *at in _incomplete(rule)]
    for i, name in enumerate(file.off):
        if rules.pop(name, None) is None:
            problems.append(Problem(f"there is no rule {name!r} to switch off", marks.where("off", i)))
    return problems


def _said(file: RuleFile, marks: Marks) -> Iterator[tuple[Said, Marks, tuple[str | int, ...]]]:
    """The precedents of a file, each group with its place."""
    for i, group in enumerate(file.precedents):
        for names, lines in group.said.items():
            about = tuple(name.strip() for name in names.split(","))
            yield Said(about, group.kinds, lines), marks, ("precedents", i, "said", names)


def _without_rule(said: Iterable[tuple[Said, Marks, tuple[str | int, ...]]], known: Container[str]) -> list[Problem]:
    return [
        Problem(f"there is no concern {name!r} for these sentences to be about", marks.where(*path, key=True))
        for group, marks, path in said
        for name in group.about
        if name not in known
    ]


def _ids_in(path: Path) -> list[str]:
    """The ids in a file that cannot be read as it stands: what refers to them is not wrong for that."""
    try:
        return _ID_LINE.findall(path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return []


def _phrases_amiss(path: Path) -> list[Problem]:
    """The phrases that cannot be understood in a file that is wrong in other ways too."""
    found = (_amiss(text, where) for text, where in texts_under(path, frozenset(PHRASE_FIELDS)))
    return [problem for problem in found if problem is not None]


def _amiss(text: str, where: Where) -> Problem | None:
    try:
        parse_phrase(text)
    except PhraseError as error:
        return Problem(error.message, replace(where, column=(where.column or 1) + error.column - 1))
    return None


def _incomplete(rule: Rule) -> list[tuple[str, ...]]:
    """What a rule of the right form still lacks, and under which key."""
    lacks: list[tuple[str, ...]] = [
        (f"the rule {rule.id!r} has no {key}: without them it does not load", key)
        for key in ("hits", "misses")
        if not getattr(rule, key)
    ]
    lacks += [(f"the rule has no {key}", key) for key in ("title", "why") if not getattr(rule, key).strip()]
    if not is_id(rule.id):
        lacks.append((f"{rule.id!r} is no id: small letters and digits, with hyphens between them", "id"))
    if not isinstance(rule, ConcernRule):
        if not rule.match:
            lacks.append((f"the rule {rule.id!r} has no phrase to match", "match"))
    elif rule.where and not rule.about:
        lacks.append((f"'where' of {rule.id!r} has no 'about' to go with", "where"))
    return lacks


def _dangling(book: Rulebook, known: Container[str]) -> list[Problem]:
    return [
        Problem(f"there is no concern {name!r} to give way to", book.places.where(rule.id, "gives_way_to", i))
        for rule in book.concerns
        for i, name in enumerate(rule.gives_way_to)
        if name not in known
    ]
