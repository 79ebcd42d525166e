"""What several mails of a sign-up say alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage_events.models import Registration
from maillage_events.models.facts import SeatMode

if TYPE_CHECKING:
    from maillage_events.emails.links import Links


def what_is_said(registration: Registration) -> tuple[str, ...]:
    said = registration.occurrence.message or registration.occurrence.event.cancellation_message
    return (said,) if said else ()


def what_is_kept(registration: Registration) -> tuple[str, ...]:
    if registration.state == Registration.State.CONFIRMED:
        return (
            _("You keep your place. If it no longer suits you, cancel: somebody waits for it."),
        )
    if registration.state == Registration.State.REVIEW:
        return (_("Your request still waits for the organiser's answer."),)
    if registration.state == Registration.State.REPLAY:
        return (_("You asked for the replay alone: you still get it by mail."),)
    return (_("You keep your rank on the waiting list."),)


def kept(registration: Registration, links: Links) -> dict:
    """What one may do, with a seat or waiting for one."""
    if registration.state == Registration.State.CONFIRMED:
        return with_seat(registration, links)
    if registration.state == Registration.State.REVIEW:
        return {"links": ((_("Take back my request"), links.manage()),)}
    if registration.state == Registration.State.REPLAY:
        return {"links": ((_("Take a place, or cancel"), links.manage()),)}
    return {"links": ((_("Leave the waiting list"), links.manage()),)}


def door_opens(registration: Registration) -> str:
    """When the page that lets people in has the link."""
    minutes = registration.occurrence.event.conference_opens_before
    return _("The link opens %(count)s minutes before the beginning.") % {"count": minutes}


def with_seat(registration: Registration, links: Links) -> dict:
    """What a person with a seat may do: join when it is online, or cancel."""
    cancel = (_("Change or cancel my sign-up"), links.manage())
    if registration.mode == SeatMode.ONLINE:
        return {"action": (_("Join on the day"), links.join()), "links": (cancel,)}
    return {"links": (cancel,)}
