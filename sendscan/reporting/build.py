"""Records -> the report: letters in order, what is numbered, and the figures made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sendscan import __version__
from sendscan.labels import NOWHERE, area_of, date_of, labels
from sendscan.model import Item, Outcome, Record, Weakness
from sendscan.reporting import figures
from sendscan.reporting.marking import Marked, Marker
from sendscan.writing import words as say
from sendscan.writing.report.view import Action, Bar, LetterView, OutcomeView, Report, RuleView, Tone

_TONES: dict[str, Tone] = {"✓": "good", "◐": "part", "✗": "bad"}
_ORDER = ("✗", "◐", "✓", "·", "?")
_HEADINGS = {
    "strengths": "Strengths",
    "needs_work": "What needs to be better",
    "narrative": "The account",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleNote:
    """What a rulebook says of a residual concern; ``group`` is the part of the service it is about."""

    id: str
    title: str
    why: str
    group: str


def build(records: Sequence[Record], rules: Sequence[RuleNote] = (), *, among: str = "") -> Report:
    """The report on ``records``: by area, each area's letters oldest first, the same letter once.

    ``rules`` explain and order the concerns; concerns they do not know are shown by the title the record
    has.  ``among`` are words for where the letters are from.
    """
    records = in_order(records)
    numbered = _rules(records, rules)
    numbers = {rule.id: rule.number for rule in numbered}
    marked = [Marker(record, letter, numbers, _wanted(record)).marked() for letter, record in enumerate(records, 1)]
    titles = {rule.id: rule.title for rule in numbered}
    letters = tuple(
        _letter(record, text, number=number, label=label, titles=titles)
        for number, (record, label, text) in enumerate(zip(records, labels(records), marked, strict=True), 1)
    )
    heard = figures.voices(records)
    names = tuple(dict.fromkeys(letter.area for letter in letters))
    return Report(
        title=_title(names),
        made_by=f"sendscan {__version__}",
        areas=names,
        kinds=tuple(dict.fromkeys((letter.kind_id, say.sentence_case(letter.kind)) for letter in letters)),
        letters=letters,
        outcomes=_outcomes(records),
        tally=figures.tally(finding for record in records for finding in record.findings()),
        most_findings=max((_reach(bar) for letter in letters for bar in letter.bars), default=1),
        rules=numbered,
        heat=figures.heat(records, numbered, [text.anchors for text in marked]),
        timeline=figures.timeline(records, letters),
        voices=heard,
        themes=figures.themes(records, numbered, heard),
        notes=tuple(_notes(letters, among)),
    )


def in_order(records: Sequence[Record]) -> list[Record]:
    """By area, those without one last; each area's letters oldest first; the same letter once."""
    once = {record.source.sha256: record for record in reversed(records)}.values()
    return sorted(
        once, key=lambda r: (_area(r) == NOWHERE, _area(r).casefold(), date_of(r.letter) or "", r.source.name)
    )


def _area(record: Record) -> str:
    return area_of(record) or NOWHERE


def _when(record: Record) -> str:
    letter = record.letter
    if letter.letter_date is None and (letter.visit.start or letter.visit.end):
        return f"visit {say.visit_words(letter.visit)}"
    return say.date_words(letter.letter_date)


def _rules(records: Sequence[Record], notes: Sequence[RuleNote]) -> tuple[RuleView, ...]:
    """The rules that were found as concern or theme, numbered; the catch-all rule last."""
    titles = {concern.rule: concern.title for record in records for concern in record.concerns}
    known = {note.id: note for note in notes}
    unknown = [RuleNote(id=id_, title=title, why="", group="Other") for id_, title in sorted(titles.items())]
    every = [*notes, *(note for note in unknown if note.id not in known)]
    every.sort(key=lambda note: note.group == "Other")
    sentences = Counter(concern.rule for record in records for concern in record.concerns)
    letters = Counter(rule for record in records for rule in {concern.rule for concern in record.concerns})
    named = {theme for record in records for one in (*record.findings(), *record.items()) for theme in one.themes}
    found = [note for note in every if note.id in sentences or note.id in named]
    return tuple(
        RuleView(
            number=number,
            id=note.id,
            title=note.title,
            why=note.why,
            group=note.group,
            letters=letters[note.id],
            sentences=sentences[note.id],
        )
        for number, note in enumerate(found, 1)
    )


def _wanted(record: Record) -> set[str]:
    """What something else on the page leads to: the first finding of each concern, and each item."""
    firsts = {concern.rule: concern.finding for concern in reversed(record.concerns)}
    return {*firsts.values(), *(_target(item) for item in record.items())}


def _target(item: Weakness | Item) -> str:
    if item.findings and not isinstance(item, Weakness):
        return item.findings[0].id
    return item.id


def _letter(record: Record, text: Marked, *, number: int, label: str, titles: Mapping[str, str]) -> LetterView:
    letter = record.letter
    return LetterView(
        number=number,
        area=_area(record),
        region=letter.area.region if letter.area else None,
        label=label,
        kind=say.KINDS[letter.kind],
        kind_id=letter.kind,
        title=letter.title or say.sentence_case(say.KINDS[letter.kind]),
        focus=letter.focus,
        visit=say.visit_words(letter.visit),
        when=_when(record),
        source=record.source.name,
        sha256=record.source.sha256,
        pages=record.source.pages,
        outcome=_outcome(record.outcome),
        tally=figures.tally(record.findings()),
        concerns=len({concern.rule for concern in record.concerns}),
        bars=tuple(_bars(record, text.anchors, titles)),
        priority_actions=tuple(_actions(record.priority_actions, text.anchors)),
        improvements=tuple(_actions(record.improvements, text.anchors)),
        paragraphs=text.paragraphs,
        whole_text=text.whole,
        remarks=tuple(_remarks(record, whole=text.whole)),
    )


def _outcome(outcome: Outcome) -> OutcomeView:
    mark = say.MARKS[outcome.verdict]
    statement = outcome.statement
    counted = outcome.sufficient is not None and bool(outcome.total)
    return OutcomeView(
        mark=mark,
        tone=_TONES.get(mark, "none"),
        words=say.outcome_words(outcome),
        sufficient=outcome.sufficient if counted else None,
        total=outcome.total if counted else None,
        next_step=say.NEXT_STEPS[outcome.next_step] if outcome.next_step else None,
        statement=statement.text if statement else None,
        page=statement.span.page if statement else None,
    )


def _bars(record: Record, anchors: Mapping[str, str], titles: Mapping[str, str]) -> Iterator[Bar]:
    """One for each weakness; for letters of other kinds one for each heading, whatever number of bullets."""
    for weakness in record.weaknesses:
        mark = say.MARKS[weakness.verdict.value]
        yield Bar(
            label=weakness.id,
            title=weakness.statement.text,
            tally=figures.tally(weakness.findings),
            anchor=anchors.get(_target(weakness)),
            mark=mark,
            tone=_TONES.get(mark, "none"),
            verdict=say.VERDICTS[weakness.verdict.value],
            themes=tuple(titles[theme] for theme in weakness.themes if theme in titles),
        )
    for name, heading in _HEADINGS.items():
        items: tuple[Item, ...] = getattr(record, name)
        for title, group in groupby(items, key=lambda item: item.heading or heading):
            together = list(group)
            lean = figures.tally(finding for item in together for finding in item.findings)
            if lean.total > lean.context:
                anchor = anchors.get(_target(together[0]))
                yield Bar(label=_label(together), title=title, tally=lean, anchor=anchor)


def _label(items: Sequence[Item]) -> str:
    return items[0].id if len(items) == 1 else f"{items[0].id}–{items[-1].id}"


def _reach(bar: Bar) -> int:
    return max(bar.tally.strength, bar.tally.concern + bar.tally.mixed)


def _actions(items: Sequence[Item], anchors: Mapping[str, str]) -> Iterator[Action]:
    for item in items:
        yield Action(
            label=item.id,
            text=item.statement.text,
            responsible=item.responsible,
            anchor=anchors.get(_target(item)),
        )


def _remarks(record: Record, *, whole: bool) -> Iterator[str]:
    if not whole:
        why = "holds no text" if record.text is None else "holds another text than its findings are from"
        yield f"The record {why}: the letter is shown by its findings alone, not by all it says."
    for diagnostic in record.diagnostics:
        if diagnostic.code != "unclaimed_text":  # the passages themselves follow
            yield diagnostic.message
    for passage in record.coverage.unclaimed:
        yield f"Not understood, page {passage.span.page}: “{passage.text}”"


def _outcomes(records: Sequence[Record]) -> tuple[tuple[str, Tone, str, int], ...]:
    """Every outcome there is and how many letters have it, the worst first; none is added to another."""
    counts = Counter(record.outcome.verdict for record in records)
    marks = {verdict: say.MARKS[verdict] for verdict in counts}
    return tuple(
        (marks[verdict], _TONES.get(marks[verdict], "none"), say.OUTCOMES[verdict], counts[verdict])
        for verdict in sorted(counts, key=lambda verdict: (_ORDER.index(marks[verdict]), verdict))
    )


def _title(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"Inspection letters about {len(names)} areas"
    return f"Inspection letters about {' and '.join([', '.join(names[:-1]), names[-1]] if names[1:] else names)}"


def _notes(letters: Sequence[LetterView], among: str) -> Iterator[str]:
    if among:
        yield f"The letters are from {among}."
    if len({letter.kind for letter in letters}) > 1:
        yield "The letters are of different kinds: they judge by different measures, and some give no judgement."
    yield (
        "A longer letter has more sentences of every sort. Counts compare the themes within a letter better "
        "than they compare areas."
    )
