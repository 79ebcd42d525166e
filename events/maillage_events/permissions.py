"""Who does what in the agenda: the agenda's rows of the table of rights (``maillage.permissions``).

An event belongs to its portal; national events are the national team's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from maillage.audit import declare
from maillage.permissions import DECIDERS, PUBLISHER, TEAM, Verb, register_territory_policy
from maillage_events.models import (
    Attendance,
    Event,
    EventSeries,
    EventShare,
    Material,
    Registration,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from maillage.territories.models import Territory
    from maillage_events.models.events import EventQuerySet
    from maillage_events.models.registrations import RegistrationQuerySet

    Territories = Collection[Territory]


def events_of(own: Territories) -> EventQuerySet:
    return Event.objects.belonging_to(own)


def registrations_of(own: Territories) -> RegistrationQuerySet:
    return Registration.objects.filter(occurrence__event__in=events_of(own))


def attendances_of(own: Territories) -> QuerySet[Attendance]:
    return Attendance.objects.filter(registration__in=registrations_of(own))


def materials_of(own: Territories) -> QuerySet[Material]:
    return Material.objects.filter(occurrence__event__in=events_of(own))


def shares_of(own: Territories) -> QuerySet[EventShare]:
    return EventShare.objects.filter(territory__in=own)


register_territory_policy(
    Event,
    Verb("view", TEAM),
    # Moving, postponing, restoring a date: people who signed up are told.
    Verb("change", DECIDERS),
    Verb("cancel", DECIDERS),
    Verb("message", DECIDERS),
    # The list of people, to be taken away.
    Verb("export", DECIDERS),
    # What the date left: slides, replay, minutes.
    Verb("publish", DECIDERS),
    Verb("check-in", TEAM),
    rows=events_of,
)
# To change a sign-up is to accept, refuse or cancel it.
register_territory_policy(
    Registration, Verb("view", TEAM), Verb("change", DECIDERS), rows=registrations_of
)
register_territory_policy(Attendance, Verb("view", TEAM), Verb("change", TEAM), rows=attendances_of)
register_territory_policy(Material, Verb("view", TEAM), Verb("delete", DECIDERS), rows=materials_of)
# A national event taken up: a draft until it is published.
register_territory_policy(
    EventShare,
    Verb("view", TEAM),
    Verb("change", TEAM),
    Verb("publish", PUBLISHER),
    rows=shares_of,
)
# A series is public as soon as it is saved.
register_territory_policy(
    EventSeries,
    Verb("view", TEAM),
    Verb("add", DECIDERS),
    Verb("change", DECIDERS),
    Verb("delete", DECIDERS),
)

declare("maillage.event_cancelled", _("Event cancelled"), _("cancelled the event"))
declare("maillage.date_cancelled", _("Date cancelled"), _("cancelled the date of %(day)s"))
declare(
    "maillage.people_exported",
    _("List of people downloaded"),
    _("downloaded the list of people of %(day)s"),
)
