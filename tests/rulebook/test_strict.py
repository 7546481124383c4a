"""Strict YAML: every mistake at once, each at its line and column; no surprises of YAML 1.1."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

import pytest

from sendscan.errors import RuleError
from sendscan.rulebook.strict import CLOSED, load_marked, load_typed


@dataclass(frozen=True, slots=True)
class Fruit:
    __pydantic_config__: ClassVar[Any] = CLOSED
    name: str
    colour: Literal["red", "green"] = "red"
    words: tuple[str, ...] = ()
    size: int | None = None
    ripe: bool = False
    either: str | tuple[str, ...] = ""


@dataclass(frozen=True, slots=True)
class Basket:
    __pydantic_config__: ClassVar[Any] = CLOSED
    fruits: tuple[Fruit, ...]
    by_name: dict[str, Fruit] | None = None


def write(folder: Path, text: str) -> Path:
    path = folder / "basket.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path) -> list[tuple[int | None, int | None, str]]:
    with pytest.raises(RuleError) as raised:
        load_typed(path, Basket)
    return [(p.where.line, p.where.column, p.message) for p in raised.value.problems]


def test_plain_scalars_stay_text_and_numbers_are_read_where_wanted(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "fruits:\n- name: no\n  words: [on, 2020-05-04, 010, 1_000, y, ~x]\n  size: 12\n  ripe: true\n"
        "- {name: null pear, either: [a, b]}\n- {name: '', either: off}\n",
    )
    basket = load_typed(path, Basket)
    assert basket.fruits[0] == Fruit("no", "red", ("on", "2020-05-04", "010", "1_000", "y", "~x"), 12, True)
    assert basket.fruits[1].either == ("a", "b")
    assert basket.fruits[2] == Fruit("", either="off")


def test_every_problem_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "fruits:\n- name: apple\n  colour: blue\n- name: pear\n  name: plum\n  tsaste: sweet\n- colour: red\n"
        "- name: fig\n  size: large\n  words: lone\n",
    )
    found = problems(path)
    assert [(line, column) for line, column, _ in found] == [
        (3, 11),
        (5, 3),
        (6, 3),
        (7, 3),
        (9, 9),
        (10, 10),
    ]
    texts = [message for *_, message in found]
    assert "'red' or 'green'" in texts[0]
    assert texts[1] == "the key 'name' stands here a second time"
    assert texts[2] == "unknown key 'tsaste'"
    assert texts[3] == "the key 'name' is missing"
    assert texts[5] == "a list is wanted here"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fruits: [", "not YAML"),
        ("", "the file is empty"),
        ("fruits:\n\t- name: x\n", "not YAML"),
        ("- 1\n", "keys"),
    ],
)
def test_what_is_no_yaml_of_the_kind_is_one_problem(tmp_path: Path, text: str, message: str) -> None:
    (only,) = problems(write(tmp_path, text))
    assert message in only[2]


def test_bytes_that_are_no_text_and_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "basket.yaml"
    path.write_bytes(b"fruits: \xff\xfe\x00")
    assert "UTF-8" in problems(path)[0][2]
    assert "cannot be read" in problems(tmp_path / "none.yaml")[0][2]


def test_marks_point_at_values_keys_and_within_texts(tmp_path: Path) -> None:
    path = write(tmp_path, "fruits:\n- name: apple\n  words:\n  - 'a b'\n")
    _, marks = load_marked(path, Basket)
    assert (marks.where("fruits", 0, "words", 0).line, marks.where("fruits", 0, "words", 0).column) == (4, 5)
    assert marks.where("fruits", 0, "words", key=True).column == 3
    assert marks.where("fruits", 0, "words", 0, column=2).column == 8
