"""The only import of spaCy: words and sentences, found once a text.  No ``Doc`` leaves this module."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# What stands between single blanks; white space beyond those is a word of its own, as in spaCy.
_STRETCH = re.compile(r"[^\S ]+|\S+| {2,}| (?=[^\S ])|^ ")

_NEVER_LAST = frozenset(
    re.findall(r"\S+", "st dr mr mrs ms prof rev hon sir cllr e.g i.e eg ie cf vs nos viz approx para fig")
)
"""Short forms whose full stop never ends a sentence.  "No." does, but for a number after it."""

_LAST_WORD = re.compile(r"([\w.&’'-]*)[.!?…]+[\"'”’)\]]*\s*$")
_OPENING = re.compile(r"[\"'“‘(\[]+$")
_CLOSING = re.compile(r"[\"'”’)\]]+(?=\s)")
_INITIALS = re.compile(r"(?:^|[\s(])(?:[A-Z]\.)*[A-Z]\.\s*$")
# "meets needs.2 The": a footnote's number hides the full stop from the tokenizer; "13.5" and "v1.2" do not.
_NOTED = re.compile(r"(?<=[a-z)”’])[.!?][\"'”’)\]]*\d{1,2}(?=\s+[\"'“‘(]*[A-Z])")
# "at this time.They", "(SEND).The": the space was lost, and the tokenizer keeps "(SEND).The" whole.
_GLUED = re.compile(r"(?<=[a-z)\]”’])[.!?](?=[A-Z][a-z]+\b(?!\.[a-z]))")

# "… in their care. (Outcome 3, national framework)": a remark in brackets without a full stop of its own
# belongs to the sentence before it.
_REMARK = re.compile(r"\([^().!?\n]{1,80}\)(?=\s|$)(?!\s*\()(?=\s*(?:$|\n|[A-Z]))")

_SENTENCE_OPENERS = re.compile(
    r"(?:The|They|This|These|Th[oa]se?|There|Then|It|Its|In|A|An|As|At|All|Although|However|While|When|Some|Most|"
    r"Many|Leaders|Children|Parents|Schools|Staff|Inspectors|We|Our|Where|For|On|Of|If|But|And|Not|No)\b"
)
# "option B. They chose it": the tokenizer takes every capital with a full stop for an initial.
_LETTERED = re.compile(r"(?<=[a-z0-9)] [A-Z])\.\s+(?=" + _SENTENCE_OPENERS.pattern + ")")


@lru_cache(maxsize=1)
def _english() -> Language:
    import spacy

    english = spacy.blank("en")
    english.add_pipe("sentencizer")
    return english


class Words:
    """A text cut into words once, for the sentences it holds and the phrases sought in it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower: list[str] = []
        self._at: list[int] = []
        doc = self._cut(text)
        self._starts = _sentence_starts(text, doc)

    def _cut(self, text: str) -> Doc:
        """The text as spaCy cuts it, stretch by stretch between blanks.

        spaCy forgets the stretches it has cut as soon as a special case ("don't") stands before them; to
        remember them here makes a folder of letters three times as fast to cut.
        """
        from spacy.tokens import Doc

        english = _english()
        words: list[str] = []
        spaces: list[bool] = []
        for match in _STRETCH.finditer(text):
            stretch = match[0]
            if stretch.isspace():
                words.append(stretch)
                spaces.append(False)
                continue
            cut = _cut_stretch(stretch)
            words += cut.words
            spaces += cut.inner
            spaces.append(text[match.end() : match.end() + 1] == " ")
            start = match.start()
            self._lower += cut.lower
            self._at += [start + at for at in cut.at]
        return english.get_pipe("sentencizer")(Doc(english.vocab, words=words, spaces=spaces))

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """Character offsets of the sentences within ``text[start:end]``, without outer white space.

        A sentence never crosses a line break: in a clean text every block is a line of its own.  Marks without a
        letter or a digit are none: a wrong encoding leaves "?" where a bullet stood.
        """
        cuts = [start, *self._starts[bisect_right(self._starts, start) : bisect_left(self._starts, end)], end]
        found = []
        for first, last in pairwise(cuts):
            piece = self._text[first:last]
            body = piece.strip()
            if any(map(str.isalnum, body)):
                begin = first + piece.index(body[0])
                found.append((begin, begin + len(body)))
        return found

    def words(self, start: int, end: int) -> tuple[list[str], list[int]]:
        """The words and marks of ``text[start:end]``, lower-case with plain quotes, and their offsets."""
        first, last = bisect_left(self._at, start), bisect_left(self._at, end)
        return self._lower[first:last], self._at[first:last]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A stretch without blanks, cut: ``inner`` says for all words but the last that no blank follows."""

    words: tuple[str, ...]
    lower: tuple[str, ...]
    at: tuple[int, ...]
    inner: tuple[bool, ...]


@lru_cache(maxsize=50_000)
def _cut_stretch(stretch: str) -> _Cut:
    doc = _english().make_doc(stretch)
    words = tuple(token.text for token in doc)
    return _Cut(
        words,
        tuple(_PLAIN.get(token.lower_, token.lower_) for token in doc),
        tuple(token.idx for token in doc),
        (False,) * (len(words) - 1),
    )


_PLAIN = {"’": "'", "’s": "'s", "n’t": "n't", "‘": "'", "“": '"', "”": '"', "‑": "-", "–": "-"}
"""Typographic forms of one and the same word, as rules write it."""


def _sentence_starts(text: str, doc: Doc) -> list[int]:
    """Offsets where sentences begin: the sentencizer's, corrected for how letters are written."""
    marked = doc.to_array(["IDX", "SENT_START"])
    starts = {corrected for at in marked[marked[:, 1] == 1, 0] if (corrected := _corrected(text, int(at))) is not None}
    starts.update(match.end() for match in _NOTED.finditer(text))
    starts.update(match.end() for match in _GLUED.finditer(text))
    starts.update(match.end() for match in _LETTERED.finditer(text))
    starts.update(match.end() for match in re.finditer("\n", text))
    return sorted(starts)


def _corrected(text: str, at: int) -> int | None:
    """Where the sentence that spaCy begins at ``at`` really begins; ``None`` if it is no beginning."""
    if closing := _CLOSING.match(text, at):  # 'well." They': the quotation mark belongs to what went before
        at = closing.end()
    at -= len(opening[0]) if (opening := _OPENING.search(text, max(at - 4, 0), at)) else 0
    rest = text[at : at + 40]
    before = text[max(at - 40, 0) : at]
    if "\n" in before[len(before.rstrip()) :]:
        return at
    following = rest.lstrip(" \t\"'“‘([•-–")
    if following[:1].islower():  # "from St. thomas", "(e.g. speech)", '"Why not?" they ask'
        return None
    if _REMARK.match(text, at):
        return None
    last = _LAST_WORD.search(before)
    if last is None:
        return at
    word = last[1].lower().strip(".'’")
    if word in _NEVER_LAST or (word == "no" and following[:1].isdigit()):
        return None
    # initials: "J. Smith", "J.R. Smith" — but "option B. They" and "up to age 5. It" end there
    if (
        _INITIALS.search(before)
        and re.match(r"[A-Z](?:\.|[a-z’'-]+\b)", following)
        and not _SENTENCE_OPENERS.match(following)
    ):
        return None
    return at
