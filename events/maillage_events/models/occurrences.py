"""The dates of an event and the seats of each date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage_events.models import registration_window
from maillage_events.models.events import Event, open_pages
from maillage_events.models.facts import DateStatus, RegistrationMode, SeatMode, Visibility
from maillage_events.models.registration_window import RegistrationWindow
from maillage_events.models.standing import StandingQuerySet, shares
from maillage_events.recurrence.wall_time import WallTimeField, instant
from maillage_events.recurrence.zones import zone

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.scope import Scope
    from maillage.values import Period


class OccurrenceQuerySet(StandingQuerySet):
    """Dates of events."""

    commune_path = "event__commune__"
    territory_path = "event__territory"
    event_path = "event"

    def listed(self) -> Self:
        """Of events that lists show."""
        return self.filter(
            Exists(open_pages(OuterRef("event_id"))),
            event__visibility=Visibility.PUBLIC,
        )

    def upcoming(self, now: datetime) -> Self:
        """Not over yet: a running one is listed until its end."""
        return self.filter(ends_at__gt=now)

    def past(self, now: datetime) -> Self:
        return self.filter(ends_at__lte=now)

    def open_for_registration(self, now: datetime) -> Self:
        """By the clock alone: whether seats are left is another question."""
        return self.filter(registration_window.is_open(now))

    def with_places(self, now: datetime) -> Self:
        """One may still come: nobody signs up, or sign-up is open and a seat free here.

        How many seats another site has left is not known: it is taken to have some.
        """
        mode = "event__registration_mode"
        elsewhere = Q(**{mode: RegistrationMode.EXTERNAL})
        free = Exists(_pools_with_places(OuterRef("pk"))) | elsewhere
        return self.filter(
            Q(**{mode: RegistrationMode.NONE}) | (registration_window.is_open(now) & free),
            registration_window.takes_place(),
        )

    def during(self, period: Period) -> Self:
        """Having a moment in common with the period."""
        return self.filter(starts_at__lt=period.end, ends_at__gt=period.start)

    def put_forward(self, scope: Scope) -> Self:
        """Of events that the portal took up and shows first."""
        pinned = shares(scope.territory).filter(hidden=False, pinned=True)
        return self.filter(event__in=pinned.values("event"))

    def in_time_order(self) -> Self:
        return self.order_by("starts_at", "ends_at", "pk")


class Occurrence(models.Model):
    """One dated sitting: what people sign up for and what lists show.

    ``recurrence_id`` is the date the rule gave it, in the event's zone: it stays when the
    sitting is moved (``moved``). ``local_start`` and ``local_end`` are the truth;
    ``starts_at`` and ``ends_at`` are computed from them in the event's zone.
    """

    Status = DateStatus

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="occurrences")
    recurrence_id = models.DateField(_("date in the series"))
    local_start = WallTimeField(_("start"))
    local_end = WallTimeField(_("end"))
    starts_at = models.DateTimeField(db_index=True, editable=False)
    ends_at = models.DateTimeField(db_index=True, editable=False)
    status = models.CharField(_("state"), max_length=10, choices=Status, default=Status.SCHEDULED)
    moved = models.BooleanField(_("moved"), default=False)
    message = models.CharField(_("what people are told"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    content_modified_at = models.DateTimeField(default=now, editable=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ("starts_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "recurrence_id"), name="occurrence_once_a_slot"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="occurrence_ends_after_it_starts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.event_id} {self.local_start}"

    def place_in_time(self, local_start: datetime, local_end: datetime) -> None:
        """Set the wall times and what follows from them."""
        tzinfo = zone(self.event.timezone)
        self.local_start, self.local_end = local_start, local_end
        self.starts_at, self.ends_at = instant(local_start, tzinfo), instant(local_end, tzinfo)
        if self.ends_at <= self.starts_at < self.starts_at + (local_end - local_start):
            # On the night that skips these minutes: it lasts as long as planned.
            self.ends_at = self.starts_at + (local_end - local_start)

    @property
    def is_cancelled(self) -> bool:
        """Nobody should come: the date, or its whole event, is off."""
        return self.status == self.Status.CANCELLED or not self.event.takes_place

    @property
    def state(self) -> str:
        """That of its event, unless the date alone is off."""
        alone = self.status == self.Status.CANCELLED and self.event.takes_place
        return self.status if alone else self.event.status

    @property
    def ical_sequence(self) -> int:
        """SEQUENCE of this date in files and mails: grows with the event's and its own changes."""
        return self.event.sequence + self.sequence

    @property
    def registration_window(self) -> RegistrationWindow:
        """For a place: until the date begins at the latest."""
        event = self.event
        closes = min(event.registration_closes_at or self.starts_at, self.starts_at)
        return RegistrationWindow(event.registration_opens_at, closes, off=self.is_cancelled)

    @property
    def replay_window(self) -> RegistrationWindow:
        """For the replay alone, where one is announced: until the end."""
        off = self.is_cancelled or not self.event.offers_replay
        return RegistrationWindow(self.event.registration_opens_at, self.ends_at, off=off)

    def open_materials(self, *, at: datetime) -> QuerySet:
        """What it left for who had a seat; nothing when it does not take place."""
        if self.is_cancelled:
            return self.materials.none()
        return self.materials.filter(available_from__lte=at)


class SeatPool(models.Model):
    """The seats of one date, on site or online; ``capacity`` None means no limit.

    ``waiting`` counts the waiting list, so that one conditional UPDATE of this row decides
    whether a newcomer gets a seat.
    """

    occurrence = models.ForeignKey(Occurrence, models.CASCADE, related_name="pools")
    mode = models.CharField(_("mode"), max_length=6, choices=SeatMode)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    seats_taken = models.PositiveIntegerField(_("seats taken"), default=0)
    waiting = models.PositiveIntegerField(_("waiting"), default=0, editable=False)
    next_waitlist_seq = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("seats")
        verbose_name_plural = _("seats")
        ordering = ("occurrence", "-mode")
        constraints = (
            models.UniqueConstraint(fields=("occurrence", "mode"), name="pool_once_a_mode"),
            models.CheckConstraint(
                condition=Q(seats_taken__gte=0)
                & (Q(capacity__isnull=True) | Q(seats_taken__lte=F("capacity"))),
                name="pool_never_overbooked",
            ),
        )

    def __str__(self) -> str:
        return f"{self.occurrence_id} {self.mode}"

    @property
    def free(self) -> int | None:
        """Seats left; None when there is no limit."""
        return None if self.capacity is None else self.capacity - self.seats_taken


def _pools_with_places(date: OuterRef) -> QuerySet:
    """Nobody waits for the free seats: who signs up now gets one."""
    free = Q(capacity=None) | Q(seats_taken__lt=F("capacity"), waiting=0)
    return SeatPool.objects.filter(free, occurrence=date)
