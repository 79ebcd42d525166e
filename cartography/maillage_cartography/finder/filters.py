"""The filters of every list, export and map of places, read from the address."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import (
    CharFilter,
    ChoiceFilter,
    DateFilter,
    FilterSet,
    MultipleChoiceFilter,
    TimeFilter,
)

from maillage.territories.gazetteer.candidates import Answer
from maillage.territories.gazetteer.queries import DEPARTEMENTS, find
from maillage.territories.gazetteer.typed import is_address
from maillage.territories.models import Commune
from maillage.ui.forms import DayInput, HourInput, TownInput
from maillage_cartography.finder.around import RADII, Around, Mobile, stands_in
from maillage_cartography.finder.facet_counts import OPENING, Counts, FacetCounts, counts_in
from maillage_cartography.geography.address_search import locate
from maillage_cartography.geography.location import Position, read_point
from maillage_cartography.map.clusters import in_path
from maillage_cartography.models import Place, Stop
from maillage_cartography.opening_hours import criteria as opening_criteria
from maillage_cartography.opening_hours.criteria import Wanted
from maillage_cartography.standards.facets import CHOICES, SERVICE, Facet

if TYPE_CHECKING:
    from django.http import QueryDict

    from maillage.scope import Scope
    from maillage.territories.models import Territory
    from maillage_cartography.models.places import PlaceQuerySet
    from maillage_cartography.models.stops import StopQuerySet

DEFAULT_RADIUS = 10
NO_COMMUNE = _("No commune has this code.")
NO_POSITION = _("This position cannot be read.")
TOO_LONG = _("This is too long for a commune: write its name or its postal code.")


def radii() -> list[tuple[str, str]]:
    """Choices of distance, in the language of the request: asked for with each form."""
    return [(str(km), _("At most %(km)s km") % {"km": km}) for km in RADII]


class PlaceForm(forms.Form):
    """Resolves the commune; what cannot be understood is an error of its own field.

    After cleaning, ``cleaned_data["centre"]`` is the commune meant, the reader's position or None,
    ``which_one`` what the text may mean when it is not sure, ``understood_as`` when it is. A
    département that is named is where the list looks (``dans``).
    ``own``: the territory of the reader's portal.
    """

    which_one = Answer()
    understood_as = Answer()
    own: Territory | None = None

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if settings.MAILLAGE_ADDRESS_SEARCH_URL:
            self.fields["pres_de"].label = _("Address, commune or postal code")

    def clean_commune(self) -> Commune | None:
        code = self.cleaned_data["commune"].upper()
        if not code:
            return None
        commune = Commune.objects.filter(pk=code).first()
        if commune is None:
            raise forms.ValidationError(NO_COMMUNE, code="unknown")
        return commune

    def clean_autour(self) -> Position | None:
        text = self.cleaned_data["autour"]
        if not text:
            return None
        point = read_point(text)
        if point is None:
            raise forms.ValidationError(NO_POSITION, code="unknown")
        return Position(point, _("your position"))

    def clean(self) -> dict[str, object]:
        """What was typed last wins: a commune over the position of the device."""
        data = super().clean()
        data["centre"] = data.get("commune")
        text = data.get("pres_de", "")
        if data["centre"] is None and text and not self.errors.get("commune"):
            data["centre"] = self.centre_named(text, data)
        elif data["centre"] is None and not text:
            data["centre"] = data.get("autour")
        return data

    def centre_named(self, text: str, data: dict[str, object]) -> Commune | Position | None:
        """Where the address is, when the operator lets us ask; otherwise the commune named."""
        answer = find(text, own=self.own, kinds=DEPARTEMENTS)
        unsure = answer.close or not answer.candidates
        if (is_address(text) or unsure) and (position := locate(text)):
            return position
        if not answer.candidates:
            message = _("We know no commune of that name or postal code. Check the spelling.")
            self.add_error("pres_de", message)
        taken = answer.taken
        if taken is None:
            self.which_one = answer
        else:
            self.understood_as = answer
        if taken is not None and taken.territory is not None:
            data["dans"] = taken.territory.code
        return taken.commune if taken else None


def of_facet(facet: Facet) -> MultipleChoiceFilter:
    """Boxes to tick: one of the options is enough."""
    return MultipleChoiceFilter(
        label=facet.label,
        choices=[(option.slug, option.label) for option in facet.options],
        widget=forms.CheckboxSelectMultiple,
    )


class PlaceFilter(FilterSet):
    """Reads ``commune``, ``pres_de`` or ``autour``, ``rayon``, ``service``, ``ouvert``, ``q``.

    And ``jour``, ``heure``, ``dans``, and the facets of ``facets.CHOICES``. An unknown value is
    told in the form's errors and filters nothing.
    """

    pres_de = CharFilter(
        label=_("Commune or postal code"),
        max_length=100,
        widget=TownInput,
        error_messages={"max_length": TOO_LONG},
    )
    commune = CharFilter(
        label=_("Commune's code"),
        max_length=5,
        widget=forms.HiddenInput,
        error_messages={"max_length": NO_COMMUNE},
    )
    autour = CharFilter(
        label=_("Position"),
        max_length=60,
        widget=forms.HiddenInput,
        error_messages={"max_length": NO_POSITION},
    )
    rayon = ChoiceFilter(
        label=_("Distance"),
        choices=radii,
        empty_label=None,
    )
    service = ChoiceFilter(
        label=_("What do you need?"),
        choices=[(option.slug, option.label) for option in SERVICE.options],
        empty_label=_("Any help"),
    )
    ouvert = ChoiceFilter(
        label=_("Opening"),
        choices=opening_criteria.CHOICES,
        empty_label=_("Whenever"),
    )
    jour = DateFilter(label=_("On which day?"), widget=DayInput)
    heure = TimeFilter(label=_("At what time?"), widget=HourInput)
    frais, accompagnement, acces, accueil, public, programme, itinerance = map(of_facet, CHOICES)
    q = CharFilter(label=_("Name or address"), max_length=200)
    # A territory's path: where the map zooms in, where a commune has no known centre.
    dans = CharFilter(label=_("Territory"), max_length=20, widget=forms.HiddenInput)

    class Meta:
        model = Place
        fields = ()
        form = PlaceForm

    def __init__(
        self,
        data: QueryDict | dict[str, str],
        queryset: PlaceQuerySet,
        stops: StopQuerySet | None = None,
        own: Territory | None = None,
    ) -> None:
        """``queryset`` and ``stops``: the places and the stops of mobile ones to choose from;
        ``own``: the territory whose towns come first.
        """
        super().__init__(data, queryset=queryset)
        self.form.own = own
        self._stops = Stop.objects.all() if stops is None else stops

    @property
    def criteria(self) -> dict[str, object]:
        """What was understood; the fields that were not are absent."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def centre(self) -> Commune | Position | None:
        return self.criteria.get("centre")

    @property
    def radius(self) -> int:
        return int(self.criteria.get("rayon") or DEFAULT_RADIUS)

    @cached_property
    def wanted(self) -> Wanted:
        """When the place must be open."""
        criteria, now = self.criteria, timezone.now().replace(second=0, microsecond=0)
        return Wanted(now, criteria.get(OPENING) or "", criteria.get("jour"), criteria.get("heure"))

    @cached_property
    def chosen(self) -> dict[str, frozenset[str]]:
        """The options chosen, by the name of their facet."""
        criteria = self.criteria
        chosen = {facet.name: frozenset(criteria.get(facet.name) or ()) for facet in CHOICES}
        if service := criteria.get(SERVICE.name):
            chosen[SERVICE.name] = frozenset([service])
        return {name: slugs for name, slugs in chosen.items() if slugs}

    def filter_queryset(self, queryset: PlaceQuerySet) -> PlaceQuerySet:
        return self.near(self.other_than_where(queryset))

    def near(self, places: PlaceQuerySet) -> PlaceQuerySet:
        """Around the commune or the position; in the commune alone without a known centre."""
        centre = self.centre
        if centre is None:
            return places.by_commune()
        if centre.point is None:
            return places.in_commune(centre)
        if isinstance(centre, Position):
            return places.within(centre.point, self.radius).nearest(centre.point)
        return places.around(centre, self.radius).nearest(centre.point)

    def other_than_where(self, places: PlaceQuerySet) -> PlaceQuerySet:
        return self.whenever(places).open_when(self.wanted, self.stops)

    def whenever(self, places: PlaceQuerySet) -> PlaceQuerySet:
        """Those that answer, wherever they are and whenever they open."""
        return self.before_facets(places).having(self.chosen)

    @cached_property
    def stops(self) -> StopQuerySet:
        """The stops not over that lie where it is asked, but for the distance."""
        stops, centre = self._stops.current(), self.centre
        if inside := self.criteria.get("dans"):
            stops = stops.filter(in_path(inside))
        if centre is not None and centre.point is None:
            stops = stops.in_commune(centre)
        return stops

    def before_facets(self, places: PlaceQuerySet) -> PlaceQuerySet:
        """Every filter but the place and those whose choices are counted."""
        criteria = self.criteria
        if inside := criteria.get("dans"):
            places = places.received(in_path(inside))
        return places.mentioning(criteria.get("q") or "")

    def facet_counts(self, places: PlaceQuerySet) -> FacetCounts:
        """How many of these places each option would leave."""
        found = self.near(self.before_facets(places)).order_by()
        stops = self.stops.filter(place__in=found.values("pk"))
        return FacetCounts.of(found.at_home(), self._counted, self.wanted, stops)

    def counts(self, scope: Scope) -> Counts | FacetCounts:
        """How many places of a portal each option would leave; what most people ask is kept."""
        criteria = self.criteria
        if self.form.errors or any(criteria.get(name) for name in ("centre", "dans", "q")):
            return self.facet_counts(Place.objects.shown_in(scope))
        return counts_in(scope.territory, tuple(sorted(self._counted.items())), self.wanted)

    def around(self, places: PlaceQuerySet) -> Around | None:
        """Those of these places, and of who stops there, around the point asked for."""
        centre = self.centre.point if self.centre else None
        if centre is None:
            return None
        stands = stands_in(self.stops.within(centre, self.radius), centre)
        mobile = Mobile(self.before_facets(Place.objects.filter(pk__in=stands)), stands)
        fixed = self.near(self.before_facets(places)).at_home()
        return Around(fixed, centre, self._counted, self.wanted, mobile)

    @property
    def _counted(self) -> dict[str, frozenset[str]]:
        """The options chosen, opening among them."""
        opening = {OPENING: frozenset([self.wanted.choice])} if self.wanted.choice else {}
        return {**self.chosen, **opening}
