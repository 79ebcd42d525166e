"""In which portals an event stands: by right, or because the team there took it up (ADR 0043)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.apps import apps
from django.db.models import Q

from maillage.territories.querysets import TerritorialQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from maillage.scope import Scope
    from maillage.territories.models import Territory


class StandingQuerySet(TerritorialQuerySet):
    """Events, or rows of events, by the portals that show them.

    ``event_path`` leads to the event: a portal says of each that it takes it up or hides it.
    """

    event_path: ClassVar[str]

    def shown_in(self, scope: Scope) -> Self:
        """What the portal shows; everything on the national one."""
        return self.in_territory(scope.territory)

    def shown_by(self, territory: Territory) -> Self:
        """What the portal of that territory shows."""
        return self.in_territory(territory)

    def of_others_in(self, territories: Iterable[Territory]) -> Self:
        """What another territory's team announces there, or was taken up: the team decides of it.

        National events have a list of their own.
        """
        condition = Q(pk__in=())
        for one in territories:
            there = self._located(one) | self._owned(one) | self._decided(one)
            condition |= there & ~self._owner("", one.pk)
        return self.filter(condition).exclude(self._owner("", None))

    def undecided_in(self, territories: Iterable[Territory]) -> Self:
        """Of those, what does not stand there as long as nobody there has decided."""
        condition = Q(pk__in=())
        for one in territories:
            by_right = self._owned(one) | self._owned_above(one)
            condition |= self._located(one) & ~by_right & ~self._decided(one)
        return self.filter(condition)

    def _in(self, territory: Territory) -> Q:
        own = self._owner("", territory.pk)
        by_right = super()._in(territory) & ~self._decided(territory, hidden=True)
        return own | by_right | self._decided(territory, hidden=False)

    def _decided(self, territory: Territory, **how: bool) -> Q:
        decided = shares(territory).filter(**how).values("event")
        return Q(**{f"{self.event_path}__in": decided})


def shares(territory: Territory | None) -> QuerySet:
    """What the portal said of events.

    The model is asked for by name, as foreign keys name theirs.
    """
    return apps.get_model("maillage_events", "EventShare").objects.filter(territory=territory)
