"""Soft links to places: ``maillage:place:<uuid>``."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from maillage.values import Resolved
from maillage_cartography.duplicates.merging import heir_of
from maillage_cartography.models import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEME = "place"
PREFIX = f"maillage:{SCHEME}:"


def resolve(urns: Iterable[str]) -> dict[str, Resolved]:
    """What these links stand for now, in one query, and some more for each merged place."""
    wanted = {uuid: urn for urn in urns if (uuid := _uuid(urn))}
    places = Place.records.select_related("commune").filter(uuid__in=wanted)
    now = {place.uuid: heir_of(place.uuid) if place.withdrawn_at else place for place in places}
    return {wanted[uuid]: _resolved(wanted[uuid], place) for uuid, place in now.items() if place}


def _uuid(urn: str) -> UUID | None:
    try:
        return UUID(urn.removeprefix(PREFIX)) if urn.startswith(PREFIX) else None
    except ValueError:
        return None


def _resolved(urn: str, place: Place) -> Resolved:
    town = f"{place.postal_code} {place.commune.name}".strip()
    return Resolved(
        urn=urn,
        title=place.name,
        url=place.get_absolute_url(),
        address=", ".join(filter(None, (place.address, town))),
        point=place.point,
        zone=place.zone,
    )
