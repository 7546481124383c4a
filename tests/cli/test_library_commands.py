"""``sendscan library``, ``search`` and ``stats``: where the library is looked for, what is printed, exit codes."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
import yaml
from made_records import finding, quote, report, revisit
from made_runs import Run
from rich.cells import cell_len

from sendscan.library import Library
from sendscan.model import Area, Record, Weakness
from sendscan.writing import as_dict, as_json, as_yaml


@pytest.fixture(autouse=True)
def library(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library under the name that is looked for in the current folder."""
    monkeypatch.delenv("SENDSCAN_LIBRARY", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    with Library(folder / "sendscan.db") as made:
        made.put([revisit(), report()])
    return folder / "sendscan.db"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_a_search_at_a_terminal_shows_letter_weakness_voice_and_page(run: Run) -> None:
    result = run("search", "trust", "promise")
    assert (result.code, result.err) == (0, "")
    for words in (
        "Ambleford, joint area SEND revisit, 4 May 2021",
        "W1  weak relationships with parents  ✓ sufficient progress",
        "[parents and carers] W1.F2 p. 3 l. 7",
        "→ high: Parents do not trust leaders",
        "1 finding in 1 letter.",
    ):
        assert words in result.out
    assert max(cell_len(line) for line in result.out.splitlines()) <= 80


def test_words_are_highlighted_in_colour(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "\x1b[1;7mtrust\x1b[0m" in run("search", "trust").out


def test_a_search_as_json_and_csv(run: Run, folder: Path) -> None:
    found = json.loads(run("search", "plan", "-f", "json").out)
    assert (found["findings"], found["letters"]) == (2, 1)
    first = found["hits"][0]
    assert (first["letter"]["name"], first["item"], first["page"], first["matches"]) == (
        "ambleford.txt",
        "W1",
        2,
        [[0, 5]],
    )
    table = rows(run("search", "plan", "-f", "csv").out)
    assert [row["finding"] for row in table] == ["W1.F1", "W2.F1"]
    assert table[1]["rules"] == "review-delays"
    assert run("search", "plan", "-o", "found.csv").out == ""
    assert rows((folder / "found.csv").read_text()) == table
    run("search", "plan", "-o", "found.txt")
    for asked in (["search", "plan"], ["stats"], ["library", "list"], ["library", "export"]):
        result = run(*asked, "-o", "found.xml")
        assert result.code == 2 and "-o ends in .xml, which " in result.err
    assert not (folder / "found.xml").exists()
    assert "2 findings in 1 letter." in (folder / "found.txt").read_text()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--area", "ambleford", "--polarity", "strength"], ["W1.F1"]),
        (["--voice", "parents_carers", "--voice", "children_young_people"], ["X1.F1", "W1.F2"]),
        (["--rule", "waiting-times"], ["N1.F1"]),
        (["--theme", "parents", "trust"], ["W1.F2"]),
        (["--kind", "area_send", "--since", "2024", "--until", "2024-06"], ["S1.F1", "N1.F1", "X1.F1"]),
        (["--verdict", "not_stated"], ["W2.F1", "W2.F2"]),
        (["--outcome", "systemic_failings", "needs"], ["S1.F1"]),
    ],
)
def test_filters(run: Run, options: list[str], expected: list[str]) -> None:
    assert [row["finding"] for row in rows(run("search", *options, "-f", "csv").out)] == expected


def test_a_table_says_what_it_leaves_out(run: Run) -> None:
    result = run("search", "--since", "2000", "--limit", "1")
    assert "7 findings in 2 letters. The first 1 are shown: --limit 0 shows all." in " ".join(result.out.split())
    assert "needs-work" not in result.out
    assert len(json.loads(run("search", "--since", "2000", "-f", "json").out)["hits"]) == 7


@pytest.mark.parametrize("words", ['"', "NOT", "a AND", "(", "a:b*c^d", "'; DROP TABLE letters;--", "NEAR(a b)", "-x"])
def test_no_query_ends_in_a_traceback(run: Run, words: str) -> None:
    result = run("search", "--", words)
    assert result.code in (0, 2) and "fault" not in result.err and "Traceback" not in result.err
    assert run("search", "trust").code == 0


def test_nothing_found_is_no_failure(run: Run) -> None:
    result = run("search", "spaceship")
    assert (result.code, result.out.strip()) == (0, "Nothing was found.")


def test_misspelt_filters_are_said(run: Run) -> None:
    result = run("search", "--rule", "parent-trsut")
    assert result.code == 0 and "Did you mean parent-trust?" in result.err
    result = run("search", "trust", "--polarity", "concerning")
    assert result.code == 2 and "Did you mean concern?" in result.err
    for part in ("parents", "carers"):
        assert "Did you mean parents_carers?" in run("search", "trust", "--voice", part).err
    assert "Did you mean review-delays?" in run("search", "--rule", "delays").err
    assert run("search", "trust", "--since", "yesterday").code == 2
    assert run("library", "list", "--until", "2020-02-30").code == 2
    assert run("search").code == 2


def test_text_that_would_be_markup_a_formula_or_a_control(run: Run, library: Path) -> None:
    hostile = "=cmd|'/c calc'!A1 [red]trust[/red] \x1b[2J \u202e"
    weakness = Weakness(id="W1", statement=quote(hostile), findings=(finding("W1.F1", hostile),))
    record = revisit()
    letter = replace(record.letter, area=Area(name="@Ambleford"))
    with Library(library) as made:
        made.put([replace(record, letter=letter, weaknesses=(weakness,), concerns=())])
    shown = run("search", "red").out
    assert "[red]trust[/red] \\x1b[2J" in " ".join(shown.split())
    for arguments in (["search", "red"], ["search", "red", "-f", "json"], ["search", "red", "-f", "csv"],
                      ["stats", "--by", "area"], ["library", "list"]):  # fmt: skip
        assert not set("\x1b\u202e") & set(run(*arguments).out)
    row = rows(run("search", "red", "-f", "csv").out)[0]
    assert row["text"].startswith("'=cmd") and row["statement"].startswith("'=") and row["area"] == "'@Ambleford"
    assert "'@Ambleford" in run("stats", "--by", "polarity", "--across", "area", "-f", "csv").out
    assert "'@Ambleford" in run("library", "list", "-f", "csv").out


def test_stats_as_a_table_csv_and_json(run: Run) -> None:
    table = run("stats", "--by", "polarity", "--across", "area")
    assert (table.code, table.err) == (0, "")
    assert "strength      3          1             2" in table.out
    assert "7 findings in all." in table.out
    assert run("stats", "--by", "polarity", "--across", "area", "-f", "csv").out.splitlines() == [
        "polarity,Ambleford,Brackenshire",
        "strength,1,2",
        "concern,1,1",
        "mixed,1,0",
        "context,1,0",
    ]
    data = json.loads(run("stats", "--by", "polarity", "--across", "area", "-f", "json").out)
    assert data["rows"][2] == {"value": "mixed", "count": 1, "across": [{"value": "Ambleford", "count": 1}]}
    assert data["total"] == 7


def test_stats_by_one_thing_of_some_findings(run: Run) -> None:
    assert run("stats", "--by", "rule", "-f", "csv", "--area", "ambleford").out.splitlines() == [
        "rule,findings", "parent-trust,1", "review-delays,1"
    ]  # fmt: skip
    assert run("stats", "plan", "--by", "kind", "--count", "letters", "-f", "csv").out.splitlines() == [
        "kind,letters", "send_revisit,1"
    ]  # fmt: skip
    assert run("stats", "--by", "rule", "--across", "rule").code == 2


def test_a_table_too_wide_says_how_many_columns_it_leaves_out(run: Run, library: Path) -> None:
    record = revisit()
    with Library(library) as made:
        made.put(
            replace(
                record,
                source=replace(record.source, sha256=f"{n:064x}"),
                letter=replace(record.letter, area=Area(name=f"Place number {n}")),
            )
            for n in range(12)
        )
    result = run("stats", "--by", "rule", "--across", "area")
    assert "There is no room for" in result.out
    assert max(cell_len(line) for line in result.out.splitlines()) <= 80


def test_info(run: Run) -> None:
    facts = json.loads(run("library", "info", "-f", "json").out)
    assert (facts["letters"], facts["findings"], facts["concerns"], facts["areas"]) == (2, 7, 3, 2)
    assert (facts["oldest"], facts["newest"]) == ("2021-05-04", "2024-05-13")
    assert facts["kinds"] == {"area_send": 1, "send_revisit": 1}
    assert "area_send 1, send_revisit 1" in run("library", "info").out


def test_list(run: Run) -> None:
    assert "2 letters." in run("library", "list").out
    listed = json.loads(run("library", "list", "-f", "json").out)
    assert [letter["name"] for letter in listed] == ["ambleford.txt", "report.pdf"]
    table = rows(run("library", "list", "--kind", "area_send", "-f", "csv").out)
    assert [row["area"] for row in table] == ["Brackenshire"]
    assert "no letter about Leeds" in run("library", "list", "--area", "Leeds").err


def test_export_writes_what_parse_would(run: Run, folder: Path) -> None:
    assert run("library", "export", "-o", "out/").code == 0
    assert (folder / "out" / "ambleford.yaml").read_text() == as_yaml(revisit())
    assert (folder / "out" / "report.yaml").read_text() == as_yaml(report())
    both = [as_dict(revisit()), as_dict(report())]
    assert json.loads(run("library", "export", "-f", "json").out) == both
    assert list(yaml.safe_load_all(run("library", "export").out)) == both
    lines = run("library", "export", "-f", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == both
    one = run("library", "export", "--area", "ambleford", "--with-text", "-f", "json", "-o", "one.json")
    assert one.code == 0
    assert json.loads((folder / "one.json").read_text()) == [as_dict(revisit(), with_text=True)]
    assert run("library", "export", "--area", "leeds", "-f", "json").out == "[]\n"


def test_export_of_two_letters_of_one_name_is_two_files(run: Run, folder: Path, library: Path) -> None:
    other = replace(revisit(), source=replace(revisit().source, name="AMBLEFORD.pdf", sha256="ef" * 32))
    with Library(library) as made:
        made.put([other])
    assert run("library", "export", "-f", "json", "-o", "out/").code == 0
    names = sorted(file.name for file in (folder / "out").iterdir())
    assert names == ["AMBLEFORD-efefefefefef.json", "ambleford-abababababab.json", "report.json"]
    assert (folder / "out" / names[0]).read_text() == as_json(other)


@pytest.mark.parametrize("name", ["ambleford.txt", "abababab", "ABAB"])
def test_remove(run: Run, name: str) -> None:
    result = run("library", "remove", name)
    assert (result.code, result.err) == (0, "sendscan: 1 letter removed.\n")
    assert [letter["name"] for letter in json.loads(run("library", "list", "-f", "json").out)] == ["report.pdf"]


def test_remove_is_all_or_nothing(run: Run) -> None:
    result = run("library", "remove", "ambleford.txt", "nowhere.pdf")
    assert result.code == 2
    assert "nowhere.pdf: there is no such letter" in result.err and "Nothing was removed." in result.err
    assert "2 letters." in run("library", "list").out


def test_remove_by_the_file_name_alone(run: Run, library: Path) -> None:
    def named(name: str, sha256: str) -> Record:
        return replace(revisit(), source=replace(revisit().source, name=name, sha256=sha256 * 32))

    with Library(library) as made:
        made.put([named("2020/hull.txt", "01"), named("2020/leeds.txt", "02"), named("2021/leeds.txt", "03")])
    assert run("library", "remove", "hull.txt").err == "sendscan: 1 letter removed.\n"
    result = run("library", "remove", "leeds.txt")
    assert result.code == 2 and "may be any of 2 letters" in result.err
    assert "020202020202 (2020/leeds.txt), 030303030303 (2021/leeds.txt)" in result.err
    result = run("library", "remove", "ambelford.txt")
    assert result.code == 2 and "Did you mean ambleford.txt?" in result.err
    assert run("library", "remove", "2021/leeds.txt").code == 0
    assert "3 letters." in run("library", "list").out


def test_where_the_library_is_looked_for(
    run: Run, folder: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def letters() -> int:
        return int(json.loads(run("library", "info", "-f", "json").out)["letters"])

    for name, records in (("toml.db", [revisit()]), ("variable.db", [])):
        with Library(folder / name) as made:
            made.put(records)
    assert letters() == 2
    (folder / "sendscan.toml").write_text('library = "toml.db"')
    assert letters() == 1
    monkeypatch.setenv("SENDSCAN_LIBRARY", "variable.db")
    assert letters() == 0
    assert json.loads(run("library", "info", "-f", "json", "--library", library).out)["letters"] == 2


@pytest.mark.parametrize("command", [["search", "x"], ["stats"], ["library", "info"], ["library", "remove", "x"]])
def test_without_a_library_each_command_says_how_to_make_one(run: Run, library: Path, command: list[str]) -> None:
    library.unlink()
    result = run(*command)
    assert result.code == 2 and "sendscan batch FOLDER --library" in result.err
    result = run(*command, "--library", "other.db")
    assert result.code == 2 and "other.db" in result.err
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [["search", "x"], ["stats"], ["library", "info"], ["library", "remove", "x"], ["compare", "all"], ["report"]],
)
def test_an_empty_file_is_no_library_and_stays_as_it_is(run: Run, folder: Path, command: list[str]) -> None:
    (folder / "empty.txt").touch()
    result = run(*command, "--library", "empty.txt")
    assert result.code == 2 and "empty.txt: There is no library in it." in result.err
    assert (folder / "empty.txt").read_bytes() == b""


def test_what_is_no_library_is_one_message(run: Run, folder: Path) -> None:
    (folder / "letter.pdf").write_bytes(b"%PDF-1.7 " * 100)
    result = run("search", "trust", "--library", "letter.pdf")
    assert (result.code, result.out) == (2, "")
    assert result.err == "sendscan: letter.pdf: This is not an SQLite database. Name another file.\n"


@pytest.mark.parametrize(
    "command", [["search", "trust"], ["stats", "--by", "rule"], ["library", "list"], ["library", "export"]]
)
def test_no_answer_is_written_over_the_library(run: Run, library: Path, command: list[str]) -> None:
    before = library.read_bytes()
    result = run(*command, "-f", "json", "-o", "./sendscan.db")
    assert result.code == 2 and "would be overwritten. Choose another -o." in result.err
    assert library.read_bytes() == before
