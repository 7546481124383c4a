"""``sendscan``: arguments in, a call, words or a file out, an exit code.

Heavy imports stay inside functions, so that ``--help`` answers at once.

Exit codes: 0 done; 1 a ``--fail-on`` tripped; 2 usage or a bad rule; 3 some letters could not be read.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from contextvars import copy_context
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from sendscan import __version__
from sendscan.cli import (
    batch,
    compare,
    evaluate,
    library,
    parse,
    problems,
    report,
    rules,
    schema,
    search,
    stats,
    timeline,
)


class _Commands(TyperGroup):
    """All commands; a value that is none of those there are is told without the words of how that was found."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")
            raise


app = typer.Typer(
    name="sendscan",
    cls=_Commands,
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help starts three times faster, and reads the same in a pipe
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(short_help="Read letters into records.", epilog=parse.EXAMPLES)(parse.parse)
app.command(short_help="Read folders of letters.", epilog=batch.EXAMPLES)(batch.batch)
app.command(short_help="Set areas side by side.", epilog=compare.EXAMPLES)(compare.compare)
app.command(short_help="Follow an area from letter to letter.", epilog=timeline.EXAMPLES)(timeline.timeline)
app.command("report", short_help="Show letters on a page, or in a workbook.", epilog=report.EXAMPLES)(report.report)
app.add_typer(library.app, short_help="Look into a library of letters.")
app.command(short_help="Find findings by words.", epilog=search.EXAMPLES)(search.search)
app.command(short_help="Count findings.", epilog=stats.EXAMPLES)(stats.stats)
app.command(short_help="Print the JSON Schema of records or rules.", epilog=schema.EXAMPLES)(schema.schema)
app.command(
    short_help="Measure records against labels.",
    epilog="""\b
Examples:
  sendscan evaluate labels/ letters/
  sendscan evaluate labels/ letters/ -f json
""",
)(evaluate.evaluate)
app.add_typer(rules.app, short_help="Look at, test and explain the rules.")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"sendscan {__version__}")
        raise typer.Exit


@app.callback(
    epilog="\b\nExamples:\n  sendscan parse letter.pdf\n  sendscan compare sutton wandsworth\n\n"
    "Exit codes: 0 done, 1 --fail-on tripped, 2 usage or a bad rule, 3 some letters could not be read."
)
def sendscan(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="On an error, print the traceback too. May stand anywhere.")
    ] = False,
) -> None:
    """Read Ofsted and CQC letters about SEND and children's services into records you can check."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command that ``argv`` asks for; its exit code.

    Without ``argv`` this is the process's own command: it ends the process.
    """
    if argv is not None:
        return _run(list(argv))
    # Start-up makes many objects and no garbage: collecting there costs a tenth of the time of a letter.
    gc.set_threshold(400_000, 20, 100)
    code = _run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)  # as mypy does: taking down spaCy's tables one by one costs another tenth


def _run(arguments: list[str]) -> int:
    own = arguments.index("--") if "--" in arguments else len(arguments)
    debug = "--debug" in arguments[:own]
    if debug:  # people add it at the end of the line that failed
        arguments = ["--debug", *(a for a in arguments[:own] if a != "--debug"), *arguments[own:]]
    try:
        # what a command remembers (which files it has read) ends with it
        copy_context().run(app, arguments, prog_name="sendscan")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        return problems.report(error, debug=debug)
    return 0
