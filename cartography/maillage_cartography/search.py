"""Places as the search finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.territories.models import Territory
from maillage.values import SearchDocument
from maillage_cartography.models import Place
from maillage_cartography.needs import needs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from maillage.territories.models import Commune

KIND = "place"
COLLECTIVITIES = frozenset({"975", "977", "978", "984", "986", "987", "988"})


def queryset() -> QuerySet[Place]:
    return Place.objects.select_related("commune")


def documents(place: Place) -> Iterator[SearchDocument]:
    """One document: sources describe places in French only."""
    commune = place.commune
    yield SearchDocument(
        uid=f"{KIND}:{place.uuid}:fr",
        kind=KIND,
        title=place.name,
        url=place.get_absolute_url(),
        summary=place.summary or f"{place.address}, {place.postal_code} {commune.name}".strip(", "),
        body=f"{place.address} {commune.name} {place.description}".strip(),
        keywords=(
            commune.name,
            place.postal_code,
            *(str(need.label) for need in needs_of(place.values("services"))),
            *place.values("services"),
            *place.values("programmes"),
        ),
        territories=tuple(territory_codes(commune)),
        point=place.point,
        date=place.updated_on,
    )


def territory_codes(commune: Commune) -> Iterator[str]:
    """As ``Territory.code_path`` writes them."""
    kinds = Territory.Kind
    yield f"{kinds.COMMUNE}:{commune.parent_id or commune.pk}"
    departement = commune.departement_code
    kind = kinds.COLLECTIVITY if departement in COLLECTIVITIES else kinds.DEPARTEMENT
    yield f"{kind}:{departement}"
    if commune.epci_code:
        yield f"{kinds.EPCI}:{commune.epci_code}"
    if commune.region_code:
        yield f"{kinds.REGION}:{commune.region_code}"
