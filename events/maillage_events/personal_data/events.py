"""Events and what is kept of them: facts and published words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from maillage.personal_data import Keep, NotPersonal, Personal, Rows, address
from maillage.personal_data.declarations import editorial
from maillage_events.models import EventPage

if TYPE_CHECKING:
    from maillage.personal_data import Subject

FACTS = (
    "conference_provider conference_url conference_phone conference_pin conference_opens_before "
    "conference_access event_type attendance_mode themes audience accessibility language "
    "visibility start_date start_time end_date end_time rrule place_urn place_name address "
    "latitude "
    "longitude commune registration_mode registration_url registration_opens_at "
    "registration_closes_at onsite_capacity online_capacity waitlist_enabled offer_minutes "
    "guests_max replay_signup timezone"
)


def title_of(event: str) -> Subquery:
    """That of the event whose key is in that field."""
    pages = EventPage.objects.filter(event=OuterRef(event)).order_by("pk")
    return Subquery(pages.values("title")[:1])


def _organiser(subject: Subject | None) -> Personal:
    """On the event, found by the address; its pages say the same again."""
    return Personal(
        "organizer_name organizer_email",
        subject=subject,
        purpose="how people reach the organiser",
        retention="as long as the event",
        export=True if subject else "the same as that of the event",
        erasure=Keep("a published contact: who organises the event changes it"),
    )


ROWS = (
    Rows(
        "maillage_events.Event",
        context={"event": title_of("pk")},
        fields=(
            NotPersonal(
                f"id uuid uid translation_key territory status previous_start zone_data sequence "
                f"created_at content_modified_at {FACTS}"
            ),
            editorial("location_note questions cancellation_message words_key"),
            _organiser(address("organizer_email")),
        ),
    ),
    Rows(
        "maillage_events.EventPage",
        (
            NotPersonal(f"page_ptr event image {FACTS}"),
            editorial("summary image_alt body location_note questions"),
            _organiser(None),
        ),
    ),
    Rows("maillage_events.EventIndexPage", (NotPersonal("page_ptr"), editorial("summary"))),
    Rows(
        "maillage_events.Occurrence",
        (
            NotPersonal(
                "id uuid event recurrence_id local_start local_end starts_at ends_at status moved "
                "sequence content_modified_at"
            ),
            editorial("message"),
        ),
    ),
    Rows(
        "maillage_events.SeatPool",
        (NotPersonal("id occurrence mode capacity seats_taken waiting next_waitlist_seq"),),
    ),
    Rows(
        "maillage_events.Material",
        (
            NotPersonal(
                "id uuid occurrence kind format size opened captions access available_from "
                "created_at"
            ),
            editorial("title url"),
        ),
    ),
    Rows("maillage_events.MaterialFile", (NotPersonal("id material"), editorial("content"))),
    Rows("maillage_events.EventSeries_events", (NotPersonal("id eventseries event"),)),
    Rows(
        "maillage_events.EventSeries",
        (
            NotPersonal("id uuid slug territory live modified_at"),
            editorial("title introduction title_en introduction_en"),
        ),
    ),
    Rows("maillage_events.FormerSeriesSlug", (NotPersonal("slug holder"),)),
    Rows(
        "maillage_events.EventShare",
        (
            NotPersonal("id event territory pinned hidden created_at modified_at"),
            editorial("introduction contact"),
        ),
    ),
)
