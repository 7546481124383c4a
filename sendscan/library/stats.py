"""How many findings, or letters, by one dimension and across another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from sendscan.errors import UsageError
from sendscan.library.filters import KINDS, OUTCOMES, POLARITIES, VERDICTS, VOICES, FindingFilter
from sendscan.library.remarks import remarks
from sendscan.library.search import among, expression
from sendscan.library.store import Library

Counted = Literal["findings", "letters"]
COUNTED: tuple[str, ...] = get_args(Counted)
_COUNT = {"findings": "count(DISTINCT f.id)", "letters": "count(DISTINCT l.id)"}


@dataclass(frozen=True, slots=True)
class _Dimension:
    """An SQL expression, the join it needs, and the order of its values if they have one of their own."""

    sql: str
    join: str = ""
    order: tuple[str, ...] | None = None


_OF_CONCERNS = "JOIN concerns c ON c.finding_id = f.id"
_DIMENSIONS = {
    "rule": _Dimension("c.rule", _OF_CONCERNS),
    "severity": _Dimension("c.severity", _OF_CONCERNS, ("high", "medium", "low")),
    "theme": _Dimension("t.theme", "JOIN themes t ON t.finding_id = f.id"),
    "polarity": _Dimension("f.polarity", order=POLARITIES),
    "voice": _Dimension("f.voice", order=VOICES),
    "verdict": _Dimension("i.verdict", "JOIN items i ON i.id = f.item_id", VERDICTS),
    "area": _Dimension("l.area"),
    "region": _Dimension("l.region"),
    "kind": _Dimension("l.kind", order=KINDS),
    "outcome": _Dimension("l.outcome", order=OUTCOMES),
    "year": _Dimension("substr(l.date, 1, 4)", order=()),
}
DIMENSIONS = tuple(_DIMENSIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A value of a dimension (``None``: not stated) and all that is counted under it, each once."""

    value: str | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """``cells[r][c]`` is the count of row ``r`` and column ``c``; without ``across`` there are no columns.

    A finding with two rules is counted under both, and once in the totals.
    """

    by: str
    across: str | None
    counted: str
    rows: tuple[Total, ...]
    columns: tuple[Total, ...]
    cells: tuple[tuple[int, ...], ...]
    total: int
    notes: tuple[str, ...]


def count(
    library: Library,
    by: str,
    across: str | None = None,
    *,
    counted: str = "findings",
    words: str = "",
    wanted: FindingFilter | None = None,
) -> Counts:
    """Count findings (or the letters they stand in) with ``words`` that are ``wanted``.

    ``by`` and ``across`` are of :data:`DIMENSIONS`; their values are in the order of the model or of time
    where there is one, else the most frequent first.  Raises :class:`UsageError` as :func:`search` does.
    """
    for what, value, known in (("by", by, DIMENSIONS), ("across", across, DIMENSIONS), ("count", counted, COUNTED)):
        if value is not None and value not in known:
            raise UsageError(f"--{what} cannot be {value}.", advice=f"It is one of {', '.join(known)}.")
    if by == across:
        raise UsageError("--by and --across are the same.", advice="Leave --across out.")
    wanted = wanted or FindingFilter()
    match, notes = expression(library, words)
    tables, condition, values = among(wanted, match)

    dimensions = [_DIMENSIONS[name] for name in (by, across) if name is not None]
    joins = " ".join(dict.fromkeys(dimension.join for dimension in dimensions))

    def grouped(*names: str) -> dict[tuple[str | None, ...], int]:
        # always all joins: totals are of what has both dimensions
        return _grouped(library, (f"{tables} {joins}", condition, values), names, counted)

    rows = _ordered(by, {value: number for (value,), number in grouped(by).items()})
    columns: tuple[Total, ...] = ()
    cells: dict[tuple[str | None, ...], int] = {}
    if across is not None:
        cells = grouped(by, across)
        columns = _ordered(across, {value: number for (value,), number in grouped(across).items()})
    return Counts(
        by=by,
        across=across,
        counted=counted,
        rows=rows,
        columns=columns,
        cells=tuple(tuple(cells.get((row.value, column.value), 0) for column in columns) for row in rows),
        total=grouped()[()],
        notes=(*notes, *remarks(library, wanted)),
    )


def _grouped(
    library: Library, source: tuple[str, str, Sequence[object]], names: Sequence[str], counted: str
) -> dict[tuple[str | None, ...], int]:
    tables, condition, values = source
    columns = [_DIMENSIONS[name].sql for name in names]
    group = f" GROUP BY {', '.join(columns)}" if columns else ""
    rows = library.ask(
        f"SELECT {', '.join([*columns, _COUNT[counted]])} FROM {tables} WHERE {condition}{group}", values
    )
    return {tuple(row[:-1]): row[-1] for row in rows}


def _ordered(name: str, totals: dict[str | None, int]) -> tuple[Total, ...]:
    order = _DIMENSIONS[name].order

    def place(value: str | None) -> tuple[bool, int, str]:
        if order is None:
            return value is None, -totals[value], value or ""
        return value is None, order.index(value) if value in order else len(order), value or ""

    return tuple(Total(value=value, count=totals[value]) for value in sorted(totals, key=place))
