"""The command line of ``sendscan batch``: what it asks for, and what in it means nothing."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sendscan.cli.output import is_standard_output
from sendscan.errors import UsageError
from sendscan.manner import Manner

if TYPE_CHECKING:
    from sendscan.batch.gate import Gate
    from sendscan.batch.targets import Target

_WITH_TEXT = {"yaml", "json", "jsonl"}  # the forms that can hold a letter's text
_WITH_BASELINE = {"github", "junit", "sarif"}  # those that say what was known before


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The command line; options that were not given are ``None`` where that makes a difference."""

    places: tuple[str, ...]
    output: str | None
    forms: tuple[str, ...]
    exclude: tuple[str, ...]
    jobs: int | None
    timeout: float
    quiet: bool
    debug: bool
    fail_on: tuple[str, ...]
    baseline: Path | None
    library: Path | None
    shelved: bool
    cache: Path | None
    no_cache: bool
    dask: bool
    scheduler: str | None
    manner: Manner
    with_text: bool

    @property
    def workers(self) -> int:
        """How many letters are read at once here."""
        return self.jobs or _cores()

    @property
    def cache_folder(self) -> Path | None:
        """Where unchanged letters are remembered."""
        from sendscan.batch.store import DEFAULT

        return None if self.no_cache else self.cache or DEFAULT

    def target(self) -> Target:
        """Which forms go where.  Raises :class:`UsageError` if that cannot be."""
        from sendscan.batch.targets import target_for

        forms, output = self.forms, self.output
        if is_standard_output(output):
            forms, output = forms or ("yaml",), None
        elif not forms and output is None and not sys.stdout.isatty() and not self.shelved:
            forms = ("yaml",)
        return target_for(output, forms)

    def gate(self) -> Gate:
        """What makes the run fail.  Raises :class:`UsageError` for what never could, or no baseline."""
        from sendscan.batch.gate import Gate, check_fail_on, is_rule, read_baseline

        rules: list[str] = []
        if any(is_rule(one) for one in self.fail_on):
            from sendscan import rulebook

            book = rulebook.load(self.manner.rules)
            rules = [rule.id for rule in book.concerns]
        return Gate(
            fail_on=check_fail_on(self.fail_on, rules),
            known=read_baseline(self.baseline) if self.baseline else None,
        )

    def refuse_idle(self, target: Target) -> None:
        """Raise :class:`UsageError` for an option that another one, or its absence, makes mean nothing."""
        forms = set(target.forms)
        if self.cache is not None and self.no_cache:
            raise UsageError("--cache names a cache and --no-cache wants none.", advice="Leave one out.")
        if self.scheduler is not None and not self.dask:
            raise UsageError("--scheduler is one of dask, and letters are read here.", advice="Add --engine dask.")
        if self.scheduler is not None and self.jobs is not None:
            raise UsageError("--jobs is for this machine; a scheduler has workers of its own.", advice="Leave it out.")
        if self.with_text and not forms & _WITH_TEXT:
            raise UsageError(
                "--with-text adds to records, and none are written that could hold it.",
                advice="Ask for yaml, json or jsonl with -f.",
            )
        if self.baseline is not None and not self.fail_on and not forms & _WITH_BASELINE:
            raise UsageError(
                "--baseline says what is known, and nothing here asks.",
                advice="Add --fail-on, or -f github, junit or sarif.",
            )


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1
