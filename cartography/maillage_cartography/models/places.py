"""Places, and questions asked of them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maillage.territories.models import Commune
from maillage.territories.names import name_key
from maillage.values import Point
from maillage_cartography.models.hours import Hours, HoursQuerySet
from maillage_cartography.models.located import LocatedQuerySet, circle, of_commune
from maillage_cartography.models.organisations import Organisation
from maillage_cartography.opening_hours.criteria import Wanted
from maillage_cartography.standards import lamednum
from maillage_cartography.standards.facets import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from maillage.scope import Scope
    from maillage.territories.models import Territory
    from maillage_cartography.models.stops import StopQuerySet

CARD = (
    *("uuid", "name", "phone", "address", "postal_code", "services", "mobility"),
    *("latitude", "longitude"),
    *("commune__name", "hours__osm", "hours__zone", "hours__holiday_region"),
)
NOBODY = Q(pk__in=())


class PlaceQuerySet(LocatedQuerySet):
    """Places by where they are, what they offer and when they open."""

    commune_path = "commune__"

    def shown_in(self, scope: Scope) -> Self:
        """Those that receive people in the portal's territory: mobile places where they stop."""
        territory = scope.territory
        return self if territory is None else self.received(self._in(territory))

    def in_commune(self, commune: Commune) -> Self:
        """Received in the commune and, for Paris, Lyon, Marseille, in its arrondissements."""
        return self.received(of_commune(commune))

    def received(self, where: Q) -> Self:
        """Receiving people where it says, of a ``commune``: mobile places at their stops.

        One set of keys: no database can use an index for an OR, be it over a join or of two sets.
        """
        at_home = self.model._base_manager.filter(where).order_by().values("pk")
        mobile = self._stops().order_by().values("place")
        return self.filter(pk__in=at_home.difference(mobile).union(mobile.filter(where)))

    def around(self, commune: Commune, km: float) -> Self:
        """At most that far from the commune's centre, and its own places, however far they are."""
        own = type(commune).objects.filter(Q(pk=commune.pk) | Q(parent=commune.pk))
        centre = commune.point
        return self.with_degrees_from(centre).filter(
            circle(centre, km) | Q(commune__in=own.values("pk"))
        )

    def nearest(self, centre: Point) -> Self:
        """The closest first; those without coordinates last."""
        return self.with_degrees_from(centre).order_by(
            F("degrees2").asc(nulls_last=True), "name", "pk"
        )

    def at_home(self) -> Self:
        """Those that receive people where they are: mobile places receive them at their stops."""
        return self.exclude(self._mobile())

    def by_commune(self) -> Self:
        """By INSEE code, which is alphabetical within a département, and read from an index."""
        return self.order_by("commune_id", "name", "pk")

    def having(self, chosen: Mapping[str, Collection[str]]) -> Self:
        """At least one of the options chosen for each facet, by the facet's name."""
        return self.filter(*(BY_NAME[name].having(slugs) for name, slugs in chosen.items()))

    def open_when(self, wanted: Wanted, stops: StopQuerySet | None = None) -> Self:
        """Those whose hours answer what is wanted; mobile places by those of these ``stops``."""
        if wanted.is_whenever:
            return self
        silent = Q(hours__isnull=True) if wanted.fits("", "") else Q(pk__in=())
        return self.keeping_hours(self.their_hours().fitting(wanted), stops, silent)

    def keeping_hours(
        self, hours: Collection[int], stops: StopQuerySet | None = None, silent: Q = NOBODY
    ) -> Self:
        """Those that keep one of these hours: mobile places at one of these ``stops``, or any."""
        stops = self._stops() if stops is None else stops
        keep = stops.filter(hours__in=hours).order_by().values("place")
        return self.filter((Q(hours__in=hours) | silent) & ~self._mobile() | Q(pk__in=keep))

    def their_hours(self) -> HoursQuerySet:
        """The distinct hours that these places keep, and those of their stops."""
        hours = self.model.hours.field.related_model.objects
        stopping = self._stops().filter(place__in=self.order_by().values("pk"))
        kept = Q(pk__in=self.order_by().values("hours"))
        return hours.filter(kept | Q(pk__in=stopping.order_by().values("hours")))

    def mentioning(self, text: str) -> Self:
        """Each word is in the name, the town, the address or the kind; accents are ignored.

        The towns where a mobile place stops are among its own.
        """
        found = self
        for word in folded(text).split()[:10]:
            stopping = self._stops().filter(commune__name_key__contains=word).order_by()
            said = Q(search_text__contains=word) | Q(pk__in=stopping.values("place"))
            found = found.filter(said)
        return found

    def starting_with(self, start: str) -> Self:
        """Those whose identifier begins with these hexadecimal digits."""
        span = (uuid.UUID(start.ljust(32, "0")), uuid.UUID(start.ljust(32, "f")))
        return self.filter(uuid__range=span).order_by("uuid")

    def shown(self) -> Self:
        """With what a card or an export reads of other tables."""
        return self.select_related("commune", "hours", "organisation")

    def with_stops(self) -> Self:
        """With ``stops_shown``, the stops that are not over, for what leaves for elsewhere."""
        return self.prefetch_related(Prefetch("stops", self._stops().shown(), "stops_shown"))

    def exported(self) -> Self:
        """With all that leaves."""
        return self.shown().with_stops()

    def for_cards(self) -> Self:
        """With what a card reads, and no more: a home has not the time for forty columns."""
        return self.select_related("commune", "hours").only(*CARD)

    def _stops(self) -> StopQuerySet:
        """The stops that are not over."""
        return self.model.stops.rel.related_model.objects.current()

    def _mobile(self) -> Q:
        """Places that receive people at their stops alone."""
        return Q(pk__in=self._stops().order_by().values("place"))


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
        return lamednum.ITINERANT in self.values("mobility")

    def is_received_in(self, territory: Territory) -> bool:
        """Whether it lies there, or stops there."""
        if territory.covers(self.commune):
            return True
        return self.stops.current().in_territory(territory).exists()

    def search_words(self, town: str) -> str:
        """What the list's search looks into, for ``search_text``."""
        return folded(
            f"{self.name} {town} {self.postal_code} {self.address} {self.kinds} "
            f"{self.programmes} {self.services}"
        )

    def values(self, field: str) -> list[str]:
        """The values of a field that may have several."""
        return [value for value in getattr(self, field).split(lamednum.SEPARATOR) if value]


def folded(text: str) -> str:
    """Words without accents, case or punctuation, of any number."""
    return " ".join(filter(None, (name_key(word) for word in text[:2000].split())))
