"""Which forms go where: a folder, one file, or standard output.  All of it is settled before a letter is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sendscan.batch.job import Letter
from sendscan.errors import UsageError, Where
from sendscan.reading.folders import Walk
from sendscan.writing.as_csv import TABLES
from sendscan.writing.endings import ENDINGS, format_for, is_folder

RECORD_FORMS = ("yaml", "json", "jsonl", "csv")
ONE_EACH = ("yaml", "json")  # in a folder, a file a letter
REPORT_FORMS = ("github", "junit", "sarif", "markdown")
_IN_ONE = {*RECORD_FORMS, *REPORT_FORMS} - {"csv"}  # those that fit in one file

# what each other form is called in a folder; those that are missing are tables, or no file at all
IN_FOLDER = {"jsonl": "records.jsonl", "junit": "junit.xml", "sarif": "sendscan.sarif", "markdown": "summary.md"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The forms to write; to a ``folder``, to one ``file``, or where both are ``None`` to standard output."""

    forms: tuple[str, ...]
    folder: Path | None = None
    file: Path | None = None

    @property
    def uses_stdout(self) -> bool:
        """Whether data goes to standard output, so that nothing else may."""
        return "github" in self.forms or (bool(self.forms) and self.folder is None and self.file is None)

    @property
    def summary(self) -> tuple[Path, str] | None:
        """Where the summary goes, and its form."""
        if self.folder is None:
            return None
        form = "yaml" if "yaml" in self.forms else "json"
        return self.folder / f"summary.{form}", form

    def files(self, letters: Sequence[Letter]) -> Iterator[Path]:
        """Every file that is written if all ``letters`` can be read."""
        if self.file is not None:
            yield self.file
        if self.folder is None or self.summary is None:
            return
        yield self.summary[0]
        for form in self.forms:
            if form in IN_FOLDER:
                yield self.folder / IN_FOLDER[form]
            elif form == "csv":
                yield from (self.folder / f"{table}.csv" for table in TABLES)
            elif form in ONE_EACH:
                yield from record_files(self.folder, letters, form)


def target_for(output: str | None, forms: Sequence[str]) -> Target:
    """What ``-o`` and ``-f`` mean together.  Raises :class:`UsageError` if they mean nothing."""
    wanted = tuple(dict.fromkeys(forms))
    if output is None:
        if "csv" in wanted:
            raise UsageError("CSV is four tables.", advice="Name a folder for them, as in -o tables/.")
        if len(wanted) > 1:
            raise UsageError(f"{' and '.join(wanted)} cannot share standard output.", advice="Name a folder with -o.")
        return Target(forms=wanted)
    path = Path(output)
    files = tuple(form for form in wanted if form != "github")
    if is_folder(output) or not (path.exists() or _is_file_name(path, files)):
        return Target(forms=wanted if files else ("yaml", *wanted), folder=path)
    if not files and path.suffix.lower() == ".csv":
        files = ("csv",)
    if not files:
        files = (format_for(None, output, _IN_ONE, default="yaml", command="batch", folders=True),)
    if len(files) > 1 or "csv" in files:
        what = f"{' and '.join(files)} are {len(files)} formats" if len(files) > 1 else "CSV is four tables"
        advice = f"Name a folder, as in -o {path.stem}/."
        raise UsageError(f"{what}, which do not go into one file.", Where(output), advice=advice)
    format_for(files[0], output, files, default="", command="batch")  # raises for the ending of another
    if not path.parent.is_dir():
        raise UsageError("There is no such folder.", Where(str(path.parent)), advice="Make it first.")
    return Target(forms=tuple(dict.fromkeys((*files, *wanted))), file=path)


def _is_file_name(path: Path, files: Sequence[str]) -> bool:
    """Whether a name that is not there yet is a file's: by an ending of ours, or any, for what is one file."""
    if path.suffix.lower() in ENDINGS:
        return True
    return path.suffix != "" and all(form in IN_FOLDER for form in files) and len(files) < 2


def record_files(folder: Path, letters: Iterable[Letter], form: str) -> list[Path]:
    """The file of each letter's record, in order: its name with another ending, in the same folders.

    Two letters that differ by their ending alone, or one called like the summary, keep the ending.
    """
    names = [PurePosixPath(letter.name) for letter in letters]
    short = [str(name.with_suffix(f".{form}")) for name in names]
    taken = Counter(one.casefold() for one in (*short, f"summary.{form}"))  # one file on some systems
    return [
        folder / (one if taken[one.casefold()] == 1 else f"{name}.{form}")
        for name, one in zip(names, short, strict=True)
    ]


def records_left(folder: Path, written: Collection[Path]) -> tuple[str, ...]:
    """Names of the records in ``folder``, and below it, that are not among those ``written`` now.

    They tell of letters that are gone since, or can no longer be read; whoever reads the folder takes them
    for today's.
    """
    now = {str(path).casefold() for path in written}  # one file on some systems
    return tuple(
        sorted(
            path.relative_to(folder).as_posix()
            for path, error in Walk().files(folder)
            if error is None and path.suffix.lower() in (".yaml", ".yml", ".json") and str(path).casefold() not in now
            if _is_record(path)
        )
    )


def _is_record(file: Path) -> bool:
    """Whether the file begins as the records we write do; other data may stand beside them."""
    try:
        with file.open("rb") as opened:
            return opened.read(64).lstrip(b'{ \r\n"').startswith(b"schema_version")
    except OSError:
        return False
