"""Questions asked of places."""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING, Self
from uuid import UUID

from django.db import models
from django.db.models import Case, ExpressionWrapper, F, FloatField, Prefetch, Q, Value, When

from maillage.territories.geometry import KM_PER_DEGREE, box_around
from maillage.territories.names import name_key
from maillage.territories.querysets import TerritorialQuerySet
from maillage_cartography.opening_hours.wanted import NOW, Wanted
from maillage_cartography.standards.facets import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from maillage.scope import Scope
    from maillage.territories.models import Commune
    from maillage.values import BoundingBox, Point
    from maillage_cartography.models.stops import StopQuerySet

ROWS = 2000  # read at a time
CARD = (
    *("uuid", "name", "phone", "address", "postal_code", "services", "mobility"),
    *("latitude", "longitude"),
    *("commune__name", "hours__osm", "hours__zone", "hours__holiday_region"),
)
NOBODY = Q(pk__in=())


class HoursQuerySet(models.QuerySet):
    """Opening hours by what they say of a moment."""

    def fitting(self, wanted: Wanted) -> list[int]:
        """Keys of the rows that answer; each distinct row is evaluated once."""
        return wanted.among(self.said().iterator(ROWS))

    def said(self) -> Self:
        """Key, OSM's words, zone and public holidays of each."""
        return self.values_list("pk", "osm", "zone", "holiday_region")


class LocatedQuerySet(TerritorialQuerySet):
    """Rows with a latitude and a longitude, or with neither."""

    def located(self) -> Self:
        return self.filter(latitude__isnull=False)

    def in_box(self, box: BoundingBox) -> Self:
        """Located inside; the box may cross the antimeridian."""
        return self.filter(_inside(box))

    def within(self, centre: Point, km: float) -> Self:
        """Located at most that far from the centre."""
        return self.with_degrees_from(centre).filter(_circle(centre, km))

    def with_degrees_from(self, centre: Point) -> Self:
        """Annotates ``degrees2``, the squared distance in degrees of latitude (flat, local)."""
        shift = Case(
            When(longitude__gt=centre.longitude + 180, then=Value(-360.0)),
            When(longitude__lt=centre.longitude - 180, then=Value(360.0)),
            default=Value(0.0),
        )
        north = F("latitude") - Value(centre.latitude)
        east = (F("longitude") + shift - Value(centre.longitude)) * Value(
            cos(radians(centre.latitude))
        )
        return self.annotate(
            degrees2=ExpressionWrapper(north * north + east * east, output_field=FloatField())
        )


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
        """At most that far from the commune's centre, and its own places without coordinates."""
        own = type(commune).objects.filter(Q(pk=commune.pk) | Q(parent=commune.pk))
        lost = Q(latitude__isnull=True, commune__in=own.values("pk"))
        centre = commune.point
        return self.with_degrees_from(centre).filter(_circle(centre, km) | lost)

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

    def open_at(self, moment: datetime) -> Self:
        """Surely open then: a place whose hours are unknown is not among them."""
        return self.open_when(Wanted(at=moment, choice=NOW))

    def open_when(self, wanted: Wanted, stops: StopQuerySet | None = None) -> Self:
        """Those whose hours answer what is wanted; mobile places by those of these ``stops``."""
        if wanted.is_whenever:
            return self
        silent = Q(hours__isnull=True) if wanted.fits("", "") else Q(pk__in=())
        return self.keeping(self.their_hours().fitting(wanted), stops, silent)

    def keeping(
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
        span = (UUID(start.ljust(32, "0")), UUID(start.ljust(32, "f")))
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


def of_commune(commune: Commune) -> Q:
    """Rows of the commune and of its arrondissements."""
    return Q(commune=commune.pk) | Q(commune__parent=commune.pk)


def _inside(box: BoundingBox) -> Q:
    high = Q(latitude__gte=box.south, latitude__lte=box.north)
    west, east = Q(longitude__gte=box.west), Q(longitude__lte=box.east)
    return high & west & east if box.west <= box.east else high & (west | east)


def _circle(centre: Point, km: float) -> Q:
    """Of places with ``degrees2``: the box is what an index answers."""
    return _inside(box_around(centre, km)) & Q(degrees2__lte=(km / KM_PER_DEGREE) ** 2)


def folded(text: str) -> str:
    """Words without accents, case or punctuation, of any number."""
    return " ".join(filter(None, (name_key(word) for word in text[:2000].split())))
