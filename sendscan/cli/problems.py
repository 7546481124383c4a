"""What went wrong, in one message on standard error: which file, where in it, what to do next."""

from __future__ import annotations

import sys
import traceback

from sendscan.errors import RuleError, SendscanError
from sendscan.writing.hostile import shown

FAULT = 3  # no letter's fault and not the user's: still, nothing was read


def report(error: Exception, *, name: str | None = None, debug: bool = False) -> int:
    """Say ``error`` (about the letter ``name``) on standard error; the exit code it deserves."""
    if debug:
        traceback.print_exception(error)
    for line in _lines(error, name):
        say(line)
    return error.exit_code if isinstance(error, SendscanError) else FAULT


def say(line: str) -> None:
    """One line on standard error, harmless whatever it quotes."""
    print(f"sendscan: {shown(line)}", file=sys.stderr)


def _lines(error: Exception, name: str | None) -> list[str]:
    if isinstance(error, RuleError):
        return [str(problem) for problem in error.problems]
    about = f"{name}: " if name else ""
    if isinstance(error, SendscanError):
        return [about + line if error.where is None else line for line in str(error).splitlines()]
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return [f"{about}a fault in sendscan itself ({what}). Please report it with what --debug prints."]
