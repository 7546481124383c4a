"""Records become the report's view: order, labels, numbers, and text in which nothing is lost."""

from __future__ import annotations

from dataclasses import replace

from made_records import LATE, concern, revisit

from sendscan.model import LetterInfo, Period, Record, Visit
from sendscan.reporting import RuleNote, build
from sendscan.writing.report.view import LetterView, Report


def letter(area: str, date: str | None, sha: str, **fields: object) -> Record:
    record = revisit(area)
    info = replace(record.letter, letter_date=date, **fields)
    return replace(record, letter=info, source=replace(record.source, name=f"{sha}.txt", sha256=sha * 64))


def shown_text(view: LetterView) -> str:
    return "\n".join("".join(piece.text for piece in paragraph.pieces) for paragraph in view.paragraphs)


def anchors(report: Report) -> list[str]:
    return [
        piece.anchor
        for view in report.letters
        for paragraph in view.paragraphs
        for piece in paragraph.pieces
        if piece.anchor
    ]


def test_no_character_of_a_letter_is_lost_and_every_finding_is_marked(sampled: tuple[Record, ...]) -> None:
    report = build(sampled)
    for view in report.letters:
        (record,) = (record for record in sampled if record.source.name == view.source)
        assert shown_text(view) == "\n".join(line for line in (record.text or "").split("\n") if line)
        marked = [piece for p in view.paragraphs for piece in p.pieces if piece.polarity]
        assert [(p.text, p.polarity) for p in marked] == [(f.text, f.polarity) for f in record.findings()]
        assert view.whole_text


def test_every_number_and_item_leads_to_a_place_there_is_once(sampled: tuple[Record, ...]) -> None:
    report = build(sampled)
    there = anchors(report)
    cells = [cell for group in report.heat for row in group.rows for cell in row.cells if cell]
    asked = [cell.anchor for cell in cells] + [bar.anchor for view in report.letters for bar in view.bars]
    assert asked and None not in asked
    assert set(asked) <= set(there)
    assert len(there) == len(set(there))


def test_real_letters_lose_nothing_and_lead_everywhere(fifty: tuple[Record, ...]) -> None:
    report = build(fifty)
    assert all(view.whole_text for view in report.letters)
    views = {view.sha256: view for view in report.letters}
    for record in fifty:
        view = views[record.source.sha256]
        assert shown_text(view) == "\n".join(line for line in (record.text or "").split("\n") if line)
    asked = {bar.anchor for view in report.letters for bar in view.bars}
    asked |= {a.anchor for view in report.letters for a in (*view.priority_actions, *view.improvements)}
    assert asked - {None} <= set(anchors(report))


def test_letters_stand_by_area_and_date_each_once_and_several_are_told_apart() -> None:
    records = [
        letter("Zedford", "2019-01-01", "1"),
        letter("Ambleford", "2021-06-01", "2"),
        letter("Ambleford", "2019-05", "3"),
        letter("Ambleford", "2021-01-05", "4"),
        letter("Ambleford", "2021-01-05", "4"),
    ]
    report = build(records)
    assert [view.label for view in report.letters] == [
        "Ambleford 2019",
        "Ambleford 2021 (1)",
        "Ambleford 2021 (2)",
        "Zedford",
    ]
    assert report.areas == ("Ambleford", "Zedford")


def test_an_outcome_of_none_is_never_counted_with_one_of_some() -> None:
    some = letter("Ambleford", "2020-01-01", "1")
    none = replace(letter("Zedford", "2020-01-01", "2"), outcome=replace(some.outcome, verdict="insufficient_progress"))
    counts = {words: count for _, _, words, count in build([some, none]).outcomes}
    assert counts == {
        "Sufficient progress in none of the weaknesses": 1,
        "Sufficient progress in some weaknesses": 1,
    }


def test_a_record_without_its_text_is_shown_by_its_findings_and_that_is_said() -> None:
    report = build([replace(revisit(), text=None)])
    assert not report.letters[0].whole_text
    assert "Leaders have a plan for the backlog but most reviews are late." in shown_text(report.letters[0])
    assert "holds no text" in report.letters[0].remarks[0]
    foreign = build([replace(revisit(), text="Other words.")]).letters[0]
    assert "another text" in foreign.remarks[0]


def test_a_text_that_the_places_do_not_point_into_is_not_marked() -> None:
    report = build([revisit(text="Quite another letter.\n")])
    assert not report.letters[0].whole_text
    assert "Quite another" not in shown_text(report.letters[0])


def test_a_concern_counts_sentences_and_has_its_worst_severity() -> None:
    record = revisit()
    twice = (
        concern("C1", "review-delays", LATE, severity="low"),
        concern("C2", "review-delays", LATE, severity="high"),
    )
    (group,) = build([replace(record, concerns=twice)]).heat
    (row,) = group.rows
    assert row.cells[0] is not None
    assert (row.cells[0].count, row.cells[0].severity, row.cells[0].step) == (2, "high", 2)


def test_rules_stand_in_the_rulebooks_order_and_unknown_ones_last() -> None:
    notes = [
        RuleNote(id="review-delays", title="Reviews are late", why="They matter.", group="Plans"),
        RuleNote(id="never-found", title="Never", why="", group="Plans"),
    ]
    report = build([revisit()], notes)
    assert [(rule.number, rule.id, rule.group) for rule in report.rules] == [
        (1, "review-delays", "Plans"),
        (2, "parent-trust", "Other"),
    ]
    assert report.rules[1].title == "Parents do not trust leaders"


def test_the_timeline_shows_visits_and_earlier_inspections_once() -> None:
    earlier = (Period(start="2018-05-14", end="2018-05-18"),)
    first = letter("Ambleford", "2018-07-01", "1", visit=Visit(start="2018-05-14", end="2018-05-18"))
    second = letter("Ambleford", "2021-05-04", "2", previous_inspections=earlier)
    third = letter("Zedford", "2020-01-02", "3", previous_inspections=(Period(start="2016-06-01"),))
    timeline = build([first, second, third]).timeline
    assert timeline.years == tuple(range(2016, 2022))
    kinds = {row.area: [mark.kind for mark in row.marks] for row in timeline.rows}
    assert kinds == {"Ambleford": ["visit", "visit"], "Zedford": ["earlier", "visit"]}
    assert all(0 <= mark.left < 100 for row in timeline.rows for mark in row.marks)


def test_marks_that_would_cover_each_other_stand_below_each_other() -> None:
    close = [letter("Ambleford", f"2021-0{n}-01", str(n), visit=Visit(start=f"2021-0{n}-01")) for n in (1, 2)]
    far = [letter("Zedford", "2014-01-01", "3", visit=Visit(start="2014-01-01"))]
    ambleford = build([*close, *far]).timeline.rows[0]
    assert [mark.lane for mark in ambleford.marks] == [0, 1]
    assert ambleford.lanes == 2


def test_a_letter_without_date_or_area_has_its_place() -> None:
    record = revisit()
    nameless = replace(record, letter=LetterInfo(kind="send_revisit"))
    report = build([nameless])
    assert report.areas == ("Area not stated",)
    assert report.timeline.rows == ()
    assert report.letters[0].when == "not stated"


def test_voices_and_themes_count_every_finding(sampled: tuple[Record, ...]) -> None:
    report = build(sampled)
    findings = [finding for record in sampled for finding in record.findings()]
    assert sum(voice.tally.total for voice in report.voices) == len(findings)
    assert report.tally.total == len(findings)
    for row in report.themes:
        about = [f for f in findings if row.rule.id in (*f.themes, *f.concerns)]
        assert sum(tally.total for tally in row.tallies) == len(about)


def test_former_names_are_one_area() -> None:
    one = letter("Kingston upon Hull", "2019-01-01", "1")
    other = letter("Hull", "2020-01-01", "2")
    assert build([one, other]).areas == ("Kingston upon Hull",)


def test_a_weakness_says_what_it_is_about() -> None:
    record = revisit()
    about = (replace(record.weaknesses[0], themes=("parent-trust", "unheard-of")), *record.weaknesses[1:])
    bars = build([replace(record, weaknesses=about)]).letters[0].bars
    assert [bar.themes for bar in bars] == [("Parents do not trust leaders",), ()]
