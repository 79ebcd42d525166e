"""What an organiser puts on the page after the event."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from maillage_events.models import Material


class AddressField(forms.URLField):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{**kwargs, "assume_scheme": "https"})


class MaterialForm(forms.ModelForm):
    announce = forms.BooleanField(
        label=_("Tell people who had a place by mail"),
        required=False,
        help_text=_("One mail each, when it opens."),
    )

    class Meta:
        model = Material
        fields = ("kind", "title", "url", "captions", "access", "available_from")
        field_classes: ClassVar = {"url": AddressField}
        widgets: ClassVar = {"available_from": AdminDateTimeInput}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].validators.append(ProhibitNullCharactersValidator())
