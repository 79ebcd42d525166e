"""What the page of a place says, and the same for search engines (schema.org)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage_cartography.models import Place
    from maillage_cartography.opening_hours import Day

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Week:
    """The seven days from today on; ``today`` is the day in the place's zone."""

    days: list[Day]
    today: date


def week(place: Place, at: datetime) -> Week | None:
    """None when the hours are unknown or could not be understood."""
    schedule = place.hours.schedule if place.hours else None
    if schedule is None:
        return None
    today = at.astimezone(schedule.zone).date()
    return Week(schedule.days(today), today)


def json_ld(place: Place, url: str, days: Week | None) -> SafeString:
    """A data block for ``<script type="application/ld+json">``; it holds no markup."""
    data = {
        "@context": "https://schema.org",
        "@type": "CivicStructure",
        "@id": url,
        "url": url,
        "name": place.name,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": place.address,
            "postalCode": place.postal_code,
            "addressLocality": place.commune.name,
            "addressCountry": "FR",
        },
    }
    if place.phone:
        data["telephone"] = place.phone
    if point := place.point:
        data["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": point.latitude,
            "longitude": point.longitude,
        }
    if days:
        data["openingHoursSpecification"] = _openings(days)
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(text)  # noqa: S308 -- <, > and & are escaped just here


def _openings(week: Week) -> list[dict[str, str]]:
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": DAY_NAMES[day.date.weekday()],
            "opens": f"{begins:%H:%M}",
            "closes": f"{ends:%H:%M}",
            "validFrom": day.date.isoformat(),
            "validThrough": day.date.isoformat(),
        }
        for day in week.days
        for begins, ends in day.spans
    ]
