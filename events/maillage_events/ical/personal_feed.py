"""A person's own calendar: the dates they are signed up for, at a secret address.

The address is shown once and kept hashed. Asking for another replaces it; stopping, closing the
account or thirteen months unread end it. All that is left then is the same 404.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from maillage_events.ical import feeds
from maillage_events.models import CalendarFeedToken, EventPage, Registration

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.accounts.models import User

KEPT_UNUSED = timedelta(days=396)  # thirteen months
NOTED_EVERY = timedelta(days=1)  # programs come every hour: one write a day is enough


def give_address(user: User, *, at: datetime) -> str:
    """A new token, in the clear for the only time; the one before is good for nothing."""
    token = secrets.token_urlsafe(24)
    fresh = {"token_hash": _hash(token), "created_at": at, "last_used_at": None}
    CalendarFeedToken.objects.update_or_create(user=user, defaults=fresh)
    return token


def take_back(user: User) -> None:
    CalendarFeedToken.objects.filter(user=user).delete()


def feed_of(token: str, *, at: datetime) -> CalendarFeedToken | None:
    """Whose address it is; None whatever the reason."""
    limit = at - KEPT_UNUSED
    good = CalendarFeedToken.objects.filter(
        Q(last_used_at__gt=limit) | Q(last_used_at=None, created_at__gt=limit)
    )
    return good.filter(token_hash=_hash(token), user__is_active=True).select_related("user").first()


def note_use(feed: CalendarFeedToken, *, at: datetime) -> None:
    if feed.last_used_at is None or feed.last_used_at <= at - NOTED_EVERY:
        CalendarFeedToken.objects.filter(pk=feed.pk).update(last_used_at=at)


def dates_of(user: User, *, at: datetime) -> list[Registration]:
    """Sign-ups with a seat, in the window of every feed; what is cancelled says so."""
    period = feeds.window(at)
    rows = Registration.objects.of_account(user).confirmed()
    rows = rows.filter(occurrence__starts_at__lt=period.end, occurrence__ends_at__gt=period.start)
    rows = rows.select_related("occurrence__event").order_by("occurrence__event__uid", "pk")
    return list(rows)


def fingerprint(sign_ups: Iterable[Registration], address: str) -> str:
    """Changes whenever the file would: dates, states, and the words of their pages."""
    events = {row.occurrence.event_id for row in sign_ups}
    pages = EventPage.objects.filter(event__in=events).order_by("path")
    rows = [
        *(_state(row) for row in sign_ups),
        *pages.values_list("event_id", "url_path", "live", "live_revision"),
    ]
    lines = [feeds.FORMAT_VERSION, address, *map(str, rows)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def _state(row: Registration) -> tuple:
    date = row.occurrence
    changed = max(date.event.content_modified_at, date.content_modified_at)
    return row.pk, date.uuid, date.ical_sequence, changed


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
