"""Asking for a mail in the business transaction; its words are written later, by the worker."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from maillage.outbox.writing import enqueue
from maillage_events.emails.kinds import MailKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage_events.models import Registration

TOPIC = "registration-mail"


SETTLING = timedelta(seconds=5)  # the dates asked for in one go are written one by one


def tell_together(
    registration: Registration, kind: MailKind, *, at: datetime, version: int, said: str = ""
) -> None:
    """The mail that this sign-up shares with others of its booking; asked for by each of them.

    So that a process that dies between two dates never leaves one untold. ``later`` lets the
    last of them be written before the mail is. To confirm there is one for the whole booking,
    afterwards one an event.
    """
    rows = type(registration).objects.filter(booking=registration.booking)
    if kind != MailKind.CONFIRM_ALL:
        rows = rows.filter(occurrence__event=registration.occurrence.event_id)
    lead = rows.order_by("pk").first() or registration
    tell(lead, kind, version=version, said=said, later=at + SETTLING)


def tell_people(rows: Iterable[tuple[Registration, MailKind, int]]) -> None:
    """(sign-up, kind, version) of one event: one mail a person, whatever the number of dates.

    Sign-ups that are told the same go together: same kind, state and way to attend. The mail is
    that of the first, its version too; ``also`` names the others.
    """

    def alike(row: tuple[Registration, MailKind, int]) -> tuple[str, ...]:
        return row[0].email_key, row[1], row[0].state, row[0].mode

    ordered = sorted(rows, key=lambda row: row[0].pk)
    for _alike, told in groupby(sorted(ordered, key=alike), key=alike):
        (lead, kind, version), *others = told
        tell(lead, kind, version=version, also=[str(row.uuid) for row, *_rest in others])


def tell(
    registration: Registration,
    kind: MailKind,
    *,
    version: int = 0,
    said: str = "",
    subject: str = "",
    later: datetime | None = None,
    also: Iterable[str] = (),
) -> None:
    """One mail a sign-up, kind and version, once the transaction has committed.

    ``said`` and ``subject`` are the organiser's own text; ``later`` the moment before which it
    is not sent; ``also`` the identifiers of sign-ups of the same person told in the same mail.
    """
    given = {"said": said, "subject": subject, "also": list(also)}
    payload = {name: value for name, value in given.items() if value}
    enqueue(
        TOPIC,
        f"{registration.uuid}:{kind}",
        version=version,
        payload=payload,
        available_at=later,
    )
