"""What the search knows of events: one document a language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from maillage.scope import Scope
from maillage.territories.models import Territory
from maillage.themes import Theme
from maillage.values import SearchDocument
from maillage_events.ical.feeds import window
from maillage_events.models import Event, Occurrence
from maillage_events.presentation.addresses import Addresses
from maillage_events.presentation.location import location, point
from maillage_events.presentation.words import Words, all_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage.territories.models import Commune
    from maillage_events.models.events import EventQuerySet

KIND = "event"


def events() -> EventQuerySet:
    """Events that lists show and that have a date still to come, cancelled ones left out."""
    now = timezone.now()
    ahead = Occurrence.objects.upcoming(now).during(window(now))
    ahead = ahead.filter(status=Occurrence.Status.SCHEDULED)
    return (
        Event.objects.listed()
        .filter(status__in=Event.TAKES_PLACE, pk__in=ahead.values("event"))
        .select_related("territory", "commune")
        .prefetch_related("shares__territory", "commune__networks")
    )


def documents(event: Event) -> Iterable[SearchDocument]:
    """The event in each language it is told in."""
    now, zone = timezone.now(), ZoneInfo(event.timezone)
    ahead = event.occurrences.upcoming(now).during(window(now))
    ahead = ahead.filter(status=Occurrence.Status.SCHEDULED).in_time_order()
    sessions = tuple(one.starts_at.astimezone(zone) for one in ahead)
    addresses = Addresses(Scope())
    for words in all_words(event.pk):
        with translation.override(words.language):
            yield _document(event, words, sessions, addresses.canonical(words))


def _document(
    event: Event, words: Words, sessions: tuple[datetime, ...], url: str
) -> SearchDocument:
    kind = event.get_event_type_display()
    themes = tuple(str(Theme(theme).label) for theme in event.theme_list)
    return SearchDocument(
        uid=f"{KIND}:{event.uuid}:{words.language}",
        kind=KIND,
        title=words.title,
        url=url,
        language=words.language,
        summary=words.summary,
        body="\n".join(part for part in (words.text, location(event)) if part),
        keywords=(kind, *themes, *event.audience_labels, *event.accessibility_labels),
        themes=themes,
        territories=_territories(event),
        national=False,
        point=point(event),
        starts_at=sessions[0] if sessions else None,
        date=sessions[0].date() if sessions else None,
        sessions=sessions,
    )


def _territories(event: Event) -> tuple[str, ...]:
    """The owner's, those of the commune where it stands by right, and what each portal decided."""
    found = _codes(event.commune) if event.commune else set()
    if event.commune and event.territory:
        found -= _strangers(event.commune, event.territory)
    if event.territory:
        found.add(event.territory.code_path)
    shares = event.shares.all()
    found -= {share.territory.code_path for share in shares if share.hidden}
    found |= {share.territory.code_path for share in shares if not share.hidden}
    return tuple(sorted(found))


def _strangers(commune: Commune, owner: Territory) -> set[str]:
    """Codes of territories that neither contain the owner nor lie in it (``models.standing``)."""
    there = Territory.objects.covering(commune).exclude(pk=owner.pk)
    strangers = there.exclude(ancestors=owner).exclude(descendants=owner)
    return {one.code_path for one in strangers}


def _codes(commune: Commune) -> set[str]:
    """Of the territories that hold it."""
    held = {"com": commune.parent_id or commune.code, "dep": commune.departement_code}
    held |= {"epci": commune.epci_code, "reg": commune.region_code}
    networks = {network.code_path for network in commune.networks.all()}
    return networks | {f"{kind}:{code}" for kind, code in held.items() if code}
