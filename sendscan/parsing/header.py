"""A letter's particulars: date, addressees, subject, area, visit, and what the kind's header phrases hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sendscan.cleaning import Block, CleanText
from sendscan.dates import DATE, PERIOD, parse_date, parse_period
from sendscan.judging.judgement import Sentence
from sendscan.kinds import LetterKind
from sendscan.model import Addressee, Period, Quote, Visit
from sendscan.parsing.letter import Claim
from sendscan.parsing.people import lexicon, organisations_in, read_addressees

_DATE = re.compile(DATE, re.IGNORECASE)
_PERIOD = re.compile(PERIOD, re.IGNORECASE)
_SALUTATION = re.compile(r"dear\b", re.IGNORECASE)
_TITLE_BLOCKS = 3


class Opening(NamedTuple):
    """What stands above the subject line, and the subject line.  ``date`` is as printed."""

    date: Quote | None = None
    addressees: tuple[Addressee, ...] = ()
    title: Quote | None = None
    area: Quote | None = None
    claims: tuple[Claim, ...] = ()


def read_opening(preamble: Sequence[Block], clean: CleanText, kind: LetterKind) -> Opening:
    """Date, addressees and subject.  Whatever is not printed is ``None`` or empty."""
    texts = [clean.text[block.start : block.end] for block in preamble]
    claims: list[Claim] = []
    salutation = next((index for index, text in enumerate(texts) if _SALUTATION.match(text)), None)
    title, area, title_at = _subject(preamble, clean, kind)
    until = salutation if salutation is not None else (title_at if title_at is not None else 0)
    letter_date = None
    lines: list[str] = []
    for index, text in enumerate(texts[:until]):
        found = _DATE.match(text) if letter_date is None else None
        if found:
            letter_date = clean.quote(preamble[index].start, preamble[index].start + found.end())
            lines.append(text[found.end() :].strip(" ,"))
        else:
            lines.append(text)
        claims.append(Claim(preamble[index].start, preamble[index].end, "addressees"))
    if salutation is not None:
        claims.append(Claim(preamble[salutation].start, preamble[salutation].end, "salutation"))
    if title is not None:
        claims.append(Claim(title.span.start, title.span.end, "title"))
    return Opening(
        date=letter_date,
        addressees=read_addressees([line for line in lines if line]) if salutation is not None else (),
        title=title,
        area=area,
        claims=tuple(claims),
    )


def _subject(
    preamble: Sequence[Block], clean: CleanText, kind: LetterKind
) -> tuple[Quote | None, Quote | None, int | None]:
    """The subject line (one to three blocks), the area it names, and the first block's position.

    An earlier phrase wins wherever it fits: "Area SEND inspection of X Local Area" is also a whole line of
    a title that goes on "Partnership" in the next.
    """
    for phrase in kind.subject.singly():
        for index, first in enumerate(preamble):
            for last in preamble[index : index + _TITLE_BLOCKS]:
                found = phrase.full(clean.text[first.start : last.end])
                if found is None:
                    continue
                at = found.slots.get("area")
                area = clean.quote(first.start + at[0], first.start + at[1]) if at else None
                return clean.quote(first.start, last.end), area, index
    return None, None, None


class Fields(NamedTuple):
    """What header phrases found: every candidate of every slot, the best first, and what they claim."""

    candidates: dict[str, tuple[Quote, ...]]
    claims: tuple[Claim, ...]

    def quote(self, name: str) -> Quote | None:
        """The best candidate of a field."""
        return next(iter(self.candidates.get(name, ())), None)

    def texts(self, name: str) -> list[str]:
        """All candidates of a field, each on one line."""
        return [" ".join(quote.text.split()) for quote in self.candidates.get(name, ())]

    def text(self, name: str) -> str | None:
        """The words of the best candidate, on one line."""
        return next(iter(self.texts(name)), None)


def read_fields(sentences: Sequence[Sentence], clean: CleanText, kind: LetterKind) -> Fields:
    """Every slot of the kind's header phrases; of several candidates, the one of the earlier phrase is best,
    then the one that stands first."""
    found: dict[str, list[tuple[int, int, Quote]]] = {}
    claims: list[Claim] = []
    order = {pattern.phrase: index for index, pattern in enumerate(kind.header.patterns)}
    for sentence in _with_labels(sentences, clean):
        for match in kind.header.each(sentence.text):
            for name, (start, end) in match.slots.items():
                if sentence.text[start:end].strip():
                    quote = clean.quote(sentence.start + start, sentence.start + end)
                    found.setdefault(name, []).append((order[match.phrase], quote.span.start, quote))
            claims.append(Claim(sentence.start, sentence.end, "header"))
    best = {
        name: tuple(quote for _, _, quote in sorted(each, key=lambda item: item[:2])) for name, each in found.items()
    }
    return Fields(best, tuple(claims))


def _with_labels(sentences: Sequence[Sentence], clean: CleanText) -> list[Sentence]:
    """The sentences, a label that stands by itself ("Inspection dates:") taken with what it labels."""
    joined: list[Sentence] = []
    for sentence in sentences:
        last = joined[-1] if joined else None
        if last is not None and last.text.endswith(":") and len(last.text) < 60:
            text = clean.text[last.start : sentence.end]
            joined[-1] = last._replace(end=sentence.end, text=text)
        else:
            joined.append(sentence)
    return joined


def no_dates(fields: Fields, opening: Opening) -> tuple[Quote, ...]:
    """The dates printed where one is due that are none ("34 May 2020"), in order of print."""
    printed = [opening.date, *(fields.quote(name) for name in ("published", "issued", "declared_fit"))]
    found = [quote for quote in printed if quote and _DATE.search(quote.text) and not parse_date(quote.text)]
    periods = (fields.quote("visit"), fields.quote("previous"))
    found += [quote for quote in periods if quote and _DATE.search(quote.text) and not previous_of(quote.text)]
    return tuple(sorted(found, key=lambda quote: quote.span.start))


def visit_of(text: str | None, letter_date: str | None) -> Visit:
    """The days of the visit; a year that is not printed is the letter's."""
    year = int(letter_date[:4]) if letter_date else None
    days = parse_period(text, year=year) if text else None
    return Visit(start=days[0], end=days[1]) if days else Visit()


def previous_of(text: str | None) -> tuple[Period, ...]:
    """The previous inspections in "28 February to 4 March 2022"; words around the dates are the note."""
    if not text:
        return ()
    periods = []
    for match in _PERIOD.finditer(text):
        days = parse_period(match[0])
        if days:
            periods.append(Period(start=days[0], end=days[1]))
    rest = _PERIOD.sub(" ", text).strip(" .,;:()")
    if rest and len(periods) != 1:
        periods = [Period(start=each.start, end=each.end, note=text.strip()) for each in periods]
    return tuple(periods)


def bodies_of(text: str | None) -> tuple[str, ...]:
    """The bodies in "the local authority and the area's clinical commissioning group", without articles."""
    if not text:
        return ()
    text = " ".join(text.split())
    words = lexicon()
    known = [text[start:end] for start, end in organisations_in(text)]
    rest = words.organisation.sub(" ", text)
    if known and not re.sub(r"\b(?:and|the|both|ICBs?|CCGs?|LA|NHS)\b|[\s,()]", "", rest, flags=re.IGNORECASE):
        return tuple(known)
    parts = re.split(r",\s*(?:and\s+)?|\s+and\s+(?=the\b|[A-Z])|\s+together\s+with\s+", text)
    return tuple(bare for part in parts if (bare := re.sub(r"^(?:both\s+)?the\s+", "", part.strip(), flags=re.I)))


def responsible_of(texts: Sequence[str]) -> tuple[str, ...]:
    """The bodies responsible together: those of the first sentence that names two, else of all sentences,
    the council before the health bodies."""
    named = [tuple(text[start:end] for start, end in organisations_in(text)) for text in texts]
    together = next((bodies for bodies in named if len(bodies) > 1), None)
    apart = dict.fromkeys(body for bodies in named for body in bodies)
    return together or tuple(sorted(apart, key=lambda body: bool(re.search(r"\b(?:NHS|ICB|Integrated|Trust)\b", body))))
