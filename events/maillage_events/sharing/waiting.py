"""What waits for those who decide of what their portal shows: events of others, located here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.permissions import may_somewhere
from maillage.workload import Waiting, counted
from maillage_events.models import EventShare
from maillage_events.sharing.queries import UNDECIDED_ONLY, undecided_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from maillage.accounts.models import User


def waiting(person: User, at: datetime) -> Iterator[Waiting]:
    """Of dates to come: what is over is shown by nobody's agenda."""
    if may_somewhere(person, "publish", EventShare):
        label = _("Events that other territories announce in yours")
        url = f"{reverse('maillage_events_located_here')}?etat={UNDECIDED_ONLY}"
        yield Waiting(label, *counted(undecided_for(person, at), "created_at"), url)
