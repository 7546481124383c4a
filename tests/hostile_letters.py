"""Words that would do something if they were not shown as what they are."""

from __future__ import annotations

from typing import Any

from sendscan.model import Record
from sendscan.writing import as_dict
from sendscan.writing.read_back import from_dict

# Each sets window.ran, or would change what a browser, a terminal or a spreadsheet shows.
MARKUP = (
    "<script>window.ran=1</script>",
    '"><img src=x onerror="window.ran=2">',
    "</title></style></textarea><svg onload=window.ran=3>",
    "' onmouseover='window.ran=4' x='",
    "<a href=javascript:window.ran=5>here</a>",
    "<style>body{display:none}</style>",
    "{{ 7*7 }}{% raw %}${7*7}",
    "&lt;b&gt; &amp;amp;",
    "]]><!--",
)
ESCAPES = ("\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b2J", "back\x08space")
BIDI = ("\u202egnp.exe\u202c", "\u2066isolated\u2069", "\u200fmark")
FORMULAS = ('=HYPERLINK("http://example.org","x")', "+1+1", "-2+3", "@SUM(1)", "＝1+1", "\t=1+1", "=cmd|' /C calc'!A0")
HOSTILE = (*MARKUP, *ESCAPES, *BIDI, *FORMULAS)
SENTENCE = "Parents told us that they do not trust leaders because of"


def letter_with(text: str) -> str:
    """A revisit letter ``text`` with a sentence for every hostile string among its findings.

    Control characters are left to :func:`hostile_record`: a text file with many of them is not read as text.
    """
    before, after = text.split("Main findings", 1)
    first = after.index("Area leaders")
    words = " ".join(f"{SENTENCE} {each} in plans." for each in (*MARKUP, *BIDI, *FORMULAS))
    return f"{before}Main findings{after[:first]}{words.replace(chr(9), ' ')} {after[first:]}"


def hostile_record(record: Record) -> Record:
    """``record`` with every text in it replaced by all that is hostile; what is one of a few words stays."""
    kept = {"kind", "verdict", "value", "next_step", "polarity", "voice", "severity", "level", "start", "end"}
    all_of_it = " ".join(HOSTILE)

    def poisoned(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: poisoned(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [poisoned(inner, key) for inner in value]
        if isinstance(value, str) and key not in kept:
            return f"{all_of_it} {value}"
        return value

    data = poisoned(as_dict(record))
    data["letter"]["visit"] = {"start": all_of_it, "end": f"{all_of_it}!"}
    data["letter"]["letter_date"] = all_of_it
    return from_dict(data)
