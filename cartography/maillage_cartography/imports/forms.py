"""The file an editor sends, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from maillage.permissions import may_everywhere, territories_where
from maillage.submitted_ids.forms import CheckedReferences, FormOfSomebody
from maillage.territories.models import Territory
from maillage_cartography.imports.dialects.declared import BadMapping, parse
from maillage_cartography.imports.encodings import (
    START,
    UnreadableFile,
    refuse_other_than_text,
)
from maillage_cartography.models import PlaceImport

if TYPE_CHECKING:
    from maillage.accounts.models import User

# The 33,000 real places weigh 10 MB.
LARGEST = 20 * 1024 * 1024
LARGEST_MAPPING = 100 * 1024


class ImportForm(CheckedReferences, FormOfSomebody, forms.Form):
    """``cleaned_data["territory"]`` is None for the whole country, which is the national team's."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or JSON. From a spreadsheet, save as CSV first. At most 20 MB."),
    )
    source = forms.CharField(
        label=_("Name of the source"),
        max_length=60,
        help_text=_(
            "Always the same from one file to the next: it is how places are recognised. "
            "For example: hubik-71."
        ),
    )
    territory = forms.ModelChoiceField(
        label=_("Territory"),
        queryset=Territory.objects.none(),
        help_text=_("Rows elsewhere are refused."),
    )
    on = forms.DateField(
        label=_("Date of the file"),
        required=False,
        widget=AdminDateInput,
        help_text=_("For rows that carry no date. Empty: the date in the file's name, or today."),
    )
    complete = forms.BooleanField(
        label=_("This file holds the whole source"),
        required=False,
        help_text=_(
            "What is not in it is marked as missing, and withdrawn after 30 days unless it comes "
            "back or somebody edited it."
        ),
    )

    mapping = forms.FileField(
        label=_("Declaration of the columns"),
        required=False,
        help_text=_("Only for columns that are not recognised: a TOML file, see the guide."),
    )

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, user=user, **kwargs)
        field = self.fields["territory"]
        own = territories_where(user, "add", PlaceImport)
        if may_everywhere(user, "add", PlaceImport):
            field.queryset = Territory.objects.filter(teams__isnull=False).distinct()
            field.required, field.empty_label = False, _("The whole country")
        else:
            field.queryset = Territory.objects.filter(pk__in=[one.pk for one in own])
            if len(own) == 1:
                field.initial, field.empty_label = own[0], None

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            message = _("This file weighs %(size)s: at most 20 MB.")
            raise forms.ValidationError(message, params={"size": filesizeformat(file.size)})
        try:
            refuse_other_than_text(file.read(START))
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from error
        file.seek(0)
        return file

    def clean_mapping(self) -> str:
        file = self.cleaned_data.get("mapping")
        if not file:
            return ""
        if file.size > LARGEST_MAPPING:
            raise forms.ValidationError(_("A declaration weighs 100 kB at most."))
        try:
            text = file.read().decode("utf-8-sig")
            parse(text)
        except (UnicodeDecodeError, BadMapping) as error:
            raise forms.ValidationError(str(error)) from error
        return text
