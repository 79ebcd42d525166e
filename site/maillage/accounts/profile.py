"""Forms of "Mon espace"."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.accounts.models import User
from maillage.territories.models import Territory
from maillage.ui.forms import LineField


class ProfileForm(forms.ModelForm):
    """What a person says of themselves."""

    class Meta:
        model = User
        fields: ClassVar = ["name", "territory"]
        labels: ClassVar = {"name": _("Your name"), "territory": _("Your territory")}
        help_texts: ClassVar = {
            "name": _("Shown beside what you write in communities."),
            "territory": _("Gives the time zone of the dates we write to you."),
        }
        field_classes: ClassVar = {"name": LineField}
        widgets: ClassVar = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kinds = (Territory.Kind.DEPARTEMENT, Territory.Kind.COLLECTIVITY)
        field = self.fields["territory"]
        field.queryset = Territory.objects.filter(kind__in=kinds).order_by("name")
        field.empty_label = _("None in particular")


class CloseAccountForm(forms.Form):
    """Says that the person knows what closing means."""

    understood = forms.BooleanField(
        label=_("I understand that my account cannot be brought back."),
        error_messages={"required": _("Tick this box to close your account.")},
    )
