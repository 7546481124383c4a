"""When two readings of the same words count as the same.

Quotes, dashes, soft hyphens, white space and case do not matter, ``&`` is "and"; a text ending in `` …`` is
met by its beginning; names are compared without honorifics and letters after the name; a role may be longer
in the record than in the label.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

ELLIPSIS = " …"
_QUOTES = re.compile("[\"'`´‘’‚‛“”„‟‹›«»′″]")
_SOFT_HYPHEN = "\u00ad"
# U+FFFE is what PDF text layers hold for a hyphen at a line's end.
_DASH = re.compile("\\s*[-\u2010-\u2015\u2212\ufffe]\\s*")
_HONORIFIC = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|dame|cllr|councillor|rev)\b\.?\s*)+", re.IGNORECASE
)
_LETTERS_AFTER = re.compile(r"\s+(?!Mc|O['’]|Mac)(?=\S*[A-Z]\S*[A-Z])[A-Za-z()]{2,6}$")


def fold(text: str) -> str:
    """``text`` with everything taken out that does not matter when words are compared."""
    plain = unicodedata.normalize("NFKC", text).replace(_SOFT_HYPHEN, "")
    plain = _DASH.sub("", _QUOTES.sub("", plain)).replace("&", " and ")
    return " ".join(plain.casefold().split())


def bare_name(name: str) -> str:
    """A person's name without title ("Dr") and letters after it (", HMI", "BSc MB ChB")."""
    bare = _HONORIFIC.sub("", name.split(",")[0].strip())
    while len(bare.split()) > 2 and (shorter := _LETTERS_AFTER.sub("", bare)) != bare:
        bare = shorter
    return bare


def same_text(expected: str, found: str) -> bool:
    """Whether ``found`` says the words of ``expected``, or begins with them if those end in `` …``."""
    if expected.endswith(ELLIPSIS):
        return fold(found).startswith(fold(expected[: -len(ELLIPSIS)]))
    return fold(expected) == fold(found)


def same_value(key: str, expected: Any, found: Any) -> bool:
    """Whether ``found`` is what a label says under ``key``; a label's ``None`` means "not stated"."""
    if expected is None:
        return found is None or found in ("", [], {})
    if not isinstance(expected, str) or not isinstance(found, str):
        return type(expected) is type(found) and bool(expected == found)
    if key == "name":
        return fold(bare_name(expected)) == fold(bare_name(found))
    if key == "role":
        return re.search(rf"\b{re.escape(fold(expected))}(?!\w)", fold(found)) is not None
    return same_text(expected, found)
