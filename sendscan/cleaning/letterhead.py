"""The inspectorate's own address and contact lines, wherever the text layer put them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sendscan.cleaning.pieces import Piece

PHONE = r"\(?\b0\d{2,4}\)?[ -]?\d{3}[ -]?\d{3,4}\b"
EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
WEB = r"(?:https?://|www\.)\S+"
LABEL = r"\b(?:T|Tel|Telephone|Textphone|Minicom|Fax|F|E|Email|E-mail|W|Web|Website)\b[:.]?"
CONTACT = re.compile(f"{EMAIL}|{WEB}|{LABEL} ?{PHONE}|{PHONE}")
POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-Z]{2}\b")
INSPECTORATE = re.compile(r"(?:Ofsted|Care Quality Commission|CQC|HMI\w*|H[ei][rs] Majesty’s Inspectorate)\b")
DATE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* ?\d{4}")
# The longest address of an inspectorate, in lines, and the longest line of one, in characters.
LINES, LONGEST = 8, 60


def letterhead(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines of every block of contact lines, with the address above them.

    Such a block holds two and more contacts (telephone, textphone, mail, web) in neighbouring lines that
    say nothing else.  The address above is taken up to the line that names the inspectorate, or that
    holds a postcode; never a line that ends a sentence, or a date.
    """
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        end, contacts = at, 0
        while end < len(pieces) and (count := _contacts(pieces[end])):
            contacts += count
            end += 1
        if contacts > 1 and any(re.search(LABEL + "|" + PHONE, piece.text) for piece in pieces[at:end]):
            found.extend(pieces[_address_above(pieces, at) : end])
        at = max(end, at + 1)
    return found


def _contacts(piece: Piece) -> int:
    """How many contacts a line gives that gives nothing else but perhaps an address; else 0."""
    if piece.cell or piece.marker or piece.text.endswith((".", ",", ";")):
        return 0
    count = len(CONTACT.findall(piece.text))
    if not count:
        return 0
    rest = POSTCODE.sub(" ", re.sub(LABEL, " ", CONTACT.sub(" ", piece.text)))
    words = re.findall(r"[^\W\d]+", rest)
    # "T 0300 123 1231 Textphone 0161 618 8524 6 Cumberland Place …": an address may stand among them.
    return count if len(words) <= 2 * min(count, 3) and not any(word.islower() for word in words) else 0


def _address_above(pieces: Sequence[Piece], at: int) -> int:
    """Where the address begins that stands above the contact line ``at``."""
    first = at
    for above in range(at - 1, max(at - LINES, 0) - 1, -1):
        piece = pieces[above]
        text = piece.text
        if len(text) > LONGEST or text.endswith((".", ",", ":", ";")) or piece.marker or piece.cell:
            break
        if DATE.search(text) or piece.page != pieces[at].page:
            break
        if INSPECTORATE.match(text):
            return above
        if POSTCODE.search(text) and first == at:
            first = above
    return first
