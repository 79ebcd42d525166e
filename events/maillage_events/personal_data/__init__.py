"""The agenda, field by field."""

from maillage.personal_data import AppData
from maillage_events.personal_data import events, people

personal_data = AppData(rows=(*people.ROWS, *events.ROWS), leave=people.give_seats_back)
