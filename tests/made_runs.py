"""What a command run in this process leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class Result:
    """Exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]
