"""Questions asked of everything that lies in a territory, or belongs to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from maillage.scope import Scope
    from maillage.territories.models import Territory


class TerritorialQuerySet(models.QuerySet):
    """Base of querysets whose rows lie in, or belong to, a territory.

    ``commune_path`` leads to the commune where a row lies (``"commune__"``),
    ``territory_path`` to the territory that owns it, ``national_q`` marks what the national
    team shares with every territory.

    What has an owner lies somewhere by right when the owner is the nation or a territory that
    contains this one; anybody else's is the guest of the team there (ADR 0043).
    """

    commune_path: ClassVar[str | None] = None
    territory_path: ClassVar[str | None] = None
    national_q: ClassVar[Q | None] = None

    def in_territory(self, territory: Territory | None) -> Self:
        """Rows located by right in, or owned by, the territory or one inside it; all when None."""
        return self if territory is None else self.filter(self._in(territory))

    def in_any(self, territories: Iterable[Territory]) -> Self:
        """Rows of at least one of these territories; none when there is no territory."""
        condition = Q(pk__in=())
        for territory in territories:
            condition |= self._in(territory)
        return self.filter(condition)

    def belonging_to(self, territories: Iterable[Territory]) -> Self:
        """Rows whose owner is one of these territories; by where they lie when none owns them.

        What a territory inside them owns is not theirs.
        """
        if self.territory_path is None:
            return self.in_any(territories)
        return self.filter(**{f"{self.territory_path}__in": [one.pk for one in territories]})

    def shown_in(self, scope: Scope) -> Self:
        """Rows a portal shows: its territory's and the national ones; all on the national one."""
        if scope.territory is None:
            return self
        condition = self._in(scope.territory)
        if self.national_q is not None:
            condition |= self.national_q
        return self.filter(condition)

    def _in(self, territory: Territory) -> Q:
        if self.territory_path is None:
            return self._located(territory)
        owned = self._owned(territory)
        if self.commune_path is None:
            return owned
        return owned | (self._located(territory) & self._owned_above(territory))

    def _located(self, territory: Territory) -> Q:
        return territory.communes_q(self.commune_path or "")

    def _owner(self, lookup: str, value: object) -> Q:
        return Q(**{f"{self.territory_path}{lookup}": value})

    def _owned(self, territory: Territory) -> Q:
        """By the territory or one inside it."""
        inside = _links(territory).filter(to_territory=territory.pk).values("from_territory")
        return self._owner("", territory.pk) | self._owner("__in", inside)

    def _owned_above(self, territory: Territory) -> Q:
        """By the nation, or a territory that contains this one."""
        above = _links(territory).filter(from_territory=territory.pk).values("to_territory")
        return self._owner("", None) | self._owner("__in", above)


def _links(territory: Territory) -> QuerySet:
    """Which territory lies in which other."""
    return type(territory).ancestors.through.objects.all()
