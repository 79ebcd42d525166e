"""A file of places on its way in: looked at, applied, undone."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.territories.models import Territory
from maillage.territories.querysets import TerritorialQuerySet


class PlaceImportQuerySet(TerritorialQuerySet):
    """Imports by the territory they were made for."""

    territory_path = "territory"


class PlaceImport(models.Model):
    """One file of one source; what it would change is in ``report`` before anything is written.

    ``territory`` bounds what it may touch; None: the whole country. ``complete``: what the file no
    longer holds has vanished. The file lies in the database: web and worker may be two machines.
    """

    class State(models.TextChoices):
        LOOKING = "looking", _("being looked at")
        LOOKED = "looked", _("ready to be applied")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        FAILED = "failed", _("stopped")
        UNDONE = "undone", _("undone")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(_("source"), max_length=60)
    territory = models.ForeignKey(
        Territory,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("territory"),
    )
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    content = models.BinaryField(null=True, blank=True)
    on = models.DateField(_("date of rows that carry none"))
    complete = models.BooleanField(_("the file is complete"), default=False)
    mapping = models.TextField(_("declaration of the columns"), blank=True)
    accept_vanished = models.BooleanField(default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.LOOKING)
    report = models.JSONField(_("report"), default=dict, blank=True)
    reason = models.TextField(_("why it stopped"), blank=True)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("begun"))
    beat_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)

    objects = PlaceImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of places")
        verbose_name_plural = _("imports of places")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("source",), condition=Q(state="applying"), name="one_import_of_a_source"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="import_has_a_source"),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.file_name}"
