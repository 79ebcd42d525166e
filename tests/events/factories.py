"""Events for tests, published through their page as editors do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.images.models import Image

from maillage.territories.models import Territory
from maillage_events.models import (
    Event,
    EventIndexPage,
    EventPage,
    EventShare,
    Occurrence,
    SeatPool,
)
from maillage_events.sharing.taking_up import take_up
from tests.site.factories import national_portal

if TYPE_CHECKING:
    from wagtail.models import Page

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def agenda_of(portal: Page | None = None) -> EventIndexPage:
    """The agenda of a portal, the national one's by default."""
    portal = portal or national_portal()
    found = EventIndexPage.objects.child_of(portal).first()
    return found or portal.add_child(instance=EventIndexPage(title="Agenda", slug="agenda"))


def event_page(portal: Page | None = None, **fields: object) -> EventPage:
    """A published page of a one-hour-and-a-half workshop on Tuesday 8 December 2026, 10:00."""
    count = EventPage.objects.count() + 1
    proposed = {
        "title": "Atelier messagerie",
        "slug": f"atelier-{count}",
        "summary": "Lire et envoyer ses premiers messages.",
        "event_type": "atelier",
        "place_name": "Médiathèque",
        "start_date": date(2026, 12, 8),
        "start_time": time(10),
        "end_time": time(11, 30),
        **fields,
    }
    page = agenda_of(portal).add_child(instance=EventPage(live=False, **proposed))
    page.save_revision().publish()
    return EventPage.objects.get(pk=page.pk)


def event(portal: Page | None = None, **fields: object) -> Event:
    return event_page(portal, **fields).event


def weekly_event(portal: Page | None = None, **fields: object) -> Event:
    """Every Tuesday at 10:00 from 8 December 2026 to the end of January."""
    return event(portal, rrule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20270131", **fields)


def taken_up(told: Event, slug: str = "saone-et-loire", **words: object) -> EventShare:
    """A national event shown by the portal of that territory."""
    return take_up(told, Territory.objects.get(slug=slug), at=NOON, **words)


def picture(width: int = 1600, height: int = 900) -> Image:
    """A photograph that an editor sent."""
    data = BytesIO()
    Picture.new("RGB", (width, height), "teal").save(data, "JPEG")
    return Image.objects.create(title="IMG_2033", file=ContentFile(data.getvalue(), "photo.jpg"))


def occurrence(portal: Page | None = None, **fields: object) -> Occurrence:
    """The only date of a new single event."""
    return event(portal, **fields).occurrences.get()


def pool(capacity: int | None = 20, mode: str = "onsite", **fields: object) -> SeatPool:
    """The seats of a new single event."""
    attendance = {"onsite": "sur-place", "online": "en-ligne"}[mode]
    facts = {"attendance_mode": attendance, f"{mode}_capacity": capacity, **fields}
    return occurrence(**facts).pools.get()
