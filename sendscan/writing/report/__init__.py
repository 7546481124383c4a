"""Report -> one HTML page that needs nothing else: no network, no other file, no script to be read."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sendscan.writing.hostile import shown, spelt_out
from sendscan.writing.report.view import Piece, Report
from sendscan.writing.words import sentence_case

if TYPE_CHECKING:
    from jinja2 import Environment

_FILES = Path(__file__).parent / "templates"
_COMMENT = re.compile(r"^\s*(?://.*|/\*.*?\*/)\n", re.MULTILINE)
_INDENT = re.compile(r"^\s+", re.MULTILINE)


def as_html(report: Report) -> str:
    """The page.  All words from letters, records and rules are escaped; the same report gives the same bytes."""
    script, style = _source("report.js"), _source("report.css")
    template = _environment().get_template("page.html.j2")
    return template.render(report=report, script=script, style=style, allowed=_hash(script))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FILES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters.update(shown=shown, spelt=spelt_out, attributes=_attributes, capitalize_first=sentence_case)
    return environment


def _source(name: str) -> str:
    """A script or style without what only its readers need."""
    return _INDENT.sub("", _COMMENT.sub("", (_FILES / name).read_text(encoding="utf-8")))


def _hash(script: str) -> str:
    """The page's own script by its content, as a content security policy names it: no other one is run."""
    return "sha256-" + base64.b64encode(sha256(script.encode("utf-8")).digest()).decode()


def _attributes(piece: Piece) -> str:
    """What script and style need to know of a finding, in numbers and in as few bytes as it takes.

    ``c`` its polarity; ``data-v`` the voice unless it is the inspectors'; ``data-r`` concerns with the first
    letter of their severity; ``data-t`` further themes; ``data-p`` the page, where one begins.  Nothing here
    is a letter's text: it needs no escaping.
    """
    from markupsafe import Markup

    parts = [f"class={piece.polarity[0] if piece.polarity != 'context' else 'x'}" if piece.polarity else ""]
    parts.append(f"id={piece.anchor}" if piece.anchor else "")
    parts.append(f"data-v={piece.voice}" if piece.voice else "")
    parts.append(_quoted("data-r", [f"{rule}{severity[0]}" for rule, severity in piece.concerns]))
    parts.append(_quoted("data-t", [str(theme) for theme in piece.themes]))
    parts.append(f"data-p={piece.page}" if piece.page else "")
    return Markup("").join(Markup(f" {part}") for part in parts if part)


def _quoted(name: str, values: list[str]) -> str:
    if not values:
        return ""
    return f"{name}={values[0]}" if len(values) == 1 else f'{name}="{" ".join(values)}"'
