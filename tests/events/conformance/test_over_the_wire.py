"""A feed fetched over HTTP and mails received over SMTP, in parsers that we did not write.

Each expands the same (UID, slot, start, end, status) as the oracle, which holds none of our code.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
import vobject

from maillage.outbox.draining import drain_all
from maillage_events.publishing import lifecycle
from maillage_events.publishing.going_online import move_online
from tests.events.conformance.announced import AT, FIRST, HOUR_AND_HALF, LAST, announce
from tests.events.conformance.test_line_19_and_20_other_parsers import PARSERS, read
from tests.events.factories import event
from tests.events.signups import signed_up
from tests.parsers.oracle import Announced
from tests.parsers.reading import faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
MONTHLY = {"rrule": "FREQ=MONTHLY;BYDAY=2TU;COUNT=3"}


@pytest.mark.parametrize("parser", PARSERS)
def test_a_feed_fetched_over_http_is_what_was_announced(live_server, time_machine, parser):
    time_machine.move_to(AT, tick=False)
    meant = sorted(told for one in announce() for told in one.told(FIRST, LAST))
    with urlopen(f"{live_server.url}/agenda.ics", timeout=30) as answer:
        body = answer.read()
    assert read(parser, body) == meant


@pytest.mark.parametrize("parser", PARSERS)
def test_mails_received_over_smtp_are_what_was_announced(mail_catcher, time_machine, parser):
    """The confirmation, the new hour, the cancellation of one date in overseas time."""
    time_machine.move_to(AT, tick=False)
    made = event(start_date=date(2026, 11, 5), timezone="Pacific/Marquesas", onsite_capacity=2)
    only = made.occurrences.get()
    signed_up(only, "amina", at=AT)
    ten, noon = datetime(2026, 11, 5, 10), datetime(2026, 11, 5, 12)
    told = [received(mail_catcher, time_machine)]
    lifecycle.move_date(only, noon, noon + HOUR_AND_HALF, at=AT)
    told.append(received(mail_catcher, time_machine))
    lifecycle.cancel_event(made, at=AT)
    told.append(received(mail_catcher, time_machine))

    found = [read(parser, body) for body in told]
    meant = [
        Announced(made.uid, "Pacific/Marquesas", start, HOUR_AND_HALF, cancelled=cancelled)
        for start, cancelled in ((ten, ()), (noon, ()), (noon, (date(2026, 11, 5),)))
    ]
    assert found == [one.told(FIRST, LAST) for one in meant]


def received(catcher, clock) -> bytes:
    """The calendar part of the last mail, ten minutes later."""
    body = calendar_of(sent(catcher, clock)[-1])
    assert faults(body) == []
    return body


def sent(catcher, clock) -> list:
    """The mails of the next ten minutes."""
    before = len(catcher.messages)
    clock.shift(timedelta(minutes=10))
    while drain_all():
        pass
    return catcher.messages[before:]


def calendar_of(message) -> bytes:
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return parts[0].get_payload(decode=True)


@pytest.fixture
def two_dates_in_one_mail(client, mail_catcher, time_machine):
    """What somebody who chose two dates of a monthly event gets: no master, two instances."""
    time_machine.move_to(AT, tick=False)
    made = event(start_date=date(2026, 12, 8), **MONTHLY, onsite_capacity=5)
    first, _left_out, last = made.occurrences.in_time_order()
    asked = {"name": "Amina", "email": "amina@exemple.fr", "dates": [first.uuid, last.uuid]}
    client.post(f"/inscriptions/dates/{made.uuid}/", asked)
    (to_confirm,) = sent(mail_catcher, time_machine)
    text = to_confirm.get_body(("plain",)).get_content()
    path = next(word for word in text.split() if "/tout-confirmer/" in word)
    client.get(urlsplit(path).path)
    client.post("/inscriptions/tout-confirmer/")
    return made, calendar_of(sent(mail_catcher, time_machine)[-1])


@pytest.mark.parametrize("parser", PARSERS)
def test_several_dates_of_one_event_are_read_from_one_mail(two_dates_in_one_mail, parser):
    made, body = two_dates_in_one_mail
    assert faults(body) == []
    meant = Announced(
        made.uid, "Europe/Paris", datetime(2026, 12, 8, 10), HOUR_AND_HALF, MONTHLY["rrule"]
    )
    first, _left_out, last = meant.told(FIRST, LAST)
    assert read(parser, body) == [first, last]


@pytest.mark.parametrize("parser", PARSERS)
def test_what_happens_to_them_is_read_from_one_mail_too(
    two_dates_in_one_mail, mail_catcher, time_machine, parser
):
    """The event moves online, then is cancelled: a REQUEST and a CANCEL of two instances."""
    made, _request = two_dates_in_one_mail
    move_online(made, at=AT, conference_url="https://visio.exemple.fr/secret")
    moved = received(mail_catcher, time_machine)
    lifecycle.cancel_event(made, at=AT)
    gone = received(mail_catcher, time_machine)
    slots = (date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9))
    meant = [
        Announced(
            made.uid, "Europe/Paris", datetime(2026, 12, 8, 10), HOUR_AND_HALF, MONTHLY["rrule"],
            cancelled=cancelled,
        ).told(FIRST, LAST)
        for cancelled in ((), slots)
    ]  # fmt: skip
    assert [read(parser, body) for body in (moved, gone)] == [[a, c] for a, _b, c in meant]


def test_vobject_reads_the_mails(mail_catcher, time_machine, two_dates_in_one_mail):
    made, body = two_dates_in_one_mail
    dates = vobject.readOne(body.decode()).vevent_list
    assert [(one.uid.value, one.dtstart.value.astimezone(UTC)) for one in dates] == [
        (made.uid, datetime(2026, 12, 8, 9, tzinfo=UTC)),
        (made.uid, datetime(2027, 2, 9, 9, tzinfo=UTC)),
    ]
    moved = event(start_date=date(2026, 11, 5), timezone="Pacific/Marquesas", onsite_capacity=2)
    signed_up(moved.occurrences.get(), "bruno", at=AT)
    received(mail_catcher, time_machine)
    noon = datetime(2026, 11, 5, 12)
    lifecycle.move_date(moved.occurrences.get(), noon, noon + HOUR_AND_HALF, at=AT)
    one = vobject.readOne(received(mail_catcher, time_machine).decode())
    start = one.vevent.dtstart.value
    assert (one.method.value, one.vevent.status.value, one.vevent.sequence.value) == (
        *("REQUEST", "CONFIRMED", "1"),
    )
    assert (start.replace(tzinfo=None), start.utcoffset()) == (noon, -timedelta(hours=9.5))
    lifecycle.cancel_event(moved, at=AT)
    one = vobject.readOne(received(mail_catcher, time_machine).decode())
    assert (one.method.value, one.vevent.status.value) == ("CANCEL", "CANCELLED")
