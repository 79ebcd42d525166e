"""Questions asked of events and their dates."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, F, OuterRef, Q
from wagtail.models import PageManager, PageQuerySet

from maillage.page_tree import restricted_paths
from maillage.territories.querysets import TerritorialQuerySet

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.scope import Scope
    from maillage.territories.models import Territory
    from maillage.values import Period

PUBLIC = "public"


class EventQuerySet(TerritorialQuerySet):
    """Events by who may see them and where they belong."""

    commune_path = "commune__"
    territory_path = "territory"

    def shown_in(self, scope: Scope) -> Self:
        """The territory's own, and the national ones that its portal took up."""
        return _shown(self, "pk", scope.territory)

    def published(self) -> Self:
        """With a live page that everybody may read, listed or not."""
        return self.filter(Exists(_open_pages(OuterRef("pk"))))

    def listed(self) -> Self:
        """What lists, feeds, search and map hold."""
        return self.published().filter(visibility=PUBLIC)


class OccurrenceQuerySet(TerritorialQuerySet):
    """Dates of events."""

    commune_path = "event__commune__"
    territory_path = "event__territory"

    def shown_in(self, scope: Scope) -> Self:
        """As for events."""
        return _shown(self, "event", scope.territory)

    def shown_by(self, territory: Territory) -> Self:
        """What the portal of that territory shows."""
        return _shown(self, "event", territory)

    def listed(self) -> Self:
        """Of events that lists show."""
        return self.filter(
            Exists(_open_pages(OuterRef("event_id"))),
            event__visibility=PUBLIC,
        )

    def upcoming(self, now: datetime) -> Self:
        """Not over yet: a running one is listed until its end."""
        return self.filter(ends_at__gt=now)

    def past(self, now: datetime) -> Self:
        return self.filter(ends_at__lte=now)

    def with_places(self, now: datetime) -> Self:
        """One may still come: nobody signs up, or sign-up is open and a seat free here.

        How many seats another site has left is not known: it is taken to have some.
        """
        from maillage_events.models.events import Event  # noqa: PLC0415 -- models use querysets

        free = Exists(_pools_with_places(OuterRef("pk"))) | Q(event__registration_mode="external")
        return self.filter(
            Q(event__registration_mode="none") | (_open_for_sign_up(now) & free),
            status="scheduled",
            event__status__in=Event.TAKES_PLACE,
        )

    def during(self, period: Period) -> Self:
        """Having a moment in common with the period."""
        return self.filter(starts_at__lt=period.end, ends_at__gt=period.start)

    def put_forward(self, scope: Scope) -> Self:
        """Of national events that the portal shows first."""
        return self.filter(event__in=_shares(scope.territory).filter(pinned=True).values("event"))

    def in_time_order(self) -> Self:
        return self.order_by("starts_at", "ends_at", "pk")


class EventPageQuerySet(PageQuerySet):
    """Pages of events."""

    def open_to_all(self) -> Self:
        """Live, with no restriction on them or on a page above."""
        return reduce(_outside, restricted_paths(), self.filter(live=True))


EventPageManager = PageManager.from_queryset(EventPageQuerySet)


def _shown(
    rows: TerritorialQuerySet, event_path: str, territory: Territory | None
) -> TerritorialQuerySet:
    if territory is None:
        return rows
    taken_up = Q(**{f"{event_path}__in": _shares(territory).values("event")})
    return rows.filter(rows._in(territory) | taken_up)  # noqa: SLF001 -- of our base class


def _shares(territory: Territory | None) -> QuerySet:
    from maillage_events.models.shares import EventShare  # noqa: PLC0415 -- models use querysets

    return EventShare.objects.filter(territory=territory, hidden=False)


def _open_for_sign_up(now: datetime) -> Q:
    opened = Q(event__registration_opens_at=None) | Q(event__registration_opens_at__lte=now)
    closes = "event__registration_closes_at"
    return opened & Q(starts_at__gt=now) & (Q(**{closes: None}) | Q(**{f"{closes}__gt": now}))


def _pools_with_places(date: OuterRef) -> QuerySet:
    """Nobody waits for the free seats: who signs up now gets one."""
    from maillage_events.models.occurrences import SeatPool  # noqa: PLC0415 -- models use querysets

    free = Q(capacity=None) | Q(seats_taken__lt=F("capacity"), waiting=0)
    return SeatPool.objects.filter(free, occurrence=date)


def _open_pages(event: OuterRef) -> EventPageQuerySet:
    from maillage_events.models.pages import EventPage  # noqa: PLC0415 -- models use querysets

    return EventPage.objects.filter(event=event).open_to_all()


def _outside(pages: EventPageQuerySet, path: str) -> EventPageQuerySet:
    return pages.exclude(path__startswith=path)
