"""Notices as GitHub's workflow commands: annotations on the files of a pull request or a run."""

from __future__ import annotations

from collections.abc import Iterator

from sendscan.writing.hostile import shown
from sendscan.writing.notices import Account, NoticeLevel, sentence

_COMMANDS: dict[NoticeLevel, str] = {"error": "error", "warning": "warning", "note": "notice"}


def github_lines(account: Account) -> str:
    """One command for each notice that was not known before, and for a letter that could not be read."""
    return "".join(f"{line}\n" for line in _lines(account))


def _lines(account: Account) -> Iterator[str]:
    if account.failure is not None:
        code, words = account.failure
        yield _command("error", account.path, None, f"{account.name}: {code}", words)
    for told in account.told:
        if not told.known:
            notice = told.notice
            title = f"{notice.title} ({notice.rule})" if notice.about == "concern" else notice.title
            line = notice.line if account.is_text else None
            yield _command(_COMMANDS[told.level], account.path, line, title, sentence(notice))


def _command(command: str, path: str, line: int | None, title: str, message: str) -> str:
    properties = {"file": path, **({"line": str(line)} if line else {}), "title": title}
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {named}::{_data(message)}"


def _data(text: str) -> str:
    # what letters hold must not begin a command of its own: the runner's own escapes, and one line
    return shown(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
