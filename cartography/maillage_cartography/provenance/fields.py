"""The fields of a place that can be kept, proposed and put back, each as one text.

A text says the whole of a field: opening hours in the words given, the commune by its INSEE code,
the position as ``46.3069,4.8287`` (its two columns never come from two hands).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from maillage.territories.models import Commune
from maillage_cartography.models import Hours, Organisation, Place
from maillage_cartography.opening_hours.schedule import holiday_region
from maillage_cartography.rounds import stops, wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

POSITION = "position"
PLAIN = (
    *("name", "pivot", "address", "address_extra", "postal_code", "kinds", "phone", "emails"),
    *("websites", "summary", "description", "credit", "mobility", "parent_organisation"),
    *("services", "publics", "specific_care", "costs", "programmes", "labels", "other_labels"),
    *("access_modes", "support_modes", "accessibility_url", "booking_url"),
)
# No source says it: the team links a place to who runs it.
ORGANISATION = "organisation"
KEPT = ("commune", POSITION, "hours", *PLAIN, ORGANISATION)
# The round of a bus, as one text: rows of their own, which files of places never give.
STOPS = "stops"
EDITED = (*KEPT, STOPS)
# Never edited nor locked; its changes are recorded so that an import can be undone.
SOURCES_DATE = "updated_on"


def written(place: Place, field: str) -> str:
    """The field as one text; "" when nothing is known."""
    said = OTHERWISE.get(field)
    return said(place) if said else getattr(place, field)


def _position(place: Place) -> str:
    return "" if place.latitude is None else f"{place.latitude},{place.longitude}"


OTHERWISE: dict[str, Callable[[Place], str]] = {
    "commune": lambda place: place.commune_id or "",
    "hours": lambda place: place.hours.text if place.hours else "",
    POSITION: _position,
    SOURCES_DATE: lambda place: place.updated_on.isoformat(),
    ORGANISATION: lambda place: str(place.organisation_id or ""),
    STOPS: stops.written,
}


def write(place: Place, field: str, text: str) -> None:
    """Give the field what the text says, without saving the place."""
    if field == "commune":
        place.commune = Commune.objects.get(pk=text)
    elif field == "hours":
        place.hours = shared_hours(text, place.commune) if text else None
    elif field == POSITION:
        parts = [float(part) for part in text.split(",")] if text else [None, None]
        place.latitude, place.longitude = parts
    elif field == SOURCES_DATE:
        place.updated_on = date.fromisoformat(text)
    elif field == ORGANISATION:
        place.organisation = Organisation.objects.get(pk=text) if text else None
    elif field == STOPS:
        stops.give(place, text)
    else:
        setattr(place, field, text)


def shared_hours(text: str, commune: Commune) -> Hours:
    """The row of these words in that commune, which places elsewhere may have too."""
    fresh = Hours.reading(text, commune.time_zone, holiday_region(commune.departement_code))
    key = {"text": text, "zone": fresh.zone, "holiday_region": fresh.holiday_region}
    found, _created = Hours.objects.get_or_create(**key, defaults={"osm": fresh.osm})
    return found


def label(field: str) -> str:
    """The name people give to the field."""
    if field == POSITION:
        return _("position on the map")
    if field == STOPS:
        return _("stops")
    return str(Place._meta.get_field(field).verbose_name)


def shown(field: str, text: str) -> str:
    """The text as people read it."""
    if not text:
        return _("(nothing)")
    if field == "commune":
        commune = Commune.objects.filter(pk=text).first()
        return f"{commune.name} ({text})" if commune else text
    if field == ORGANISATION:
        found = Organisation.objects.filter(pk=text).first()
        return found.name if found else text
    if field == STOPS:
        return wording.told(text)
    return text.replace("|", ", ")


def columns(fields: Iterable[str]) -> list[str]:
    """The columns to save when these fields changed."""
    found = []
    for field in fields:
        if field != STOPS:
            found += ["latitude", "longitude"] if field == POSITION else [field]
    return found
