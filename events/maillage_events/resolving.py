"""What ``maillage:event:<uuid>`` stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from maillage.scope import DEFAULT_LANGUAGE, Scope
from maillage.territories.clocks import time_of
from maillage.values import Resolved
from maillage_events.models import Event
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.location import location, point
from maillage_events.presentation.words import words_for

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEME = "event"


def resolve(urns: Iterable[str]) -> dict[str, Resolved]:
    """Published events by URN; malformed and unknown ones are absent."""
    asked = {uuid: urn for urn in urns if (uuid := _uuid(urn))}
    events = {event.pk: event for event in Event.objects.published().filter(uuid__in=asked)}
    words = words_for(events, DEFAULT_LANGUAGE)
    addresses = Addresses(Scope())
    return {
        asked[event.uuid]: Resolved(
            urn=asked[event.uuid],
            title=words[pk].title,
            url=addresses.canonical(words[pk]),
            address=location(event),
            point=point(event),
            zone=event.timezone,
            commune=event.commune_id or "",
            clock=time_of(event.timezone),
        )
        for pk, event in events.items()
        if pk in words
    }


def _uuid(urn: str) -> UUID | None:
    head, _colon, text = urn.rpartition(":")
    try:
        return UUID(text) if head == f"maillage:{SCHEME}" else None
    except ValueError:
        return None
