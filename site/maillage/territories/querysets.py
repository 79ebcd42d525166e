"""Questions asked of territories, communes and everything that lies in a territory."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q

from maillage.territories.names import name_key

if TYPE_CHECKING:
    from maillage.scope import Scope
    from maillage.territories.models import Commune, Territory


class CommuneQuerySet(models.QuerySet):
    """Communes by what people type."""

    def named(self, text: str) -> Self:
        """Communes bearing exactly that name; case, accents, hyphens and œ are ignored."""
        return self.filter(name_key=name_key(text))

    def with_postal_code(self, code: str) -> Self:
        return self.filter(postal_codes__code=code)

    def in_territory(self, territory: Territory | None) -> Self:
        return self if territory is None else self.filter(territory.communes_q())


class TerritoryQuerySet(models.QuerySet):
    """Territories by what they hold."""

    def inside(self, territory: Territory) -> Self:
        """That territory and those that lie wholly in it."""
        return self.filter(Q(pk=territory.pk) | Q(ancestors=territory)).distinct()

    def covering(self, commune: Commune) -> Self:
        """Every territory that holds the commune: its EPCI, département, région, networks."""
        kinds = self.model.Kind
        codes = commune.parent_id or commune.code
        return self.filter(
            Q(kind=kinds.COMMUNE, code__in=[codes, commune.code])
            | Q(kind=kinds.EPCI, code=commune.epci_code)
            | Q(kind__in=[kinds.DEPARTEMENT, kinds.COLLECTIVITY], code=commune.departement_code)
            | Q(kind=kinds.REGION, code=commune.region_code)
            | Q(kind=kinds.NETWORK, communes=commune)
        ).distinct()


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
            inside = type(territory)._default_manager.inside(territory).values("pk")
            condition |= Q(**{f"{self.territory_path}__in": inside})
        return condition
