"""Positions that sources give too far from the commune: places are not given them unseen."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.territories.models import Commune
from maillage.territories.querysets import TerritorialQuerySet
from maillage.values import Point
from maillage_cartography.models.places import Place


class DoubtfulPositionQuerySet(TerritorialQuerySet):
    """Doubts lie where their place lies."""

    commune_path = "place__commune__"

    def waiting(self) -> Self:
        """Of places that are there, and that nobody has given a position since."""
        return self.filter(
            state=DoubtfulPosition.State.WAITING,
            place__latitude=None,
            place__withdrawn_at=None,
            place__merged_into=None,
        )


class DoubtfulPosition(models.Model):
    """A position that a source gave; as long as nobody has decided, the place has none.

    ``lies_in``: the commune whose land it is on, when it is on any. One that was refused is
    remembered: the source repeating it asks nothing again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        MOVED = "moved", _("placed elsewhere")
        REFUSED = "refused", _("left without a position")

    place = models.ForeignKey(
        Place, models.CASCADE, related_name="doubtful_positions", verbose_name=_("place")
    )
    source = models.CharField(_("source"), max_length=60, blank=True)
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    lies_in = models.ForeignKey(
        Commune,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune where it lies"),
    )
    found_at = models.DateTimeField(_("found"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DoubtfulPositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position to check")
        verbose_name_plural = _("positions to check")
        ordering = ("found_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("place", "latitude", "longitude"), name="one_doubt_a_position"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="doubt_decided_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="doubtful_position_on_globe",
            ),
        )

    def __str__(self) -> str:
        return f"{self.place_id} {self.latitude},{self.longitude}"

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)
