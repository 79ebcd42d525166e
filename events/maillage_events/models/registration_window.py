"""When people may sign up for a date: said once of a date, once to the database.

The two are twins: a test holds them together on random dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from maillage_events.models.events import Event
from maillage_events.models.facts import DateStatus

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class RegistrationWindow:
    """From ``opens`` (None: at once) until just before ``closes``, unless the date is ``off``."""

    opens: datetime | None
    closes: datetime
    off: bool

    def is_early(self, at: datetime) -> bool:
        return self.opens is not None and at < self.opens

    def is_over(self, at: datetime) -> bool:
        """Nothing can be had any more, by people on the waiting list either."""
        return self.off or at >= self.closes

    def is_open(self, at: datetime) -> bool:
        return not self.is_early(at) and not self.is_over(at)


def takes_place() -> Q:
    """Dates that are not ``off``."""
    return Q(status=DateStatus.SCHEDULED, event__status__in=Event.TAKES_PLACE)


def is_open(at: datetime) -> Q:
    """Dates that take place and whose ``registration_window`` is open."""
    opens, closes = "event__registration_opens_at", "event__registration_closes_at"
    opened = Q(**{opens: None}) | Q(**{f"{opens}__lte": at})
    not_closed = Q(**{closes: None}) | Q(**{f"{closes}__gt": at})
    return takes_place() & opened & not_closed & Q(starts_at__gt=at)
