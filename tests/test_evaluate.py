"""What the measure counts as right, told with records and labels made by hand."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from sendscan.errors import DamagedError, Problem, RuleError, UsageError, Where
from sendscan.evaluation import Evaluation, as_dict, changes, evaluate
from sendscan.evaluation.fields import Comparison, compare
from sendscan.evaluation.health import examine
from sendscan.evaluation.pairing import pair
from sendscan.evaluation.sameness import bare_name, same_text, same_value
from sendscan.evaluation.scores import judged


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("a ‘step forward’ scheme", "A 'step forward' scheme"),
        ("joint-working", "joint\ufffeworking"),
        ("joint working", "joint  \n work\u00ading"),
        ("schools – and colleges", "schools - and colleges"),
        ("health & care", "health and care"),
        ("Leaders across the …", "Leaders across the partnership should act."),
    ],
)
def test_same_text(expected: str, found: str) -> None:
    assert same_text(expected, found)


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("Plans are late.", "Plans are late"),
        ("Leaders across …", "The leaders across"),
        ("need for", "needfor"),
    ],
)
def test_other_text(expected: str, found: str) -> None:
    assert not same_text(expected, found)


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("Dr Ada O'Kelly BSc MB ChB MSc DCH FRCA", "Ada O'Kelly"),
        ("Mrs. Ruth McCoy", "Ruth McCoy"),
        ("Wendy Marsh, CBE", "Wendy Marsh"),
        ("Jo Lane HMI", "Jo Lane"),
        ("Drew Prof", "Drew Prof"),
    ],
)
def test_names_without_titles(printed: str, bare: str) -> None:
    assert bare_name(printed) == bare


def test_a_role_may_be_longer_in_the_record_but_not_shorter() -> None:
    assert same_value("role", "Regional Director", "Regional Director, North")
    assert not same_value("role", "Regional Director, North", "Regional Director")
    assert not same_value("role", "Regional Director", None)


def test_not_stated_is_met_by_nothing_only() -> None:
    assert same_value("focus", None, None)
    assert not same_value("focus", None, "care leavers")
    assert not same_value("sufficient", 1, True)


def test_a_missing_item_leaves_the_others_paired() -> None:
    assert pair(["one thing", "another matter", "the third"], ["one thing", "the third"]) == [0, None, 1]


def test_an_item_read_badly_is_still_paired() -> None:
    assert pair(["The quality of plans.", "Waiting."], ["3 The quality of plans", "Waiting."]) == [0, 1]


def finding(text: str, polarity: str = "context", voice: str = "inspectors", *concerns: str) -> dict[str, Any]:
    return {"text": text, "polarity": polarity, "voice": voice, "concerns": list(concerns)}


def wrong(comparison: Comparison) -> list[tuple[str, str, str | None]]:
    return [(c.place, c.expected, c.found) for c in comparison.checks if not c.right]


GOLD: dict[str, Any] = {
    "letter": {
        "kind": "send_revisit",
        "area": {"name": "Marlowick"},
        "visit": {"start": "2021-03-01", "end": "2021-03-03"},
        "addressees": [{"name": "Ann Ode", "role": "Director"}, {}],
    },
    "weaknesses": [
        {
            "statement": {"text": "the poor quality of …"},
            "verdict": {"value": "sufficient_progress"},
            "findings": [
                finding("Plans are better.", "strength"),
                finding("Parents feel let down.", "concern", "parents_carers", "parent-dissatisfaction"),
            ],
        }
    ],
    "notes": "for people",
}


def record() -> dict[str, Any]:
    made = copy.deepcopy(GOLD)
    del made["notes"]
    made["letter"]["addressees"] = [{"name": "Ms Ann Ode", "role": "Director of Care"}, {"name": "Bo Lee"}]
    made["weaknesses"][0]["statement"]["text"] = "the poor quality of plans"
    return made


def test_a_right_record_has_no_misses() -> None:
    comparison = compare(GOLD, record(), "marlowick")
    assert wrong(comparison) == []
    assert comparison.extra == ()
    assert {c.kind for c in comparison.checks} == {"send_revisit"}


def test_what_the_label_leaves_out_is_not_compared() -> None:
    made = record()
    made["outcome"] = {"verdict": "not_stated"}
    assert wrong(compare(GOLD, made, "marlowick")) == []


def test_each_wrong_field_is_one_miss_with_what_was_found() -> None:
    made = record()
    made["letter"]["visit"]["end"] = "2021-03-30"
    made["weaknesses"][0]["findings"][1]["polarity"] = "strength"
    made["weaknesses"][0]["findings"][1]["concerns"] = []
    assert wrong(compare(GOLD, made, "marlowick")) == [
        ("letter.visit.end", "2021-03-03", "2021-03-30"),
        ("weaknesses[1].findings[2].polarity", "concern  [Parents feel let down.]", "strength"),
        ("weaknesses[1].findings[2].concerns", "parent-dissatisfaction  [Parents feel let down.]", "–"),
    ]


def test_a_finding_more_than_the_label_is_named_and_breaks_the_count() -> None:
    made = record()
    made["weaknesses"][0]["findings"].insert(0, finding("Main findings"))
    comparison = compare(GOLD, made, "marlowick")
    assert wrong(comparison) == [("weaknesses[1].findings.count", "2", "3")]
    assert comparison.extra == (("weaknesses[1].findings", "Main findings"),)


def test_an_empty_list_means_none() -> None:
    gold = {"letter": {"kind": "jtai"}, "priority_actions": []}
    assert wrong(compare(gold, {**gold, "priority_actions": []}, "x")) == []
    assert wrong(compare(gold, {**gold, "priority_actions": [{}]}, "x")) == [("priority_actions.count", "0", "1")]


def test_a_label_of_lead_inspectors_is_held_against_the_leads() -> None:
    gold = {"letter": {"kind": "area_send", "inspectors": [{"name": "Ann Ode", "lead": True}]}}
    team = [{"name": "Bo Lee", "lead": False}, {"name": "Ann Ode", "lead": True}]
    assert wrong(compare(gold, {"letter": {"kind": "area_send", "inspectors": team}}, "x")) == []
    assert wrong(compare(gold, {"letter": {"kind": "area_send", "inspectors": team[:1]}}, "x")) != []


def test_top_level_findings_stand_anywhere() -> None:
    gold = {
        "letter": {"kind": "area_send"},
        "findings": [finding("Waits are long.", "concern"), finding("Lost.")],
    }
    made = {**gold, "needs_work": [{"findings": [finding("Waits are long.", "concern"), finding("Other.")]}]}
    comparison = compare(gold, made, "x")
    assert [place for place, *_ in wrong(comparison)] == [
        "findings[2].text",
        "findings[2].polarity",
        "findings[2].voice",
    ]
    assert comparison.extra == ()


def test_without_a_record_every_field_is_missed() -> None:
    gold = {**GOLD, "diagnostics": []}
    checks = compare(gold, None, "marlowick").checks
    assert not any(check.right for check in checks)
    assert len(checks) == len(compare(gold, record(), "marlowick").checks)


def test_label_scores() -> None:
    gold = {
        "letter": {"kind": "area_send"},
        "findings": [
            finding("One.", "concern", "inspectors", "exclusions"),
            finding("Two.", "mixed", "inspectors", "attendance", "exclusions"),
            finding("Three.", "strength"),
            finding("Four.", "concern", "inspectors", "short-breaks"),
        ],
    }
    made = {
        "strengths": [
            {
                "findings": [
                    finding("One.", "mixed", "inspectors", "exclusions"),
                    finding("Two.", "mixed", "parents_carers", "exclusions", "local-offer"),
                    finding("Three.", "concern", "inspectors", "local-offer"),
                ]
            }
        ]
    }
    scores = judged(compare(gold, made, "x").findings)
    assert (scores.findings, scores.whole) == (4, 3)
    assert scores.polarity.accuracy == 0.25
    assert scores.polarity.labels["mixed"].precision == 0.5
    assert scores.polarity.labels["concern"].recall == 0.0
    assert (scores.problem.right, scores.problem.wrong, scores.problem.missed) == (2, 1, 1)
    assert scores.problem.f1 == pytest.approx(2 / 3)
    assert scores.voice.accuracy == 0.5
    assert (scores.concerns.micro.right, scores.concerns.micro.wrong, scores.concerns.micro.missed) == (
        2,
        2,
        2,
    )
    assert scores.concerns.labels["exclusions"].f1 == 1.0


# --- whole folders


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    gold, letters = tmp_path / "gold", tmp_path / "letters" / "deeper"
    gold.mkdir()
    letters.mkdir(parents=True)
    for name in ("marlowick", "broken"):
        (gold / f"{name}.yaml").write_text(json.dumps(GOLD), encoding="utf-8")
    for name in ("marlowick", "broken", "unlabelled"):
        (letters / f"{name}.txt").write_text(name, encoding="utf-8")
    return gold, tmp_path / "letters"


def whole(made: dict[str, Any]) -> dict[str, Any]:
    lists = ("strengths", "priority_actions", "improvements", "needs_work", "narrative")
    coverage = {"characters": 10, "claimed": 10, "unclaimed": []}
    return {"text": "", **made, **{name: [] for name in lists}, "diagnostics": [], "coverage": coverage}


def parse(path: Path) -> dict[str, Any]:
    if path.stem == "broken":
        raise DamagedError("cannot be opened.")
    return whole(record())


def run(folders: tuple[Path, Path]) -> Evaluation:
    return evaluate(*folders, parse)


def test_a_letter_that_cannot_be_parsed_misses_all_its_fields(folders: tuple[Path, Path]) -> None:
    one = run(folders)
    assert one.failures == (("broken", "damaged: cannot be opened."),)
    assert one.labels == 2
    assert one.letters == 3
    assert len(one.health) == 2
    assert {right * 2 for right, _ in one.tallies()["send_revisit"].values()} == {
        of for _, of in one.tallies()["send_revisit"].values()
    }


def test_a_bad_rule_is_no_letters_fault(folders: tuple[Path, Path]) -> None:
    def parse_with_a_bad_rule(path: Path) -> dict[str, Any]:
        raise RuleError((Problem("no such list.", Where("mine.yaml", 3)),))

    with pytest.raises(RuleError):
        evaluate(*folders, parse_with_a_bad_rule)


def test_a_label_without_its_letter_is_named(folders: tuple[Path, Path]) -> None:
    (folders[0] / "nowhere.yaml").write_text(json.dumps(GOLD), encoding="utf-8")
    assert ("nowhere", "no letter of this name") in run(folders).failures


def test_a_letter_is_found_under_any_name(folders: tuple[Path, Path]) -> None:
    deeper = folders[1] / "deeper"
    (deeper / "marlowick.txt").rename(deeper / "marlowick")
    (deeper / "notes.csv").touch()
    evaluation = run(folders)
    assert evaluation.letters == 3 and {letter for letter, _ in evaluation.failures} == {"broken"}


def test_narrowed_to_a_field(folders: tuple[Path, Path]) -> None:
    assert set(run(folders).narrowed(kind=None, only="visit").tallies()["send_revisit"]) == {
        "letter.visit.start",
        "letter.visit.end",
    }
    outcome = run(folders).narrowed(kind=None, only="visit")
    assert (outcome.findings, outcome.extra, outcome.health) == ((), (), ())
    assert run(folders).narrowed(kind=None, only="polarity").judged()
    with pytest.raises(UsageError, match=r"no letter of the kind jtai here\. There are send_revisit"):
        run(folders).narrowed(kind="jtai", only=None)
    with pytest.raises(UsageError, match=r"No field's name holds 'bogus'\. There are .*letter\.visit\.end"):
        run(folders).narrowed(kind=None, only="bogus")


def test_a_field_there_is_not_is_refused_before_a_letter_is_read(folders: tuple[Path, Path]) -> None:
    def never(path: Path) -> dict[str, Any]:
        raise AssertionError("read")

    with pytest.raises(UsageError, match="No field's name holds 'bogus'"):
        evaluate(*folders, never, only="bogus")
    for only in ("concerns", "weaknesses.count", "findings[].text"):
        assert evaluate(*folders, parse, only=only).narrowed(kind=None, only=only).checks


def test_a_field_alone_is_held_against_the_same_of_an_earlier_run(folders: tuple[Path, Path]) -> None:
    def parse_worse(path: Path) -> dict[str, Any]:
        made = parse(path)
        made["letter"]["visit"]["end"] = "2021-03-30"
        made["letter"]["area"]["name"] = "Elsewhere"
        return made

    worse, now = as_dict(evaluate(*folders, parse_worse)), as_dict(run(folders).narrowed(kind=None, only="visit"))
    since = changes(worse, now, only="visit")
    assert since.gains == ("marlowick  letter.visit.end: expected 2021-03-03, found 2021-03-30",)
    assert since.losses == ()


def test_a_fault_in_one_letter_leaves_the_others_and_is_named(folders: tuple[Path, Path]) -> None:
    def parse_with_a_fault(path: Path) -> dict[str, Any]:
        return parse(path) if path.stem == "broken" else {"marlowick": whole(record())}[path.stem]

    one = evaluate(*folders, parse_with_a_fault)
    assert [letter for letter, _ in one.failures] == ["broken", "unlabelled"]
    assert one.failures[1][1] == "a fault in sendscan itself (KeyError: 'unlabelled')"
    assert len(one.health) == 1


def test_two_labels_of_one_letter_are_refused(folders: tuple[Path, Path]) -> None:
    (folders[0] / "again").mkdir()
    (folders[0] / "again" / "marlowick.yml").write_text(json.dumps(GOLD), encoding="utf-8")
    with pytest.raises(
        UsageError, match=r"marlowick\.yaml.*again.marlowick\.yml|again.marlowick\.yml.*marlowick\.yaml"
    ):
        run(folders)


def test_gains_and_losses(folders: tuple[Path, Path]) -> None:
    def parse_worse(path: Path) -> dict[str, Any]:
        made = record()
        made["letter"]["area"]["name"] = "Elsewhere"
        return whole(made)

    before, after = as_dict(run(folders)), as_dict(evaluate(*folders, parse_worse))
    since = changes(before, after)
    assert any("broken  weaknesses.count" in gain for gain in since.gains)
    fields_lost = [loss for loss in since.losses if "schema:" not in loss]
    assert fields_lost == ["marlowick  letter.area.name: expected Marlowick, found Elsewhere"]
    assert changes(before, before).gains == changes(before, before).losses == ()


@pytest.mark.parametrize("content", ["a: [", "- a list", "letter: word", ""])
def test_a_label_that_is_no_partial_record_is_refused(folders: tuple[Path, Path], content: str) -> None:
    (folders[0] / "marlowick.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"marlowick\.yaml"):
        run(folders)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no such file or folder"):
        evaluate(tmp_path / "none", tmp_path, parse)
    with pytest.raises(UsageError, match="There are no label files"):
        evaluate(tmp_path, tmp_path, parse)


def test_health_names_what_is_unsound() -> None:
    made = whole(record())
    made["text"] = "Plans are better. Parents feel let down."
    first, second = made["weaknesses"][0]["findings"]
    first["span"], second["span"] = {"start": 0, "end": 17}, {"start": 17, "end": 40}
    made["weaknesses"][0]["findings"] += [finding("and then the"), finding("■ Leaders 4 act.")]
    made["coverage"] = {"characters": 100, "claimed": 90, "unclaimed": [{"text": "left over."}]}
    health = examine("marlowick", made)
    assert health.findings == 4
    assert health.unclaimed == 0.1
    assert health.sections == (("weaknesses", 1, 1),)
    told = [(fault.sort, fault.what) for fault in health.faults if fault.sort != "schema"]
    assert told == [
        ("slice_back", "weaknesses[1].findings[2]: 'Parents feel let down.' is not at 17:40"),
        ("cut", "and then the"),
        ("furniture", "■ Leaders 4 act."),
        ("unclaimed", "left over."),
    ]
