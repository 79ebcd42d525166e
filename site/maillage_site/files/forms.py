"""Forms of images and documents: a file that is not what it says is refused, never an error 500."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image as Picture
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from maillage.submitted_ids.forms import CheckedReferences
from maillage_site.files.contents import TABLE, is_what_it_says
from maillage_site.files.journal import note_said
from maillage_site.files.readers import SEEN, may_change, may_publish
from maillage_site.files.saying import is_said_public, say_public

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model


# Readers never see them.
UNSEEN = {"tags"}


PUBLIC = gettext_lazy("Public at its address")
WHEN_PUBLIC = gettext_lazy(
    "A page that is online and chose this file shows it to everybody: nothing to tick then. Tick "
    "when its address is written elsewhere: in an email, on a poster, on another site."
)


class KeptAsRead(CheckedReferences):
    """What readers see on a page that is online is changed by whoever publishes there.

    Whoever publishes also says that everybody may read a file that no page shows.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # A new file is where nobody looks yet.
        if self.instance.pk and may_publish(self.person, self.instance):
            self.fields["is_public"] = forms.BooleanField(
                label=PUBLIC, help_text=WHEN_PUBLIC, required=False
            )
            self.initial["is_public"] = is_said_public(self.instance)

    def save(self, commit: bool = True) -> Model:  # noqa: FBT001, FBT002 -- Django's signature
        file = super().save(commit=commit)
        if commit and "is_public" in self.changed_data:
            self._say_public(file, public=self.cleaned_data["is_public"])
        return file

    @transaction.atomic
    def _say_public(self, file: Model, *, public: bool) -> None:
        say_public(file, public=public)
        note_said(file, public=public, by=self.person, at=timezone.now())

    def clean(self) -> dict[str, object]:
        cleaned = super().clean()
        touched = [name for name in self.changed_data if name not in UNSEEN]
        if touched and self.instance.pk and not may_change(self.person, self.instance):
            for name in touched:
                hidden = self.fields[name].widget.is_hidden
                self.add_error(None if hidden else name, SEEN)
        return cleaned


class DocumentForm(KeptAsRead, BaseDocumentForm):
    """Wagtail's form of a document; it holds what its name says."""

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data or not file:
            return file
        extension = PurePath(file.name).suffix.lstrip(".").lower()
        # Wagtail says which extensions are taken.
        if extension in TABLE and not is_what_it_says(file, extension):
            message = _(
                "This file is named .%(extension)s and holds something else. Open it, save it as "
                ".%(extension)s, then send it again."
            )
            raise ValidationError(message % {"extension": extension})
        return file


class ImageForm(KeptAsRead, BaseImageForm):
    """Wagtail's form of an image; a file that begins like a picture may still hold none."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            field = self.fields["file"]
            field.to_python = refusing_rubbish(field.to_python)


def refusing_rubbish(read: Callable[[object], object]) -> Callable[[object], object]:
    """Turn what Pillow and Wagtail raise on a broken picture into an answer to the person."""

    def reading(data: object) -> object:
        try:
            return read(data)
        except (OSError, Picture.DecompressionBombError, SyntaxError, ValueError) as error:
            message = _("This file is not a picture that can be read. Save it again, as JPEG.")
            raise ValidationError(message) from error

    return reading
