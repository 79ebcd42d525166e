"""The list of places: what was asked, what was found, and what to offer when nothing was."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from maillage.territories.models import Territory
from maillage_cartography.cards import PlaceCard, cards
from maillage_cartography.filters import OPEN_NOW, RADII, PlaceFilter
from maillage_cartography.models import Place
from maillage_cartography.needs import BY_SLUG, NEEDS

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict

    from maillage.scope import Scope
    from maillage.territories.models import Commune
    from maillage_cartography.querysets import PlaceQuerySet

PER_PAGE = 20
NEAREST = 5


@dataclass(frozen=True)
class Choice:
    """A link of the page: a filter to remove, a commune to choose, a radius to widen."""

    label: str
    url: str


class Listing:
    """One reading of the list, in a portal and at a moment."""

    def __init__(self, query: QueryDict, scope: Scope, at: datetime) -> None:
        self.query, self.scope, self.at = query, scope, at
        shown = Place.objects.shown_in(scope)
        self.filter = PlaceFilter(self._with_radius(query), queryset=shown)

    @cached_property
    def places(self) -> PlaceQuerySet:
        """All of them, in order, whatever the page."""
        return self.filter.qs

    @property
    def centre(self) -> Commune | None:
        return self.filter.centre

    @cached_property
    def page(self) -> Page:
        """Keys only: sorting thousands of whole rows to show twenty would cost much more."""
        paginator = Paginator(self.places.values_list("pk", flat=True), PER_PAGE)
        return paginator.get_page(self.query.get("page"))

    @cached_property
    def on_page(self) -> list[Place]:
        """The places of the page, in order."""
        found = Place.objects.shown().in_bulk(list(self.page.object_list))
        return [found[key] for key in self.page.object_list]

    @cached_property
    def cards(self) -> list[PlaceCard]:
        return self._cards(self.on_page)

    @cached_property
    def nearest(self) -> list[PlaceCard]:
        """The closest places that fit the other filters, when none does around."""
        if self.page.paginator.count or self.centre is None or self.centre.point is None:
            return []
        wider = self.filter.other_than_where(Place.objects.shown_in(self.scope)).located()
        return self._cards(wider.nearest(self.centre.point).shown()[:NEAREST])

    @cached_property
    def elsewhere(self) -> str:
        """Address of the national list when the commune is not in the portal's territory."""
        territory = self.scope.territory
        if territory is None or self.centre is None or territory.covers(self.centre):
            return ""
        national = type(self.scope)(language=self.scope.language)
        return f"{national.url('maillage_cartography:list')}?{self._query()}"

    @cached_property
    def departement(self) -> Choice | None:
        """The list of the département or collectivity of a commune whose centre is not known."""
        if self.centre is None or self.centre.point is not None:
            return None
        code = self.centre.departement_code
        found = _departement(code)
        return (
            Choice(found.name, self._url(commune=None, pres_de=None, dans=code)) if found else None
        )

    @property
    def which_one(self) -> list[Choice]:
        """The communes that the text may mean."""
        return [
            Choice(self._commune_label(commune), self._url(commune=commune.code, pres_de=None))
            for commune in self.filter.form.choices
        ]

    @property
    def understood(self) -> bool:
        """Every filter was read: the same query can be exported and drawn on the map."""
        return not self.filter.form.errors and not self.filter.form.choices

    @property
    def active_filters(self) -> list[Choice]:
        """What filters the list now, each with the address that does without."""
        criteria = self.filter.criteria
        found = []
        if self.centre:
            where = {"name": self.centre.name, "km": self.filter.radius}
            label = _("At most %(km)s km from %(name)s") % where
            if self.centre.point is None:
                label = self.centre.name
            found.append(Choice(label, self._url(commune=None, pres_de=None, rayon=None)))
        if inside := criteria.get("dans"):
            label = getattr(_departement(inside.upper()), "name", inside)
            found.append(Choice(label, self._url(dans=None)))
        if need := BY_SLUG.get(criteria.get("service") or ""):
            found.append(Choice(str(need.label), self._url(service=None)))
        if criteria.get("ouvert") == OPEN_NOW:
            found.append(Choice(_("Open now"), self._url(ouvert=None)))
        if text := criteria.get("q"):
            found.append(Choice(text, self._url(q=None)))
        return found

    @property
    def wider(self) -> Choice | None:
        """The next radius, when the list is around a commune."""
        if self.centre is None or self.centre.point is None:
            return None
        larger = [km for km in RADII if km > self.filter.radius]
        if not larger:
            return None
        label = _("Look at most %(km)s km away") % {"km": larger[0]}
        return Choice(label, self._url(rayon=str(larger[0])))

    def count_services(self) -> None:
        """Words the choices of the service filter with how many places offer each."""
        around = self.filter.near(self.filter.before_service(Place.objects.shown_in(self.scope)))
        counts = around.service_counts()
        field = self.filter.form.fields["service"]
        chosen = self.filter.criteria.get("service")
        field.choices = [
            (need.slug, f"{need.label} ({counts.get(str(need.service), 0)})")
            for need in NEEDS
            if counts.get(str(need.service)) or need.slug == chosen
        ]

    def address_of(self, name: str) -> str:
        """Address of an export or of the map's points with the same filters."""
        query = self._query()
        return self.scope.url(f"maillage_cartography:{name}") + (f"?{query}" if query else "")

    def _cards(self, places: PlaceQuerySet) -> list[PlaceCard]:
        centre = self.centre.point if self.centre else None
        return cards(places, scope=self.scope, at=self.at, centre=centre)

    def _url(self, **changes: str | None) -> str:
        return f"?{self._query(**changes)}"

    def _query(self, **changes: str | None) -> str:
        """The query string without the page, the empty fields and what changes to None."""
        query = self.query.copy()
        query.pop("page", None)
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        for name in [name for name, value in query.items() if not value]:
            del query[name]
        return query.urlencode()

    @staticmethod
    def _with_radius(query: QueryDict) -> QueryDict:
        """The form shows the radius that holds when none was asked for, and the commune's name."""
        shown = query.copy()
        if not shown.get("rayon"):
            shown["rayon"] = "10"
        return shown

    @staticmethod
    def _commune_label(commune: Commune) -> str:
        return f"{commune.name} ({commune.departement_code})"


def _departement(code: str) -> Territory | None:
    kinds = (Territory.Kind.DEPARTEMENT, Territory.Kind.COLLECTIVITY)
    return Territory.objects.filter(kind__in=kinds, code=code).first()
