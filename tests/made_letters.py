"""Revisit letters written on the spot, about an invented place, out of the parts a test cares for."""

from __future__ import annotations

from sendscan.cleaning import CleanText, clean
from sendscan.kinds import load_kinds, recognise
from sendscan.language import Words
from sendscan.parsing import Letter, parse_letter
from sendscan.reading import read

HEAD = """\
Ofsted
Agora
6 Cumberland Place
Nottingham
NG1 6HJ

T 0300 123 1231
www.gov.uk/ofsted

{date}

{addressees}

Dear Ms Holloway

Joint area SEND revisit in {area}

{visit}

{statement}

{overall} This letter outlines our findings from the revisit.

The inspection was led by one of Her Majesty's Inspectors from Ofsted.

Main findings

{findings}

{next_step}

Yours sincerely

{signed}
"""

DEFAULTS = {
    "date": "12 March 2021",
    "addressees": "Jane Holloway\nDirector of Children's Services\nOldmere Council\nCivic Centre\nOM1 2CD",
    "area": "Oldmere",
    "visit": "Between 1 and 3 February 2021, Ofsted and the Care Quality Commission (CQC) revisited the area of "
    "Oldmere to decide whether sufficient progress has been made in addressing each of the significant weaknesses "
    "detailed in the written statement of action issued on 5 June 2018.",
    "statement": "HMCI determined that the local authority and the area's clinical commissioning group were jointly "
    "responsible for submitting the written statement to Ofsted. This was declared fit for purpose in October 2018.",
    "overall": "The area has made sufficient progress in addressing both of the significant weaknesses identified at "
    "the initial inspection.",
    "findings": """■ The initial inspection found that there was:

'weak oversight of education, health and care (EHC) plans'.

Leaders check plans each month. Too many reviews are late.

The area has made sufficient progress in addressing this significant weakness.

■ The initial inspection found that there was:

'poor communication with families'.

Families are kept informed.

The area has made sufficient progress in addressing this significant weakness.""",
    "next_step": "As the area has made sufficient progress in addressing all the significant weaknesses, the formal "
    "quarterly support and challenge visits from the Department for Education and NHS England will cease.",
    "signed": "Ann Fielding\nHer Majesty's Inspector",
}


def letter_text(**parts: str) -> str:
    """The text of a revisit letter, with the given parts in place of the usual ones."""
    return HEAD.format(**{**DEFAULTS, **parts})


def parsed(text: str) -> tuple[Letter, CleanText]:
    """A letter's text divided, unjudged, and the clean text its spans point into."""
    clean_text = clean(read(text.encode(), "letter.txt"))
    kind = recognise(clean_text.text, "letter.txt", load_kinds())
    return parse_letter(clean_text, Words(clean_text.text), kind), clean_text


def revisit(**parts: str) -> Letter:
    """:func:`letter_text`, divided."""
    return parsed(letter_text(**parts))[0]
