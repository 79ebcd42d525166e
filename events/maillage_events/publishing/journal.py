"""What the journal of sensitive actions says of events (``maillage.audit``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.audit import record
from maillage_events.presentation.words import last_words

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage_events.models import Event, Occurrence


def note(
    action: str, event: Event, *, by: User | None, at: datetime, date: Occurrence | None = None
) -> None:
    """Write it for the event's territory, by the name of the event and the date's day; what nobody
    asked for in the admin (the demo, a command) is not written.
    """
    if by is None:
        return
    facts = {} if date is None else {"day": f"{date.local_start:%d/%m/%Y}"}
    readers = [event.territory] if event.territory else []
    named = last_words(event.pk).title
    record(action, event, by=by, at=at, territories=readers, named=named, **facts)
