"""Reports for continuous integration, what makes a run fail, and what was known before."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from jsonschema import Draft7Validator
from made_batches import letters
from made_records import TRUST, concern, revisit
from made_runs import Run

from sendscan.model import Span, Verdict, Weakness
from sendscan.writing import as_dict
from sendscan.writing.github import github_lines
from sendscan.writing.junit import junit_case
from sendscan.writing.markdown import escaped
from sendscan.writing.notices import Account, Notice, Told, notices

SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.schema.json").read_text())
HOSTILE = "a%0A::error::x\n::stop-commands::y\x1b[31m\u202e<script>|`[x](y)` @someone #1\ud800\uffff"


@pytest.fixture
def folder(here: Path) -> Path:
    return letters(here / "in", 2)


def sarif(text: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(text)
    Draft7Validator(SCHEMA).validate(value)
    return value


def hostile() -> Account:
    notice = Notice(about="concern", rule="r", title=HOSTILE, level="error", text=HOSTILE, fingerprint="f")
    return Account(name=HOSTILE, path="a, b:c.txt", is_text=True, told=(Told(notice=notice, trips=True),))


def test_the_schema_knows_a_wrong_file() -> None:
    assert list(Draft7Validator(SCHEMA).iter_errors({"version": "2.1.0", "runs": [{"results": []}]}))


# --- what makes a run fail


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [
        (["low"], 1),
        (["high"], 1),
        (["parent-trust"], 1),
        (["waiting-times"], 0),
        (["diagnostics"], 1),
        (["insufficient_progress"], 0),
        ([], 0),
        (["waiting-times", "high"], 1),
    ],
)
def test_fail_on(run: Run, folder: Path, fail_on: list[str], code: int) -> None:
    result = run("in", *(part for one in fail_on for part in ("--fail-on", one)), "-f", "junit")
    assert result.code == code
    assert ("--fail-on" in result.err) == bool(code)


def test_insufficient_progress_trips() -> None:
    from sendscan.batch.gate import Gate

    late = revisit().weaknesses[1]
    record = revisit(weaknesses=(replace(late, verdict=Verdict(value="insufficient_progress")),))
    gate = Gate(fail_on=("insufficient_progress",))
    assert [told.notice.item for told in gate.told(notices(as_dict(record))) if told.trips] == ["W2"]


def test_unread_letters_weigh_more_than_a_gate(run: Run, folder: Path) -> None:
    letters(folder, 0, damaged="damaged")
    result = run("in", "--fail-on", "high", "-f", "junit")
    assert result.code == 3 and "--fail-on high: 2" in result.err and "damaged 1" in result.err
    assert "--exclude" not in result.err


@pytest.mark.parametrize(("wanted", "advice"), [("hihg", "high"), ("parent-trsut", "parent-trust"), ("x", "Give low")])
def test_a_gate_that_could_never_close_is_wrong_use(run: Run, folder: Path, wanted: str, advice: str) -> None:
    result = run("in", "--fail-on", wanted)
    assert result.code == 2 and advice in result.err


# --- what was known before


@pytest.mark.parametrize("baseline", ["base.jsonl", "base.json", "base.yaml", "base/", "base.sarif"])
def test_what_was_known_does_not_fail_again(run: Run, folder: Path, baseline: str) -> None:
    run("in", "-o", baseline)
    known = run("in", "--fail-on", "low", "--fail-on", "diagnostics", "--baseline", baseline, "-f", "sarif")
    assert known.code == 0
    assert {result["baselineState"] for result in sarif(known.out)["runs"][0]["results"]} == {"unchanged"}
    letters(folder, 3)
    new = run("in", "--fail-on", "low", "--baseline", baseline, "-f", "sarif")
    assert new.code == 1 and "2 found in 3 letters" in new.err
    states = [result["baselineState"] for result in sarif(new.out)["runs"][0]["results"]]
    assert states == ["unchanged"] * 6 + ["new"] * 3
    assert "letter-002" in run("in", "--baseline", baseline, "-f", "github").out
    assert "letter-001" not in run("in", "--baseline", baseline, "-f", "github").out


def test_a_concern_stays_the_same_when_lines_folders_and_quotes_change() -> None:
    moved = replace(TRUST, span=Span(900, 980, 9, 99), text=TRUST.text.replace("’", "'").replace(" – ", "  – "))
    before = revisit(concerns=(concern("C1", "parent-trust", TRUST),))
    source = replace(before.source, name="elsewhere/ambleford.pdf")
    after = revisit(concerns=(concern("C7", "parent-trust", moved),), source=source)
    assert notices(as_dict(before))[0].fingerprint == notices(as_dict(after))[0].fingerprint


def test_another_letter_rule_or_sentence_is_another_concern() -> None:
    def mark(rule: str, text: str, area: str = "Ambleford") -> str:
        return notices(as_dict(revisit(area, concerns=(concern("C1", rule, replace(TRUST, text=text)),))))[
            0
        ].fingerprint

    marks = {mark("a", "x"), mark("b", "x"), mark("a", "y"), mark("a", "x", "Netherby")}
    assert len(marks) == 4


def test_the_same_words_twice_are_two() -> None:
    twice = as_dict(revisit(concerns=(concern("C1", "a", TRUST), concern("C2", "a", TRUST))))
    assert len({notice.fingerprint for notice in notices(twice)}) == len(notices(twice))


@pytest.mark.parametrize("content", ["", "hello: world", "{", '{"version": 1}'])
def test_a_baseline_that_is_none_is_wrong_use(run: Run, folder: Path, content: str) -> None:
    Path("base.json").write_text(content)
    result = run("in", "--baseline", "base.json")
    assert result.code == 2 and "base.json" in result.err


# --- SARIF


def test_sarif_points_at_rule_file_line_and_finding(run: Run, folder: Path) -> None:
    letters(folder, 0, damaged="damaged")
    (log,) = sarif(run("in", "-f", "sarif", "--fail-on", "parent-trust").out)["runs"]
    trust = next(result for result in log["results"] if result["ruleId"] == "parent-trust")
    assert trust["level"] == "error"
    (location,) = trust["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "in/letter-000.txt"
    assert location["physicalLocation"]["region"] == {"startLine": 7}
    assert location["logicalLocations"][0]["name"] == "W1.F2"
    assert {rule["id"] for rule in log["tool"]["driver"]["rules"]} == {result["ruleId"] for result in log["results"]}
    (invocation,) = log["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["descriptor"]["id"] == "damaged"


def test_sarif_without_results_is_valid(run: Run, here: Path) -> None:
    letters(here / "in", 0, damaged="damaged")
    assert sarif(run("in", "-f", "sarif").out)["runs"][0]["results"] == []


def test_sarif_of_hostile_words_is_valid() -> None:
    from sendscan.writing.sarif import SARIF_HEAD, sarif_results, sarif_tail

    account = hostile()
    rules = {"r": account.told[0].notice}
    text = SARIF_HEAD + ",".join(sarif_results(account)) + sarif_tail(rules, [replace(account, failure=("x", HOSTILE))])
    value = sarif(text)
    assert HOSTILE in value["runs"][0]["results"][0]["message"]["text"] and "\x1b" not in text
    assert value["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "a%2C%20b%3Ac.txt"
    }


# --- the others


def test_github_annotates_files(run: Run, folder: Path) -> None:
    letters(folder, 0, damaged="damaged")
    lines = run("in", "-f", "github", "--fail-on", "review-delays").out.splitlines()
    assert lines[0] == (
        "::error file=in/damaged.txt,title=damaged.txt%3A damaged::The file is damaged. Ask for another copy."
    )
    assert re.match(
        r"::error file=in/letter-000.txt,line=7,title=Parents do not trust leaders \(parent-trust\)::", lines[1]
    )
    assert lines[2].startswith("::error ") and lines[3].startswith("::warning ")
    assert len(lines) == 7


def test_github_commands_cannot_be_smuggled_in() -> None:
    (line,) = github_lines(hostile()).splitlines()
    assert line.startswith("::error file=a%2C b%3Ac.txt,title=a%250A%3A%3Aerror")
    assert line.count("\x1b") == 0


def test_junit_has_a_case_a_letter(run: Run, folder: Path) -> None:
    letters(folder, 0, damaged="damaged")
    tree = ElementTree.fromstring(run("in", "-f", "junit", "--fail-on", "high").out)
    (suite,) = tree
    assert suite.attrib == {"name": "sendscan", "tests": "3", "failures": "2", "errors": "1", "skipped": "0"}
    damaged, first, _ = suite
    assert damaged.find("error") is not None and damaged.find("error").get("type") == "damaged"  # type: ignore[union-attr]
    assert first.get("name") == "letter-000.txt" and first.get("classname") == "send_revisit"
    failure, output = first
    assert failure.get("type") == "parent-trust" and TRUST.text in (failure.text or "")
    assert "review-delays" in (output.text or "")


def test_junit_of_hostile_words_is_xml() -> None:
    case = ElementTree.fromstring(junit_case(hostile()))
    assert "<script>" in (case[0].text or "") and "\\x1b" in (case[0].text or "")


def test_markdown_says_what_failed_and_what_there_is(run: Run, folder: Path) -> None:
    letters(folder, 0, damaged="damaged")
    page = run("in", "-f", "markdown", "--fail-on", "high").out
    assert "2 letters read, **1 could not be read**" in page
    assert "## What fails this run (2)" in page
    assert "| damaged.txt | damaged |" in page
    assert "| Parents do not trust leaders | parent-trust | 2 | 2 | 0 | 0 |" in page


def test_markdown_means_only_itself() -> None:
    text = escaped(HOSTILE)
    assert "\n" not in text and "<" not in text
    assert not re.search(r"(?<!\\)[|`\[\]()@#]", text)


def test_a_letter_verdict_without_weaknesses_is_told_once() -> None:
    record = revisit(
        weaknesses=(Weakness(id="W1", statement=revisit().weaknesses[0].statement),),
        outcome=replace(revisit().outcome, verdict="insufficient_progress"),
    )
    assert [n.rule for n in notices(as_dict(record)) if n.about == "verdict"] == ["insufficient_progress"]
