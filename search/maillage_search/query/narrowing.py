"""What results are narrowed and sorted by beside their kind, territory and theme."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from maillage_search.query.periods import Period

# In kilometres, around the town that is understood.
DISTANCES = (5, 10, 20, 50)
# Slug of the choice → the last of its days, counted from today.
DAYS = {"aujourd-hui": 0, "7-jours": 6, "30-jours": 29}


class Order(StrEnum):
    RELEVANCE = "pertinence"
    DATE = "date"
    DISTANCE = "distance"


def days_of(choice: str, today: date) -> Period | None:
    """Those of a choice, or the one day that it writes ("2026-12-08"); None when it is no day."""
    if choice in DAYS:
        return Period(today, today + timedelta(days=DAYS[choice]))
    try:
        day = datetime.strptime(choice, "%Y-%m-%d").date()  # noqa: DTZ007 -- a day has no zone
    except ValueError:
        return None
    return Period(day, day)
