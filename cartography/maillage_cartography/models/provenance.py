"""Where each field of a place comes from, what happened to it, what sources say instead."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.territories.querysets import TerritorialQuerySet
from maillage_cartography.models.imports import PlaceImport
from maillage_cartography.models.places import Place


class Origin(models.TextChoices):
    """Whose word a value is."""

    SOURCE = "source", _("a source")
    EDITOR = "editor", _("the territory's team")
    PLACE = "place", _("the place itself")


class FieldOrigin(models.Model):
    """The field of a place that is not what its source said at the last import.

    ``locked``: imports leave it alone. ``source_value`` is what the source said when the field was
    taken over; the same again says nothing new. Fields without a row are their source's.
    """

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="origins", verbose_name=_("place")
    )
    field = models.CharField(_("field"), max_length=40)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin)
    source = models.CharField(_("source"), max_length=60, blank=True)
    on = models.DateField(_("date"))
    locked = models.BooleanField(_("locked"), default=False)
    source_value = models.TextField(_("what the source said"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("origin of a field")
        verbose_name_plural = _("origins of fields")
        constraints = (
            models.UniqueConstraint(fields=("place", "field"), name="one_origin_a_field"),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.field}"


class FieldChange(models.Model):
    """One change of one field; values as texts, as ``provenance.fields.written`` gives them."""

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="changes", verbose_name=_("place")
    )
    field = models.CharField(_("field"), max_length=40)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    origin = models.CharField(_("origin"), max_length=10, choices=Origin)
    source = models.CharField(_("source"), max_length=60, blank=True)
    at = models.DateTimeField(_("changed"), db_index=True)
    run = models.ForeignKey(
        PlaceImport, models.SET_NULL, null=True, blank=True, related_name="changes"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("change of a field")
        verbose_name_plural = _("changes of fields")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.place_id} {self.field}"


class OfPlaceQuerySet(TerritorialQuerySet):
    """Rows that lie where their place lies."""

    commune_path = "place__commune__"


class SourceProposalQuerySet(OfPlaceQuerySet):
    """What sources say of locked fields."""

    def waiting(self) -> SourceProposalQuerySet:
        return self.filter(state=SourceProposal.State.WAITING)


class SourceProposal(models.Model):
    """A source says something else than a locked field: somebody has to choose.

    A value that was refused is remembered: the source repeating it asks nothing again.
    ``previously``: what the source said before, to be put back when its import is undone.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        KEPT = "kept", _("the team's value was kept")

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="proposals", verbose_name=_("place")
    )
    field = models.CharField(_("field"), max_length=40)
    source = models.CharField(_("source"), max_length=60)
    value = models.TextField(_("value"), blank=True)
    previously = models.TextField(blank=True)
    run = models.ForeignKey(
        PlaceImport, models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    proposed_at = models.DateTimeField(_("proposed"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SourceProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("value proposed by a source")
        verbose_name_plural = _("values proposed by sources")
        ordering = ("proposed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("place", "field", "source"),
                condition=Q(state="waiting"),
                name="one_waiting_value_a_field",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="proposal_decided_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.field}"
