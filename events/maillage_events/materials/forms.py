"""What an organiser puts on the page after the event."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from maillage.territories.clocks import OnOneClock
from maillage_events.models import Material
from maillage_events.models.document_formats import ACCEPT, LARGEST, UnknownFormatError, format_of

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class AddressField(forms.URLField):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{**kwargs, "assume_scheme": "https"})


class MaterialForm(OnOneClock, forms.ModelForm):
    document = forms.FileField(
        label=_("or a file"),
        required=False,
        help_text=_("PDF, ODP, ODT, PPTX or DOCX, of 15 MB at most. A video needs an address."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    announce = forms.BooleanField(
        label=_("Tell people who had a place by mail"),
        required=False,
        help_text=_("One mail each, when it opens."),
    )
    field_order = (
        *("kind", "title", "url", "document", "captions", "access", "available_from", "announce"),
    )

    class Meta:
        model = Material
        fields = ("kind", "title", "url", "captions", "access", "available_from")
        field_classes: ClassVar = {"url": AddressField}
        widgets: ClassVar = {"available_from": AdminDateTimeInput}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].validators.append(ProhibitNullCharactersValidator())

    def clock(self) -> str:
        return self.instance.occurrence.event.timezone

    def clean_document(self) -> UploadedFile | None:
        """What it is says its format: a name proves nothing."""
        document = self.cleaned_data["document"]
        if not document:
            return None
        if document.size > LARGEST:
            said = _("This file weighs %(size)s. We take 15 MB at most.")
            raise forms.ValidationError(said, params={"size": filesizeformat(document.size)})
        try:
            self.instance.format = format_of(document)
        except UnknownFormatError as refused:
            raise forms.ValidationError(refused.message) from refused
        self.instance.size = document.size
        return document

    def clean(self) -> dict[str, object]:
        data = super().clean()
        given = [name for name in ("url", "document") if data.get(name)]
        if len(given) == 1 or self.errors.keys() & {"url", "document"}:
            return data
        said = _("Give either, not both.") if given else _("Give an address or a file.")
        self.add_error("document", said)
        return data

    @property
    def content(self) -> bytes | None:
        """The file's bytes; None for an address."""
        document = self.cleaned_data["document"]
        return document.read() if document else None
