"""Two halves of the judged questions: one to tune on, one never looked at while tuning."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from tests.search.judged.measures import Judged

TUNING = 60  # in a hundred


def is_for_tuning(text: str) -> bool:
    """By the question alone: adding questions moves none of the others."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 100 < TUNING


def half(questions: Iterable[Judged], *, holdout: bool) -> list[Judged]:
    return [one for one in questions if is_for_tuning(one.text) is not holdout]
