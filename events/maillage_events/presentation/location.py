"""Where an event takes place, as readers and maps are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.values import Point

if TYPE_CHECKING:
    from maillage_events.models import Event


def location(event: Event) -> str:
    """Name and address on one line; empty for an event that is only online."""
    if not event.is_onsite:
        return ""
    return ", ".join(part for part in (event.place_name, event.address) if part)


def point(event: Event) -> Point | None:
    if not event.is_onsite or event.latitude is None or event.longitude is None:
        return None
    return Point(event.latitude, event.longitude)
