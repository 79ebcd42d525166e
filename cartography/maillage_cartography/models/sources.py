"""The rows of sources that describe places."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage_cartography.models.imports import PlaceImport
from maillage_cartography.models.places import Place


class PlaceSource(models.Model):
    """A row of a source that describes a place.

    ``fingerprint`` is that of the row last imported: the same again changes nothing.
    ``missing_since``: when a complete file of the source no longer held it. ``second``: it came
    with a duplicate that was merged; the fields that it gave follow it, the others do not.
    """

    place = models.ForeignKey(Place, models.CASCADE, related_name="sources")
    source = models.CharField(_("source"), max_length=60)
    source_id = models.CharField(_("identifier in the source"), max_length=120)
    fingerprint = models.CharField(max_length=64, editable=False)
    second = models.BooleanField(_("came with a duplicate"), default=False)
    imported_at = models.DateTimeField(_("imported"), auto_now=True)
    missing_since = models.DateTimeField(_("missing since"), null=True, blank=True)
    created_by = models.ForeignKey(
        PlaceImport, models.SET_NULL, null=True, blank=True, related_name="created"
    )
    missed_by = models.ForeignKey(
        PlaceImport, models.SET_NULL, null=True, blank=True, related_name="missed"
    )

    class Meta:
        verbose_name = _("source of a place")
        verbose_name_plural = _("sources of places")
        constraints = (
            models.UniqueConstraint(fields=("source", "source_id"), name="place_source_once"),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}"
