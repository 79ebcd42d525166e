"""The agenda's filters, the same for the list, its feed and the API."""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING

import django_filters
from django import forms
from django.db.models import F, FloatField, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.territories.gazetteer.candidates import Answer
from maillage.territories.gazetteer.queries import DEPARTEMENTS, find
from maillage.territories.models import Commune, Territory
from maillage.themes import Theme
from maillage.ui.forms import DayInput, TownInput
from maillage_events.models import AttendanceMode, EventType, Occurrence
from maillage_events.models.audiences import Accessibility, AudienceType
from maillage_events.models.multiple_choice import held
from maillage_events.presentation.portals import portal_territories
from maillage_events.presentation.words import search_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from maillage.territories.gazetteer.candidates import Candidate
    from maillage_events.models.occurrences import OccurrenceQuerySet

KM_PER_DEGREE = 111.32
DEFAULT_RADIUS = 20
MAX_RADIUS = 200
MAX_WORDS = 8
EVERYBODY = "tous"  # of ``public``: what is made for nobody in particular


class AgendaForm(forms.Form):
    """Reads the town: a code, or a name that may be several towns'."""

    commune_found: Commune | None = None
    territory_found: Territory | None = None
    which_one = Answer()
    others: tuple[Candidate, ...] = ()
    own: Territory | None = None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What the text may mean, when it is not sure."""
        return self.which_one.candidates

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if data.get("commune"):
            self.commune_found = Commune.objects.filter(pk=data["commune"].upper()).first()
            if self.commune_found is None:
                self.add_error("commune", _("No commune has this code."))
        elif data.get("pres_de"):
            self._read_town(data["pres_de"])
        return data

    def _read_town(self, text: str) -> None:
        answer = find(text, own=self.own, kinds=DEPARTEMENTS)
        if not answer.candidates:
            self.add_error("pres_de", _("We know no commune of that name or postal code."))
        elif taken := answer.taken:
            self.commune_found, self.territory_found = taken.commune, taken.territory
            self.others = answer.others
        else:
            self.which_one = answer


class WholeNumberFilter(django_filters.Filter):
    field_class = forms.IntegerField


def _portals() -> Iterable[tuple[str, str]]:
    """Asked of the database when the field is shown or used, not before."""
    return [(territory.slug, territory.name) for territory in portal_territories()]


class AgendaFilter(django_filters.FilterSet):
    """Dates of events, by what helps a reader choose."""

    q = django_filters.CharFilter(label=_("Words"), method="with_words", max_length=200, strip=True)
    pres_de = django_filters.CharFilter(
        label=_("Commune or postal code"),
        method="read_with_commune",
        max_length=100,
        widget=TownInput,
        error_messages={
            "max_length": _("This is too long for a commune: write its name or its postal code.")
        },
    )
    commune = django_filters.CharFilter(
        method="near",
        max_length=5,
        widget=forms.HiddenInput,
        label=_("INSEE code"),
        error_messages={"max_length": _("No commune has this code.")},
    )
    rayon = WholeNumberFilter(
        label=_("Within how many kilometres"),
        method="read_with_commune",
        min_value=1,
        max_value=MAX_RADIUS,
        widget=forms.NumberInput(attrs={"placeholder": DEFAULT_RADIUS}),
    )
    theme = django_filters.ChoiceFilter(
        label=_("Theme"), choices=Theme.choices, method="about", empty_label=_("All themes")
    )
    type = django_filters.ChoiceFilter(
        label=_("Kind of event"),
        choices=EventType.choices,
        field_name="event__event_type",
        empty_label=_("All kinds"),
    )
    mode = django_filters.ChoiceFilter(
        label=_("Where"),
        choices=AttendanceMode.choices,
        method="attended",
        empty_label=_("On site or online"),
    )
    public = django_filters.ChoiceFilter(
        label=_("For whom"),
        choices=[(EVERYBODY, _("Open to everybody")), *AudienceType.choices],
        method="made_for",
        empty_label=_("All publics"),
    )
    acces = django_filters.ChoiceFilter(
        label=_("Accessibility"),
        choices=Accessibility.choices,
        method="accessible",
        empty_label=_("No particular need"),
    )
    libres = django_filters.BooleanFilter(
        label=_("With free places"), method="with_places", widget=forms.CheckboxInput
    )
    territoire = django_filters.ChoiceFilter(
        label=_("Territory"), choices=_portals, method="of_portal", empty_label=_("Everywhere")
    )
    du = django_filters.DateFilter(label=_("From"), method="since", widget=DayInput)
    au = django_filters.DateFilter(label=_("Until"), method="until", widget=DayInput)

    class Meta:
        model = Occurrence
        fields = ()
        form = AgendaForm

    def __init__(
        self, data: object, queryset: OccurrenceQuerySet, *, own: Territory | None = None
    ) -> None:
        """``own``: the territory whose towns come first."""
        super().__init__(data, queryset)
        self.form.own = own

    @property
    def qs(self) -> OccurrenceQuerySet:
        """Nothing when a filter cannot be understood, or names several towns."""
        found = super().qs
        if self.is_bound and (self.errors or self.form.candidates):
            return found.none()
        if self.is_bound and self.form.territory_found:
            return found.shown_by(self.form.territory_found)
        town = self.form.commune_found if self.is_bound else None
        return _near(found, town, self.form.cleaned_data.get("rayon")) if town else found

    def with_words(self, queryset: OccurrenceQuerySet, _name: str, text: str) -> OccurrenceQuerySet:
        for word in search_key(text).split()[:MAX_WORDS]:
            queryset = queryset.filter(event__words_key__contains=word)
        return queryset

    def about(self, queryset: OccurrenceQuerySet, _name: str, theme: str) -> OccurrenceQuerySet:
        return queryset.filter(event__themes__contains=held(theme))

    def made_for(self, queryset: OccurrenceQuerySet, _name: str, whom: str) -> OccurrenceQuerySet:
        """Those people alone: who wants what is open to all asks for it."""
        if whom == EVERYBODY:
            return queryset.filter(event__audience="")
        return queryset.filter(event__audience__contains=held(whom))

    def accessible(self, queryset: OccurrenceQuerySet, _name: str, need: str) -> OccurrenceQuerySet:
        return queryset.filter(event__accessibility__contains=held(need))

    def with_places(
        self, queryset: OccurrenceQuerySet, _name: str, only: object
    ) -> OccurrenceQuerySet:
        return queryset.with_places(timezone.now()) if only else queryset

    def of_portal(self, queryset: OccurrenceQuerySet, _name: str, slug: str) -> OccurrenceQuerySet:
        """What the agenda of that territory's portal shows."""
        return queryset.shown_by(Territory.objects.get(slug=slug))

    def attended(self, queryset: OccurrenceQuerySet, _name: str, mode: str) -> OccurrenceQuerySet:
        """Online holds what is also on site, and the other way round."""
        if mode == AttendanceMode.MIXED:
            return queryset.filter(event__attendance_mode=mode)
        return queryset.filter(event__attendance_mode__in=[mode, AttendanceMode.MIXED])

    def since(self, queryset: OccurrenceQuerySet, _name: str, day: date) -> OccurrenceQuerySet:
        return queryset.filter(local_end__gte=f"{day:%Y-%m-%d}T00:01")

    def until(self, queryset: OccurrenceQuerySet, _name: str, day: date) -> OccurrenceQuerySet:
        return queryset.filter(local_start__lte=f"{day:%Y-%m-%d}T23:59")

    def near(self, queryset: OccurrenceQuerySet, _name: str, code: str) -> OccurrenceQuerySet:
        """See ``qs``: the commune was read by the form."""
        return queryset

    read_with_commune = near


def _near(queryset: OccurrenceQuerySet, commune: Commune, radius: int | None) -> OccurrenceQuerySet:
    """On site in the commune, or within the radius of its centre when it has one."""
    here = Q(event__commune=commune) | Q(event__commune__parent=commune)
    if commune.point is None:
        return queryset.filter(here)
    reach = radius or DEFAULT_RADIUS
    north = F("event__latitude") - Value(commune.latitude)
    east = F("event__longitude") - Value(commune.longitude)
    shrink = cos(radians(commune.latitude))
    square = north * north + east * east * Value(shrink * shrink)
    queryset = queryset.annotate(far=Cast(square, FloatField()))
    near = Q(far__lte=(reach / KM_PER_DEGREE) ** 2)
    return queryset.filter(here | near).exclude(event__attendance_mode=AttendanceMode.ONLINE)
