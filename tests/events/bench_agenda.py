"""The agenda with 10,000 dates and the feed of 1,000 events."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.utils import timezone

from maillage_events.models import EventIndexPage
from tests.bench.harness import Bench, case
from tests.events.many import many_events

FEED = "/agenda.ics"
MANY = 1000
WEEKS = 10


@case("Agenda")
def agenda(bench: Bench) -> None:
    bench.queries("/agenda/", at_most=8)
    bench.queries("/saone-et-loire/agenda/", at_most=8)
    bench.queries("/saone-et-loire/agenda/?theme=sante&mode=en-ligne", at_most=8)
    bench.weight("/agenda/", at_most=15_000)
    etag = Client().get(FEED)["ETag"]
    bench.queries(FEED, at_most=3, **{"if-none-match": etag})
    with bench.scratch():
        index = EventIndexPage.objects.order_by("depth").first()
        many_events(index, MANY, dates=WEEKS, start=timezone.now().date())
        bench.queries("/agenda/", at_most=8)
        bench.time(
            f"/agenda/ with {MANY * WEEKS:,} dates", lambda: Client().get("/agenda/"), at_most=0.25
        )
        bench.queries(FEED, at_most=15)
        bench.time(f"feed of {MANY:,} events, cold", cold_feed, at_most=1.0)


def cold_feed() -> None:
    """Nothing kept from the time before."""
    from maillage_events.timezones import observances

    observances.cache_clear()
    body = Client().get(FEED).content
    found = body.count(b"BEGIN:VEVENT")
    if found < MANY:
        raise AssertionError(f"{found} events, {len(body)} bytes, {connection.vendor}")
