"""The agenda with 10,000 dates and the feed of 1,000 events."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from maillage.outbox.models import Message
from maillage_events.emails import reminders
from maillage_events.emails.queue import TOPIC
from maillage_events.models import EventIndexPage, Occurrence, Registration
from tests.bench.harness import Bench, case, visitor
from tests.events.many import many_events

FEED = "/agenda.ics"
MANY = 1000
WEEKS = 10
PEOPLE = 45_000


@case("Agenda")
def agenda(bench: Bench) -> None:
    bench.queries("/agenda/", at_most=8)
    bench.queries("/saone-et-loire/agenda/", at_most=8)
    bench.queries("/saone-et-loire/agenda/?theme=sante&mode=en-ligne", at_most=8)
    bench.weight("/agenda/", at_most=15_000)
    etag = visitor().get(FEED)["ETag"]
    bench.queries(FEED, at_most=3, **{"if-none-match": etag})
    with bench.scratch():
        index = EventIndexPage.objects.order_by("depth").first()
        many_events(index, MANY, dates=WEEKS, start=timezone.now().date())
        bench.queries("/agenda/", at_most=8)
        bench.time(
            f"/agenda/ with {MANY * WEEKS:,} dates", lambda: visitor().get("/agenda/"), at_most=0.08
        )
        bench.queries(FEED, at_most=15)
        bench.time(f"feed of {MANY:,} events, cold", cold_feed, at_most=1.0)


@case("Reminders")
def reminders_planned(bench: Bench) -> None:
    with bench.scratch():
        index = EventIndexPage.objects.order_by("depth").first()
        start = timezone.now().date() + timedelta(days=1)
        many_events(index, 1, start=start)
        date = Occurrence.objects.latest("pk")
        people = [
            Registration(
                occurrence=date, mode="online", name="Amina", email=f"{n}@exemple.fr",
                email_key=f"{n}@exemple.fr", state="confirmed", seats_held=1,
                zone=("Europe/Paris", "Indian/Reunion")[n % 2],
            )
            for n in range(PEOPLE)
        ]  # fmt: skip
        Registration.objects.bulk_create(people, batch_size=2000)
        at = date.starts_at - timedelta(hours=40)
        bench.time(f"{PEOPLE:,} reminders planned", lambda: plan_all(at), at_most=60)


def plan_all(at: datetime) -> None:
    planned = reminders.plan(at)
    Registration.objects.update(reminded_for=None)
    Message.objects.filter(topic=TOPIC).delete()
    if planned < PEOPLE:
        raise AssertionError(f"{planned} planned")


def cold_feed() -> None:
    """Nothing kept from the time before."""
    from maillage_events.ical.vtimezones import observances

    observances.cache_clear()
    body = visitor().get(FEED).content
    found = body.count(b"BEGIN:VEVENT")
    if found < MANY:
        raise AssertionError(f"{found} events, {len(body)} bytes, {connection.vendor}")
