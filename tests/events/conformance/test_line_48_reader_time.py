"""Conformance, reader time: every vector of the design."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from maillage_events.recurrence.reader_time import other_time

SUMMER, WINTER, BETWEEN = (2026, 7, 7), (2026, 12, 8), (2026, 3, 20)
# zone → clock of 10:00 Paris on these three days; the day before is marked −.
VECTORS = {
    "America/Martinique": ("04:00", "05:00", "05:00"),
    "America/Cayenne": ("05:00", "06:00", "06:00"),
    "America/Miquelon": ("06:00", "06:00", "07:00"),
    "Indian/Reunion": ("12:00", "13:00", "13:00"),
    "Indian/Mayotte": ("11:00", "12:00", "12:00"),
    "Pacific/Noumea": ("19:00", "20:00", "20:00"),
    "Pacific/Wallis": ("20:00", "21:00", "21:00"),
    "Pacific/Tahiti": ("-22:00", "-23:00", "-23:00"),
    "Pacific/Marquesas": ("-22:30", "-23:30", "-23:30"),
    # The design's text says −23:00 for the third day; Paris still keeps winter time on 20 March.
    "Pacific/Gambier": ("-23:00", "00:00", "00:00"),
}


@pytest.mark.parametrize("zone", VECTORS)
@pytest.mark.parametrize("index", range(3))
def test_line_48_ten_o_clock_in_paris_elsewhere(zone, index):
    day = (SUMMER, WINTER, BETWEEN)[index]
    moment = datetime(*day, 10, tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)
    found = other_time(moment, "Europe/Paris", zone)
    assert ("-" if found.day_shift == -1 else "") + f"{found.wall:%H:%M}" == VECTORS[zone][index]


def test_line_48_the_day_after_in_the_other_direction():
    moment = datetime(2026, 12, 8, 20, tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)
    found = other_time(moment, "Europe/Paris", "Indian/Reunion")
    late = other_time(moment, "Europe/Paris", "Pacific/Noumea")
    assert (found.day_shift, late.day_shift, late.wall) == (0, 1, datetime(2026, 12, 9, 6))


def test_line_48_nothing_to_say_when_clocks_agree():
    moment = datetime(2026, 12, 8, 9, tzinfo=UTC)
    assert other_time(moment, "America/Martinique", "America/Guadeloupe") is None
