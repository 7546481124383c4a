"""The inspectorate's own address and contact lines, wherever the text layer put them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendscan.cleaning.pieces import Piece

PHONE = r"\(?\b0\d{2,4}\)?[ -]?\d{3}[ -]?\d{3,4}\b"
EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
WEB = r"(?:https?://|www\.)\S+"
LABEL = r"\b(?:T|Tel|Telephone|Textphone|Minicom|Fax|F|E|Email|E-mail|W|Web|Website)\b[:.]?"
CONTACT = re.compile(f"{LABEL} ?(?:{PHONE}|{EMAIL}|{WEB})|{EMAIL}|{WEB}|{PHONE}")
VOICE = re.compile(f"{LABEL}|{PHONE}")
POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b")
INSPECTORATE = re.compile(r"(?:Ofsted|Care Quality Commission|CQC|HMI\w*|H[ei][rs] Majesty’s Inspectorate)\b")
DATE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* ?\d{4}")
# The longest address of an inspectorate, in lines, and the longest line of one, in characters.
LINES, LONGEST = 8, 60
# The longest line of scrambled contacts, in characters.
LONGEST_CONTACTS = 400


def letterhead(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines of every block of contact lines, with the address beside or above them.

    Such a block holds two and more contacts (telephone, textphone, mail, web) in neighbouring lines that
    say nothing else.  In a PDF the address is what stands in the same block of short lines; in text it is
    taken up to the line that names the inspectorate or, failing that, holds a postcode.  Never a line that
    ends a sentence, or a date.
    """
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        end, contacts = at, 0
        while end < len(pieces) and (count := _contacts(pieces[end])):
            contacts += count
            end += 1
            if end + 1 < len(pieces) and _contacts(pieces[end + 1]) and _is_street(pieces[end]):
                # A line of the address among the contacts.
                end += 1
        if contacts > 1 and any(VOICE.search(piece.text) for piece in pieces[at:end]):
            first, last = _block(pieces, at, end) if pieces[at].box else (_address_above(pieces, at), end)
            found.extend(pieces[first:last])
            end = last
        at = max(end, at + 1)
    return found


def _contacts(piece: Piece) -> int:
    """How many contacts a line gives that gives nothing else but perhaps an address; else 0."""
    if piece.cell or piece.marker or piece.text.endswith((".", ",", ";")) or len(piece.text) > LONGEST_CONTACTS:
        return 0
    count = len(CONTACT.findall(piece.text))
    if not count:
        return 0
    rest = POSTCODE.sub(" ", re.sub(LABEL, " ", CONTACT.sub(" ", piece.text)))
    words = re.findall(r"[^\W\d]+", rest)
    # "T 0300 123 1231 Textphone 0161 618 8524 6 Cumberland Place …": an address may stand among them.
    return count if len(words) <= 2 * min(count, 3) and not any(word.islower() for word in words) else 0


def _is_street(piece: Piece) -> bool:
    """Whether the line is one of an address: a house number, a postcode, the inspectorate's name."""
    text = piece.text
    return _short(piece) and bool(text[:1].isdigit() or POSTCODE.search(text) or INSPECTORATE.match(text))


def _short(piece: Piece) -> bool:
    """Whether the line can be one of an address."""
    text = piece.text
    ended = text.endswith((".", ",", ":", ";"))
    return not (len(text) > LONGEST or ended or piece.marker or piece.cell or DATE.search(text))


def _block(pieces: Sequence[Piece], at: int, end: int) -> tuple[int, int]:
    """The lines, from and to, that stand in one block with the contact lines ``at`` to ``end``."""
    first, last = at, end
    while first > 0 and at - first < LINES and _beside(pieces[first - 1], pieces[first:last]):
        first -= 1
    while last < len(pieces) and last - end < LINES and _beside(pieces[last], pieces[first:last]):
        last += 1
    return first, last


def _beside(piece: Piece, block: Sequence[Piece]) -> bool:
    """Whether the line stands right above, below or beside the block, in type of about the same size."""
    if not piece.box or not _short(piece) or piece.page != block[0].page:
        return False
    boxes = [other.box for other in block if other.box]
    height = piece.box.bottom - piece.box.top
    if abs((piece.size or 0) - (block[0].size or 0)) > 1.5 or (piece.bold and not block[0].bold):
        return False
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    # The address may stand a blank line above the contacts.
    return top - 1.7 * height < piece.box.bottom and piece.box.top < bottom + 0.7 * height


def _address_above(pieces: Sequence[Piece], at: int) -> int:
    """Where the address begins that stands above the contact line ``at``."""
    first = at
    for above in range(at - 1, max(at - LINES, 0) - 1, -1):
        piece = pieces[above]
        if not _short(piece) or piece.page != pieces[at].page:
            break
        if INSPECTORATE.match(piece.text):
            return above
        if POSTCODE.search(piece.text) and first == at:
            first = above
    return first
