"""Opening hours that places share, and questions asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage_cartography.opening_hours.schedule import NATIONAL, Schedule, repaired, schedule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage_cartography.opening_hours.criteria import Wanted

ROWS = 2000  # read at a time
# Words, zone and public holidays: what no two rows have alike.
HoursKey = tuple[str, str, str]


class HoursQuerySet(models.QuerySet):
    """Opening hours by what they say of a moment."""

    def fitting(self, wanted: Wanted) -> list[int]:
        """Keys of the rows that answer; each distinct row is evaluated once."""
        return wanted.among(self.said().iterator(ROWS))

    def shared(self, wanted: Mapping[HoursKey, str]) -> dict[HoursKey, Hours]:
        """The row of each key, created with these words of OSM's when nobody had it."""
        rows = self.filter(text__in={text for text, *_rest in wanted})
        known = {row.key: row for row in rows}
        missing = [
            Hours(text=key[0], zone=key[1], holiday_region=key[2], osm=wanted[key])
            for key in sorted(wanted.keys() - known.keys())
        ]
        if not missing:
            return known
        # Another source's import may be creating the same ones: whoever comes second takes them.
        self.bulk_create(missing, ignore_conflicts=True)
        return {row.key: row for row in rows.all()}

    def said(self) -> Self:
        """Key, OSM's words, zone and public holidays of each."""
        return self.values_list("pk", "osm", "zone", "holiday_region")


class Hours(models.Model):
    """Opening hours shared by places that have the same words, zone and public holidays.

    ``text`` is what the source says; ``osm`` the same in valid OSM syntax, "" when it could not be
    understood: the text is then shown as it is, and nothing is said of what is open.
    """

    text = models.CharField(_("opening hours"), max_length=1000)
    osm = models.CharField(_("OSM syntax"), max_length=1000, blank=True)
    zone = models.CharField(_("time zone"), max_length=40)
    holiday_region = models.CharField(_("public holidays"), max_length=10, default=NATIONAL)

    objects = HoursQuerySet.as_manager()

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = (
            models.UniqueConstraint(
                fields=("text", "zone", "holiday_region"), name="hours_shared_by_places"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="hours_say_something"),
        )

    def __str__(self) -> str:
        return self.text

    @classmethod
    def reading(cls, text: str, zone: str, region: str = NATIONAL) -> Hours:
        """Unsaved hours of that text, understood when they can be."""
        return cls(text=text, zone=zone, holiday_region=region, osm=repaired(text))

    @property
    def key(self) -> HoursKey:
        """What no two rows have alike."""
        return self.text, self.zone, self.holiday_region

    @property
    def schedule(self) -> Schedule | None:
        return schedule(self.osm, self.zone, self.holiday_region) if self.osm else None
