"""How many places of a portal somebody has checked lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import ngettext

from maillage.portal_contributions import Progress
from maillage_cartography.models import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from maillage.territories.models import Territory

WANTED = 12
LATELY = relativedelta(years=1)


def checked_places(territories: Sequence[Territory], on: date) -> Mapping[int, Progress]:
    """Twelve in a year, or all of them where there are fewer; none where there is no place."""
    everything, checked = _numbers(territories, since=on - LATELY)
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


def _numbers(
    territories: Sequence[Territory], *, since: date
) -> tuple[dict[int, int], dict[int, int]]:
    """Of the places of each territory, whatever its kind, and of those checked since: one query."""
    counts = {}
    for territory in territories:
        there = territory.communes_q("commune__")
        lately = there & Q(freshness__verified_on__gt=since)
        counts[f"all_{territory.pk}"] = Count("pk", filter=there)
        counts[f"checked_{territory.pk}"] = Count("pk", filter=lately)
    found = Place.objects.order_by().aggregate(**counts) if counts else {}
    keys = [territory.pk for territory in territories]
    everything = {key: found[f"all_{key}"] for key in keys}
    return everything, {key: found[f"checked_{key}"] for key in keys}
