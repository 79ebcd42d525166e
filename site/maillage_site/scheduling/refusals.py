"""What is due and refused: asked again every minute, said once, nothing an operator can mend."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache

if TYPE_CHECKING:
    from maillage_site.scheduling.due import Due

KNOWN_FOR = timedelta(minutes=10)  # since it was last asked: without a worker, it is overdue again


def note_refusal(one: Due) -> bool:
    """Remember that it was just refused; whether that is news, to one of all the workers."""
    lasts = KNOWN_FOR.total_seconds()
    is_news = cache.add(_entry(one), True, lasts)
    if not is_news:
        cache.touch(_entry(one), lasts)
    return is_news


def is_refused(one: Due) -> bool:
    """Whether a worker was refused it within the last minutes."""
    return _entry(one) in cache


def _entry(one: Due) -> str:
    return f"schedule:refused:{one.key}:{one.moment.timestamp():.0f}"
