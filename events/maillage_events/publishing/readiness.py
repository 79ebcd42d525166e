"""What keeps an event from being published or shown by one more portal, whoever does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.pages import Refused
from maillage_events.models import Event
from maillage_events.publishing import places
from maillage_events.publishing.publication import proposes_facts

if TYPE_CHECKING:
    from maillage_events.models import EventFacts, EventPage


def refuse_unready(version: EventPage) -> None:
    """Raises Refused for a version that would not tell readers where to go, or to what.

    A translation renews words alone: what its event says counts.
    """
    event = Event.objects.filter(translation_key=version.translation_key).first()
    facts = version if event is None or proposes_facts(version) else event
    missing = []
    if not says_where(facts, event):
        missing.append(
            _(
                "“%(title)s” takes place on site and does not say where: it is not published. Open "
                "its page and choose the place on the map, or write its name or a meeting point "
                "(the commune alone is not enough); then publish it again."
            )
        )
    if not facts.event_type:
        missing.append(
            _(
                "“%(title)s” does not say what kind of event it is: it is not published. Open its "
                "page and choose the kind; then publish it again."
            )
        )
    if missing:
        raise Refused(" ".join(missing) % {"title": version.get_admin_display_title()})


def says_where(facts: EventFacts, event: Event | None) -> bool:
    """Whether the event would say where people go, once these facts hold."""
    if facts.says_where:
        return True
    place = places.resolved(facts.place_urn) if facts.place_urn else None
    return Event(**places.where(facts, place, event)).names_place


def refuse_to_show(event: Event) -> None:
    """Raises Refused for a national event that one more portal would show."""
    if not event.says_where:
        raise Refused(
            _(
                "This event takes place on site and does not say where: no other portal shows it "
                "yet. The national team writes the place on the event's page first."
            )
        )
