"""What somebody who publishes said of a file: everybody reads it at its address."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.images import get_image_model_string


class PublicFile(models.Model):
    """A file that everybody reads at its address, whether a page shows it or not."""

    image = models.OneToOneField(
        get_image_model_string(), models.CASCADE, null=True, blank=True, related_name="+"
    )
    document = models.OneToOneField(
        get_document_model_string(), models.CASCADE, null=True, blank=True, related_name="+"
    )

    # Wagtail would count these rows among what uses a file.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("public file")
        verbose_name_plural = _("public files")
        constraints = (
            models.CheckConstraint(
                condition=Q(image__isnull=False, document__isnull=True)
                | Q(image__isnull=True, document__isnull=False),
                name="public_file_is_one_file",
            ),
        )

    def __str__(self) -> str:
        return str(self.image or self.document)
