"""Notices as JUnit XML, which every CI server shows: a test case a letter.

A letter fails for what makes the run fail, is an error where it could not be read; all else it has to tell
stands in its output.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from sendscan.writing.hostile import shown
from sendscan.writing.notices import Account, Told, sentence

JUNIT_TAIL = "</testsuite>\n</testsuites>\n"
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_head(letters: int, failures: int, errors: int) -> str:
    """The opening of the file, with how many letters there are, fail, and could not be read."""
    counts = f'tests="{letters}" failures="{failures}" errors="{errors}"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="sendscan" {counts}>\n<testsuite name="sendscan" {counts} skipped="0">\n'
    )


def junit_case(account: Account) -> str:
    """The test case of one letter."""
    body = ""
    trips = [told for told in account.told if told.trips]
    rest = [told for told in account.told if not told.trips]
    if account.failure is not None:
        code, words = account.failure
        body += f"<error message={_attribute(words)} type={_attribute(code)}/>\n"
    if trips:
        rules = ", ".join(dict.fromkeys(told.notice.rule for told in trips))
        body += f"<failure message={_attribute(f'{len(trips)}: {rules}')} type={_attribute(trips[0].notice.rule)}>"
        body += "\n".join(_line(told) for told in trips) + "</failure>\n"
    if rest:
        body += "<system-out>" + "\n".join(_line(told) for told in rest) + "</system-out>\n"
    case = (
        f"<testcase name={_attribute(account.name)} classname={_attribute(account.kind or 'unread')} "
        f"file={_attribute(account.path)}"
    )
    return f"{case}>\n{body}</testcase>\n" if body else f"{case}/>\n"


def _line(told: Told) -> str:
    known = " (known)" if told.known else ""
    notice = told.notice
    return _clean(escape(shown(f"{told.level}{known}: {notice.rule}: {notice.title}: {sentence(notice)}")))


def _attribute(text: str) -> str:
    return quoteattr(_clean(shown(text)))


def _clean(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
