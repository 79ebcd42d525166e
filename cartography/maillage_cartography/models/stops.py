"""The stops of mobile places: where a bus stops, and when."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.territories.models import Commune
from maillage.values import Point
from maillage_cartography.models.hours import Hours
from maillage_cartography.models.located import LocatedQuerySet, of_commune
from maillage_cartography.models.places import Place

if TYPE_CHECKING:
    from datetime import date

    from maillage_cartography.opening_hours.criteria import Wanted
    from maillage_cartography.opening_hours.schedule import Schedule


class StopQuerySet(LocatedQuerySet):
    """Stops lie where people wait, wherever the bus comes from."""

    commune_path = "commune__"

    def current(self, on: date | None = None) -> Self:
        """Those that are not over that day: today when none is given."""
        on = on or timezone.localdate()
        return self.filter(Q(last_on__isnull=True) | Q(last_on__gte=on))

    def in_commune(self, commune: Commune) -> Self:
        """In the commune and, for Paris, Lyon and Marseille, in its arrondissements."""
        return self.filter(of_commune(commune))

    def answering(self, wanted: Wanted) -> Self:
        """Those whose hours answer what is wanted."""
        if wanted.is_whenever:
            return self
        return self.filter(hours__in=Hours.objects.filter(stops__in=self).fitting(wanted))

    def by_place(self) -> dict[int, list[Stop]]:
        """As a page reads them, by the key of their place."""
        found = defaultdict(list)
        for stop in self.shown():
            found[stop.place_id].append(stop)
        return dict(found)

    def shown(self) -> Self:
        """With what a page reads of other tables."""
        return self.select_related("commune", "hours")


class Stop(models.Model):
    """Where a mobile place stops, and when (a stop of a round: "arrêt", "tournée").

    **Once a place has stops, it receives people at its stops and nowhere else**: a bus is not at
    the address of its garage. An office that is open too is one of the stops.

    ``hours`` is written by ``rounds.rules`` in OSM's syntax, in the zone of the stop's commune.
    ``exact``: the coordinates are those of the stop; otherwise those of the commune's centre.
    ``last_on``: the day after which it stops there no more, as the hours say.
    """

    place = models.ForeignKey(Place, models.CASCADE, related_name="stops", verbose_name=_("place"))
    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="+", verbose_name=_("commune")
    )
    spot = models.CharField(_("where it stops"), max_length=200)
    address = models.CharField(_("address"), max_length=250, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    exact = models.BooleanField(_("exact position"), default=False)
    hours = models.ForeignKey(
        Hours, models.PROTECT, related_name="stops", verbose_name=_("days and hours")
    )
    last_on = models.DateField(_("last day"), null=True, blank=True)

    objects = StopQuerySet.as_manager()

    class Meta:
        verbose_name = _("stop of a round")
        verbose_name_plural = _("stops of rounds")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, exact=False)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="stop_on_globe",
            ),
            models.CheckConstraint(condition=~Q(spot=""), name="stop_is_somewhere"),
            models.UniqueConstraint(
                fields=("place", "commune", "spot", "hours"), name="stop_said_once"
            ),
        )
        indexes = (models.Index(fields=("latitude", "longitude"), name="stop_position"),)

    def __str__(self) -> str:
        return f"{self.spot}, {self.commune.name}"

    @property
    def point(self) -> Point | None:
        return None if self.latitude is None else Point(self.latitude, self.longitude)

    @property
    def schedule(self) -> Schedule | None:
        return self.hours.schedule
