"""Places and organisations, as the sitemap gives them: in French, as sources describe them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from maillage.values import PublicAddress
from maillage_cartography.models import Organisation, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

CHANGED = "latest_change"  # when one of its places last changed


def places() -> QuerySet[Place]:
    return Place.objects.only("uuid", "changed_at").order_by("pk")


def addresses_of_places(found: Sequence[Place]) -> Iterator[PublicAddress]:
    for place in found:
        yield PublicAddress(place.get_absolute_url(), place.changed_at)


def organisations() -> QuerySet[Organisation]:
    """Those that run a place which is shown."""
    shown = Place.objects.order_by().values("organisation")
    told = Organisation.objects.filter(pk__in=shown)
    return told.annotate(**{CHANGED: Max("places__changed_at")}).order_by("pk")


def addresses_of_organisations(found: Sequence[Organisation]) -> Iterator[PublicAddress]:
    for organisation in found:
        yield PublicAddress(organisation.get_absolute_url(), getattr(organisation, CHANGED))
