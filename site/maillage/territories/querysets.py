"""Questions asked of everything that lies in a territory, or belongs to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.scope import Scope
    from maillage.territories.models import Territory


class TerritorialQuerySet(models.QuerySet):
    """Base of querysets whose rows lie in, or belong to, a territory.

    ``commune_path`` leads to the commune where a row lies (``"commune__"``),
    ``territory_path`` to the territory that owns it, ``national_q`` marks what the national
    team shares with every territory.
    """

    commune_path: ClassVar[str | None] = None
    territory_path: ClassVar[str | None] = None
    national_q: ClassVar[Q | None] = None

    def in_territory(self, territory: Territory | None) -> Self:
        """Rows located in, or owned by, the territory or one inside it; all when it is None."""
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
        condition = Q()
        if self.commune_path is not None:
            condition |= territory.communes_q(self.commune_path)
        if self.territory_path is not None:
            inside = type(territory).ancestors.through.objects.filter(to_territory=territory.pk)
            condition |= Q(**{self.territory_path: territory.pk})
            condition |= Q(**{f"{self.territory_path}__in": inside.values("from_territory")})
        return condition
