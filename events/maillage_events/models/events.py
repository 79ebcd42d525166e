"""The event itself: one row for all the languages and aliases of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage_events.models.facts import AttendanceMode, DateStatus, EventFacts, Visibility
from maillage_events.models.location import names_no_place
from maillage_events.models.standing import StandingQuerySet
from maillage_events.recurrence.wall_time import WallTimeField

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.models.pages import EventPageQuerySet


class EventQuerySet(StandingQuerySet):
    """Events by who may see them and where they belong."""

    commune_path = "commune__"
    territory_path = "territory"
    event_path = "pk"

    def without_place(self, at: datetime) -> Self:
        """Live, on site, with a date to come that takes place, and no word of where people go."""
        page, date = (apps.get_model("maillage_events", n) for n in ("EventPage", "Occurrence"))
        dates = date.objects.upcoming(at).filter(status=DateStatus.SCHEDULED)
        return self.filter(
            names_no_place(),
            Exists(page.objects.filter(event=OuterRef("pk"), live=True)),
            Exists(dates.filter(event=OuterRef("pk"))),
            status__in=Event.TAKES_PLACE,
        ).exclude(attendance_mode=AttendanceMode.ONLINE)

    def published(self) -> Self:
        """With a live page that everybody may read, listed or not."""
        return self.filter(Exists(open_pages(OuterRef("pk"))))

    def listed(self) -> Self:
        """What lists, feeds, search and map hold."""
        return self.published().filter(visibility=Visibility.PUBLIC)


class Event(EventFacts):
    """Facts in force. Written by ``publication`` and ``lifecycle`` only, never by a revision.

    ``uid`` is what calendars know the event by: stored, so that it survives a change of domain.
    ``sequence`` and ``content_modified_at`` follow conformance lines 8 and 9. ``zone_data`` is
    the edition of the world's zones its instants were computed with (see ``horizon``).
    """

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", _("planned")
        RESCHEDULED = "rescheduled", _("at a new date")
        MOVED_ONLINE = "moved_online", _("moved online")
        POSTPONED = "postponed", _("postponed")
        CANCELLED = "cancelled", _("cancelled")

    TAKES_PLACE = (Status.SCHEDULED, Status.RESCHEDULED, Status.MOVED_ONLINE)

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    uid = models.CharField(max_length=120, unique=True, editable=False)
    translation_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    territory = models.ForeignKey(
        "maillage_territories.Territory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territory"),
        help_text=_("The portal's territory; none for the national portal."),
    )
    timezone = models.CharField(_("time zone"), max_length=40, default="Europe/Paris")
    status = models.CharField(_("state"), max_length=12, choices=Status, default=Status.SCHEDULED)
    previous_start = WallTimeField(_("earlier start"), null=True, blank=True)
    cancellation_message = models.CharField(_("what people are told"), max_length=300, blank=True)
    zone_data = models.CharField(max_length=16, blank=True, default="", editable=False)
    words_key = models.TextField(blank=True, default="", editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    content_modified_at = models.DateTimeField(default=now, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("start_date", "start_time", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude=None) | Q(latitude__range=(-90, 90)),
                name="event_latitude_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None) | Q(longitude__range=(-180, 180)),
                name="event_longitude_on_earth",
            ),
        )

    def __str__(self) -> str:
        return self.uid

    def save(self, *args: object, **kwargs: object) -> None:
        self.uid = self.uid or f"{self.uuid}@{settings.MAILLAGE_DOMAIN}"
        super().save(*args, **kwargs)

    @property
    def takes_place(self) -> bool:
        """Neither cancelled nor waiting for a date."""
        return self.status in self.TAKES_PLACE

    @property
    def urn(self) -> str:
        return f"maillage:event:{self.uuid}"


# Models that point to events are asked for by name, as foreign keys name theirs.
def open_pages(event: OuterRef) -> EventPageQuerySet:
    """Pages of that event that everybody may read."""
    page = apps.get_model("maillage_events", "EventPage")
    return page.objects.filter(event=event).open_to_all()
