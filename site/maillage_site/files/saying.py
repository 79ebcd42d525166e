"""Saying that everybody reads a file at its address, or no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.images import get_image_model

from maillage_site.files.models import PublicFile

if TYPE_CHECKING:
    from django.db.models import Model


def is_said_public(file: Model) -> bool:
    return PublicFile.objects.filter(**_that(file)).exists()


def say_public(file: Model, *, public: bool) -> None:
    """The right is the caller's to ask: ``readers.may_publish``."""
    if public:
        PublicFile.objects.get_or_create(**_that(file))
    else:
        PublicFile.objects.filter(**_that(file)).delete()


def _that(file: Model) -> dict[str, Model]:
    return {"image" if isinstance(file, get_image_model()) else "document": file}
