"""Questions asked of series of events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from maillage.territories.querysets import TerritorialQuerySet

if TYPE_CHECKING:
    from maillage.scope import Scope
    from maillage_events.models import Event


class SeriesQuerySet(TerritorialQuerySet):
    """Series by who may see them."""

    territory_path = "territory"

    def listed(self) -> Self:
        """Shown to the public, with at least one event that lists show."""
        from maillage_events.models import Event  # noqa: PLC0415 -- models use querysets

        return self.filter(live=True, pk__in=_holding(Event.objects.listed()))

    def shown_in(self, scope: Scope) -> Self:
        """The territory's own, and those with a national event that its portal took up."""
        from maillage_events.models import Event  # noqa: PLC0415 -- models use querysets

        if scope.territory is None:
            return self
        here = Event.objects.listed().shown_in(scope)
        national = Q(territory__isnull=True, pk__in=_holding(here))
        return self.filter(self._in(scope.territory) | national)

    def of_event(self, event: Event) -> Self:
        return self.filter(events=event)


def _holding(events: object) -> object:
    """Primary keys of the series that hold at least one of these events."""
    from maillage_events.models import EventSeries  # noqa: PLC0415 -- models use querysets

    through = EventSeries.events.through.objects
    return through.filter(event__in=events.values("pk")).values("eventseries")
