"""What follows an event through its life, step by step: its feed, its validators, its mails.

create → subscribe → move one hour → move to another zone → cancel one date → cancel all → restore.
Between two steps nothing changes but what the step says: the UID is the same, SEQUENCE never goes
down, the ETag changes exactly when the file does, and each person gets exactly the mails due.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import icalendar
import pytest
from django.utils import timezone

from maillage.outbox.draining import drain_all
from maillage_events.models import Event
from maillage_events.publishing import lifecycle
from tests.events import factories
from tests.events.conformance.reading import values
from tests.events.signups import signed_up
from tests.parsers.reading import faults

pytestmark = pytest.mark.django_db(transaction=True)

BEGIN = datetime(2026, 11, 23, 12, tzinfo=UTC)
FEED = "/agenda.ics"


@dataclass(frozen=True)
class Step:
    """What one step changed."""

    etag_changed: bool
    sequence: int
    statuses: tuple[str, ...]
    starts: tuple[str, ...]
    mails: tuple[tuple[str, str | None, int | None], ...]


TEN = "Europe/Paris:20261208T100000"
ELEVEN = "Europe/Paris:20261208T110000"
ELSEWHERE = ("Indian/Reunion:20261208T110000", "Indian/Reunion:20261215T110000")
# A series is one VEVENT; a date of it that differs is another.
EXPECTED = {
    "created": Step(
        True, 0, ("CONFIRMED",), (TEN,), (("amina", "REQUEST", 0), ("bruno", "REQUEST", 0))
    ),
    "nothing": Step(False, 0, ("CONFIRMED",), (TEN,), ()),
    "one hour later": Step(
        True, 1, ("CONFIRMED",), (ELEVEN,), (("amina", "REQUEST", 1), ("bruno", "REQUEST", 1))
    ),
    "another zone": Step(
        *(True, 2, ("CONFIRMED",), ELSEWHERE[:1]),
        mails=(("amina", "REQUEST", 2), ("bruno", "REQUEST", 2)),
    ),
    "one date cancelled": Step(
        True, 3, ("CONFIRMED", "CANCELLED"), ELSEWHERE, (("bruno", "CANCEL", 3),)
    ),
    # Bruno knows already.
    "all cancelled": Step(
        True, 4, ("CANCELLED", "CANCELLED"), ELSEWHERE, (("amina", "CANCEL", 3),)
    ),
    # The date that had been cancelled alone remains so.
    "restored": Step(True, 5, ("CONFIRMED", "CANCELLED"), ELSEWHERE, (("amina", "REQUEST", 4),)),
}


class Follower:
    """Somebody subscribed to the feed, beside the catcher of everybody's mails."""

    def __init__(self, client, catcher, clock):
        self.client, self.catcher, self.clock = client, catcher, clock
        self.etag, self.body, self.uids, self.sequence = "", b"", set(), 0

    def look(self, *, after: timedelta = timedelta(minutes=10)) -> Step:
        """The feed and the mails, ten minutes after the step."""
        mails = self._mails(after)
        answer = self.client.get(FEED, headers={"If-None-Match": self.etag} if self.etag else {})
        changed = answer.status_code == 200
        if changed:
            assert answer.content != self.body, "another ETag for the same file"
            self.etag, self.body = answer["ETag"], answer.content
        else:
            assert (answer.status_code, answer.content) == (304, b"")
            assert self.client.get(FEED).content == self.body, "the same ETag for another file"
        return Step(changed, *self._read(), mails)

    def _read(self) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
        """The highest SEQUENCE, then the status and the start of each VEVENT."""
        events = icalendar.Calendar.from_ical(self.body).walk("VEVENT")
        self.uids |= {str(event["UID"]) for event in events}
        sequence = max(int(event["SEQUENCE"]) for event in events)
        assert sequence >= self.sequence, "SEQUENCE went down"
        self.sequence = sequence
        statuses = tuple(str(event["STATUS"]) for event in events)
        starts = (found for found in values(self.body, "DTSTART") if found.startswith(";TZID="))
        return sequence, statuses, tuple(found.removeprefix(";TZID=") for found in starts)

    def _mails(self, after: timedelta) -> tuple[tuple[str, str | None, int | None], ...]:
        """(to, method, SEQUENCE) of each mail sent since; ical4j has nothing against any."""
        self.clock.shift(after)
        while drain_all():
            pass
        found, self.catcher.messages[:] = list(self.catcher.messages), []
        return tuple(sorted(self._told(mail) for mail in found))

    def _told(self, mail) -> tuple[str, str | None, int | None]:
        name = mail["To"].split("@")[0]
        parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        if not parts:
            return name, None, None
        body = parts[0].get_payload(decode=True)
        assert faults(body) == []
        event = icalendar.Calendar.from_ical(body).walk("VEVENT")[0]
        self.uids.add(str(event["UID"]))
        return name, parts[0].get_param("method"), int(event["SEQUENCE"])


def test_a_subscriber_and_those_signed_up_follow_every_step(client, mail_catcher, time_machine):
    time_machine.move_to(BEGIN, tick=False)
    follower = Follower(client, mail_catcher, time_machine)
    page = factories.event_page(rrule="FREQ=WEEKLY;BYDAY=TU;COUNT=3", onsite_capacity=5)
    first, second, _third = page.event.occurrences.in_time_order()
    signed_up(first, "amina", at=BEGIN)
    signed_up(second, "bruno", at=BEGIN)
    steps = {}

    def publish(**fields: object) -> None:
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision().publish()

    steps["created"] = follower.look()
    steps["nothing"] = follower.look()
    publish(start_time=time(11), end_time=time(12, 30))
    steps["one hour later"] = follower.look()
    publish(timezone="Indian/Reunion")
    steps["another zone"] = follower.look()
    second.refresh_from_db()
    lifecycle.cancel_date(second, at=timezone.now(), message="Jour férié.")
    steps["one date cancelled"] = follower.look()
    lifecycle.cancel_event(Event.objects.get(), at=timezone.now())
    steps["all cancelled"] = follower.look()
    lifecycle.restore_event(Event.objects.get(), at=timezone.now())
    steps["restored"] = follower.look()
    assert steps == EXPECTED
    assert follower.uids == {page.event.uid}
