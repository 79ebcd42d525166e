"""Many events at once, for measures: rows and pages, without publishing each."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from wagtail.models import Page

from maillage_events.models import Event, EventIndexPage, EventPage, Occurrence

WORDS = "Un atelier pour apprendre à faire ses démarches en ligne sans se tromper. " * 6


def many_events(agenda: EventIndexPage, count: int, *, dates: int = 1, start: date) -> None:
    """Events one a day from ``start``, at 10:00 in Paris, each with that many weekly dates."""
    facts = {"start_time": time(10), "end_time": time(11, 30), "timezone": "Europe/Paris"}
    rule = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU" if dates > 1 else ""
    events = []
    for number in range(count):
        key = uuid4()
        day = start + timedelta(days=number % 365)
        place = {"place_name": "Médiathèque", "address": "1 rue de la Paix, 71000 Mâcon"}
        events.append(
            Event(
                uuid=key, uid=f"{key}@exemple.fr", start_date=day, rrule=rule,
                latitude=46.3, longitude=4.83, organizer_name="Le Fil", **place, **facts,
            )
        )  # fmt: skip
    events = Event.objects.bulk_create(events)
    _pages(agenda, events)
    Occurrence.objects.bulk_create(_date(event, week) for event in events for week in range(dates))


def _date(event: Event, week: int) -> Occurrence:
    found = Occurrence(event=event, recurrence_id=event.start_date + timedelta(weeks=week))
    begin = datetime.combine(found.recurrence_id, event.start_time)
    found.place_in_time(begin, begin + event.duration)
    return found


def _pages(agenda: EventIndexPage, events: list[Event]) -> None:
    for event in events:
        agenda.add_child(
            instance=EventPage(
                title=f"Atelier numérique {event.pk}", slug=f"nombre-{event.pk}", summary=WORDS[:150],
                body=f"<p>{WORDS}</p>", event=event, translation_key=event.translation_key,
                start_date=event.start_date, start_time=event.start_time, end_time=event.end_time,
                event_type="atelier", place_name=event.place_name,
                live=True, first_published_at=datetime(2026, 11, 1, tzinfo=UTC),
            )
        )  # fmt: skip


def agenda_below(portal: Page) -> EventIndexPage:
    found = EventIndexPage.objects.child_of(portal).first()
    return found or portal.add_child(instance=EventIndexPage(title="Agenda", slug="agenda"))
