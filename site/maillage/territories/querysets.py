"""Questions asked of territories, communes and everything that lies in a territory."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, Q

from maillage.territories.names import TypedCommune, name_key, read_commune

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maillage.scope import Scope
    from maillage.territories.models import Commune, Territory

ARTICLES = ("le", "la", "les", "l")


class CommuneQuerySet(models.QuerySet):
    """Communes by what people type."""

    def named(self, text: str) -> Self:
        """Communes bearing exactly that name; case, accents, hyphens and œ are ignored."""
        return self.filter(name_key=name_key(text))

    def with_postal_code(self, code: str) -> Self:
        return self.filter(postal_codes__code=code)

    def matching(self, text: str) -> Self:
        """Communes a person may mean, the most populous first.

        ``text`` is a name or its beginning, a postal code, an INSEE code, or a name with a code
        (``71000 Mâcon``, ``Saint-Denis (974)``). A name borne exactly hides those it begins;
        several results are an ambiguity to be asked about. Text that says nothing gives none.
        """
        typed = read_commune(text)
        if not typed:
            return self.none()
        found = self.filter(self._with_code(typed), self._beginning_with(typed.key))
        return found.order_by(F("population").desc(nulls_last=True), "code")

    def _with_code(self, typed: TypedCommune) -> Q:
        """An arrondissement hides its commune, which has all the postal codes of its parts."""
        condition = Q()
        if typed.code:
            holders = self.model.postal_codes.rel.related_model.objects.filter(code=typed.code)
            by_post = Q(pk__in=holders.values("commune"))
            hidden = Q(pk__in=holders.exclude(commune__parent=None).values("commune__parent"))
            condition &= Q(code=typed.code) | (by_post & ~hidden)
        if typed.departement:
            condition &= Q(departement_code=typed.departement)
        return condition

    def _beginning_with(self, key: str) -> Q:
        if not key:
            return Q()
        names = [key, *(f"{article} {key}" for article in ARTICLES)]
        exact = Q(name_key__in=names)
        prefix = reduce(or_, (Q(name_key__startswith=name) for name in names))
        return exact | (prefix & ~Exists(self.model.objects.filter(exact)))

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
        codes = [commune.code, commune.parent_id or commune.code]
        return self.filter(
            Q(kind=kinds.COMMUNE, code__in=codes)
            | Q(kind=kinds.EPCI, code=commune.epci_code)
            | Q(kind__in=[kinds.DEPARTEMENT, kinds.COLLECTIVITY], code=commune.departement_code)
            | Q(kind=kinds.REGION, code=commune.region_code)
            | Q(kind=kinds.NETWORK, communes__in=codes)
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

    def in_any(self, territories: Iterable[Territory]) -> Self:
        """Rows of at least one of these territories; none when there is no territory."""
        condition = Q(pk__in=())
        for territory in territories:
            condition |= self._in(territory)
        return self.filter(condition)

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
