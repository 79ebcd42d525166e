"""People who signed up must be told: cancelling does it, taking the page away does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_events.models import Event, EventPage, Occurrence, Registration

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from wagtail.models import Page


def would_leave_people(pages: Iterable[Page], *, at: datetime) -> bool:
    """Taking these pages, with those below them, away hides an event people signed up for.

    A translation or an alias may go while another page still tells the event.
    """
    going = set()
    for page in pages:
        found = EventPage.objects.descendant_of(page, inclusive=True)
        going |= set(found.values_list("pk", flat=True))
    told = EventPage.objects.filter(live=True, event__isnull=False)
    events = set(told.filter(pk__in=going).values_list("event", flat=True))
    events -= set(
        told.filter(event__in=events).exclude(pk__in=going).values_list("event", flat=True)
    )
    held = Registration.objects.active().ahead(at)
    return held.filter(
        occurrence__event__in=events,
        occurrence__event__status__in=Event.TAKES_PLACE,
        occurrence__status=Occurrence.Status.SCHEDULED,
    ).exists()
