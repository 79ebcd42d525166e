"""Pictures sent to the admin: what looks like one and is not is refused, never an error 500."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image as Picture
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from maillage.submitted_ids.forms import CheckedReferences

if TYPE_CHECKING:
    from collections.abc import Callable


class DocumentForm(CheckedReferences, BaseDocumentForm):
    """Wagtail's form of a document."""


class ImageForm(CheckedReferences, BaseImageForm):
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
