"""Places, their opening hours and the sources that describe them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.territories.models import Commune
from maillage.values import Point
from maillage_cartography.models.imports import PlaceImport
from maillage_cartography.models.organisations import Organisation
from maillage_cartography.models.querysets import HoursQuerySet, PlaceQuerySet
from maillage_cartography.opening_hours.schedule import NATIONAL, Schedule, repaired, schedule
from maillage_cartography.standards import lamednum as standard

if TYPE_CHECKING:
    from maillage.territories.models import Territory


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
    def key(self) -> tuple[str, str, str]:
        """What no two rows have alike."""
        return self.text, self.zone, self.holiday_region

    @property
    def schedule(self) -> Schedule | None:
        return schedule(self.osm, self.zone, self.holiday_region) if self.osm else None


class ShownPlaceManager(models.Manager.from_queryset(PlaceQuerySet)):  # ty: ignore[unsupported-base]
    """Places that are there; ``Place.records`` has those that were withdrawn too."""

    def get_queryset(self) -> PlaceQuerySet:
        return super().get_queryset().filter(withdrawn_at__isnull=True)


class Place(models.Model):
    """A place where people are helped: the national standard's 32 fields.

    Its public identity is ``uuid``, which outlives the identifiers of its sources. Fields with
    several values separate them by ``|``, in the standard's own French spelling and order.
    """

    uuid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    pivot = models.CharField(_("SIRET, RNA or RIDET"), max_length=14, blank=True, db_index=True)
    name = models.CharField(_("name"), max_length=250)
    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="+", verbose_name=_("commune")
    )
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    address_extra = models.CharField(_("more about the address"), max_length=1000, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    kinds = models.CharField(_("kinds of place"), max_length=250, blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    emails = models.CharField(_("mail addresses"), max_length=1000, blank=True)
    websites = models.CharField(_("web sites"), max_length=2000, blank=True)
    hours = models.ForeignKey(
        Hours,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("opening hours"),
    )
    summary = models.CharField(_("summary"), max_length=280, blank=True)
    description = models.TextField(_("presentation"), blank=True)
    credit = models.CharField(_("source"), max_length=250, blank=True)
    mobility = models.CharField(_("fixed or itinerant"), max_length=30, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("run by"),
    )
    parent_organisation = models.CharField(_("parent organisation"), max_length=250, blank=True)
    updated_on = models.DateField(_("last update by the source"))
    services = models.CharField(_("services"), max_length=500, blank=True)
    publics = models.CharField(_("publics"), max_length=200, blank=True)
    specific_care = models.CharField(_("specific care"), max_length=250, blank=True)
    costs = models.CharField(_("costs"), max_length=100, blank=True)
    programmes = models.CharField(_("national programmes"), max_length=500, blank=True)
    labels = models.CharField(_("training and labels"), max_length=500, blank=True)
    other_labels = models.CharField(_("other training and labels"), max_length=1000, blank=True)
    access_modes = models.CharField(_("ways to come or call"), max_length=250, blank=True)
    support_modes = models.CharField(_("kinds of support"), max_length=200, blank=True)
    accessibility_url = models.CharField(_("accessibility sheet"), max_length=500, blank=True)
    booking_url = models.CharField(_("appointment on line"), max_length=500, blank=True)

    search_text = models.TextField(editable=False, blank=True)
    changed_at = models.DateTimeField(_("changed here"), auto_now=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="absorbed",
        verbose_name=_("merged into"),
    )

    # A place that was withdrawn is shown nowhere: only what keeps places true asks for it.
    objects = ShownPlaceManager()
    records = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # Said in full: a comparison with NULL is neither true nor false, and would pass.
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="place_on_globe",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="place_has_a_name"),
        )
        indexes = (models.Index(fields=("latitude", "longitude"), name="place_position"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Path on the national portal; ``scope.url`` keeps the reader's."""
        return reverse("maillage_cartography:place", args=[self.uuid])

    @property
    def point(self) -> Point | None:
        return None if self.latitude is None else Point(self.latitude, self.longitude)

    @property
    def zone(self) -> str:
        return self.commune.time_zone

    @property
    def is_itinerant(self) -> bool:
        return standard.ITINERANT in self.values("mobility")

    def is_received_in(self, territory: Territory) -> bool:
        """Whether it lies there, or stops there."""
        if territory.covers(self.commune):
            return True
        return self.stops.current().in_territory(territory).exists()

    def values(self, field: str) -> list[str]:
        """The values of a field that may have several."""
        return [value for value in getattr(self, field).split(standard.SEPARATOR) if value]


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
