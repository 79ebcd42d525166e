"""A feed fetched over HTTP and mails received over SMTP, in parsers that we did not write.

Each expands the same (UID, slot, start, end, status) as the oracle, which holds none of our code.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from urllib.request import urlopen

import pytest

from maillage.outbox.draining import drain_all
from maillage_events import lifecycle
from tests.events.conformance.announced import AT, FIRST, HOUR_AND_HALF, LAST, announce
from tests.events.conformance.test_line_19_and_20_other_parsers import PARSERS, read
from tests.events.factories import event
from tests.events.signups import signed_up
from tests.parsers.oracle import Announced
from tests.parsers.reading import faults

pytestmark = pytest.mark.django_db(transaction=True)


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
    clock.shift(timedelta(minutes=10))
    while drain_all():
        pass
    parts = [
        part for part in catcher.messages[-1].walk() if part.get_content_type() == "text/calendar"
    ]
    body = parts[0].get_payload(decode=True)
    assert faults(body) == []
    return body
