"""What a reader types about places: an error, or a place that is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.accounts.open_form import OpenForm
from maillage.territories.gazetteer.forms import CommuneField
from maillage.themes.needs import BY_SLUG, NEEDS
from maillage_cartography.models import PlaceReport
from maillage_cartography.provenance.fields import KEPT, POSITION
from maillage_cartography.standards import lamednum
from maillage_cartography.standards.typed import read_in, sentence

if TYPE_CHECKING:
    from maillage.territories.models import Commune

# Of the form, by the standard's names.
FIELDS = {
    "nom": "name",
    "adresse": "address",
    "telephone": "phone",
    "courriels": "emails",
    "site_web": "websites",
    "horaires": "hours",
    "services": "services",
}


class ReaderForm(OpenForm):
    """What ends every form: an address to be asked a question, if the reader likes."""

    email = forms.EmailField(
        label=_("Your mail address"),
        required=False,
        max_length=254,
        help_text=_(
            "To ask you a question if need be. It is erased as soon as the team has decided, "
            "and after a year at the latest."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Write a complete mail address, such as name@example.org."),
        },
    )


class ReportForm(ReaderForm):
    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=PlaceReport.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    message = forms.CharField(
        label=_("What should we write instead?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write nothing private: neither your procedures nor your health."),
    )
    field_order = ("kind", "message", "email")

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if data.get("kind") == PlaceReport.Kind.OTHER and not data.get("message"):
            self.add_error("message", _("Tell us what is wrong."))
        return data


class ProposalForm(ReaderForm):
    """A place as a reader knows it; the rules are those of the import."""

    name = forms.CharField(
        label=_("Name of the place"),
        max_length=250,
        error_messages={"required": _("Write the name of the place.")},
    )
    address = forms.CharField(
        label=_("Number and street"),
        max_length=250,
        error_messages={"required": _("Write the address: people will go there.")},
    )
    town = CommuneField(
        label=_("Commune or postal code"),
        max_length=100,
        error_messages={"required": _("Write the commune of the place.")},
    )
    phone = forms.CharField(label=_("Phone of the place"), max_length=40, required=False)
    emails = forms.CharField(label=_("Mail address of the place"), max_length=254, required=False)
    websites = forms.CharField(label=_("Web site of the place"), max_length=500, required=False)
    hours = forms.CharField(
        label=_("Opening hours"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In your own words: Tuesday and Thursday, from 2 to 5 pm."),
    )
    services = forms.MultipleChoiceField(
        label=_("What do people help with there?"),
        required=False,
        choices=[(need.slug, need.label) for need in NEEDS],
        widget=forms.CheckboxSelectMultiple,
    )
    message = forms.CharField(
        label=_("Anything else the team should know?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = (
        *("name", "address", "town", "services", "hours", "phone", "emails", "websites"),
        *("message", "email"),
    )
    commune: Commune | None = None

    def clean_town(self) -> Commune:
        self.commune = self.cleaned_data["town"]
        return self.commune

    def clean_services(self) -> str:
        chosen = {str(BY_SLUG[slug].service) for slug in self.cleaned_data["services"]}
        return lamednum.in_order("services", chosen)

    def clean(self) -> dict[str, object]:
        data = super().clean()
        if self.commune is None or self.errors:
            return data
        found = read_in(self.commune, {name: data.get(key) or "" for name, key in FIELDS.items()})
        self.record = found.record
        for problem in found.problems:
            self.add_error(FIELDS.get(problem.field), ValidationError(sentence(problem.rule)))
        return data

    def values(self) -> dict[str, str]:
        """The kept fields that the reader gave, each as one text."""
        record, commune = self.record, self.commune
        codes = {row.code for row in commune.postal_codes.all()}
        known = {
            "commune": commune.pk,
            "hours": record.hours_text,
            "postal_code": codes.pop() if len(codes) == 1 else "",
        }
        values = {
            field: known.get(field) or getattr(record, field, "")
            for field in KEPT
            if field != POSITION
        }
        return {field: text for field, text in values.items() if text}
