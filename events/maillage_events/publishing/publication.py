"""From what a page proposes to what holds: the one way facts reach Event and Occurrence.

Publishing, publishing on schedule, publishing an old revision and unpublishing all end here.
The state (cancelled, postponed) is never a proposal: see ``lifecycle``.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from maillage.outbox.writing import index_all_later, index_later, withdraw
from maillage.scope import DEFAULT_LANGUAGE
from maillage_events.models import Event, EventPage
from maillage_events.models.facts import FACTS, SCHEDULE_FACTS, SEQUENCE_FACTS
from maillage_events.models.series import SEARCH_KIND
from maillage_events.presentation import pictures
from maillage_events.presentation.portals import portal_of
from maillage_events.presentation.words import all_words, search_key
from maillage_events.proposals.drafts import tell_published
from maillage_events.publishing import consequences, dates, places

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from datetime import datetime

    from maillage.territories.models import Territory


def follow_page(page: EventPage) -> None:
    """What a change of a page's published state entails."""
    current = EventPage.objects.filter(pk=page.pk).first()
    if current is None:
        _follow_deletion(page)
        return
    if current.live:
        pictures.prepare(current)
    if current.live and current.alias_of_id is None:
        publish_facts(current)
        tell_published(current)
    elif current.event_id:
        note_withdrawal(current.event)


def _follow_deletion(page: EventPage) -> None:
    event = Event.objects.filter(pk=page.event_id).first()
    if event:
        note_withdrawal(event, page.locale.language_code)


def follow_privacy(pages: Iterable[EventPage]) -> None:
    """Other people than before may read these pages of events."""
    for event in Event.objects.filter(pk__in={page.event_id for page in pages}):
        note_withdrawal(event)


def note_withdrawal(event: Event, *deleted: str) -> None:
    """A page of the event went away: feeds, search and the agenda's own words follow.

    ``deleted``: the language of a page that is no more.
    """
    event.content_modified_at = timezone.now()
    event.words_key = words_key(event)
    event.save(update_fields=["content_modified_at", "words_key"])
    _index(event, *deleted)


def _index(event: Event, *deleted: str) -> None:
    """Its series too: they are found as long as one of their events is.

    What everybody may no longer read, or no longer find, is in no answer from now on.
    """
    listed = Event.objects.listed().filter(pk=event.pk).exists()
    told = {words.language for words in all_words(event.pk)} if listed else set()
    pages = EventPage.objects.filter(event=event)
    languages = {*pages.values_list("locale__language_code", flat=True), *deleted}
    withdraw(EventPage.search_kind, [(event.uuid, language) for language in languages - told])
    index_later(EventPage.search_kind, event.uuid)
    index_all_later(SEARCH_KIND, event.series.values_list("uuid", flat=True))


def words_key(event: Event) -> str:
    """What the agenda's search reads: the words of live pages, the place, the organiser."""
    told = [f"{words.title} {words.text}" for words in all_words(event.pk)]
    return search_key(" ".join([*told, event.place_name, event.address, event.organizer_name]))


@transaction.atomic
def publish_facts(page: EventPage, *, at: datetime | None = None) -> Event:
    """Make what a live page proposes hold; returns its event.

    Translations follow the page in the default language: publishing them renews words only.
    Raises ``dates.CapacityBelowSeatsTaken`` and ``dates.SeatsInUse``.
    """
    at = at or timezone.now()
    event = event_of(page)
    changed = set()
    if event.pk is None or proposes_facts(page):
        changed = _apply(event, page, at=at)
    event.content_modified_at = at
    event.save()
    _attach(page, event)
    Event.objects.filter(pk=event.pk).update(words_key=words_key(event))
    touched = dates.arrange(event, at=at)
    if changed & SEQUENCE_FACTS or touched:
        consequences.of_change(event, touched, everywhere=bool(changed & SEQUENCE_FACTS), at=at)
    _index(event)
    return event


@contextmanager
def tried_out(page: EventPage, *, at: datetime) -> Generator[Event]:
    """The event as that page proposes it, saved or not: all of it is undone at the end.

    Raises what ``publish_facts`` does.
    """
    with transaction.atomic():
        event = event_of(page)
        if event.pk is None or proposes_facts(page):
            _apply(event, page, at=at)
        event.save()
        dates.arrange(event, at=at)
        yield event
        transaction.set_rollback(True)


def event_of(page: EventPage) -> Event:
    """The event that page tells, or a new unsaved one."""
    if page.alias_of_id and page.event_id:
        return page.event
    found = Event.objects.select_for_update().filter(translation_key=page.translation_key).first()
    return found or Event(translation_key=page.translation_key)


def let_go_of_foreign_event(page: EventPage) -> None:
    """A copied page keeps no link to the event of its model; aliases and translations do."""
    if page.event_id is None or page.alias_of_id:
        return
    if page.event.translation_key != page.translation_key:
        page.event = None


def _attach(page: EventPage, event: Event) -> None:
    """Point the page and its aliases to the event, without a new revision."""
    page.event = event
    EventPage.objects.filter(pk=page.pk).update(event=event)
    EventPage.objects.filter(alias_of_id=page.pk).update(event=event)


def proposes_facts(page: EventPage) -> bool:
    """Whether the event follows that page; the others renew its words in their language."""
    if page.locale.language_code == DEFAULT_LANGUAGE:
        return True
    siblings = EventPage.objects.filter(translation_key=page.translation_key)
    return not siblings.filter(locale__language_code=DEFAULT_LANGUAGE).exists()


def _apply(event: Event, page: EventPage, *, at: datetime) -> set[str]:
    """Copy the proposal to the event; the names of what changed, empty for a new event.

    A postponed event takes place after all once its page gives it a new date.
    """
    portal = portal_of(page)
    territory = getattr(portal, "territory", None)
    wanted = _wanted(page, territory, event)
    new = event.pk is None
    before = None if new else event.local_start
    changed = set() if new else {n for n, value in wanted.items() if getattr(event, n) != value}
    for name, value in wanted.items():
        setattr(event, name, value)
    if changed & SEQUENCE_FACTS:
        event.sequence += 1
    if changed & set(SCHEDULE_FACTS) and before:
        _note_new_date(event, before)
    if event.status == Event.Status.MOVED_ONLINE and event.is_onsite:
        event.status = Event.Status.SCHEDULED
    if new:
        event.created_at = at
    return changed


def _note_new_date(event: Event, start: datetime) -> None:
    """An event that happens once is known to have a new date; a postponed one takes place."""
    if event.status == Event.Status.POSTPONED:
        event.status, event.cancellation_message = Event.Status.RESCHEDULED, ""
    elif event.takes_place and event.rule is None and start != event.local_start:
        event.status, event.previous_start = Event.Status.RESCHEDULED, start


def _wanted(page: EventPage, territory: Territory | None, event: Event) -> dict[str, object]:
    wanted = {name: getattr(page, name) for name in FACTS if name != "commune"}
    wanted["commune_id"] = page.commune_id
    wanted["territory_id"] = territory.pk if territory else None
    place = places.resolved(page.place_urn) if page.place_urn else None
    wanted |= places.where(page, place, event)
    wanted["timezone"] = page.timezone or places.zone_name(place, wanted["commune_id"], territory)
    return wanted
