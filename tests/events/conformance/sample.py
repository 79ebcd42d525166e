"""One file with all that entries can hold, written without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from maillage.values import Point
from maillage_events.ical.serializer import CANCELLED, Entry, Feed, Person, render
from maillage_events.recurrence.rules import Rule

SERIES = Entry(
    uid="0b9e2f5c-1111-4222-8333-444455556666@exemple.fr",
    sequence=2,
    created=datetime(2026, 9, 1, tzinfo=UTC),
    modified=datetime(2026, 9, 2, 8, 30, tzinfo=UTC),
    zone="Europe/Paris",
    start=datetime(2026, 10, 20, 10),
    end=datetime(2026, 10, 20, 11, 30),
    summary="Permanence numérique",
    url="https://exemple.fr/agenda/permanence/",
    description="Venez avec vos questions.\n\nSans rendez-vous.",
    location="Médiathèque, 1 rue de la République 71000 Mâcon",
    point=Point(46.3069, 4.8287),
    categories=("Santé, en ligne", "Banque"),
    organizer=Person("agenda@exemple.fr", 'Association "Le Fil", Mâcon'),
    rule=Rule.parse("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261110"),
)
CANCELLED_DATE = replace(
    SERIES,
    rule=None,
    recurrence_id=datetime(2026, 10, 27, 10),
    start=datetime(2026, 10, 27, 10),
    end=datetime(2026, 10, 27, 11, 30),
    status=CANCELLED,
    sequence=3,
)
MOVED_DATE = replace(
    SERIES,
    rule=None,
    recurrence_id=datetime(2026, 11, 3, 10),
    start=datetime(2026, 11, 4, 14),
    end=datetime(2026, 11, 4, 15, 30),
    sequence=3,
)
ELSEWHERE = replace(
    SERIES,
    uid="1c9e2f5c-1111-4222-8333-444455556666@exemple.fr",
    zone="America/Miquelon",
    rule=None,
)


def sample() -> bytes:
    feed = Feed(
        product="-//Maillage//exemple.fr//FR", name="Agenda", source="https://exemple.fr/agenda.ics"
    )
    return render(feed, [MOVED_DATE, ELSEWHERE, SERIES, CANCELLED_DATE])
