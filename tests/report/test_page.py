"""The page as bytes: whole in itself, the same every time, and what letters say shown and never run."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hostile_letters import BIDI, ESCAPES, HOSTILE
from made_records import report as area_report
from made_records import revisit

from sendscan.model import Record
from sendscan.reporting import RuleNote, build
from sendscan.writing.hostile import is_hostile, shown
from sendscan.writing.report import as_html


class Page(HTMLParser):
    """Elements, ids, links and words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.scripts: list[str] = []
        self._in: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._in and self._in[-1] == tag:
            self._in.pop()

    def handle_data(self, data: str) -> None:
        (self.scripts if self._in else self.words).append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def values(self, name: str) -> list[str]:
        return [attrs[name] or "" for _, attrs in self.tags if name in attrs]


@pytest.fixture(scope="module")
def html(mixed: tuple[Record, ...], notes: tuple[RuleNote, ...]) -> str:
    return as_html(build(mixed, notes))


@pytest.fixture(scope="module")
def hostile_html(hostile: tuple[Record, ...], notes: tuple[RuleNote, ...]) -> str:
    rules = [
        replace(
            notes[0], title=f"{notes[0].title} {' '.join(HOSTILE)}", why=" ".join(HOSTILE), group=" ".join(HOSTILE)
        ),
        *notes[1:],
    ]
    return as_html(build(hostile, rules, among=" ".join(HOSTILE)))


def test_the_page_asks_for_nothing_from_elsewhere(html: str) -> None:
    page = Page(html)
    assert not [tag for tag, _ in page.tags if tag in ("link", "img", "iframe", "object", "embed", "base", "form-data")]
    assert not page.values("src") and not page.values("action")
    assert all(href.startswith("#") for href in page.values("href"))
    for source in page.scripts:
        assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|https?:|eval\(|innerHTML|document\.write", source)


def test_the_policy_lets_the_pages_own_script_run_and_no_other(html: str) -> None:
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    named = base64.b64encode(sha256(script.encode()).digest()).decode()
    (policy,) = [content for content in Page(html).values("content") if "default-src" in content]
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{named}'" in policy


def test_every_link_leads_somewhere_and_every_id_is_there_once(html: str) -> None:
    page = Page(html)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.values("href")} <= set(ids)


def test_the_same_letters_give_the_same_bytes_in_any_order(
    mixed: tuple[Record, ...], html: str, notes: tuple[RuleNote, ...]
) -> None:
    assert as_html(build(mixed[::-1], notes)) == html


def test_all_kinds_of_items_are_shown(html: str) -> None:
    text = Page(html).text
    for words in (
        "weak relationships with parents",
        "Leaders should cut waiting times.",
        "Leaders should improve the local offer.",
        "What is it like?",
        "Needs are met early.",
        "Brackenshire Council",
        "Widespread and/or systemic failings",
    ):
        assert words in text


def test_what_a_reading_could_not_make_out_is_said(html: str) -> None:
    text = Page(html).text
    assert "No verdict on W2." in text
    assert "Left over words." in text


def test_hostile_text_is_shown_and_makes_no_element(hostile_html: str, html: str) -> None:
    page = Page(hostile_html)
    assert {tag for tag, _ in page.tags} == {tag for tag, _ in Page(html).tags}
    assert hostile_html.count("<script") == 1 and hostile_html.count("<style") == 1
    names = {name for _, attributes in page.tags for name in attributes}
    assert not {name for name in names if name.startswith("on")}
    assert all(href.startswith("#") for href in page.values("href"))
    text = re.sub(r"\s+", " ", page.text)
    for words in HOSTILE:
        assert shown(words) in text


def test_escapes_and_bidi_controls_are_spelt_out(hostile_html: str) -> None:
    assert not is_hostile(hostile_html)
    for words in (*ESCAPES, *BIDI):
        assert words not in hostile_html
    assert "\\x1b[31mred" in hostile_html and "\\u202egnp.exe" in hostile_html


def test_a_template_in_a_letter_is_text(hostile_html: str) -> None:
    assert "{{ 7*7 }}{% raw %}${7*7}" in hostile_html


def test_no_word_of_a_letter_stands_in_an_attribute_without_quotation_marks(hostile_html: str) -> None:
    unquoted = re.findall(
        r"<[a-z0-9]+(?: [a-z-]+(?:=(?:\"[^\"]*\"|[^\s\">]+))?)* [a-z-]+=([^\"\s>]+)",
        re.sub(r"<(script|style)>.*?</\1>", "", hostile_html, flags=re.DOTALL),
    )
    assert unquoted and all(re.fullmatch(r"[a-z0-9-]+", value) for value in unquoted)


@pytest.mark.parametrize(
    "records", [(), (revisit(),), (area_report(),), (replace(revisit(), concerns=(), weaknesses=()),)]
)
def test_little_to_show_is_a_page_too(records: tuple[Record, ...]) -> None:
    page = Page(as_html(build(records)))
    assert ("h1", {}) in page.tags
    assert {href[1:] for href in page.values("href")} <= set(page.values("id"))


def test_fifty_real_letters_fit_into_three_megabytes(fifty: tuple[Record, ...], notes: tuple[RuleNote, ...]) -> None:
    html = as_html(build(fifty, notes))
    assert len(html.encode("utf-8")) < 3_000_000
    page = Page(html)
    assert {href[1:] for href in page.values("href")} <= set(page.values("id"))


def test_one_is_not_said_as_many() -> None:
    text = re.sub(r"\s+", " ", Page(as_html(build([revisit()]))).text)
    assert "1 concern " in text and "1 strength" in text
    assert not re.search(r"\b1 (?:concerns(?! and)|strengths|findings|letters)", text)
