"""The view at a terminal: everything a reader needs, nothing a letter could do to the terminal."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from made_records import MET, TRUST, quote, report, revisit
from rich.cells import cell_len

from sendscan.model import Coverage, Finding, Outcome, Record, Visit, Weakness
from sendscan.writing import words as say
from sendscan.writing.console import show, terminal
from sendscan.writing.hostile import shown


def printed(record: Record, monkeypatch: pytest.MonkeyPatch, width: int = 100, encoding: str = "utf-8") -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    show(record, terminal(file))
    file.flush()
    return raw.getvalue().decode(encoding)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_a_revisit_is_all_there_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    out = squeezed(printed(revisit(), monkeypatch))
    expected = [
        "Joint area SEND revisit in Ambleford",
        "2 to 4 March 2021",
        "4 May 2021",
        "Ann Example, Director, Ambleford Council",
        "Sam Sample, HMI Lead Inspector, Ofsted",
        "◐ Sufficient progress in 1 of 2 weaknesses",
        "Next: the Department for Education and NHS England decide what follows",
        "4 findings: + 1 strength ! 1 concern ~ 1 mixed · 1 context",
        "W1 weak relationships with parents",
        "✓ sufficient progress “Enough was done.” p.3 l.2",
        "! Parents told us that they do not trust the council’s promises – or its letters.",
        "[parents and carers] p.3 l.7",
        "→ high: Parents do not trust leaders",
        "+ Plans are now written in plain words. p.2 l.7",
        "W2 late annual reviews: a backlog",
        "? no verdict stated",
        "~ Leaders have a plan for the backlog but most reviews are late. p.2 l.7",
        "· The board meets every month. p.2 l.7",
        "Residual concerns",
        "high Parents do not trust leaders parents and carers W1 p.3 l.7",
        "medium Review delays inspectors W2 p.2 l.7",
        "warning: No verdict on W2. (missing_verdict, p.3 l.7)",
        "not understood: “Left over words.” p.1 l.1",
    ]
    at = [out.find(part) for part in expected]
    assert [part for part, found in zip(expected, at, strict=True) if found < 0] == []
    assert at == sorted(at)


def test_a_report_shows_every_list_and_a_bullet_once(monkeypatch: pytest.MonkeyPatch) -> None:
    out = squeezed(printed(report(), monkeypatch))
    for part in (
        "✗ Widespread and/or systemic failings",
        "S1 + Needs are met early.",
        "N1 ! Children wait too long for therapy. p.4 l.7 → high: Waiting times",
        "P1 Leaders should cut waiting times. Responsible: Brackenshire Council",
        "I1 Leaders should improve the local offer.",
        "+ Children enjoy school. [children and young people]",
        "Letter not stated",
    ):
        assert part in out
    assert out.count("Needs are met early.") == 1


@pytest.mark.parametrize("record", [revisit(), report()], ids=["revisit", "report"])
@pytest.mark.parametrize("width", [40, 63, 64, 80, 200])
def test_no_line_is_wider_than_the_terminal_or_comfortable(
    record: Record, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed(record, monkeypatch, width).splitlines()
    assert max(cell_len(line) for line in lines) <= min(width, 100)
    assert not any("…" in line for line in lines)  # wrapped, not cut


def test_at_forty_columns_no_word_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    wide, narrow = (set(printed(revisit(), monkeypatch, width).split()) for width in (100, 40))
    assert {word for word in wide - narrow if word.isalnum()} <= {"Whose", "view", "Where"}  # column heads


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_an_encoding_that_lacks_a_character_gets_a_stand_in(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = squeezed(printed(revisit(), monkeypatch, encoding=encoding))
    assert "~ Sufficient progress in 1 of 2" in out and "> high: Parents do not trust leaders" in out
    if encoding == "ascii":
        assert "the council's promises - or its letters." in out


def test_a_pipe_gets_no_colour_and_a_terminal_without_colour_the_same_marks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "\x1b" not in printed(revisit(), monkeypatch)
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = printed(revisit(), monkeypatch)
    assert "\x1b[" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    plain = printed(revisit(), monkeypatch)
    assert "\x1b[31m" not in plain and "\x1b[1;32m" not in plain
    assert "✓ " in plain and "! " in plain


HOSTILE = "[bold]x[/bold] [link=http://a]y[/link] :smile: \x1b[2J\x9b31m\x07 \u202eevil\u2066 \x00 {0} \\"


@pytest.mark.parametrize("width", [40, 100])
def test_text_of_a_letter_is_shown_never_run(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    finding: Finding = replace(TRUST, text=HOSTILE)
    record = revisit(
        outcome=Outcome(verdict="not_stated", statement=quote(HOSTILE)),
        weaknesses=(Weakness(id="W1", statement=quote(HOSTILE), findings=(finding,)),),
        coverage=Coverage(characters=1, claimed=0, unclaimed=(quote(HOSTILE),)),
    )
    record = replace(record, letter=replace(record.letter, title=HOSTILE, copied_to=(HOSTILE,)))
    out = printed(record, monkeypatch, width)
    assert not set(out) & set("\x1b\x9b\x07\x00\u202e\u2066")
    flat = "".join(out.split()).replace("│", "")
    assert flat.count("".join(shown(HOSTILE).split())) >= 4
    assert "[bold]x[/bold]" in out and ":smile:" in out and "\\u202eevil" in out


def test_hostile_text_is_spelt_out() -> None:
    assert shown("a\x1b[31mb\u202ec\U000e0041 d\r\n e\t") == "a\\x1b[31mb\\u202ec\\U000e0041 d e"


@pytest.mark.parametrize(
    ("visit", "says"),
    [
        (Visit(start="2020-03-02", end="2020-03-04"), "2 to 4 March 2020"),
        (Visit(start="2021-04-29", end="2021-05-01"), "29 April to 1 May 2021"),
        (Visit(start="2019-12-30", end="2020-01-02"), "30 December 2019 to 2 January 2020"),
        (Visit(start="2020-03-02", end="2020-04-02"), "2 March to 2 April 2020"),
        (Visit(start="2020-03-02", end="2020-03-02"), "2 March 2020"),
        (Visit(start="2020-03-02"), "2 March 2020"),
        (Visit(start="2020-03", end="2020-04"), "March to April 2020"),
        (Visit(), "not stated"),
    ],
)
def test_a_visit_in_words(visit: Visit, says: str) -> None:
    assert say.visit_words(visit) == says


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (
            Outcome(verdict="sufficient_progress", sufficient=1, total=1),
            "Sufficient progress in 1 of 1 weakness",
        ),
        (
            Outcome(verdict="insufficient_progress", sufficient=0, total=5),
            "Sufficient progress in 0 of 5 weaknesses",
        ),
        (Outcome(verdict="some_sufficient_progress"), "Sufficient progress in some weaknesses"),
        (Outcome(verdict="inconsistent"), "Inconsistent experiences and outcomes"),
        (Outcome(), "The letter states no overall verdict"),
    ],
)
def test_an_outcome_in_words(outcome: Outcome, says: str) -> None:
    assert say.outcome_words(outcome) == says


def test_a_long_name_is_folded_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "a_file_name_without_a_space_that_is_longer_than_the_terminal_is_wide.pdf"
    out = printed(revisit(source=replace(revisit().source, name=name)), monkeypatch, 40)
    assert name in "".join(out.split()).replace("│", "")


def test_a_clean_reading_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing was left unread" in printed(report(), monkeypatch)
    silent = revisit(diagnostics=(), weaknesses=(), concerns=())
    assert "Nothing was left unread" not in printed(silent, monkeypatch)  # a passage was not understood
    assert MET.text not in printed(silent, monkeypatch)
