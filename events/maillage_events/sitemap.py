"""Pages of events and of series, as the sitemap gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from maillage.scope import Scope
from maillage.values import PublicAddress
from maillage_events.models import Event, EventPage, EventSeries, Occurrence
from maillage_events.presentation.addresses import Addresses
from maillage_events.series.programme import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import QuerySet

    from maillage_events.models.pages import EventPageQuerySet

CHANGED = "latest_change"  # the words, or the facts: a cancellation changes the page too


def events() -> EventPageQuerySet:
    """Pages of the events that lists show and that have a date to come, cancelled ones too."""
    ahead = Occurrence.objects.upcoming(timezone.now()).order_by().values("event")
    facts = "event__content_modified_at"
    return (
        _pages()
        .filter(event__in=Event.objects.listed().filter(pk__in=ahead).order_by().values("pk"))
        .annotate(**{CHANGED: Greatest(Coalesce("last_published_at", facts), facts)})
        .order_by("pk")
    )


def _pages() -> EventPageQuerySet:
    """One a language: an alias repeats a page that has an address of its own."""
    return EventPage.objects.open_to_all().filter(alias_of=None).select_related("locale")


def addresses_of_events(pages: Sequence[EventPage]) -> Iterator[PublicAddress]:
    addresses = Addresses(Scope())
    told: dict[int, list[tuple[str, str]]] = {}
    same = _pages().filter(event__in={page.event_id for page in pages}).order_by("pk")
    for event, url_path, language in same.values_list("event", "url_path", "locale__language_code"):
        told.setdefault(event, []).append((language, addresses.path(url_path, language)))
    for page in pages:
        path = addresses.path(page.url_path, page.locale.language_code)
        every = tuple(told[page.event_id])
        if path:
            changed = getattr(page, CHANGED)
            yield PublicAddress(path, changed, every if len(every) > 1 else ())


def series() -> QuerySet[EventSeries]:
    return EventSeries.objects.listed().select_related("territory").order_by("pk")


def addresses_of_series(found: Sequence[EventSeries]) -> Iterator[PublicAddress]:
    """One for each language a series is told in."""
    for one in found:
        told = tuple((language, canonical(one, language)) for language in one.languages())
        for _language, path in told:
            yield PublicAddress(path, one.modified_at, told if len(told) > 1 else ())
