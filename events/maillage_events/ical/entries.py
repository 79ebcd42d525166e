"""From the database to the entries of a calendar file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.themes import Theme
from maillage_events.ical.serializer import CANCELLED, CONFIRMED, Entry, Feed, Person
from maillage_events.models import Event, Occurrence
from maillage_events.presentation.location import location, point
from maillage_events.presentation.words import title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from maillage_events.presentation.words import Words

SET_APART = (
    Q(event__rrule="") | Q(moved=True) | Q(status=Occurrence.Status.CANCELLED) | ~Q(message="")
)


COLOR = "teal"


def product() -> str:
    """PRODID: the same for every file of a deployment."""
    return f"-//Maillage//{settings.MAILLAGE_DOMAIN}//FR"


def feed(**fields: str) -> Feed:
    return Feed(product=product(), color=COLOR, **fields)


def organizer(event: Event) -> Person:
    """The structure's name at the deployment's address, the same in feeds and in mails."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Person(address, event.organizer_name or name)


def entries_of(
    events: Iterable[Event], words: Mapping[int, Words], urls: Mapping[int, str]
) -> list[Entry]:
    """Master and overrides of each event; ``urls`` are absolute, by event."""
    events = [event for event in events if event.pk in words]
    dates = Occurrence.objects.filter(SET_APART, event__in=[event.pk for event in events])
    by_event: dict[int, list[Occurrence]] = defaultdict(list)
    for occurrence in dates.in_time_order():
        by_event[occurrence.event_id].append(occurrence)
    found = []
    for event in events:
        found += _entries(event, by_event[event.pk], words[event.pk], urls[event.pk])
    return found


def entry_of_date(occurrence: Occurrence, words: Words, url: str) -> Entry:
    """One date alone, as mails tell it: named by RECURRENCE-ID when the event repeats."""
    event = occurrence.event
    base = _base(event, words, url)
    return _dated(base, occurrence, words, named=event.rule is not None)


def _entries(event: Event, dates: list[Occurrence], words: Words, url: str) -> list[Entry]:
    base = _base(event, words, url)
    for occurrence in dates:
        occurrence.event = event
    if event.rule is None:
        return [_dated(base, occurrence, words, named=False) for occurrence in dates]
    given = [o for o in dates if event.rule.gives(event.start_date, o.recurrence_id)]
    return [replace(base, rule=event.rule), *(_dated(base, o, words, named=True) for o in given)]


def _base(event: Event, words: Words, url: str) -> Entry:
    off = not event.takes_place
    return Entry(
        uid=event.uid,
        sequence=event.sequence,
        created=event.created_at,
        modified=event.content_modified_at,
        zone=event.timezone,
        start=_moment(event, event.local_start),
        end=_moment(event, event.local_end),
        summary=title(event, words),
        description=_description(event, words, url),
        status=CANCELLED if off else CONFIRMED,
        location=location(event) or url,
        point=point(event),
        categories=tuple(str(Theme(theme).label) for theme in event.theme_list),
        organizer=organizer(event),
        url=url,
        picture=words.picture,
    )


def _dated(base: Entry, occurrence: Occurrence, words: Words, *, named: bool) -> Entry:
    event = occurrence.event
    slot = event.local_start.replace(
        year=occurrence.recurrence_id.year,
        month=occurrence.recurrence_id.month,
        day=occurrence.recurrence_id.day,
    )
    door = door_address(occurrence)
    words_told = (occurrence.message, base.description, door and _("Join: %(url)s") % {"url": door})
    return replace(
        base,
        sequence=occurrence.ical_sequence,
        modified=max(base.modified, occurrence.content_modified_at),
        start=_moment(event, occurrence.local_start),
        end=_moment(event, occurrence.local_end),
        summary=title(event, words, cancelled=occurrence.is_cancelled),
        description="\n\n".join(part for part in words_told if part),
        conference=door,
        conference_label=_("Join the video conference") if door else "",
        status=CANCELLED if occurrence.is_cancelled else CONFIRMED,
        recurrence_id=_moment(event, slot) if named else None,
    )


def door_address(occurrence: Occurrence) -> str:
    """Where who has a seat joins that date; empty when it has no video conference.

    Never the provider's link. A master of a series has none: each date has its own door.
    """
    event = occurrence.event
    if occurrence.is_cancelled or not event.is_online or not event.conference_url:
        return ""
    return settings.BASE_URL + reverse("maillage_events:join", args=[occurrence.uuid])


def _description(event: Event, words: Words, url: str) -> str:
    access = ", ".join(event.accessibility_labels)
    if access:
        access = _("Accessibility: %(list)s") % {"list": access}
    parts = [event.cancellation_message, words.text, event.location_note, access, url]
    return "\n\n".join(part for part in parts if part)


def _moment(event: Event, wall: datetime) -> datetime | date:
    return wall.date() if event.all_day else wall
