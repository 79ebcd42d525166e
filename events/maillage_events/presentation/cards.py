"""What a list or a page says of a date: times on both clocks, place, seats, state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.ui.wording import wording
from maillage_events.models import AttendanceMode, Event, RegistrationMode
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.hours import clock, reader_times, times
from maillage_events.presentation.location import location
from maillage_events.presentation.words import Words, words_of_cards

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.scope import Scope
    from maillage_events.models import Occurrence
    from maillage_events.models.occurrences import OccurrenceQuerySet

SIGN_UP = "maillage_events:sign-up"
ICONS = {AttendanceMode.ONSITE: "map-pin", AttendanceMode.ONLINE: "video"}
COLUMNS = (
    *("uuid", "local_start", "local_end", "starts_at", "ends_at", "status", "moved", "message"),
    *("event__status", "event__start_time", "event__timezone", "event__territory"),
    *("event__attendance_mode", "event__place_name", "event__address"),
    *("event__cancellation_message", "event__waitlist_enabled", "event__registration_mode"),
    "event__replay_signup",
    *("event__registration_url", "event__registration_opens_at", "event__registration_closes_at"),
)
FEW = 20  # beyond, saying how many seats are left helps nobody choose


@dataclass(frozen=True)
class Card:
    """One date of an event, ready to be read."""

    uuid: str
    href: str
    title: str
    start: datetime
    end: datetime
    time: str
    clock: str  # of ``start`` and ``end``, when the reader's shows another hour
    other_time: str
    place: str
    mode: str
    mode_icon: str
    seats: str
    state: str
    state_label: str
    message: str
    sign_up_url: str
    replay_url: str = ""  # when the replay alone is left to ask for
    language: str = ""  # of the title, when it is not the reader's


def shown(dates: OccurrenceQuerySet) -> OccurrenceQuerySet:
    """Dates with what cards need of them."""
    return dates.select_related("event").prefetch_related("pools")


def briefly_shown(dates: OccurrenceQuerySet) -> OccurrenceQuerySet:
    """Dates with what cards need, and no more: a home has not the time for sixty columns."""
    return shown(dates).only(*COLUMNS)


def cards(dates: Iterable[Occurrence], scope: Scope, *, at: datetime) -> list[Card]:
    """One query at most, whatever the number of dates, which ``shown`` prepared."""
    dates = list(dates)
    words = words_of_cards(frozenset(date.event_id for date in dates), scope.language)
    addresses = Addresses(scope)
    return [
        card(date, words[date.event_id], addresses, at=at)
        for date in dates
        if date.event_id in words
    ]


def card(date: Occurrence, words: Words, addresses: Addresses, *, at: datetime) -> Card:
    event, scope = date.event, addresses.scope
    state, label = state_of(date, at=at)
    sign_up = sign_up_url(date, scope, at=at)
    return Card(
        uuid=str(date.uuid),
        href=addresses.here(words, national=event.territory_id is None),
        title=wording().typo(words.title),
        start=date.local_start,
        end=date.local_end,
        time=times(date, scope.zone),
        clock=clock(date, scope.zone),
        other_time=reader_times(date, scope.zone),
        place=location(event),
        mode=str(AttendanceMode(event.attendance_mode).label),
        mode_icon=ICONS.get(AttendanceMode(event.attendance_mode), "users"),
        seats=seats(date, at=at),
        state=state,
        state_label=label,
        message=date.message or event.cancellation_message,
        sign_up_url=sign_up,
        replay_url="" if sign_up else replay_url(date, scope, at=at),
        language="" if words.language == scope.language else words.language,
    )


def state_of(date: Occurrence, *, at: datetime) -> tuple[str, str]:
    """CSS word and label of what readers must know first; empty when all is as planned."""
    if date.event.status == Event.Status.POSTPONED:
        return "cancelled", _("Postponed")
    if date.is_cancelled:
        return "cancelled", _("Cancelled")
    if date.ends_at > at and is_full(date):
        waiting = date.event.waitlist_enabled
        return "full", _("Full, waiting list open") if waiting else _("Full")
    if date.event.status == Event.Status.MOVED_ONLINE:
        return "moved", _("Now online")
    if date.moved or date.event.status == Event.Status.RESCHEDULED:
        return "moved", _("New date")
    return "", ""


def is_full(date: Occurrence) -> bool:
    pools = list(date.pools.all())
    return bool(pools) and all(pool.free == 0 for pool in pools)


def seats(date: Occurrence, *, at: datetime) -> str:
    """Places left when they are few; nothing when there is no limit or no need."""
    pools = list(date.pools.all())
    limited = [pool.free for pool in pools if pool.free is not None]
    over = date.is_cancelled or date.starts_at <= at
    left = sum(limited)
    if over or not pools or len(limited) < len(pools) or not 0 < left <= FEW:
        return ""
    return ngettext("%(count)s place left", "%(count)s places left", left) % {"count": left}


def sign_up_url(date: Occurrence, scope: Scope, *, at: datetime) -> str:
    """Where people sign up for that date; empty when they cannot (any more)."""
    event = date.event
    if not date.registration_window.is_open(at):
        return ""
    if event.registration_mode == RegistrationMode.EXTERNAL:
        return event.registration_url
    if event.registration_mode == RegistrationMode.NONE:
        return ""
    if is_full(date) and not event.waitlist_enabled:
        return ""
    try:
        return scope.url(SIGN_UP, date.uuid)
    except NoReverseMatch:
        return ""


def replay_url(date: Occurrence, scope: Scope, *, at: datetime) -> str:
    """Where people ask for the replay alone; empty when none is announced, or it is over."""
    if not date.replay_window.is_open(at):
        return ""
    try:
        return scope.url(SIGN_UP, date.uuid)
    except NoReverseMatch:
        return ""
