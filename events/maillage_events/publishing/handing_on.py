"""Events that change portals with their sign-ups, and those that come back."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signals import page_slug_changed

from maillage_events.models import Event, EventIndexPage, EventPage, EventSeries, Occurrence
from maillage_events.models.pages import INDEX_SLUG
from maillage_events.publishing import revisions

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.scope import Scope
    from maillage.territories.models import Territory
    from maillage_events.models.events import EventQuerySet


def to_come(territory: Territory, at: datetime) -> EventQuerySet:
    """The territory's own events with a date that people may still come to."""
    ahead = Occurrence.objects.filter(event=OuterRef("pk"), status=Occurrence.Status.SCHEDULED)
    own = Event.objects.belonging_to([territory]).exclude(status=Event.Status.CANCELLED)
    return own.filter(Exists(ahead.upcoming(at)))


def hand_on(territory: Territory, heir: Scope, at: datetime) -> dict[str, Any]:
    """Move the pages of these events to the other portal; what taking them back needs.

    The event follows its pages (``publication``): dates, seats and people stay as they are, its
    zone too, where the other portal has another one. Nobody is told: nothing changes for them, and
    its former address leads on. A page in a language that the heir does not speak stays.
    """
    moved = []
    for event in to_come(territory, at).order_by("pk"):
        revisions.follow(event, ("timezone",))
        pages = EventPage.objects.filter(event=event, live=True, alias_of=None)
        for page in pages.order_by("path"):
            agenda = _agenda_in(heir, page.locale_id)
            if agenda is not None:
                moved.append(_move(page, agenda))
    series = EventSeries.objects.filter(territory=territory)
    kept = {"moved": moved, "series": list(series.values_list("pk", flat=True))}
    for one in series:
        one.territory = heir.territory
        one.save()
    return kept


def take_back(territory: Territory, heir: Scope | None, kept: dict[str, Any]) -> None:
    """What is still where it was handed comes back; what the heir has moved on stays there."""
    for one in kept.get("moved", ()):
        page = EventPage.objects.filter(pk=one["page"]).first()
        agenda = Page.objects.filter(pk=one["agenda"]).first()
        if page is None or agenda is None or page.get_parent().pk != one["heir"]:
            continue
        _move(page, agenda, wanted=one["slug"])
    received = heir.territory if heir else None
    for series in EventSeries.objects.filter(pk__in=kept.get("series", ()), territory=received):
        series.territory = territory
        series.save()


def _move(page: EventPage, agenda: Page, wanted: str = "") -> dict[str, Any]:
    """Under a slug that is free there, by way of one that is free in both agendas."""
    left = page.get_parent()
    before = {"page": page.pk, "agenda": left.pk, "slug": page.slug, "heir": agenda.pk}
    last = _free_slug(wanted or page.slug, agenda)
    if _free_slug(page.slug, agenda) != page.slug:
        _rename(page, _free_slug(last, agenda, left))
    page.move(Page.objects.get(pk=agenda.pk), pos="last-child")
    _rename(EventPage.objects.get(pk=page.pk), last)
    return before


def _rename(page: EventPage, slug: str) -> None:
    """As its editor would: the address that it leaves leads to the new one."""
    if slug == page.slug:
        return
    former = copy(page)
    page.slug = slug
    page.save(update_fields=["slug", "url_path"])
    page_slug_changed.send(sender=EventPage, instance=page, instance_before=former)


def _free_slug(slug: str, *agendas: Page) -> str:
    taken = {
        found
        for agenda in agendas
        for found in agenda.get_children().values_list("slug", flat=True)
        if found.startswith(slug)
    }
    found, number = slug, 1
    while found in taken:
        number += 1
        found = f"{slug}-{number}"
    return found


def _agenda_in(heir: Scope, locale: int) -> Page | None:
    """The heir's agenda in that language, made where it has a home; None without one."""
    home = Page.objects.get(pk=heir.portal_id).get_translations(inclusive=True)
    there = home.filter(locale=locale).first()
    if there is None:
        return None
    agenda = EventIndexPage.objects.child_of(there).first()
    return agenda or there.add_child(
        instance=EventIndexPage(title=_("Agenda"), slug=INDEX_SLUG, locale_id=locale)
    )
