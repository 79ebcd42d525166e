"""Events, their dates and the seats of each date."""

from maillage_events.models.events import Event
from maillage_events.models.facts import AttendanceMode, EventFacts, EventType, RegistrationMode
from maillage_events.models.occurrences import Occurrence, SeatPool
from maillage_events.models.pages import EventIndexPage, EventPage

__all__ = [
    "AttendanceMode",
    "Event",
    "EventFacts",
    "EventIndexPage",
    "EventPage",
    "EventType",
    "Occurrence",
    "RegistrationMode",
    "SeatPool",
]
