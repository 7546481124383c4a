"""What is written as a page for people or as data: at the terminal, Markdown, HTML, YAML, JSON or CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, Protocol, TypeVar

import typer

from sendscan.cli import asking

if TYPE_CHECKING:
    from sendscan.writing.document import Document

SHOWN = 2
"""Sentences of one letter for one thing in a table; every other format has all of them."""


class PageFormat(str, Enum):
    """How an answer is written."""

    table = "table"
    markdown = "markdown"
    html = "html"
    yaml = "yaml"
    json = "json"
    csv = "csv"


PageFormatOption = Annotated[
    PageFormat | None,
    typer.Option("--format", "-f", help="Default: what -o ends in, else a table.", show_default=False),
]

T_contra = TypeVar("T_contra", contravariant=True)


class Page(Protocol[T_contra]):
    """Makes the document of a value."""

    def __call__(self, value: T_contra, /, *, most: int | None = None) -> Document: ...


class Lines(Protocol[T_contra]):
    """Makes the rows of a value, the header first."""

    def __call__(self, value: T_contra, /) -> Iterable[Sequence[Any]]: ...


T = TypeVar("T")


def page_format(form: PageFormat | None, output: str | None, *, command: str) -> PageFormat:
    """The format asked for, else the one the file's ending means, else a table."""
    from sendscan.writing.endings import format_for

    asked = form.value if form else None
    return PageFormat(format_for(asked, output, set(PageFormat), default="table", command=command))


def deliver_page(value: T, page: Page[T], lines: Lines[T], *, form: PageFormat, output: str | None) -> None:
    """``value`` in the format ``form``, to the file ``output`` or to standard output."""
    if form is PageFormat.table:
        from sendscan.cli.document_view import show

        document = page(value, most=SHOWN)
        asking.deliver_view(lambda console: show(document, console), output)
    else:
        asking.deliver(_text(value, page, lines, form=form), output)


def _text(value: T, page: Page[T], lines: Lines[T], *, form: PageFormat) -> str:
    from sendscan.writing import WRITERS, plain
    from sendscan.writing.as_csv import csv_lines
    from sendscan.writing.document import as_html, as_markdown

    if form is PageFormat.csv:
        return csv_lines(lines(value))
    if form is PageFormat.markdown:
        return as_markdown(page(value))
    if form is PageFormat.html:
        return as_html(page(value))
    return WRITERS[form.value].one(plain(value))
