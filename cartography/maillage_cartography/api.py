"""``/api/places/``: the places of any filter, and one place."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from ninja import Router, Schema

from maillage.scope import Scope
from maillage_cartography.duplicates.merging import heir_of
from maillage_cartography.exports.lamednum import standard_fields
from maillage_cartography.finder.views.listing import Listing
from maillage_cartography.models import Place, Stop

if TYPE_CHECKING:
    from django.http import HttpRequest


class StopOut(Schema):
    """Where a mobile place stops (``spot``, in the commune of that INSEE code), and when.

    ``hours`` is in OSM's ``opening_hours`` syntax, on the clock of the commune; the position is
    that of the commune's centre unless ``exact``.
    """

    spot: str
    address: str
    commune: str
    latitude: float | None
    longitude: float | None
    exact: bool
    hours: str


class PlaceOut(Schema):
    """A place: where it is, and the fields of the national standard in ``standard``.

    A mobile place has no position of its own but ``stops``: where it stops, and when.
    """

    uuid: UUID
    name: str
    url: str
    latitude: float | None
    longitude: float | None
    commune: str
    standard: dict[str, str]
    stops: list[StopOut]


class PlacesOut(Schema):
    """One page of places; ``errors`` tells the parameters that were not understood."""

    count: int
    page: int
    pages: int
    errors: dict[str, list[str]]
    items: list[PlaceOut]


def router() -> Router:
    """Built once, when the API is."""
    found = Router(tags=["places"])
    found.get("/", response=PlacesOut)(list_places)
    found.get("/{uuid}", response=PlaceOut)(one_place)
    return found


def list_places(  # noqa: PLR0913, PLR0917 -- they are the parameters of the address
    request: HttpRequest,
    commune: str = "",
    pres_de: str = "",
    autour: str = "",
    rayon: str = "",
    service: str = "",
    ouvert: str = "",
    q: str = "",
    page: str = "1",
) -> PlacesOut:
    """The same parameters as ``/lieux/``, read there; 20 places a page."""
    listing = Listing(request.GET, _scope(request), timezone.now())
    shown = listing.page
    return PlacesOut(
        count=shown.paginator.count,
        page=shown.number,
        pages=shown.paginator.num_pages,
        errors={name: list(messages) for name, messages in listing.filter.form.errors.items()},
        items=_all(listing.on_page),
    )


def one_place(request: HttpRequest, uuid: UUID) -> PlaceOut:
    """The place; the identifier of one that was merged gives the place that holds it now."""
    place = Place.objects.shown().filter(uuid=uuid).first() or heir_of(uuid)
    if place is None:
        raise Http404
    return _all([place])[0]


def _all(places: list[Place]) -> list[PlaceOut]:
    """One query for the stops of them all."""
    stops = Stop.objects.current().filter(place__in=[place.pk for place in places]).by_place()
    return [_out(place, stops.get(place.pk, [])) for place in places]


def _scope(request: HttpRequest) -> Scope:
    return getattr(request, "scope", None) or Scope()


def _out(place: Place, stops: list[Stop]) -> PlaceOut:
    return PlaceOut(
        uuid=place.uuid,
        name=place.name,
        url=place.get_absolute_url(),
        latitude=None if stops else place.latitude,
        longitude=None if stops else place.longitude,
        commune=place.commune_id,
        standard={name: value for name, value in standard_fields(place).items() if value},
        stops=[_stop(stop) for stop in stops],
    )


def _stop(stop: Stop) -> StopOut:
    return StopOut(
        spot=stop.spot,
        address=stop.address,
        commune=stop.commune_id,
        latitude=stop.latitude,
        longitude=stop.longitude,
        exact=stop.exact,
        hours=stop.hours.osm,
    )
