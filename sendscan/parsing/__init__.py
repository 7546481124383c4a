"""Clean text and a kind to a letter: particulars, outcome, sections, weaknesses, sign-off."""

from sendscan.parsing.letter import Claim, Draft, Letter
from sendscan.parsing.parse import parse_letter

__all__ = ["Claim", "Draft", "Letter", "parse_letter"]
