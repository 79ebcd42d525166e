"""What the templates of events need."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name

from maillage_events.organiser import registrants
from maillage_events.presentation import hours

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.models import Event, Occurrence, SeatPool

register = template.Library()
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def json_ld(value: dict[str, object]) -> SafeString:
    """A value inside ``<script type="application/ld+json">``, which it cannot close."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True).translate(ESCAPES)
    return mark_safe(text)  # noqa: S308 -- escaped just here


@register.filter
def when(date: Occurrence, reader_zone: str = "") -> str:
    """``mardi 8 décembre 2026, 9 h – 11 h, heure de La Réunion``: the clock where it is not theirs.

    The reader's is that of the admin's screens, unless another one is given.
    """
    return hours.when(date, reader_zone or get_current_timezone_name())


@register.filter
def seats_taken(pool: SeatPool) -> str:
    return registrants.seats_taken(pool)


@register.filter
def on_clock_of(at: datetime, event: Event) -> str:
    """An instant as people of that event read it: ``lundi 30 novembre à 14 h``."""
    return hours.instant(at, event.timezone, get_current_timezone_name())
