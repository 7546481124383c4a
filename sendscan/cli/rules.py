"""``sendscan rules``: look at the rules, check them, try their examples, see why a sentence was judged so."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sendscan.cli.letters import letter_bytes, letters_at, name_of
from sendscan.cli.options import PasswordOption, ReadAsOption, RulesOption, output_option, rule_folders
from sendscan.cli.output import put
from sendscan.cli.problems import report, say
from sendscan.manner import Manner

if TYPE_CHECKING:
    from sendscan.judging.judge import Trace
    from sendscan.rulebook import Rulebook
    from sendscan.rulebook.rules import Rule

app = typer.Typer(
    name="rules",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Look at the rules, check them, try their examples, explain a judgement.",
    epilog="\b\nExamples:\n  sendscan rules list\n  sendscan rules show waiting-times\n"
    "  sendscan rules explain letter.pdf --find 'annual reviews'\n  sendscan rules test --rules my-rules/",
)

BAD_RULE = 2
_USUAL = "area_send"
"""The kind of letter a sentence by itself is taken to be from."""


class ListFormat(str, Enum):
    """How the list of rules is written."""

    table = "table"
    yaml = "yaml"
    json = "json"


class Sort(str, Enum):
    """What sort of rule a template is for."""

    cue = "cue"
    voice = "voice"
    concern = "concern"


@app.command(
    "list",
    epilog="\b\nExamples:\n  sendscan rules list\n  sendscan rules list -f json --rules my-rules/\n",
)
def list_rules(
    form: Annotated[ListFormat, typer.Option("--format", "-f", help="table, yaml or json.")] = ListFormat.table,
    rules: RulesOption = None,
) -> None:
    """List every rule: its id, what sort it is and what it says or raises."""
    rows = [_row(rule) for rule in _book(rules).rules.values()]
    if form is ListFormat.json:
        from sendscan.writing.as_json import json_text

        put(json_text(rows))
    elif form is ListFormat.yaml:
        put(_yaml(rows))
    else:
        width = max(len(row["id"]) for row in rows)
        put("".join(f"{r['id']:{width}}  {r['sort']:7}  {r['says']:21}  {r['title']}\n" for r in rows))


@app.command(epilog="\b\nExamples:\n  sendscan rules show parent-trust\n")
def show(
    rule: Annotated[str, typer.Argument(metavar="ID", help="The rule's id.", show_default=False)],
    rules: RulesOption = None,
) -> None:
    """Show one rule whole, and the file and line it stands in."""
    from dataclasses import asdict

    book = _book(rules)
    found = _rule(rule, book)
    filled = {key: _plain(value) for key, value in asdict(found).items() if value}
    put(f"# {book.places.where(rule)}\n{_yaml(filled)}")


@app.command(epilog="\b\nExamples:\n  sendscan rules check --rules my-rules/\n")
def check(rules: RulesOption = None) -> None:
    """Check all rule files: every mistake at once, with file, line and column; exit code 2 if there are any."""
    from sendscan.kinds import kind_files, problems_in
    from sendscan.resources import bundled
    from sendscan.rulebook import examine

    folders = rule_folders(rules)
    book, found = examine((bundled("rules"), *folders))
    kinds = kind_files()
    problems = (*found, *problems_in(kinds))
    for problem in problems:
        say(str(problem))
    if problems:
        raise typer.Exit(BAD_RULE)
    put(f"{len(book.rules)} rules with {len(book.phrases)} phrases, {len(kinds)} kinds of letter: nothing wrong.\n")
    put(_of_yours(book, folders))


@app.command("test", epilog="\b\nExamples:\n  sendscan rules test\n  sendscan rules test --rules my-rules/\n")
def test_rules(rules: RulesOption = None) -> None:
    """Try the hits and misses of every rule; exit code 2 if one comes out otherwise."""
    from sendscan.judging.examples import tried

    examples = list(tried(_book(rules)))
    wrong = [example for example in examples if not example.right]
    for example in wrong:
        what = "does not fire on its hit" if example.expected == "hits" else "fires on its miss"
        say(f"{example.where}: {example.rule} {what}: {example.text}")
    if wrong:
        raise typer.Exit(BAD_RULE)
    put(f"{len(examples)} examples: all as the rules say.\n")


@app.command(
    epilog="\b\nExamples:\n"
    "  sendscan rules explain letter.pdf --find 'annual reviews'\n"
    "  sendscan rules explain --sentence 'Too many plans are late.'\n",
)
def explain(
    letter: Annotated[
        str | None, typer.Argument(metavar="LETTER", help="A letter; - is standard input.", show_default=False)
    ] = None,
    find: Annotated[str | None, typer.Option(metavar="WORDS", help="Only sentences that hold these words.")] = None,
    sentence: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            help=f"Explain this text instead of a letter, as in a letter of kind {_USUAL} unless --kind says another.",
        ),
    ] = None,
    kind: ReadAsOption = None,
    password: PasswordOption = None,
    rules: RulesOption = None,
) -> None:
    """Say why each sentence was judged as it was: which cues and rules stood, and what cancelled the rest."""
    from sendscan.errors import UsageError
    from sendscan.judging.explain import explained

    book = _book(rules)
    if letter is None and sentence is None:
        raise UsageError("Name a letter, or give --sentence TEXT.")
    if letter is not None and sentence is not None:
        raise UsageError(
            "A letter is named and --sentence is given: one of the two is explained.", advice="Leave one out."
        )
    if sentence is not None:
        from sendscan.judging.examples import judge_text

        judged = judge_text(sentence, book, kind=kind or _USUAL)
    else:
        judged = _judged(letter or "-", book, Manner(kind=kind, password=password))
    if not judged:
        raise UsageError("There is no sentence to explain.")
    shown = [(trace, text) for trace, text in judged if find is None or find.lower() in text.lower()]
    if not shown:
        raise UsageError("No sentence holds these words.")
    put("\n".join(explained(trace, text, book) for trace, text in shown))


@app.command(
    epilog="\b\nExamples:\n  sendscan rules lint --rules my-rules/\n  sendscan rules lint letters/ --rules my-rules/\n",
)
def lint(
    ctx: typer.Context,
    letters: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="LETTER|FOLDER", help="Letters, or folders of them, to try the rules on.", show_default=False
        ),
    ] = None,
    password: PasswordOption = None,
    rules: RulesOption = None,
) -> None:
    """Find phrases that stand in two rules, and, over letters, rules that never fire or are always cancelled.

    With rules of your own, only what has to do with those is said; also which stand in place of ours.
    A letter that cannot be read is reported and the others are judged; the exit code is then 3.
    """
    from sendscan.judging.lint import doubled, idle, replaced
    from sendscan.rulebook.own import own_of
    from sendscan.writing.words import counted

    book, folders = _book(rules), rule_folders(rules)
    own = own_of(book, folders) if folders else None
    found = doubled(book, own)
    if own is not None:
        found = replaced(book, own) + found
    debug = bool(ctx.find_root().params.get("debug"))
    judged, failed = _all_judged(letters or [], book, Manner(password=password), debug=debug)
    if judged:  # of letters that gave no sentence, every rule would be idle
        found += idle(book, judged, own)
    put("".join(f"{line}\n" for line in found) or ("" if failed else "Nothing to say.\n"))
    if failed:
        say(f"{counted(failed, 'letter')} could not be read: the rules were not tried there.")
        raise typer.Exit(3)


@app.command(
    epilog="\b\nExamples:\n  sendscan rules new concern school-transport -o my-rules/transport.yaml\n",
)
def new(
    sort: Annotated[Sort, typer.Argument(metavar="SORT", help="cue, voice or concern.", show_default=False)],
    rule: Annotated[str, typer.Argument(metavar="ID", help="The new rule's id.", show_default=False)],
    output: Annotated[Path | None, output_option("FILE", "Write here instead, into a new file")] = None,
) -> None:
    """Write a rule file with a filled template: change its words, then run `sendscan rules test`."""
    from sendscan.errors import UsageError, Where
    from sendscan.rulebook.template import template

    text = template(sort.value, rule)
    if rule in (book := _book(None)).rules:
        raise UsageError(
            f"There is a rule {rule} already.",
            book.places.where(rule),
            advice="Choose another id: a rule of this one would replace it.",
        )
    if output is None:
        put(text)
        return
    if not output.parent.is_dir():
        raise UsageError("There is no such folder.", Where(str(output.parent)), advice="Make it first.")
    try:
        with output.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(f"The file cannot be written: {error.strerror}.", Where(str(output))) from error


def _book(rules: list[Path] | None) -> Rulebook:
    from sendscan.rulebook import load

    return load(rule_folders(rules))


def _of_yours(book: Rulebook, folders: Sequence[Path]) -> str:
    """A line on what the rules in ``folders`` make of the bundled ones; nothing if they hold no rule."""
    from sendscan.rulebook.own import own_of
    from sendscan.writing.words import counted, some

    own = own_of(book, folders)
    parts = [
        *([f"{len(own.new)} new"] if own.new else []),
        *([f"{len(own.instead)} in place of ours ({some(own.instead)})"] if own.instead else []),
        *([f"{len(own.off)} switched off ({some(own.off)})"] if own.off else []),
    ]
    number = len(own.rules) + len(own.off)
    return f"{counted(number, 'rule')} of yours: {', '.join(parts)}.\n" if parts else ""


def _rule(name: str, book: Rulebook) -> Rule:
    from sendscan.errors import UsageError, alike

    if name in book.rules:
        return book.rules[name]
    near = alike(name, book.rules)
    advice = f"Did you mean {' or '.join(near)}?" if near else "`sendscan rules list` names them all."
    raise UsageError(f"There is no rule {name!r}.", advice=advice)


def _row(rule: Rule) -> dict[str, str]:
    from sendscan.rulebook.rules import Cue, VoiceRule

    if isinstance(rule, Cue):
        return {"id": rule.id, "sort": "cue", "says": rule.effect, "title": rule.title}
    if isinstance(rule, VoiceRule):
        return {"id": rule.id, "sort": "voice", "says": rule.voice, "title": rule.title}
    return {"id": rule.id, "sort": "concern", "says": rule.severity, "title": rule.title}


def _judged(letter: str, book: Rulebook, manner: Manner) -> list[tuple[Trace, str]]:
    from sendscan.judging.judge import traces
    from sendscan.scan import divide

    divided = divide(letter_bytes(letter), name_of(letter), manner)
    passages = divided.passages
    return [
        (trace, sentence.text)
        for passage, item in zip(passages, traces(divided.words, passages, book, kind=divided.kind), strict=True)
        for trace, sentence in zip(item, passage.sentences, strict=True)
    ]


def _all_judged(letters: list[Path], book: Rulebook, manner: Manner, *, debug: bool) -> tuple[list[Trace], int]:
    """Every sentence of the letters, and of those in the folders, named; how many could not be read, which is said."""
    from sendscan.errors import RuleError, UsageError

    traces: list[Trace] = []
    failed = 0
    for named in letters:
        for file, unseen in letters_at(named):
            try:
                if unseen:
                    raise unseen
                traces += [trace for trace, _ in _judged(str(file), book, manner)]
            except (RuleError, UsageError):
                raise
            except Exception as error:  # one bad letter never stops the others
                report(error, name=str(file), debug=debug)
                failed += 1
    return traces, failed


def _yaml(value: Any) -> str:
    import yaml

    text: str = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
    return text


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
