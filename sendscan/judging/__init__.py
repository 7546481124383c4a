"""Findings to polarity, voice and concerns."""

from __future__ import annotations

from sendscan.judging.judge import judge
from sendscan.judging.judgement import Judgement, Passage, Raised, Sentence

__all__ = ["Judgement", "Passage", "Raised", "Sentence", "judge"]
