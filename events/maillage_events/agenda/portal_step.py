"""Whether a portal has announced something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from maillage.portal_contributions import Progress
from maillage_events.models import Event

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from maillage.territories.models import Territory


def one_event(territories: Sequence[Territory], _on: date) -> Mapping[int, Progress]:
    """Published at least once; national events that a portal takes up are not its own."""
    own = Event.objects.published().filter(territory__in=territories)
    with_one = set(own.order_by().values_list("territory", flat=True).distinct())
    url = reverse("maillage_events_admin:dates")
    return {
        territory.pk: Progress(done=territory.pk in with_one, url=url) for territory in territories
    }
