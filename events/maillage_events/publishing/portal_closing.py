"""What becomes of a portal's events when it closes: handed on whole, or cancelled by email."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from maillage.portal_contributions import Closed
from maillage_events.models import Registration
from maillage_events.proposals import drafts
from maillage_events.publishing import handing_on, last_feeds, lifecycle

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from maillage.portal_contributions import ClosingPortal
    from maillage.territories.models import Territory

# What people hold in their emails and calendars: their own sign-up, of events of any portal.
LASTING = tuple(
    f"maillage_events:{name}"
    for name in (
        *("confirm-link", "manage-link", "confirm-all-link", "manage-all-link", "join-link"),
        *("join", "document", "own-sign-up", "own-booking", "personal-feed"),
    )
)


def numbers(territory: Territory, at: datetime) -> Sequence[str]:
    events = handing_on.to_come(territory, at)
    people = Registration.objects.active().ahead(at).filter(occurrence__event__in=events)
    here, signed_up = events.count(), people.count()
    if not here:
        return []
    return [
        ngettext("%(number)d event to come", "%(number)d events to come", here) % {"number": here},
        ngettext("%(number)d sign-up", "%(number)d sign-ups", signed_up) % {"number": signed_up},
    ]


def close(closing: ClosingPortal) -> Closed:
    """With an heir, its events live there and feeds lead there; without one, all is cancelled.

    What was proposed and waits for an answer gets none, here or there: its authors are told.
    """
    scope = closing.scope
    portal = Page.objects.get(pk=scope.portal_id)
    drafts.tell_portal_closed(portal, named=scope.name, heir=closing.heir)
    if closing.heir is None:
        _cancel_what_is_left(closing)
        return Closed(feeds=tuple(last_feeds.written(closing)))
    feeds = tuple(last_feeds.led_on(closing))
    kept = handing_on.hand_on(closing.territory, closing.heir, closing.at)
    # An event whose pages are all in languages that the heir does not speak: nobody could reach it.
    _cancel_what_is_left(closing)
    return Closed(kept, feeds)


def _cancel_what_is_left(closing: ClosingPortal) -> None:
    message = _("The portal %(portal)s is closed.") % {"portal": closing.scope.name}
    for event in handing_on.to_come(closing.territory, closing.at).order_by("pk"):
        lifecycle.cancel_event(event, at=closing.at, message=message)


def reopen(opened: ClosingPortal, kept: dict[str, Any]) -> None:
    """What was cancelled stays cancelled: people were told."""
    handing_on.take_back(opened.territory, opened.heir, kept)
