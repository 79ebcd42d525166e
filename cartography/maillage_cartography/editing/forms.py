"""The form of a place in the admin: the import's own rules, told beside each field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from maillage.permissions import rows_for
from maillage.territories.gazetteer.forms import CommuneField
from maillage_cartography.editing.own_commune import check_own, own_territory
from maillage_cartography.models import Hours, Organisation, Place
from maillage_cartography.opening_hours import week as week_hours
from maillage_cartography.opening_hours.days import day_row
from maillage_cartography.opening_hours.forms import WeekField
from maillage_cartography.opening_hours.schedule import holiday_region
from maillage_cartography.opening_hours.week import Week
from maillage_cartography.provenance.fields import (
    EDITED,
    ORGANISATION,
    PLAIN,
    POSITION,
    STOPS,
    written,
)
from maillage_cartography.rounds.forms import RoundField, lines_of
from maillage_cartography.rounds.preview import preview
from maillage_cartography.standards import lamednum
from maillage_cartography.standards.records import PlaceRecord
from maillage_cartography.standards.typed import read_in, sentence

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.territories.models import Commune

# Of the form, by the standard's names.
FIELDS = {
    "nom": "name",
    "pivot": "pivot",
    "code_postal": "postal_code",
    "adresse": "address",
    "complement_adresse": "address_extra",
    "latitude": "latitude",
    "longitude": "longitude",
    "typologie": "kinds",
    "telephone": "phone",
    "courriels": "emails",
    "site_web": "websites",
    "horaires": "hours_text",
    "presentation_resume": "summary",
    "presentation_detail": "description",
    "source": "credit",
    "structure_parente": "parent_organisation",
    "itinerance": "mobility",
    "services": "services",
    "publics_specifiquement_adresses": "publics",
    "prise_en_charge_specifique": "specific_care",
    "frais_a_charge": "costs",
    "dispositif_programmes_nationaux": "programmes",
    "formations_labels": "labels",
    "autres_formations_labels": "other_labels",
    "modalites_acces": "access_modes",
    "modalites_accompagnement": "support_modes",
    "fiche_acces_libre": "accessibility_url",
    "prise_rdv": "booking_url",
}
LISTED = {FIELDS[name]: values for name, values in lamednum.LISTS.items()}
MOVES = lamednum.LISTS["itinerance"][0]
ON_LINES = ("emails", "websites", "kinds", "other_labels")
LABELS = {
    "emails": _("Mail addresses, one a line"),
    "websites": _("Web sites, one a line"),
    "kinds": _("Kinds of place, one a line"),
    "other_labels": _("Other training and labels, one a line"),
}


class LinesField(forms.CharField):
    """Values separated by ``|`` in the database, one a line on screen."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), required=False, **kwargs)

    def prepare_value(self, value: object) -> object:
        return value.replace(lamednum.SEPARATOR, "\n") if isinstance(value, str) else value

    def to_python(self, value: object) -> str:
        lines = (line.strip() for line in (super().to_python(value) or "").splitlines())
        return lamednum.SEPARATOR.join(line for line in lines if line)


class ListedField(forms.MultipleChoiceField):
    """Values of one of the standard's lists."""

    def __init__(self, name: str, **kwargs: object) -> None:
        choices = [(str(value), str(value)) for value in LISTED[name]]
        super().__init__(
            choices=choices, widget=forms.CheckboxSelectMultiple, required=False, **kwargs
        )

    def prepare_value(self, value: object) -> object:
        return value.split(lamednum.SEPARATOR) if isinstance(value, str) else value

    def clean(self, value: object) -> str:
        return lamednum.SEPARATOR.join(super().clean(value))


class PlaceForm(WagtailAdminModelForm):
    """A place as an editor writes it; ``values()`` gives each kept field as one text."""

    town = CommuneField(
        label=_("Commune"),
        help_text=_("Its name, or its INSEE code. It has to lie in your territory."),
    )
    week = WeekField(label=_("Opening hours"), required=False)
    hours_text = forms.CharField(
        label=_("The same in words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "OSM's syntax, for what the grid cannot say. Change the grid or these words, not both. "
            "For example: Mo-Fr 09:00-12:00,14:00-17:30; Sa 09:00-12:00; PH off"
        ),
    )
    stops = RoundField(label=_("Stops"), required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Run by"), required=False, blank=True
    )
    read_at = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Place
        fields = (*(name for name in PLAIN), "latitude", "longitude")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for name, field in list(self.fields.items()):
            verbose = field.label
            if name in LISTED:
                self.fields[name] = ListedField(name, label=verbose)
            elif name in ON_LINES:
                self.fields[name] = LinesField(label=LABELS[name])
        self.fields["town"].own = own_territory(self.for_user, Place)
        self.fields["town"].postal_code = str(self.data.get(self.add_prefix("postal_code"), ""))
        self.fields["organisation"].queryset = self._organisations()
        self.initial.setdefault("organisation", self.instance.organisation_id)
        self.fields["description"].widget = forms.Textarea(attrs={"rows": 5})
        self.fields["phone"] = forms.CharField(
            label=_("Phone"),
            required=False,
            max_length=40,
            help_text=_("One number, as people dial it: 03 85 39 55 00"),
        )
        if self.instance.pk:
            commune = self.instance.commune
            self.initial.setdefault("town", f"{commune.name} ({commune.code})")
            self.initial.setdefault("hours_text", getattr(self.instance.hours, "text", ""))
            self.initial.setdefault("read_at", self.instance.changed_at.isoformat())
        hours = self.instance.hours
        read = week_hours.read(hours.osm) if hours and hours.osm else None
        self.initial["week"] = read or Week()
        self.fields["week"].widget.readable = hours is None or read is not None
        self.initial["stops"] = lines_of(self.instance)

    def _organisations(self) -> QuerySet[Organisation]:
        """Those the person keeps or sees, and the one the place has already."""
        own = rows_for(self.for_user, Organisation)
        already = Q(pk=self.instance.organisation_id)
        return Organisation.objects.filter(Q(pk__in=own.values("pk")) | already)

    def clean(self) -> dict[str, object]:
        data = super().clean()
        commune = self._commune(data)
        self._choose_hours(data)
        self.record: PlaceRecord | None = None
        if commune is None or self.errors:
            return data
        fields = {name: _text(data.get(key)) for name, key in FIELDS.items()}
        found = read_in(commune, fields)
        self.record = found.record
        for problem in found.problems:
            name = FIELDS.get(problem.field, "town")
            self.add_error(name if name in self.fields else None, sentence(problem.rule))
        return data

    def _choose_hours(self, data: dict[str, object]) -> None:
        """The grid or the words: whichever was changed; the words stay as they were otherwise."""
        week, typed = data.get("week"), str(data.get("hours_text") or "")
        if week is None or week == self.initial["week"]:
            return
        if typed.split() != str(self.initial.get("hours_text") or "").split():
            self.add_error("hours_text", _("You changed the grid and the words. Keep one of them."))
            return
        data["hours_text"] = week_hours.write(week)

    def preview_week(self, at: datetime) -> None:
        """Show the seven days that follow, as typed when it can be read, as kept otherwise."""
        hours = self.instance.hours
        if self.is_bound:
            text = str(getattr(self, "cleaned_data", {}).get("hours_text") or "")
            commune = getattr(self, "commune", None)
            hours = commune and Hours.reading(
                text, commune.time_zone, holiday_region(commune.departement_code)
            )
        schedule = hours.schedule if hours else None
        if schedule:
            days = schedule.days(at.astimezone(schedule.zone).date())
            self.fields["week"].widget.preview = [day_row(day, today=False) for day in days]
        if "stops" not in self.errors:
            self.fields["stops"].widget.preview = preview(self._round(), at)

    def _round(self) -> str:
        """The stops as typed; those of the place when the lines were not sent."""
        typed = getattr(self, "cleaned_data", {}).get("stops")
        return written(self.instance, STOPS) if typed is None else typed

    def values(self) -> dict[str, str]:
        """Every kept field as one text, in the standard's own spelling."""
        record = self.record
        values = {name: getattr(record, name) for name in PLAIN}
        values["commune"] = record.commune_id
        values["hours"] = record.hours_text
        known = record.latitude is not None
        values[POSITION] = f"{record.latitude},{record.longitude}" if known else ""
        organisation = self.cleaned_data["organisation"]
        values[ORGANISATION] = str(organisation.pk) if organisation else ""
        values[STOPS] = self._round()
        if values[STOPS]:
            said = set(lamednum.split_cell(values["mobility"]))
            values["mobility"] = lamednum.in_order("itinerance", said | {lamednum.ITINERANT})
        if values[STOPS] and MOVES not in values["mobility"]:
            kinds = [*values["mobility"].split(lamednum.SEPARATOR), MOVES]
            values["mobility"] = lamednum.SEPARATOR.join(filter(None, kinds))
        return {field: values[field] for field in EDITED}

    def _post_clean(self) -> None:
        """The record's rules hold; ``provenance.locks`` writes the instance, never the form."""

    def _commune(self, data: dict[str, object]) -> Commune | None:
        found = data.get("town")
        if found is None:
            return None
        try:
            check_own(found, self.for_user, Place)
        except ValidationError as error:
            self.add_error("town", error)
            return None
        self.commune = found
        return found


def _text(value: object) -> str:
    return "" if value is None else str(value)
