"""``sendscan rules``: list, show, check, test, explain, lint, new."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import wrap

import pytest
import yaml
from made_letters import letter_text
from made_pdfs import drawing

from sendscan.cli.rules import app
from sendscan.errors import UsageError
from sendscan.resources import bundled

CREAKS = """concerns:
  - id: creaks
    title: Creaking floors
    why: A hall that creaks
    severity: low
    about: [floor(|s)]
    where: [creak(|s|ed)]
    hits: [The floors are weak and creak.]
    misses: [{miss}]
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)

    def go(*arguments: str) -> tuple[int, str, str]:
        try:
            app(list(arguments), standalone_mode=True)
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return go


def own(folder: Path, text: str) -> str:
    (folder / "mine").mkdir()
    (folder / "mine" / "creaks.yaml").write_text(text, encoding="utf-8")
    return str(folder / "mine")


def test_list_names_every_rule_in_each_format(run) -> None:  # type: ignore[no-untyped-def]
    code, table, _ = run("list")
    ids = [row["id"] for row in json.loads(run("list", "-f", "json")[1])]
    assert code == 0
    assert [line.split()[0] for line in table.splitlines()] == ids
    assert [row["id"] for row in yaml.safe_load(run("list", "-f", "yaml")[1])] == ids
    assert "waiting-times" in ids


def test_show_tells_a_rule_whole_and_where_it_stands(run) -> None:  # type: ignore[no-untyped-def]
    _, out, _ = run("show", "local-offer")
    assert "families.yaml:" in out.splitlines()[0]
    assert yaml.safe_load(out)["match"][0] == "local offer"


def test_show_suggests_a_near_name(run) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UsageError, match="waiting-times"):
        run("show", "waiting-time")


def test_check_and_test_of_good_rules(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = own(tmp_path, CREAKS.format(miss="The hall is weak."))
    assert run("check", "--rules", folder)[0] == 0
    code, out, _ = run("test", "--rules", folder)
    assert (code, "all as the rules say" in out) == (0, True)


REPLACING = (
    CREAKS.format(miss="The hall is weak.")
    + """  - id: parent-trust
    title: Trust
    why: Another word for it
    severity: low
    match: [local offer, a floor of trust, a floor of trust]
    hits: [Parents lack a floor of trust.]
    misses: [Children wait.]
off: [waiting-times]
"""
)


def test_check_says_what_own_rules_make_of_ours(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    last = run("check", "--rules", own(tmp_path, REPLACING))[1].splitlines()[-1]
    assert last == "3 rules of yours: 1 new, 1 in place of ours (parent-trust), 1 switched off (waiting-times)."
    assert "of yours" not in run("check")[1]


def test_lint_of_own_rules_is_about_those_alone(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = own(tmp_path, REPLACING)
    (tmp_path / "letter.txt").write_text(letter_text(), encoding="utf-8")
    told = run("lint", "letter.txt", "--rules", folder)[1].splitlines()
    assert {line.split(": ", 1)[1] for line in told} == {
        "parent-trust stands in place of ours of this id",
        "“local offer” stands in local-offer and in parent-trust",
        "“a floor of trust” stands in parent-trust and in parent-trust",
        "creaks never fires in these letters (a concern)",
        "parent-trust never fires in these letters (a concern)",
    }
    assert len(run("lint", "letter.txt")[1].splitlines()) > 20


def test_lint_of_own_precedents_is_about_those_alone(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    said = "".join(f"      {about}: |\n        The floor creaks.\n" for about in ("waiting-times", "local-offer"))
    text = f"precedents:\n  - said:\n{said}"
    out = run("lint", "--rules", own(tmp_path, text))[1]
    assert out == "the precedent “The floor creaks.” stands under local-offer and under waiting-times\n"


def test_test_tells_which_example_comes_out_otherwise(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = own(tmp_path, CREAKS.format(miss="Weak floors creak."))
    code, _, err = run("test", "--rules", folder)
    assert code == 2
    assert "creaks.yaml:9:14: creaks fires on its miss: Weak floors creak." in err


def test_check_tells_every_mistake_with_its_place(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    folder = own(tmp_path, CREAKS.format(miss="x").replace("floor(|s)", "floor(|s").replace("low", "tiny"))
    code, _, err = run("check", "--rules", folder)
    assert code == 2
    assert "creaks.yaml:5:15: " in err
    assert "creaks.yaml:6:18: the '(' is never closed" in err


def test_a_rule_named_in_the_settings_of_the_project_counts(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    own(tmp_path, CREAKS.format(miss="The hall is weak."))
    (tmp_path / "sendscan.toml").write_text('rules = ["mine"]\n', encoding="utf-8")
    assert '"creaks"' in run("list", "-f", "json")[1]


def test_explain_tells_what_stands_and_what_was_cancelled(run) -> None:  # type: ignore[no-untyped-def]
    text = "Not only is the clinic strong but waits for therapy are too long."
    code, out, _ = run("explain", "--sentence", text)
    assert code == 0
    assert "negation on “not”: cancelled: not-said-of-the-area is longer" in out
    assert "waiting-times on match “waits”" in out
    assert "therapy-provision" in out
    assert "not raised: an ‘unless’ stands" in out


def test_explain_reads_a_letter(run) -> None:  # type: ignore[no-untyped-def]
    letters = sorted(bundled("samples").glob("*.txt"))
    if not letters:
        pytest.skip("no sample letters beside the package yet")
    code, out, _ = run("explain", str(letters[0]))
    assert code == 0
    assert "polarity" in out


def test_explain_wants_a_letter_or_a_sentence(run) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UsageError, match="Name a letter"):
        run("explain")
    with pytest.raises(UsageError, match="A letter is named and --sentence is given"):
        run("explain", "letter.txt", "--sentence", "Waits are long.")
    with pytest.raises(UsageError, match="No sentence"):
        run("explain", "--sentence", "Waits are long.", "--find", "ferry")


def test_lint_finds_what_stands_twice_and_what_never_fires(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = CREAKS.format(miss="The hall is weak.")
    folder = own(tmp_path, text + text.split("concerns:\n")[1].replace("id: creaks", "id: squeaks"))
    _, out, _ = run("lint", "--rules", folder)
    assert "“floor(|s)” stands in creaks and in squeaks" in out
    letters = sorted(bundled("samples").glob("*.txt"))
    if letters:
        assert "creaks never fires in these letters" in run("lint", str(letters[0]), "--rules", folder)[1]


def test_lint_says_what_it_could_not_read_and_tries_the_rules_on_the_rest(run, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "data.csv").write_text("Bread, milk and a newspaper.", encoding="utf-8")
    (tmp_path / "letters" / "list").write_text("Bread, milk and a newspaper.", encoding="utf-8")
    code, out, err = run("lint", str(tmp_path / "letters"))
    assert (code, "never fires" in out) == (3, False)
    assert "letters/list: " in err and "data.csv" not in err and "1 letter could not be read" in err
    (tmp_path / "letters" / "oldmere.txt").write_text(letter_text(), encoding="utf-8")
    code, out, err = run("lint", str(tmp_path / "letters"))
    assert (code, "never fires" in out) == (3, True)
    monkeypatch.setattr("sendscan.scan.parse_letter", lambda *_: 1 / 0)
    code, out, err = run("lint", str(tmp_path / "letters"))
    assert (code, "never fires" in out) == (3, False)
    assert "oldmere.txt: a fault in sendscan itself (ZeroDivisionError" in err


def test_lint_and_explain_open_letters_with_a_password(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    made = drawing()
    made.lines([line for text in letter_text().replace("■", "-").splitlines() for line in wrap(text, 90)])
    made.set_encryption("owner", "open sesame")
    (tmp_path / "shut.pdf").write_bytes(made.bytes())
    assert run("lint", "shut.pdf")[0] == 3
    assert run("lint", "shut.pdf", "--password", "open sesame")[0] == 0
    assert "Too many reviews are late." in run("explain", "shut.pdf", "--password", "open sesame")[1]


def test_explain_shows_sentences_as_they_stand(run) -> None:  # type: ignore[no-untyped-def]
    out = run("explain", "--sentence", "Parents’ views aren’t heard in Oldmere.")[1]
    assert out.splitlines()[0] == "Parents’ views aren’t heard in Oldmere."
    with pytest.raises(UsageError, match="no sentence to explain"):
        run("explain", "--sentence", " ")
    with pytest.raises(UsageError, match="no kind of letter called nonsense"):
        run("explain", "--sentence", "Waits are long.", "--kind", "nonsense")


@pytest.mark.parametrize("sort", ["cue", "voice", "concern"])
def test_new_writes_a_rule_that_loads_and_comes_out(sort: str, run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "mine").mkdir()
    assert run("new", sort, "my-own", "-o", "mine/own.yaml")[0] == 0
    assert run("test", "--rules", "mine")[0] == 0
    with pytest.raises(UsageError, match="cannot be written"):
        run("new", sort, "my-own", "-o", "mine/own.yaml")


def test_new_writes_no_rule_that_would_not_load_or_would_replace_ours(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UsageError, match="no id for a rule"):
        run("new", "concern", "Bad Id!")
    with pytest.raises(UsageError, match=r"families\.yaml.*There is a rule parent-trust already"):
        run("new", "concern", "parent-trust")
    with pytest.raises(UsageError, match=r"nowhere: There is no such folder\. Make it first\."):
        run("new", "cue", "my-own", "-o", "nowhere/own.yaml")
    assert run("new", "cue", "my-own")[1].startswith("# yaml-language-server: $schema=rules.schema.json\n")


def test_check_of_a_folder_without_rules_tells_it(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "empty").mkdir()
    code, out, err = run("check", "--rules", "empty")
    assert (code, out) == (2, "")
    assert "empty: there are no rules in this folder" in err
