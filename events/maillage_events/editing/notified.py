"""Who will be told of what an editor is about to do: said before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage_events.models import Registration

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from maillage_events.models import Event, Occurrence

State = Registration.State


@dataclass(frozen=True)
class Audience:
    """``mails`` go to who has a seat, for ``people`` in all; ``waiting`` and
    ``replay`` (who want the replay alone) get a mail too.
    """

    mails: int
    people: int
    waiting: int
    replay: int = 0

    @property
    def sentences(self) -> list[str]:
        if not (self.mails or self.waiting or self.replay):
            return [_("Nobody is signed up: no mail is sent.")]
        found = []
        if self.mails:
            said = ngettext(
                "One person who signed up gets a mail.",
                "%(count)s people who signed up get a mail.",
                self.mails,
            )
            found.append(said % {"count": self.mails})
        if self.people > self.mails:
            found.append(_("They come with others: %(count)s in all.") % {"count": self.people})
        if self.waiting:
            said = ngettext(
                "One person on the waiting list gets a mail.",
                "%(count)s people on the waiting list get a mail.",
                self.waiting,
            )
            found.append(said % {"count": self.waiting})
        if self.replay:
            said = ngettext(
                "One person who wants the replay alone gets a mail.",
                "%(count)s people who want the replay alone get a mail.",
                self.replay,
            )
            found.append(said % {"count": self.replay})
        return found


def of_event(event: Event, *, at: datetime) -> Audience:
    """Of every date that is not over; of a postponed event, whatever date it had."""
    rows = Registration.objects.filter(occurrence__event=event)
    return _count(rows.ahead(at) if event.takes_place else rows)


def of_dates(dates: Iterable[Occurrence]) -> Audience:
    return _count(Registration.objects.filter(occurrence__in=[date.pk for date in dates]))


def _count(rows: object) -> Audience:
    found = rows.aggregate(
        mails=_people(State.CONFIRMED),
        guests=Sum(F("party_size") - 1, filter=Q(state=State.CONFIRMED)),
        waiting=_people(State.WAITLISTED),
        replay=_people(State.REPLAY),
    )
    people = found["mails"] + (found["guests"] or 0)
    return Audience(found["mails"], people, found["waiting"], found["replay"])


def _people(state: State) -> Count:
    """Who signed up for several dates counts once: they get one mail."""
    return Count("email_key", distinct=True, filter=Q(state=state))
