"""Judging sentences of a made-up letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sendscan import rulebook
from sendscan.judging.examples import judge_text
from sendscan.judging.judgement import Judgement

Judge = Callable[..., list[Judgement]]


@pytest.fixture
def judged() -> Judge:
    """Judges a text as one item by the bundled rules."""

    def judge(text: str, kind: str = "area_send") -> list[Judgement]:
        return [trace.judgement for trace, _ in judge_text(text, rulebook.load(), kind=kind)]

    return judge
