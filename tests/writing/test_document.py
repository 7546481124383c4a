"""A document in each of its forms: everything is said, and hostile text is shown and never run."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from io import StringIO

import pytest
from made_letters_about import FORMULA, HOSTILE, about, hostile, weakness
from rich.cells import cell_len

from sendscan.cli.document_view import show
from sendscan.compare import compare_letters, timeline
from sendscan.compare.lines import comparison_lines, timeline_lines
from sendscan.compare.pages import comparison_page, timeline_page
from sendscan.writing import plain
from sendscan.writing.as_csv import csv_lines
from sendscan.writing.as_json import json_text
from sendscan.writing.as_yaml import yaml_text
from sendscan.writing.console import terminal
from sendscan.writing.document import Document, Grid, Heading, Point, Points, Row, Run, as_html, as_markdown

BAD = (hostile(), hostile("Bramley"))
COMPARED = compare_letters(BAD)
FOLLOWED = timeline("Ambleford", BAD, themes=["plan-quality"])
PAGES = [comparison_page(COMPARED), timeline_page(FOLLOWED)]
EITHER = pytest.mark.parametrize("page", PAGES, ids=["comparison", "timeline"])


def at_terminal(page: Document, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    file = StringIO()
    show(page, terminal(file))
    return file.getvalue()


class Elements(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@EITHER
def test_html_shows_markup_and_runs_none(page: Document) -> None:
    text = as_html(page)
    found = Elements(text)
    assert not found.tags & {"script", "img", "a", "iframe", "link", "object", "form"}
    assert not [name for name in found.attributes if name.startswith("on") or name in ("src", "href")]
    assert "<script>alert(1)</script>" in found.text
    assert "{{7*7}}" in found.text
    assert "http" not in re.sub(r"http-equiv|http://e\.example", "", text)
    assert "default-src 'none'" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", text)
    assert "\\x1b[31mred" in found.text and "\\u202egnp.exe" in found.text


@EITHER
def test_markdown_means_only_itself(page: Document) -> None:
    text = as_markdown(page)
    assert "\x1b" not in text and "\u202e" not in text
    without = text.replace("<br>", "").replace("&nbsp;", "")
    assert "<" not in without
    assert not re.search(
        r"(?<!\\)[\[\]`|]", re.sub(r"^\|.*\|$", lambda row: row[0].replace(" | ", "")[2:-2], without, flags=re.M)
    )
    assert "\\[x\\]\\(http\\://e.example\\)" in text


def test_what_would_begin_a_list_or_a_heading_in_markdown_does_not() -> None:
    points = tuple(Point((Run(text),)) for text in ("- a", "+ b", "1. c", "# d", "> e", "=== f", "--- g"))
    text = as_markdown(Document(title="T", blocks=(Points(points),)))
    assert text.splitlines()[2:] == ["- \\- a", "- \\+ b", "- 1\\. c", "- \\# d", "- &gt; e", "- \\=== f", "- \\--- g"]


@EITHER
def test_the_terminal_is_not_steered(page: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    out = at_terminal(page, 100, monkeypatch)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", out)
    assert "\\x1b[31mred" in " ".join(out.split())


@pytest.mark.parametrize(
    "lines", [comparison_lines(COMPARED), timeline_lines(FOLLOWED)], ids=["comparison", "timeline"]
)
def test_csv_holds_no_formula_and_no_escape(lines: list[tuple[object, ...]]) -> None:
    text = csv_lines(lines)
    assert FORMULA.replace('"', '""') in text
    assert not re.search(r'(?:^|,)"?=', text, re.MULTILINE)
    assert "\x1b" not in text and "\u202e" not in text
    assert {len(line) for line in lines} == {len(lines[0])}


@pytest.mark.parametrize("value", [COMPARED, FOLLOWED], ids=["comparison", "timeline"])
def test_data_is_whole_and_harmless(value: object) -> None:
    for text in (json_text(plain(value)), yaml_text(plain(value))):
        assert "\x1b" not in text and "\u202e" not in text
        assert "<script>alert(1)</script>" in text


# what a document says


def grid(columns: int, by: str = "rows") -> Grid:
    names = tuple(f"Area {n}" for n in range(columns))
    cells = tuple((Point((Run(f"cell {n}"),), (Point((Run(f"below {n}"),)),)),) for n in range(columns))
    return Grid(corner="Theme", columns=names, rows=(Row((Run("Plans", "strong"),), cells),), by=by)  # type: ignore[arg-type]


@pytest.mark.parametrize("columns", [2, 7])
@pytest.mark.parametrize("by", ["rows", "columns"])
@pytest.mark.parametrize("width", [40, 80, 300])
def test_a_table_says_everything_however_wide(
    columns: int, by: str, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Document(title="Title", blocks=(Heading("Part"), grid(columns, by)))
    out = at_terminal(page, width, monkeypatch)
    assert max(cell_len(line) for line in out.splitlines()) <= width
    for text in (out, as_markdown(page), as_html(page)):
        for number in range(columns):
            assert f"cell {number}" in text and f"below {number}" in text and f"Area {number}" in text
        assert "Plans" in text and "Part" in text and "Title" in text


def test_a_wide_table_is_told_in_lists_in_markdown() -> None:
    assert "| Theme |" in as_markdown(Document(title="T", blocks=(grid(4),)))
    wide = as_markdown(Document(title="T", blocks=(grid(5),)))
    assert "|" not in wide
    assert "- **Plans**\n  - **Area 0**\\: cell 0\n    - below 0\n" in wide


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("number", [2, 4, 9])
def test_a_comparison_fits_any_width(width: int, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["Ambleford", "Bramley", "Corton", "Dunmere", "Eastry", "Fenwick", "Garth", "Holme", "Ickford"][:number]
    records = [about(name, weaknesses=(weakness("W1", "vague plans", "plan-quality"),)) for name in names]
    out = at_terminal(comparison_page(compare_letters(records), most=2), width, monkeypatch)
    lines = out.splitlines()
    assert max(cell_len(line) for line in lines) <= width and not any("…" in line for line in lines)
    text = " ".join(out.split())
    for word in [*names, "Outcome", "vague plans", "promises", "Concerns shared"]:
        assert word in text
    assert text.index("Residual concerns") < text.index("Concerns shared")


def test_html_has_one_heading_order_and_named_table_cells() -> None:
    text = as_html(comparison_page(compare_letters([about("Ambleford"), about("Bramley")])))
    assert text.count("<h1>") == 1
    levels = [int(level) for level in re.findall(r"<h(\d)>", text)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert text.count("<table>") == text.count('tabindex="0"') == text.count("<thead>")
    assert '<th scope="row">' in text and '<html lang="en">' in text
    assert HOSTILE not in text
