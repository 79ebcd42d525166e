"""The list of places: what was asked, what was found, and what to offer when nothing was."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.translation import gettext as _

from maillage.ui.wording import wording
from maillage_cartography.finder.around import RADII
from maillage_cartography.finder.cards import PlaceCard, cards
from maillage_cartography.finder.facet_counts import OPENING, Counts, FacetCounts
from maillage_cartography.finder.filters import PlaceFilter
from maillage_cartography.finder.views.across_the_border import Neighbours, beyond, neighbours
from maillage_cartography.finder.views.active_filters import (
    Address,
    Choice,
    active_filters,
    departement_named,
    unknown_hours,
)
from maillage_cartography.geography.location import Position, written
from maillage_cartography.models import Place, Stop
from maillage_cartography.opening_hours import criteria
from maillage_cartography.standards.facets import ALL, CHOICES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.forms import BoundField
    from django.http import QueryDict

    from maillage.scope import Scope
    from maillage.territories.gazetteer.candidates import Candidate
    from maillage.territories.models import Commune
    from maillage_cartography.finder.around import Around
    from maillage_cartography.models.places import PlaceQuerySet
    from maillage_cartography.models.stops import StopQuerySet

PER_PAGE = 20
NEAREST = 5
# The closest are looked for that near first: an index has them.
FAR_KM = 100


class Listing:
    """One reading of the list, in a portal and at a moment."""

    def __init__(self, query: QueryDict, scope: Scope, at: datetime) -> None:
        self.query, self.scope, self.at = query, scope, at
        self.address = Address(query)
        shown = Place.objects.shown_in(scope)
        stops = Stop.objects.shown_in(scope)
        self.filter = PlaceFilter(
            self._with_radius(query), queryset=shown, stops=stops, own=scope.territory
        )

    @cached_property
    def places(self) -> PlaceQuerySet:
        """All of them, in order, whatever the page."""
        if self.around is None:
            return self.filter.qs
        return Place.objects.filter(pk__in=self.around.keys).nearest(self.centre.point)

    @cached_property
    def stops(self) -> StopQuerySet:
        """Where the mobile places of the list stop, of the stops that answer what is asked."""
        if self.around is not None:
            return Stop.objects.filter(pk__in=self.around.stops)
        return self.filter.stops.answering(self.filter.wanted)

    @cached_property
    def around(self) -> Around | None:
        """The list read once, when there is a point to measure from."""
        return self.filter.around(Place.objects.shown_in(self.scope))

    @property
    def centre(self) -> Commune | Position | None:
        return self.filter.centre

    @property
    def from_town_centre(self) -> bool:
        """Whether distances run from a commune's centre, and not from an address or a device."""
        return self.commune is not None and self.centre is self.commune and bool(self.centre.point)

    @property
    def leaves_the_circle(self) -> bool:
        """Whether a commune's own places are further than it was asked."""
        return self.around is not None and self.around.farthest > self.filter.radius

    @property
    def from_device(self) -> bool:
        """Around a position, of which nobody knows the territory, and not around a commune."""
        return self.centre is not None and self.commune is None

    @property
    def commune(self) -> Commune | None:
        """The commune the list is around, or that of the address it is around."""
        centre = self.centre
        return centre.commune if isinstance(centre, Position) else centre

    @cached_property
    def page(self) -> Page:
        """Keys only: sorting thousands of whole rows to show twenty would cost much more."""
        keys = self.places.values_list("pk", flat=True) if self.around is None else self.around
        paginator = Paginator(keys, PER_PAGE)
        return paginator.get_page(self.query.get("page"))

    @cached_property
    def on_page(self) -> list[Place]:
        """The places of the page, in order."""
        return [self._rows[key] for key in self.page.object_list]

    @cached_property
    def _rows(self) -> dict[int, Place]:
        """Those of the page, and those beyond the border: in one query."""
        keys, others = list(self.page.object_list), beyond(self)
        wanted = Q(pk__in=keys)
        if others is not None:
            wanted |= Q(pk__in=others.values("pk"))
        found = Place.objects.shown().filter(wanted) if keys or others is not None else ()
        return {place.pk: place for place in found}

    @cached_property
    def cards(self) -> list[PlaceCard]:
        return self._cards(self.on_page)

    @cached_property
    def nearest(self) -> list[PlaceCard]:
        """The closest places that fit the other filters, when none does around.

        At night nothing is open but overseas: they are the closest, and say when they open.
        """
        if self.page.paginator.count or self.centre is None or self.centre.point is None:
            return []
        moment = self.filter.wanted.is_a_moment
        find = self.filter.whenever if moment else self.filter.other_than_where
        everywhere = find(Place.objects.shown_in(self.scope)).located().at_home()
        point = self.centre.point
        near = list(everywhere.within(point, FAR_KM).nearest(point).shown()[:NEAREST])
        if len(near) < NEAREST:
            near = list(everywhere.nearest(point).shown()[:NEAREST])
        nowhere = Stop.objects.none()
        return cards(near, scope=self.scope, at=self.at, centre=point, stops=nowhere)

    @cached_property
    def neighbours(self) -> Neighbours | None:
        """What is closer across the border of the portal's territory."""
        own = set(self.page.object_list)
        return neighbours(self, [place for pk, place in self._rows.items() if pk not in own])

    @property
    def nothing_near(self) -> str:
        km = {"km": self.filter.radius}
        if self.filter.wanted.is_a_moment:
            return _("Nothing at most %(km)s km away at that moment.") % km
        return _("Nothing at most %(km)s km away.") % km

    @property
    def shown_cards(self) -> list[PlaceCard]:
        """The cards of the page, or the closest ones when there is none."""
        return self.cards or self.nearest

    @property
    def other_choices(self) -> list[tuple[str, str]]:
        """What a form that asks only for the place and the need has to keep."""
        asked = {"pres_de", "commune", "service", "page"}
        return [
            (name, value)
            for name, values in self.filter.form.data.lists()
            for value in values
            if value and name not in asked
        ]

    @cached_property
    def elsewhere(self) -> str:
        """Address of the national list when the commune is not in the portal's territory."""
        territory = self.scope.territory
        if territory is None or self.centre is None:
            return ""
        if self.commune and territory.covers(self.commune):
            return ""
        national = type(self.scope)(language=self.scope.language)
        return f"{national.url('maillage_cartography:list')}?{self.address.query()}"

    @cached_property
    def departement(self) -> Choice | None:
        """The list of the département or collectivity of a commune whose centre is not known."""
        if self.centre is None or self.centre.point is not None:
            return None
        code = self.centre.departement_code
        if not (found := departement_named(code)):
            return None
        return Choice(found.name, self.address.changed(commune=None, pres_de=None, dans=code))

    @property
    def which_one(self) -> list[Choice]:
        """What the text may mean, when it may mean several things."""
        return self._links(self.filter.form.which_one.candidates)

    @property
    def others(self) -> list[Choice]:
        """What the text may mean too, when one of the territory was taken."""
        return self._links(self.filter.form.understood_as.others)

    def _links(self, found: Iterable[Candidate]) -> list[Choice]:
        return [Choice(one.label, self.address.changed(**one.parameters)) for one in found]

    @property
    def not_as_typed(self) -> bool:
        """Whether those to choose from bear another name than what was typed."""
        return self.filter.form.which_one.close

    @property
    def understood(self) -> bool:
        """Every filter was read: the same query can be exported and drawn on the map."""
        return not self.filter.form.errors and not self.filter.form.which_one.candidates

    @property
    def active_filters(self) -> list[Choice]:
        """What filters the list now, each with the address that does without."""
        return active_filters(self.filter, self.address)

    @property
    def wider(self) -> Choice | None:
        """The next radius, when the list is around a commune."""
        if self.centre is None or self.centre.point is None:
            return None
        larger = [km for km in RADII if km > self.filter.radius]
        if not larger:
            return None
        label = _("Look at most %(km)s km away") % {"km": larger[0]}
        return Choice(label, self.address.changed(rayon=str(larger[0])))

    @cached_property
    def facet_counts(self) -> Counts | FacetCounts:
        return self.filter.counts(self.scope) if self.around is None else self.around.facet_counts

    def fill_in(self) -> None:
        """The form shows where the list is around, so that sending it again keeps the place."""
        shown = self.filter.form.data
        if self.from_device:
            shown["autour"] = written(self.centre.point)
        elif self.commune is not None:
            label = f"{self.commune.name} ({self.commune.departement_code})"
            shown["pres_de"] = shown.get("pres_de") or label
            shown["autour"] = ""

    def count_choices(self) -> None:
        """Words each choice with how many places it would leave; those that leave none go."""
        chosen = {**self.filter.chosen, OPENING: {self.filter.wanted.choice}}
        options = {facet.name: [(o.slug, o.label) for o in facet.options] for facet in ALL}
        for name, choices in {**options, OPENING: criteria.CHOICES}.items():
            counts = self.facet_counts.counts(name)
            self.filter.form.fields[name].choices = [
                (slug, f"{label} ({wording().number(counts[slug])})")
                for slug, label in choices
                if counts[slug] or slug in chosen.get(name, ())
            ]

    @property
    def more_choices(self) -> list[BoundField]:
        """The criteria that would tell these places apart."""
        form = self.filter.form
        return [form[facet.name] for facet in CHOICES if form.fields[facet.name].choices]

    @property
    def more_chosen(self) -> bool:
        """Whether one of the choices behind "more" filters the list."""
        names = {facet.name for facet in CHOICES}
        wanted = self.filter.wanted
        return bool(names.intersection(self.filter.chosen) or wanted.day or wanted.hour)

    @property
    def unknown_hours(self) -> Choice | None:
        """The places left out because nobody knows when they open."""
        return unknown_hours(self.filter, self.facet_counts.silent, self.address)

    def address_of(self, name: str) -> str:
        """Address of an export or of the map's points with the same filters."""
        query = self.address.query()
        return self.scope.url(f"maillage_cartography:{name}") + (f"?{query}" if query else "")

    def _cards(self, places: list[Place]) -> list[PlaceCard]:
        centre, stops = self.centre.point if self.centre else None, self.stops
        if self.around is not None:
            stops = stops.filter(pk__in=self.around.closest(place.pk for place in places))
        return cards(
            places,
            scope=self.scope,
            at=self.at,
            centre=centre,
            stops=stops,
            wanted=self.filter.wanted,
        )

    @staticmethod
    def _with_radius(query: QueryDict) -> QueryDict:
        """The form shows the radius that holds when none was asked for."""
        shown = query.copy()
        if not shown.get("rayon"):
            shown["rayon"] = "10"
        return shown
