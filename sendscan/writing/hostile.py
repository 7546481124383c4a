"""What in a letter's text could steer a terminal or hide words from a reader, and how it is made harmless.

Control characters carry escape sequences; bidirectional controls reorder what is shown; tag characters and
line separators show nothing.  None of them has a meaning in an inspection letter.
"""

from __future__ import annotations

import json
import re

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = "\u2028\u2029\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f"

_HIDDEN = re.compile(f"[{_CONTROL}{_BIDI}{_UNSEEN}\ud800-\udfff]")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")


def is_hostile(text: str) -> bool:
    """Whether a character of ``text`` could steer a terminal or hide words."""
    return _HIDDEN.search(text) is not None


def escaped_for_json(text: str) -> str:
    """JSON with hostile characters as ``\\uXXXX``: the same data, harmless to print."""
    return _HIDDEN.sub(lambda match: json.dumps(match.group())[1:-1], text)


def escaped_for_yaml(text: str) -> str:
    """YAML, whose hostile characters all stand in double quotes, with ``\\x``, ``\\u``, ``\\U`` for them."""
    return spelt_out(text)


def spelt_out(text: str) -> str:
    """``text`` with hostile characters spelt out (``\\x1b``), its white space as it is."""
    return _HIDDEN.sub(_spelt_out, text)


def shown(text: str) -> str:
    """One line for display: hostile characters are spelt out (``\\x1b``), white space is single spaces.

    They are shown rather than dropped, so that a reader sees that the letter holds something odd.
    """
    return spelt_out(_SPACE.sub(" ", text).strip(" "))


def _spelt_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
