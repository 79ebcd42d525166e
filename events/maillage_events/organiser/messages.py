"""The organiser writes to people who signed up: each gets one mail, once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction

from maillage_events.emails.kinds import MailKind
from maillage_events.emails.queue import tell
from maillage_events.models import Registration

if TYPE_CHECKING:
    from collections.abc import Collection

    from maillage.accounts.models import User
    from maillage_events.models import Occurrence
    from maillage_events.models.registrations import RegistrationQuerySet

logger = logging.getLogger(__name__)
State = Registration.State
REACHED = (State.CONFIRMED, State.WAITLISTED, State.OFFERED, State.REVIEW, State.REPLAY)


def recipients(date: Occurrence, states: Collection[str]) -> RegistrationQuerySet:
    """Of these states among those that may be written to; never an address left unconfirmed."""
    return date.registrations.filter(state__in=set(states) & set(REACHED)).order_by("pk")


@transaction.atomic
def write_to(
    date: Occurrence,
    states: Collection[str],
    *,
    subject: str,
    text: str,
    number: int,
    by: User,
) -> int:
    """Ask for one mail a person; the same ``number`` again (a double click) sends nothing more.

    How many people.
    """
    people = list(recipients(date, states))
    for registration in people:
        tell(registration, MailKind.MESSAGE, version=number, said=text, subject=subject)
    logger.info("account %s wrote to %s people of date %s", by.pk, len(people), date.uuid)
    return len(people)
