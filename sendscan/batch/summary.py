"""What a run came to: letters by kind and outcome, concerns by rule, diagnostics, failures with codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sendscan.batch.job import Failure, Result
from sendscan.writing.notices import Notice

_SEVERITIES = ("high", "medium", "low")


@dataclass(slots=True)
class OfRule:
    """How often a concern was found, in how many letters, how severe."""

    title: str
    letters: int = 0
    concerns: int = 0
    severities: Counter[str] = field(default_factory=Counter)


class Summary:
    """Counts that grow with every result.  Only failures are kept one by one.

    ``unchanged`` is how many letters the cache knew.  ``records_left`` names records of earlier runs that stand
    among those of this one.
    """

    def __init__(self, *, passed_over: Sequence[tuple[str, int]] = ()) -> None:
        self.letters = 0
        self.unchanged = 0
        self.findings = 0
        self.outcomes: dict[str, Counter[str]] = {}
        self.rules: dict[str, OfRule] = {}
        self.diagnostics: Counter[str] = Counter()
        self.failures: list[tuple[str, Failure]] = []
        self.passed_over = tuple(passed_over)
        self.records_left: tuple[str, ...] = ()

    def add(self, result: Result) -> None:
        """Count one result."""
        self.letters += 1
        self.unchanged += result.unchanged
        if result.failure is not None:
            self.failures.append((result.letter.name, result.failure))
        if result.digest is None:
            return
        digest = result.digest
        self.findings += digest.findings
        self.outcomes.setdefault(digest.kind, Counter())[digest.verdict] += 1
        self.diagnostics.update(notice.rule for notice in digest.notices if notice.about == "diagnostic")
        self._concerns([notice for notice in digest.notices if notice.about == "concern"])

    def _concerns(self, concerns: Sequence[Notice]) -> None:
        for rule in dict.fromkeys(notice.rule for notice in concerns):
            of = [notice for notice in concerns if notice.rule == rule]
            counted = self.rules.setdefault(rule, OfRule(of[0].title))
            counted.letters += 1
            counted.concerns += len(of)
            counted.severities.update(notice.severity or "low" for notice in of)

    @property
    def read(self) -> int:
        """How many letters have a record."""
        return self.letters - len(self.failures)

    def by_rule(self) -> list[tuple[str, OfRule]]:
        """Rules, those found in most letters first."""
        return sorted(self.rules.items(), key=lambda pair: (-pair[1].letters, -pair[1].concerns, pair[0]))

    def codes(self) -> list[tuple[str, int]]:
        """How many letters failed with each code."""
        return sorted(Counter(failure.code for _, failure in self.failures).items())

    def as_dict(self) -> dict[str, Any]:
        """The summary as plain data, the same for the same letters."""
        return {
            "letters": self.letters,
            "read": self.read,
            "failed": len(self.failures),
            "findings": self.findings,
            "kinds": {
                kind: {"letters": sum(outcomes.values()), "outcomes": dict(sorted(outcomes.items()))}
                for kind, outcomes in sorted(self.outcomes.items())
            },
            "concerns": [
                {
                    "rule": rule,
                    "title": of.title,
                    "letters": of.letters,
                    "concerns": of.concerns,
                    **{severity: of.severities[severity] for severity in _SEVERITIES},
                }
                for rule, of in self.by_rule()
            ],
            "diagnostics": dict(sorted(self.diagnostics.items())),
            "failures": [
                {"name": name, "code": failure.code, "message": failure.message, "advice": failure.advice}
                for name, failure in self.failures
            ],
            "passed_over": dict(self.passed_over),
            "records_left": list(self.records_left),
        }
