"""A comparison or a timeline as a document for people: the same for terminal, Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sendscan.compare import wording
from sendscan.compare.parts import AlignedSide, Alignment, ComparedConcern, Comparison, Side
from sendscan.compare.timeline import Course, Said, Status, Step, ThemeCourse, Timeline
from sendscan.writing import words as say
from sendscan.writing.document import Block, Document, Grid, Heading, Line, Point, Points, Row, Run

_NAMED = 6  # letters in a title
_STATUSES: dict[Status, str] = {
    "first": "raised",
    "appears": "appears",
    "persists": "persists",
    "returns": "returns",
    "gone": "gone",
    "absent": "–",
    "not_looked_for": "not looked for",
}


def comparison_page(comparison: Comparison, *, most: int | None = None) -> Document:
    """``comparison`` for people; ``most`` is how many sentences stand for one thing in one letter."""
    sides = comparison.letters
    names = ", ".join(_name(side) for side in sides) if len(sides) <= _NAMED else say.counted(len(sides), "letter")
    return Document(
        title=f"Side by side: {names}",
        blocks=(
            _header(sides),
            *_national(sides),
            *_put_right(comparison, most),
            *_concerns(comparison, most),
            *_notes(comparison.notes, "this comparison"),
        ),
    )


def _name(side: Side) -> str:
    return f"{side.label} ({side.region})" if side.region else side.label


def _header(sides: Sequence[Side]) -> Grid:
    return Grid(
        corner="Letter", columns=tuple(_name(side) for side in sides), rows=tuple(wording.header(sides)), by="columns"
    )


def _national(sides: Sequence[Side]) -> Iterator[Block]:
    context = next((side.context for side in sides if side.context), None)
    if context is not None:
        yield Heading("All areas, SEND inspections 2016 to 2022")
        yield Points(tuple(wording.national(context)))


def _put_right(comparison: Comparison, most: int | None) -> Iterator[Block]:
    labels = [side.label for side in comparison.letters]
    if comparison.aligned:
        told: set[tuple[str, str]] = set()
        yield Heading("What is to be put right, by theme")
        yield Grid(
            corner="Theme",
            columns=tuple(labels),
            rows=tuple(_alignment(row, labels, most, told) for row in comparison.aligned),
        )
    if comparison.unaligned:
        yield Heading("To be put right in one of them alone")
        for side in comparison.unaligned:
            yield Heading(side.label, 2)
            yield Points(_items(side, most, set()))


def _alignment(row: Alignment, labels: Sequence[str], most: int | None, told: set[tuple[str, str]]) -> Row:
    sides = {side.label: side for side in row.sides}
    return Row(
        (Run(", ".join(theme.title for theme in row.themes), "strong"),),
        tuple(_items(sides[label], most, told) if label in sides else () for label in labels),
    )


def _items(side: AlignedSide, most: int | None, told: set[tuple[str, str]]) -> tuple[Point, ...]:
    """The side's items; those in ``told`` stood in full in a row before, and the others are entered there."""
    points = []
    for one in side.items:
        place = (side.label, one.item.id)
        points.append(wording.item(one.item, one.evidence, most, again=place in told))
        told.add(place)
    return tuple(points)


def _concerns(comparison: Comparison, most: int | None) -> Iterator[Block]:
    every = [*comparison.shared, *comparison.apart]
    labels = [side.label for side in comparison.letters]
    if not every:
        yield Heading("Residual concerns")
        yield Points((Point((Run("No residual concern was found in any of these letters."),)),))
        return
    yield Heading("Residual concerns: how many sentences, how grave, whose view")
    yield Grid(
        corner="Concern",
        columns=tuple(labels),
        rows=tuple(_matrix_row(concern, labels) for concern in every),
        narrowest=18,
    )
    if comparison.shared:
        yield Heading("Concerns shared")
        yield Points(tuple(_concern(concern, most) for concern in comparison.shared))
    for label in labels:
        own = [concern for concern in comparison.apart if concern.sides[0].label == label]
        if own:
            yield Heading(f"Only {label}")
            yield Points(tuple(_concern(concern, most) for concern in own))


def _matrix_row(concern: ComparedConcern, labels: Sequence[str]) -> Row:
    cells: dict[str, tuple[Point, ...]] = {side.label: (Point(wording.concern(side)),) for side in concern.sides}
    cells.update({label: (Point((Run("not looked for", "dim"),)),) for label in concern.not_looked_for})
    return Row((Run(concern.title, "strong"),), tuple(cells.get(label, ()) for label in labels))


def _concern(concern: ComparedConcern, most: int | None) -> Point:
    title = Run(concern.title, "strong")
    if len(concern.sides) == 1:
        side = concern.sides[0]
        return Point((title, Run(" "), wording.severity(side.severity)), tuple(wording.sentences(side.evidence, most)))
    below = (
        Point((Run(f"{side.label}: "), wording.severity(side.severity)), tuple(wording.sentences(side.evidence, most)))
        for side in concern.sides
    )
    return Point((title,), tuple(below))


def _notes(notes: Sequence[str], what: str) -> Iterator[Block]:
    if notes:
        yield Heading(f"What to know about {what}")
        yield Points(tuple(Point((Run(note),)) for note in notes))


def timeline_page(timeline: Timeline, *, most: int | None = None) -> Document:
    """``timeline`` for people; ``most`` is how many sentences stand for one thing in one letter."""
    sides = timeline.letters
    return Document(
        title=f"{timeline.area}: {say.counted(len(sides), 'letter')} in order",
        blocks=(
            _header(sides),
            *_register(timeline),
            *_themes(timeline, most),
            *_courses(timeline, most),
            *_notes(timeline.notes, "this timeline"),
        ),
    )


def _register(timeline: Timeline) -> Iterator[Block]:
    if timeline.context is None:
        return
    yield Heading("The official register beside the letters")
    events = [Point(wording.event(event, timeline.context)) for event in timeline.register]
    facts = [
        Point((Run(side.label, "strong"),), tuple(Point(wording.fact(check)) for check in side.checks))
        for side in timeline.letters
        if side.checks
    ]
    yield Points((*events, *facts, *wording.national(timeline.context)))


def _themes(timeline: Timeline, most: int | None) -> Iterator[Block]:
    if not timeline.themes:
        return
    labels = tuple(side.label for side in timeline.letters)
    yield Heading("What each letter says of a theme: strengths +, mixed ~, concerns !")
    yield Grid(
        corner="Theme",
        columns=labels,
        rows=tuple(_theme_row(course, most) for course in timeline.themes),
        narrowest=18,
    )


def _theme_row(course: ThemeCourse, most: int | None) -> Row:
    return Row((Run(course.theme.title, "strong"),), tuple(_said(said, most) for said in course.letters))


def _said(said: Said, most: int | None) -> tuple[Point, ...]:
    if not (said.strengths or said.mixed or said.concerns or said.items):
        return ()
    counts = Point((Run(f"+{said.strengths} ~{said.mixed} !{said.concerns}"),))
    if not said.evidence:
        return (counts,)
    items = (wording.item(item, (), most) for item in said.items)
    return (counts, *items, *wording.sentences(said.evidence, most))


def _courses(timeline: Timeline, most: int | None) -> Iterator[Block]:
    labels = tuple(side.label for side in timeline.letters)
    if not timeline.concerns:
        yield Heading("Residual concerns")
        yield Points((Point((Run("No residual concern was found in any of these letters."),)),))
        return
    yield Heading("What becomes of each concern")
    yield Grid(
        corner="Concern",
        columns=labels,
        rows=tuple(_course_row(course) for course in timeline.concerns),
        narrowest=18,
    )
    yield Heading("The sentences")
    yield Points(tuple(_course(course, most) for course in timeline.concerns))


def _course_row(course: Course) -> Row:
    return Row((Run(course.title, "strong"),), tuple((Point(_step(step)),) for step in course.steps))


def _step(step: Step) -> Line:
    words = _STATUSES[step.status]
    if step.found is None:
        return (Run(words, "strong" if step.status == "gone" else "dim"),)
    return (Run(f"{words}: ", "strong"), *wording.concern(step.found))


def _course(course: Course, most: int | None) -> Point:
    below = []
    for step in course.steps:
        if step.found is not None:
            line: Line = (Run(f"{step.label}, {_STATUSES[step.status]}: "), wording.severity(step.found.severity))
            below.append(Point(line, tuple(wording.sentences(step.found.evidence, most))))
        elif step.status == "gone":
            below.append(Point((Run(f"{step.label}: gone, no sentence raises it", "strong"),)))
    return Point((Run(course.title, "strong"),), tuple(below))
