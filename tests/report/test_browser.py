"""The page in a real browser: filters by keyboard, nothing on the console, narrow, dark, without scripts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hostile_letters import MARKUP

Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any, pages: dict[str, str]) -> Iterator[Open]:
    """Opens a report; what stands on the console at the end fails the test."""
    contexts: list[Any] = []
    said: list[str] = []

    def open_(name: str, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
        page.goto(pages[name])
        return page

    yield open_
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture(scope="session")
def axe() -> str:
    package = pytest.importorskip("axe_playwright_python", reason="checking accessibility takes axe-playwright-python")
    return (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def eventually(fact: Callable[[], bool]) -> None:
    """Waits for ``fact``: the page's policy allows no waiting within it."""
    until = time.monotonic() + 5
    while not fact():
        assert time.monotonic() < until
        time.sleep(0.02)


def hits(page: Any) -> int:
    return int(page.evaluate("document.querySelectorAll('.hit').length"))


def violations(page: Any, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:150]} {v['nodes'][0]['failureSummary']}" for v in found]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(open_page: Open, axe: str, scheme: str, width: int) -> None:
    page = open_page("mixed", color_scheme=scheme, viewport={"width": width, "height": 900})
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert violations(page, axe) == []
    page.select_option("[name=finding]", "r")
    page.click("#next")
    assert page.is_visible("#tip")
    assert violations(page, axe) == []


@pytest.mark.parametrize("name", ["mixed", "two", "hostile"])
@pytest.mark.parametrize("scripts", [True, False])
def test_no_scrolling_sideways_on_a_phone(open_page: Open, name: str, scripts: bool) -> None:
    page = open_page(name, viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert page.is_visible("#filters") is scripts
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_filters_work_by_keyboard_alone(open_page: Open) -> None:
    page = open_page("mixed")
    page.focus("[name=area]")
    page.keyboard.type("Sutton")
    assert page.locator(".tile:visible").count() == 1
    assert page.locator(".heat thead th:visible").count() == 2
    assert page.locator(".letter:visible").count() == 1
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "finding":
            break
    page.keyboard.type("Residual")
    some = hits(page)
    assert 0 < some < page.locator(".letter mark").count()
    assert f"{some} findings in 1 letter" in page.inner_text("#count")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "next":
            break
    page.keyboard.press("Enter")
    assert page.inner_text("#count").startswith(f"1 of {some}")
    assert page.evaluate("document.activeElement.id") == "next"
    assert page.is_visible("#tip")
    page.keyboard.press("Escape")
    assert page.is_hidden("#tip")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    eventually(lambda: hits(page) == 0)
    assert page.locator(".tile:visible").count() == 5


def test_words_and_voice_narrow_together(open_page: Open) -> None:
    page = open_page("mixed")
    page.select_option("[name=voice]", label="Parents and carers")
    by_voice = hits(page)
    page.fill("[name=words]", "interests CHILDREN")
    eventually(lambda: hits(page) < by_voice)
    texts = page.evaluate("[...document.querySelectorAll('.hit')].map(e => e.textContent.toLowerCase())")
    assert texts and all("interests" in text and "children" in text for text in texts)
    page.fill("[name=words]", "no letter says this")
    eventually(lambda: page.inner_text("#count").startswith("0 findings"))
    assert page.locator(".letter:visible").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_heat_map_is_shaded_by_its_numbers(open_page: Open, scheme: str) -> None:
    page = open_page("mixed", color_scheme=scheme)
    shade = "(cell) => [cell.parentElement.classList[0], getComputedStyle(cell).backgroundColor]"
    shades = page.eval_on_selector_all(".heat td[class] a", f"(cells) => cells.map({shade})")
    assert shades
    by_step = {step: {colour for at, colour in shades if at == step} for step, _ in shades}
    assert all(len(colours) == 1 for colours in by_step.values())
    assert len(set.union(*by_step.values())) == len(by_step) > 1
    assert "rgba(0, 0, 0, 0)" not in set.union(*by_step.values())


def test_the_heat_map_counts_what_the_filter_finds(open_page: Open) -> None:
    page = open_page("mixed")
    for row in range(page.locator(".heat tbody tr:not(.group)").count()):
        line = page.locator(".heat tbody tr:not(.group)").nth(row)
        counted = sum(int(text) for text in line.locator("td").all_inner_texts() if text.strip())
        line.locator("th a").click()
        assert hits(page) == counted


def test_whose_view_is_counted_anew_for_an_area(open_page: Open) -> None:
    page = open_page("mixed")
    cells = "[...document.querySelectorAll('.themes td')].map(e => e.textContent)"
    voices = "[...document.querySelectorAll('.voices .lean')].map(e => e.innerText.replace(/\\s+/g, ' '))"
    before = page.evaluate(cells), page.evaluate(voices)
    page.select_option("[name=area]", "Sutton")
    assert (page.evaluate(cells), page.evaluate(voices)) != before
    page.click("button[type=reset]")
    eventually(lambda: page.locator(".tile:visible").count() == 5)
    assert (page.evaluate(cells), page.evaluate(voices)) == before


def test_a_number_of_the_heat_map_leads_to_its_sentence(open_page: Open) -> None:
    page = open_page("mixed")
    page.evaluate("for (const one of document.querySelectorAll('.letter')) one.open = false")
    cell = page.locator(".heat tbody td a").first
    target = cell.get_attribute("href")[1:]
    cell.click()
    sentence = page.locator(f"[id='{target}']")
    assert sentence.is_visible()
    assert "now" in sentence.get_attribute("class")
    assert page.is_visible("#tip")


def test_pointing_at_or_clicking_a_sentence_tells_rule_voice_and_page(open_page: Open) -> None:
    page = open_page("two")
    sentence = page.locator("mark", has_text="Some parents are not convinced")
    sentence.hover()
    told = page.inner_text("#tip")
    assert "Concern" in told and "Parents and carers" in told and "page 1" in told and "severity" in told
    page.mouse.move(0, 0)
    assert page.is_hidden("#tip")
    sentence.click()
    page.mouse.move(0, 0)
    assert page.inner_text("#tip") == told


def test_without_scripts_all_is_there_but_the_filters(open_page: Open) -> None:
    page = open_page("mixed", java_script_enabled=False)
    assert page.is_hidden("#filters")
    assert page.locator(".tile").count() == 5
    assert page.locator(".heat td a").first.is_visible()
    assert page.locator("h2", has_text="Residual concerns").is_visible()
    letter = page.locator(".letter").first
    letter.locator("summary").click()
    assert letter.locator("mark").first.is_visible()
    assert letter.locator(".r li").first.is_visible()


def test_hostile_words_are_read_and_nothing_is_run(open_page: Open) -> None:
    page = open_page("hostile")
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    page.locator(".r mark").first.hover()
    page.select_option("[name=finding]", "r")
    for _ in range(5):
        page.click("#next")
    assert page.evaluate("window.ran") is None
    assert page.is_visible("h1")
    text = page.evaluate("document.querySelector('#letters').textContent")
    for words in MARKUP:
        assert words in text
    assert page.evaluate("document.querySelectorAll('main svg, main img, main script, main style').length") == 0


def test_the_policy_stops_what_escaping_might_miss(browser: Any, pages: dict[str, str]) -> None:
    page = browser.new_page()
    page.goto(pages["two"])
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.ran = 1';
            document.body.append(script);
            const link = document.createElement('button');
            link.setAttribute('onclick', 'window.ran = 2');
            document.body.append(link);
            link.click();
        }"""
    )
    assert page.evaluate("window.ran") is None
    page.close()


def test_printed_it_has_every_letter_and_no_filters(open_page: Open) -> None:
    page = open_page("mixed")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.is_hidden("#filters")
    assert page.locator(".letter .text:visible").count() == 5
    paragraph = page.locator(".r > p").nth(8).bounding_box()
    assert paragraph["width"] > 300
