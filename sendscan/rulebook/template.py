"""A filled rule to start from: it loads, and its examples come out."""

from __future__ import annotations

from sendscan.errors import UsageError
from sendscan.rulebook.load import is_id

_HEAD = """\
# yaml-language-server: $schema=rules.schema.json
# A rule of your own.  Change its words, then run:  sendscan rules test --rules THIS-FOLDER
# How phrases are written: words for themselves, (a|b) one of several, [a] perhaps, ... up to six words,
# <list> a named list (see lists.yaml).  `sendscan rules explain --sentence "…"` shows what stands.
# For an editor that completes and checks the keys:  sendscan schema rules > rules.schema.json  (beside this file)
"""
_TEMPLATES = {
    "cue": """\
cues:
  - id: {id}
    title: What it tells, in a few words
    why: Why these words say so, for whoever changes the rule after you.
    effect: problem
    match:
      - creak(|s|ed|ing) under
    unless:
      - used to creak
    hits:
      - The phone line creaks under the calls.
    misses:
      - The phone line used to creak under the calls.
""",
    "voice": """\
voices:
  - id: {id}
    title: Whose view it is, in a few words
    why: A verb or a phrase of saying, thinking or feeling attributes a view.
    voice: partners
    who:
      - youth workers
    match:
      - youth workers ... (said|told|think)
    hits:
      - Youth workers told us that the club is full.
    misses:
      - Youth workers run the club.
""",
    "concern": """\
concerns:
  - id: {id}
    title: What the problem is about, in a few words
    why: Why it matters to children and families.
    severity: medium
    about:
      - (school bus|school buses|home to school transport)
    where:
      - (late|cancelled|unreliable|long)
    hits:
      - The school bus is often late.
    misses:
      - The school bus is clean and on time.
""",
}


def template(sort: str, name: str) -> str:
    """The text of a rule file with one ``cue``, ``voice`` or ``concern`` called ``name``.

    Raises :class:`UsageError` if no rule may be called so.
    """
    if not is_id(name):
        raise UsageError(
            f"{name!r} is no id for a rule.", advice="Write small letters and digits, with hyphens: school-transport."
        )
    return _HEAD + _TEMPLATES[sort].format(id=name)
