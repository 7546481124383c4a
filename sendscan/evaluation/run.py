"""Letters parsed and held against their labels: all the figures of one run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from sendscan.errors import LinkLoopError, RuleError, SendscanError, UsageError, Where
from sendscan.evaluation.fields import Check, Comparison, LabelledFinding, compare
from sendscan.evaluation.health import Health, examine
from sendscan.evaluation.scores import Judged, judged
from sendscan.reading.folders import Walk, may_be_letter

Parse = Callable[[Path], dict[str, Any]]
"""A letter's path to its record as a dict, with ``text``; raises SendscanError."""

OF_SENTENCES = "findings[]"  # in the names of their fields
LABEL_SUFFIXES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One run.  ``failures`` are letters without a record and why; their fields all count as missed."""

    labels: int
    letters: int
    failures: tuple[tuple[str, str], ...]
    checks: tuple[Check, ...]
    findings: tuple[LabelledFinding, ...]
    extra: tuple[tuple[str, str, str], ...]
    health: tuple[Health, ...]

    def tallies(self) -> dict[str, dict[str, tuple[int, int]]]:
        """Kind, then field, to (right, of how many)."""
        counts: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        for check in self.checks:
            right, of = counts[check.kind].get(check.field, (0, 0))
            counts[check.kind][check.field] = (right + check.right, of + 1)
        return {kind: counts[kind] for kind in sorted(counts)}

    def judged(self) -> dict[str, Judged]:
        """Label scores by kind, for kinds with labelled findings."""
        by_kind: dict[str, list[LabelledFinding]] = defaultdict(list)
        for finding in self.findings:
            by_kind[finding.kind].append(finding)
        return {kind: judged(by_kind[kind]) for kind in sorted(by_kind)}

    def misses(self) -> tuple[Check, ...]:
        """Every check that did not come out."""
        return tuple(check for check in self.checks if not check.right)

    def narrowed(self, *, kind: str | None, only: str | None) -> Evaluation:
        """The same run, with one kind of letter, or only fields whose name holds ``only``.

        With ``only``, sentences are told of where one of their fields is asked for, and health is not.
        Raises :class:`UsageError`, naming what there is, where this leaves nothing.
        """
        kinds = sorted({*(c.kind for c in self.checks), *(h.kind for h in self.health)})
        if kind is not None and kind not in kinds:
            raise UsageError(f"There is no letter of the kind {kind} here.", advice=f"There are {', '.join(kinds)}.")
        if only is not None:
            _refuse_unknown(only, {c.field for c in self.checks if kind in (None, c.kind)})
        checks = tuple(c for c in self.checks if kind in (None, c.kind) and (only is None or only in c.field))
        sentences = only is None or any(OF_SENTENCES in c.field for c in checks)
        return replace(
            self,
            checks=checks,
            findings=tuple(f for f in self.findings if kind in (None, f.kind) and sentences),
            extra=self.extra if sentences else (),
            health=tuple(h for h in self.health if kind in (None, h.kind) and only is None),
        )


def evaluate(gold: Path, letters: Path, parse: Parse, *, only: str | None = None) -> Evaluation:
    """Holds every letter that has a label file of the same stem against it, and examines all letters.

    ``gold`` and ``letters`` are a file or a folder, searched with its subfolders.  ``only`` is what
    :meth:`Evaluation.narrowed` will ask for: what no label has is refused before a letter is read.

    Raises:
        UsageError: a path is missing, holds nothing, or a label file is not a YAML mapping; or a letter has two;
            or no field's name holds ``only``.
        RuleError: the rules cannot be used.
        ReadingError: a folder below cannot be looked into.
    """
    labels = _labels(_files(gold, _may_be_label, "label files"))
    if only is not None:
        _refuse_unknown(only, _fields(labels))
    paths = _files(letters, may_be_letter, "letters")
    if gold.is_file():
        paths = [path for path in paths if path.stem in labels] or paths
        if letters.is_file():  # one label, one letter: whatever they are called
            labels = {paths[0].stem: next(iter(labels.values()))}
    compared: list[Comparison] = []
    failures: list[tuple[str, str]] = []
    health: list[Health] = []
    extra: list[tuple[str, str, str]] = []
    for path in paths:
        record: dict[str, Any] | None = None
        try:
            record = parse(path)
            health.append(examine(path.stem, record))
        except (RuleError, UsageError):
            raise  # no letter's fault
        except SendscanError as error:
            failures.append((path.stem, f"{error.code}: {error.message}"))
        except Exception as error:  # one bad letter never stops the others
            failures.append((path.stem, f"a fault in sendscan itself ({type(error).__name__}: {error})"))
        if path.stem in labels:
            compared.append(compare(labels[path.stem], record, path.stem))
            extra += [(path.stem, place, text) for place, text in compared[-1].extra]
    for stem in sorted(labels.keys() - {path.stem for path in paths}):
        failures.append((stem, "no letter of this name"))
        compared.append(compare(labels[stem], None, stem))
    return Evaluation(
        labels=len(labels),
        letters=len(paths),
        failures=tuple(failures),
        checks=tuple(check for one in compared for check in one.checks),
        findings=tuple(finding for one in compared for finding in one.findings),
        extra=tuple(extra),
        health=tuple(health),
    )


def _fields(labels: dict[str, dict[str, Any]]) -> set[str]:
    """Every field that a letter may be checked by, whatever its record says."""
    fields = {check.field for name, label in labels.items() for check in compare(label, None, name).checks}
    polarity = f"{OF_SENTENCES}.polarity"
    return fields | {field.replace("polarity", "concerns") for field in fields if field.endswith(polarity)}


def _refuse_unknown(only: str, fields: set[str]) -> None:
    if not any(only in field for field in fields):
        raise UsageError(f"No field's name holds {only!r}.", advice=f"There are {', '.join(sorted(fields))}.")


def _may_be_label(path: Path) -> bool:
    return path.suffix.lower() in LABEL_SUFFIXES


def _files(path: Path, wanted: Callable[[Path], bool], what: str) -> list[Path]:
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UsageError("There is no such file or folder.", Where(str(path)))
    files: list[Path] = []
    for file, error in Walk().files(path):
        if error is None and wanted(file) and file.name != "README.md":
            files.append(file)
        elif error is not None and not isinstance(error, LinkLoopError):
            raise error  # figures of a part would pass for those of the whole
    if not files:
        raise UsageError(f"There are no {what} in this folder.", Where(str(path)))
    return sorted(files)


def _labels(paths: list[Path]) -> dict[str, dict[str, Any]]:
    by_name: dict[str, Path] = {}
    for path in paths:
        if by_name.setdefault(path.stem, path) != path:
            raise UsageError(
                f"{by_name[path.stem]} is a label of the same letter: one of them would count for nothing.",
                Where(str(path)),
                advice="Put what both say into one file.",
            )
    return {name: _load(path) for name, path in by_name.items()}


def _load(path: Path) -> dict[str, Any]:
    try:
        label = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Where(str(path), mark.line + 1, mark.column + 1) if mark else Where(str(path))
        raise UsageError(f"This is no YAML file: {getattr(error, 'problem', error)}.", place) from error
    if not isinstance(label, dict) or not isinstance(label.get("letter"), dict):
        raise UsageError("A label file is a partial record: a mapping with `letter` in it.", Where(str(path)))
    return label
