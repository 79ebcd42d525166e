"""What waits for those who keep an agenda: sign-ups to answer, events that say no place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.permissions import may_somewhere, rows_for
from maillage.workload import Waiting, counted
from maillage_events.models import Event, Registration

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from maillage.accounts.models import User

TO_ANSWER = "a-repondre"


def waiting(person: User, at: datetime) -> Iterator[Waiting]:
    """Of dates to come: once it is over there is nothing to accept, and nobody looks for a door."""
    if may_somewhere(person, "change", Registration):
        asked = rows_for(person, Registration, "change").to_review()
        number, since = counted(asked.filter(occurrence__ends_at__gt=at), "created_at")
        url = f"{reverse('maillage_events_admin:dates')}?quand={TO_ANSWER}"
        yield Waiting(_("Sign-ups to accept or refuse"), number, since, url)
    if may_somewhere(person, "change", Event):
        events = rows_for(person, Event, "change").without_place(at)
        url = reverse("maillage_events_admin:without-place")
        yield Waiting(_("Published events that say no place"), *counted(events, "created_at"), url)
