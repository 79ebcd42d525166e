"""The form of an organisation in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from maillage.generations.counters import PLACES, bump
from maillage.territories.gazetteer.forms import CommuneField
from maillage_cartography.editing.own_commune import check_own, own_territory
from maillage_cartography.models import Organisation
from maillage_cartography.standards import pivots
from maillage_cartography.standards.phones import e164

if TYPE_CHECKING:
    from maillage.territories.models import Commune


class OrganisationForm(WagtailAdminModelForm):
    """Its seat lies in the person's territory; numbers are those that exist."""

    town = CommuneField(
        label=_("Commune of the seat"),
        help_text=_("Its name, or its INSEE code. It has to lie in your territory."),
    )
    pivot = forms.CharField(
        label=_("SIRET, RNA or RIDET"),
        required=False,
        max_length=40,
        help_text=_("14 digits, W and 9 characters, or the RIDET. Leave it empty if unknown."),
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=40,
        help_text=_("One number, as people dial it: 03 85 39 55 00"),
    )
    website = forms.URLField(label=_("Web site"), required=False, assume_scheme="https")
    field_order = ("name", "town", "pivot", "phone", "email", "website", "summary")

    class Meta:
        model = Organisation
        fields = ("name", "pivot", "phone", "email", "website", "summary")
        help_texts = {
            "email": _(
                "A functional address. It is asked whether a place is exact when the place has "
                "none; readers see it."
            ),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].own = own_territory(self.for_user, Organisation)
        if self.instance.pk:
            commune = self.instance.commune
            self.initial.setdefault("town", f"{commune.name} ({commune.code})")

    def save(self, commit: bool = True) -> Organisation:  # noqa: FBT001, FBT002 -- Django's own
        """Pages that name it are drawn anew."""
        found = super().save(commit)
        bump(PLACES)
        return found

    def clean_town(self) -> Commune:
        found = self.cleaned_data["town"]
        check_own(found, self.for_user, Organisation)
        return found

    def clean_pivot(self) -> str:
        try:
            found = pivots.pivot(self.cleaned_data["pivot"])
        except pivots.NotAPivot as error:
            message = _("This is no SIRET, RNA or RIDET: check each character, or leave it empty.")
            raise ValidationError(message) from error
        others = Organisation.objects.filter(pivot=found).exclude(pk=self.instance.pk)
        if found and others.exists():
            raise ValidationError(_("Another organisation has this number already."))
        return found

    def clean(self) -> dict[str, object]:
        data = super().clean()
        commune = data.get("town")
        if commune is None:
            return data
        self.instance.commune = commune
        typed = data.get("phone")
        data["phone"] = e164(typed, commune.departement_code) if typed else ""
        if typed and not data["phone"]:
            self.add_error("phone", _("Nobody answers at this number: check its digits."))
        return data
