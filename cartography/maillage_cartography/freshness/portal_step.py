"""How many places of a portal somebody has checked lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import ngettext

from maillage.portal_contributions import Progress
from maillage_cartography.models import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from maillage.territories.models import Territory

WANTED = 12
LATELY = relativedelta(years=1)


def checked_places(territories: Sequence[Territory], on: date) -> Mapping[int, Progress]:
    """Twelve in a year, or all of them where there are fewer; none where there is no place."""
    checked = _numbers(Place.objects.filter(freshness__verified_on__gt=on - LATELY), territories)
    everything = _numbers(Place.objects.all(), territories)
    url = reverse("maillage_cartography_admin:to-check")
    found = {}
    for territory in territories:
        number = checked[territory.pk]
        wanted = min(WANTED, everything[territory.pk]) or WANTED
        said = ngettext(
            "%(number)d place checked of %(wanted)d",
            "%(number)d places checked of %(wanted)d",
            number,
        ) % {"number": number, "wanted": wanted}
        found[territory.pk] = Progress(done=number >= wanted, said=said, url=url)
    return found


def _numbers(places: QuerySet[Place], territories: Sequence[Territory]) -> dict[int, int]:
    """Of the places of each territory, whatever its kind: one query."""
    counts = {
        f"in_{territory.pk}": Count("pk", filter=territory.communes_q("commune__"))
        for territory in territories
    }
    found = places.order_by().aggregate(**counts) if counts else {}
    return {territory.pk: found[f"in_{territory.pk}"] for territory in territories}
