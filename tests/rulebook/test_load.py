"""Folders of rules: what adds, replaces and switches off; what is wrong is told all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sendscan import rulebook
from sendscan.errors import RuleError
from sendscan.resources import bundled
from sendscan.rulebook.load import examine
from sendscan.rulebook.nodes import pieces

RULE = """concerns:
  - id: {id}
    title: A title
    why: A reason
    severity: low
    match: [{match}]
    hits: [Too many {match} are late.]
    misses: [All is well.]
"""


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def messages(*folders: Path) -> list[str]:
    return [f"{p.where.line}:{p.where.column} {p.message}" for p in examine(folders)[1]]


def test_a_later_folder_adds_replaces_and_switches_off(tmp_path: Path) -> None:
    ours = write(tmp_path / "ours", "a.yaml", RULE.format(id="buses", match="buses"))
    write(ours, "b.yaml", RULE.format(id="trains", match="trains"))
    yours = write(tmp_path / "yours", "a.yaml", RULE.format(id="buses", match="coaches") + "off: [trains]\n")
    write(yours, "c.yaml", RULE.format(id="ferries", match="ferries"))
    book, problems = examine((ours, yours))
    assert problems == []
    assert list(book.rules) == ["buses", "ferries"]
    assert book.find(["^", "coaches"])[0].phrase.rule.id == "buses"
    assert book.find(["^", "trains"]) == ()


def test_own_rules_stand_beside_the_bundled_ones(tmp_path: Path) -> None:
    book = rulebook.load((write(tmp_path / "own", "a.yaml", RULE.format(id="ferries", match="ferries")),))
    assert {"ferries", "waiting-times"} <= book.rules.keys()


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    no_hits = RULE.format(id="one", match="(a").replace("[Too many (a are late.]", "[]")
    folder = write(tmp_path / "bad", "a.yaml", no_hits)
    write(folder, "b.yaml", RULE.format(id="two", match="<nobody> say"))
    write(folder, "c.yaml", "concerns: 3\n")
    write(folder, "d.yaml", "lists:\n  x: [<y>]\n  y: [<x>]\noff: [never]\n")
    write(folder, "e.yaml", RULE.format(id="two", match="cars"))
    assert messages(folder) == [
        "6:13 the '(' is never closed",
        "7:11 the rule 'one' has no hits: without them it does not load",
        "1:11 a list is wanted here",
        "2:6 lists that use each other in a circle: x, y",
        "4:7 there is no rule 'never' to switch off",
        "2:9 the rule 'two' stands in this folder twice",
    ]
    with pytest.raises(RuleError) as raised:
        rulebook.load((folder,))
    assert len(raised.value.problems) == 6


def test_a_list_that_is_not_there_is_said(tmp_path: Path) -> None:
    folder = write(tmp_path / "bad", "b.yaml", RULE.format(id="two", match="few <nobody> say"))
    assert messages(folder) == ["6:17 there is no list <nobody>"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("severity: low", "severity: dire"), "'low', 'medium' or 'high'"),
        (("match:", "macth:"), "unknown key 'macth'"),
        (("match: [buses]", "where: [late]"), "has no 'about' to go with"),
        (("match: [buses]", "match: [delay(|<x>)]"), "only words may stand"),
        (("match: [buses]", "match: ['{slot} late']"), "slots are for kinds of letter"),
        (("severity: low", "severity: low\n    gives_way_to: [nothing]"), "no concern 'nothing' to give way to"),
    ],
)
def test_one_mistake_one_message(change: tuple[str, str], message: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "bad", "a.yaml", RULE.format(id="b", match="buses").replace(*change))
    assert any(message in found for found in messages(folder))


def test_a_folder_without_a_rule_is_a_mistake_wherever_it_comes(tmp_path: Path) -> None:
    ours = write(tmp_path / "ours", "a.yaml", RULE.format(id="buses", match="buses"))
    (tmp_path / "empty").mkdir()
    write(tmp_path / "nothing", "a.yaml", "concerns: []\n")
    assert messages(ours, tmp_path / "empty") == ["None:None there are no rules in this folder"]
    assert messages(ours, tmp_path / "nothing") == ["None:None there are no rules in this folder"]
    assert messages(ours, tmp_path / "none") == ["None:None there is no such folder of rules"]
    assert messages(ours, write(tmp_path / "off", "a.yaml", "off: [buses]\n")) == []


def test_every_yaml_file_of_an_own_folder_is_read_as_rules(tmp_path: Path) -> None:
    own = write(tmp_path / "own", "t.YAML", RULE.format(id="buses", match="buses"))
    write(own / "kinds", "transport.yml", RULE.format(id="trains", match="trains"))
    assert examine((own,))[0].rules.keys() == {"buses", "trains"}
    write(own, "people.yaml", "roles: [x]\n")
    assert messages(own) == ["1:1 unknown key 'roles'"]


@pytest.mark.parametrize("name", ["Bad Id!", "two--hyphens", "-edge", "''"])
def test_an_id_is_small_letters_digits_and_hyphens(name: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "bad", "a.yaml", RULE.format(id=name, match="buses"))
    assert any("is no id" in found and found.startswith("2:9") for found in messages(folder))


def test_nothing_is_wrong_with_the_bundled_rules() -> None:
    assert examine((bundled("rules"),))[1] == []


def test_a_mistake_in_a_folder_said_to_be_sound_is_told_when_it_is_met(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", "a.yaml", RULE.format(id="doors", match="squeaky (doors"))
    book, problems = examine((folder,), sound=folder)
    assert (problems, book.find(["^", "doors"])) == ([], ())
    with pytest.raises(RuleError, match=r"a\.yaml:6:21: .*never closed"):
        book.find(["^", "squeaky"])


def test_rules_read_when_needed_find_what_rules_read_at_once_find() -> None:
    at_once, _ = examine((bundled("rules"),))
    needed, _ = examine((bundled("rules"),), sound=bundled("rules"))
    said = [text for rule in at_once.rules.values() for text in (*rule.hits, *rule.misses)]
    for text in said + said[::-1]:
        words = ["^", *pieces(text)]
        assert [(f.phrase.number, f.first, f.last) for f in needed.find(words)] == [
            (f.phrase.number, f.first, f.last) for f in at_once.find(words)
        ]


def test_a_file_that_cannot_be_read_makes_no_mistakes_of_what_refers_to_it(tmp_path: Path) -> None:
    write(tmp_path, "broken.yaml", RULE.format(id="ferries", match="ferries") + "nonsense: 1\n")
    rule = RULE.format(id="boats", match="boats") + "    gives_way_to: [ferries, rafts]\n"
    write(tmp_path, "sound.yaml", rule + "precedents:\n  - said:\n      ferries: |\n        No ferry runs.\n")
    _, problems = examine((tmp_path,))
    assert [p.message for p in problems] == ["unknown key 'nonsense'", "there is no concern 'rafts' to give way to"]
