"""Notices as SARIF 2.1.0 (OASIS), which code scanning services and editors show and follow over time.

Written piece by piece: head, results as they come, tail with the rules that were met.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from sendscan import __version__
from sendscan.writing.hostile import escaped_for_json
from sendscan.writing.notices import Account, Notice, Told, sentence

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "sendscan/v1"

SARIF_HEAD = f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"results": ['


def sarif_results(account: Account, *, baseline: bool = False) -> Iterator[str]:
    """The results of one letter, each on a line; with a ``baseline``, whether they are new."""
    for told in account.told:
        yield _json(_result(account, told, baseline=baseline))


def sarif_tail(rules: Mapping[str, Notice], failed: Sequence[Account]) -> str:
    """The end of the file: the ``rules`` met, by id, and the letters that could not be read."""
    driver = {
        "name": "sendscan",
        "version": __version__,
        "rules": [
            {
                "id": id_,
                "shortDescription": {"text": notice.title},
                "properties": {"about": notice.about},
            }
            for id_, notice in sorted(rules.items())
        ],
    }
    invocation = {
        "executionSuccessful": not failed,
        "toolExecutionNotifications": [_notification(account) for account in failed],
    }
    return (
        f'\n], "tool": {_json({"driver": driver})},\n'
        f'"invocations": {_json([invocation])},\n"columnKind": "unicodeCodePoints"}}]}}\n'
    )


def _result(account: Account, told: Told, *, baseline: bool) -> dict[str, Any]:
    notice = told.notice
    result: dict[str, Any] = {
        "ruleId": notice.rule,
        "level": told.level,
        "message": {"text": f"{notice.title}: {sentence(notice)}"},
        "locations": [_location(account, notice)],
        "partialFingerprints": {FINGERPRINT: notice.fingerprint},
    }
    if baseline:
        result["baselineState"] = "unchanged" if told.known else "new"
    about = {"severity": notice.severity, "voice": notice.voice, "page": notice.page, "line": notice.line}
    result["properties"] = {"letter": account.name, **{k: v for k, v in about.items() if v is not None}}
    return result


def _location(account: Account, notice: Notice) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(account.path)}}
    if account.is_text and notice.line:  # a PDF has no lines that a viewer could go to
        physical["region"] = {"startLine": notice.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    if notice.item:
        location["logicalLocations"] = [{"name": notice.item, "kind": "element"}]
    return location


def _notification(account: Account) -> dict[str, Any]:
    code, words = account.failure or ("", "")
    return {
        "level": "error",
        "descriptor": {"id": code},
        "message": {"text": words},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(account.path)}}}],
    }


def _json(value: Any) -> str:
    return escaped_for_json(json.dumps(value, ensure_ascii=False))
