"""The pipeline as a whole: what must hold of every record."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_letters import letter_text

import sendscan
from sendscan.errors import UnknownKindError, UsageError
from sendscan.manner import Manner
from sendscan.model import Kind, Quote, Record, Span
from sendscan.scan import scan

SAMPLES = sorted((Path(__file__).parent.parent / "samples").glob("*.txt"))


def spans(record: Record) -> list[tuple[str, Span]]:
    """Every text in a record that points at its place."""
    quotes: list[Quote | None] = [record.outcome.statement, record.outcome.next_step_statement]
    quotes += [item.statement for item in record.items()]
    quotes += list(record.coverage.unclaimed)
    found = [(quote.text, quote.span) for quote in quotes if quote is not None]
    found += [(finding.text, finding.span) for finding in record.findings()]
    found += [(concern.text, concern.span) for concern in record.concerns]
    verdicts = [weakness.verdict for weakness in record.weaknesses]
    found += [(each.text, each.span) for each in verdicts if each.text is not None and each.span is not None]
    return found


def holds(record: Record) -> None:
    assert record.text is not None
    for text, span in spans(record):
        assert record.text[span.start : span.end] == text
        assert span.page >= 1
        assert span.line >= 1
    ids = [finding.id for finding in record.findings()]
    assert len(ids) == len(set(ids))
    raised = [(finding.id, rule) for finding in record.findings() for rule in finding.concerns]
    assert raised == [(concern.finding, concern.rule) for concern in record.concerns]
    assert record.coverage.claimed + sum(len(q.text) for q in record.coverage.unclaimed) == record.coverage.characters


@pytest.mark.parametrize("letter", SAMPLES, ids=lambda path: path.stem)
def test_every_span_slices_back_and_every_concern_has_its_finding(letter: Path) -> None:
    holds(sendscan.parse(letter))


def test_the_real_letters_too(shared: Path) -> None:
    letters = sorted(path for path in (shared / "letters").glob("*/*") if path.suffix in {".pdf", ".txt"})
    assert letters
    for letter in letters[:: max(len(letters) // 12, 1)]:
        holds(sendscan.parse(letter))


@pytest.mark.parametrize("letter", SAMPLES[:2], ids=lambda path: path.stem)
def test_the_same_letter_gives_the_same_record(letter: Path) -> None:
    assert sendscan.parse(letter) == sendscan.parse(str(letter))


def test_findings_point_at_their_lines(tmp_path: Path) -> None:
    text = letter_text()
    letter = tmp_path / "oldmere.txt"
    letter.write_text(text)
    record = sendscan.parse(letter)
    lines = text.splitlines()
    for finding in record.findings():
        assert finding.text[:20] in lines[finding.span.line - 1]


PARAGRAPH = st.lists(
    st.sampled_from(
        [
            "Leaders check plans each month.",
            "Too many reviews are late.",
            "Parents told us that they are not heard.",
            "They feel let down.",
            "However, waiting times have fallen.",
            "Sufficient progress has not been seen by all.",
            "Dr. Moss, e.g. of the CCG, met 3.5 per cent of families.",
            "‘We wait’, one parent said.",
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    paragraphs=st.lists(PARAGRAPH, min_size=1, max_size=4),
    gap=st.sampled_from(["\n\n", "\n\n\n\n\n\n", "\n\n\f"]),
    newline=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_no_sentence_is_lost_whatever_the_layout(paragraphs: list[str], gap: str, newline: str, encoding: str) -> None:
    findings = (
        "■ The initial inspection found that there was:\n\n'weak oversight'.\n\n" + gap.join(paragraphs) + "\n\n"
        "The area has made sufficient progress in addressing this significant weakness."
    )
    text = letter_text(findings=findings).replace("\n", newline)
    if encoding == "cp1252":
        text = text.replace("■", "•")
    record = scan(text.encode(encoding), "letter.txt")
    holds(record)
    assert " ".join(f.text for f in record.weaknesses[0].findings) == " ".join(paragraphs)
    assert record.weaknesses[0].verdict.value == "sufficient_progress"


def test_the_file_is_named_as_given_never_by_its_whole_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = tmp_path / "letters" / "oldmere.txt"
    letter.parent.mkdir()
    letter.write_text(letter_text())
    assert sendscan.parse(letter).source.name == "oldmere.txt"
    monkeypatch.chdir(tmp_path)
    assert sendscan.parse("letters/oldmere.txt").source.name == "letters/oldmere.txt"


RULES = """\
concerns:
  - id: home-to-school-transport
    title: Home-to-school transport
    why: A place at the right school is no use to a child who cannot get there.
    severity: medium
    match: [transport]
    hits: [Too many children wait a long time for transport to school.]
    misses: [Too many children wait a long time for therapy.]
"""


@pytest.mark.parametrize("several", [False, True])
def test_rules_of_ones_own_and_a_limit_of_pages(tmp_path: Path, several: bool) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "transport.yaml").write_text(RULES)
    letter = tmp_path / "oldmere.txt"
    late = "Too many children wait a long time for transport to school."
    letter.write_text(letter_text().replace("Too many reviews are late.", late) + "\fMore words.\n")
    folder = str(tmp_path / "rules")
    record = sendscan.parse(letter, rules=[folder] if several else folder, max_pages=1)
    assert "home-to-school-transport" in {concern.rule for concern in record.concerns}
    assert "truncated" in {each.code for each in record.diagnostics}
    with pytest.raises(UsageError, match="max_pages is 0"):
        sendscan.parse(letter, max_pages=0)


TEXTS = {
    "no heading": letter_text().replace("Main findings\n", ""),
    "the beginning": letter_text().partition("Main findings")[0],
    "another document": "Minutes of the schools forum.\nPresent: nobody.",
    "a closing": "Yours sincerely",
}


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_without_a_heading_is_read_as_any_kind_and_says_so(text: str, kind: str) -> None:
    record = scan(text.encode(), "letter.txt", Manner(kind=kind))
    holds(record)
    assert record.letter.headings == ()
    assert "missing_sections" in {each.code for each in record.diagnostics}


def test_another_document_is_refused(tmp_path: Path) -> None:
    minutes = tmp_path / "minutes.txt"
    minutes.write_text("Minutes of the schools forum.\nPresent: nobody.")
    with pytest.raises(UnknownKindError):
        sendscan.parse(minutes)
