"""Events, their dates and the seats of each date."""

from maillage_events.models.attendance import Attendance
from maillage_events.models.events import Event
from maillage_events.models.facts import AttendanceMode, EventFacts, EventType, RegistrationMode
from maillage_events.models.feed_tokens import CalendarFeedToken
from maillage_events.models.materials import Material, MaterialFile
from maillage_events.models.occurrences import Occurrence, SeatPool
from maillage_events.models.pages import EventIndexPage, EventPage
from maillage_events.models.proposed import EventProposal
from maillage_events.models.registrations import MailLink, Registration
from maillage_events.models.series import EventSeries, FormerSeriesSlug
from maillage_events.models.shares import EventShare

__all__ = [
    "Attendance",
    "AttendanceMode",
    "CalendarFeedToken",
    "Event",
    "EventFacts",
    "EventIndexPage",
    "EventPage",
    "EventProposal",
    "EventSeries",
    "EventShare",
    "EventType",
    "FormerSeriesSlug",
    "MailLink",
    "Material",
    "MaterialFile",
    "Occurrence",
    "Registration",
    "RegistrationMode",
    "SeatPool",
]
