"""What search engines read of an event (schema.org), in words that leave nothing secret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage_events.models import AttendanceMode, Event
from maillage_events.presentation.location import location, point
from maillage_events.recurrence.wall_time import instant
from maillage_events.recurrence.zones import zone

if TYPE_CHECKING:
    from maillage_events.models import Occurrence
    from maillage_events.presentation.words import Words

STATUS = {
    Event.Status.SCHEDULED: "EventScheduled",
    Event.Status.RESCHEDULED: "EventRescheduled",
    Event.Status.MOVED_ONLINE: "EventMovedOnline",
    Event.Status.POSTPONED: "EventPostponed",
    Event.Status.CANCELLED: "EventCancelled",
}
ATTENDANCE = {
    AttendanceMode.ONSITE: "OfflineEventAttendanceMode",
    AttendanceMode.ONLINE: "OnlineEventAttendanceMode",
    AttendanceMode.MIXED: "MixedEventAttendanceMode",
}


def json_ld(date: Occurrence, words: Words, url: str) -> dict[str, object]:
    """One date of an event as a schema.org Event; ``url`` is absolute."""
    event, tzinfo = date.event, zone(date.event.timezone)
    cancelled = date.status == date.Status.CANCELLED
    status = Event.Status.CANCELLED if cancelled else Event.Status(event.status)
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "identifier": event.uid,
        "name": words.title,
        "description": words.summary or words.text[:300],
        "url": url,
        "inLanguage": event.language,
        "isAccessibleForFree": True,
        "startDate": date.starts_at.astimezone(tzinfo).isoformat(),
        "endDate": date.ends_at.astimezone(tzinfo).isoformat(),
        "eventStatus": f"https://schema.org/{STATUS[status]}",
        "eventAttendanceMode": f"https://schema.org/{ATTENDANCE[event.attendance_mode]}",
        "location": _locations(event, url),
    }
    if status == Event.Status.RESCHEDULED and event.previous_start:
        before = instant(event.previous_start, tzinfo).astimezone(tzinfo)
        found["previousStartDate"] = before.isoformat()
    found |= _seats(date, url)
    if event.audience_labels:
        found["audience"] = [
            {"@type": "Audience", "audienceType": label} for label in event.audience_labels
        ]
    if words.picture:
        found["image"] = [words.picture]
    if event.organizer_name:
        found["organizer"] = {"@type": "Organization", "name": event.organizer_name}
    return found


def _seats(date: Occurrence, url: str) -> dict[str, object]:
    """A free offer, sold out when no place is left; nothing without sign-up here."""
    pools = list(date.pools.all())
    if date.is_cancelled or not date.event.takes_place or not pools:
        return {}
    free = [pool.free for pool in pools]
    gone = all(places == 0 for places in free)
    offer: dict[str, object] = {
        "@type": "Offer",
        "price": 0,
        "priceCurrency": "EUR",
        "availability": f"https://schema.org/{'SoldOut' if gone else 'InStock'}",
        "url": url,
    }
    if None in free:
        return {"offers": offer}
    return {"offers": offer, "remainingAttendeeCapacity": sum(free)}


def _locations(event: Event, url: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    if event.is_onsite and location(event):
        place: dict[str, object] = {
            "@type": "Place",
            "name": event.place_name or event.address,
            "address": event.address,
        }
        if event.accessibility_labels:
            place["amenityFeature"] = [
                {"@type": "LocationFeatureSpecification", "name": label, "value": True}
                for label in event.accessibility_labels
            ]
        where = point(event)
        if where:
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": where.latitude,
                "longitude": where.longitude,
            }
        found.append(place)
    if event.is_online:
        found.append({"@type": "VirtualLocation", "url": url})
    return found
