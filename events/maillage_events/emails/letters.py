"""Which words go with each kind of mail: what happened, what it means, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_events.emails import event_letters as event
from maillage_events.emails import sign_up_letters as sign_up
from maillage_events.emails.kinds import MailKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from maillage.ui.letters import Letter
    from maillage_events.emails.links import Links
    from maillage_events.models import Registration


def letter(
    kind: MailKind, registration: Registration, title: str, links: Links, *, said: str = ""
) -> Letter:
    """The words of that mail in the active language; ``said`` are the organiser's own."""
    if kind in SAID:
        return SAID[kind](registration, title, links, said)
    return WORDS[kind](registration, title, links)


WORDS: dict[MailKind, Callable[[Registration, str, Links], Letter]] = {
    MailKind.CONFIRM: sign_up.confirm,
    MailKind.INVITED: sign_up.invited,
    MailKind.CONFIRMED: sign_up.confirmed,
    MailKind.PROMOTED: sign_up.promoted,
    MailKind.WAITLISTED: sign_up.waitlisted,
    MailKind.REPLAY: sign_up.replay,
    MailKind.REVIEW: sign_up.review,
    MailKind.OFFERED: sign_up.offered,
    MailKind.OFFER_OVER: sign_up.offer_over,
    MailKind.CHANGED: event.changed,
    MailKind.RESCHEDULED: event.rescheduled,
    MailKind.MOVED_ONLINE: event.moved_online,
    MailKind.RESTORED: event.restored,
    MailKind.AMENDED: sign_up.amended,
    MailKind.WITHDRAWN: sign_up.withdrawn,
    MailKind.REVOKED: sign_up.revoked,
    MailKind.EVENT_CANCELLED: event.event_cancelled,
    MailKind.ALREADY: sign_up.already,
    MailKind.JOIN: sign_up.join,
    MailKind.TOMORROW: event.tomorrow,
    MailKind.SOON: event.soon,
    MailKind.MATERIAL: event.material,
}

SAID: dict[MailKind, Callable[[Registration, str, Links, str], Letter]] = {
    MailKind.MESSAGE: event.message,
    MailKind.REJECTED: sign_up.rejected,
}
