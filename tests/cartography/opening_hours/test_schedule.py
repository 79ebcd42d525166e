"""What is open when, and what cannot be said."""

import csv
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage_cartography.opening_hours.schedule import (
    Day,
    Opening,
    Status,
    holiday_region,
    is_valid,
    repaired,
    schedule,
)

PARIS = ZoneInfo("Europe/Paris")
REAL = Path(__file__).parents[1] / "data/osm-opening-hours-reels.csv"
OFFICE = "Mo-Fr 09:00-12:00,14:00-17:30; PH off"


def at(day: int, hour: int, minute: int = 0, zone: ZoneInfo = PARIS) -> datetime:
    """In December 2026, whose 7th is a Monday."""
    return datetime(2026, 12, day, hour, minute, tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(7, 10), Status(Opening.OPEN, at(7, 10), at(7, 12))),
        # "Soon" begins with the hour: readers set off.
        (at(7, 10, 59), Status(Opening.OPEN, at(7, 10, 59), at(7, 12))),
        (at(7, 11), Status(Opening.CLOSING, at(7, 11), at(7, 12))),
        (at(7, 12, 59), Status(Opening.CLOSED, at(7, 12, 59), at(7, 14))),
        (at(7, 13), Status(Opening.OPENING, at(7, 13), at(7, 14))),
        (at(7, 11, 20), Status(Opening.CLOSING, at(7, 11, 20), at(7, 12))),
        (at(7, 12), Status(Opening.CLOSED, at(7, 12), at(7, 14))),
        (at(7, 13, 30), Status(Opening.OPENING, at(7, 13, 30), at(7, 14))),
        (at(11, 18), Status(Opening.CLOSED, at(11, 18), at(14, 9))),
        # Christmas is a Friday: nothing before the Monday that follows.
        (at(24, 18), Status(Opening.CLOSED, at(24, 18), at(28, 9))),
    ],
)
def test_a_status_says_what_is_open_and_until_when(moment, expected):
    assert schedule(OFFICE, "Europe/Paris").status(moment) == expected


def test_always_open_has_no_change_to_announce():
    found = schedule("24/7", "Europe/Paris").status(at(7, 10))
    assert found == Status(Opening.OPEN, at(7, 10), None)


def test_hours_that_never_open_again_have_no_change_to_announce():
    found = schedule("2020 Mo-Fr 09:00-12:00", "Europe/Paris").status(at(7, 10))
    assert found == Status(Opening.CLOSED, at(7, 10), None)


def test_words_that_say_unknown_stay_unknown():
    found = schedule("Mo-Fr unknown", "Europe/Paris").status(at(7, 10))
    assert found == Status(Opening.UNKNOWN, at(7, 10))


def test_places_overseas_open_on_their_own_clock():
    noon_in_paris = at(7, 12)
    states = {
        zone: schedule(OFFICE, zone).status(noon_in_paris).opening
        for zone in ("Indian/Reunion", "Pacific/Noumea", "America/Guadeloupe", "Pacific/Tahiti")
    }
    assert states == {
        "Indian/Reunion": Opening.OPEN,  # 15 h
        "Pacific/Noumea": Opening.CLOSED,  # 22 h
        "America/Guadeloupe": Opening.CLOSED,  # 7 h
        "Pacific/Tahiti": Opening.CLOSED,  # 1 h
    }


def test_the_days_as_read_know_public_holidays():
    found = schedule(OFFICE, "Europe/Paris").days(date(2026, 12, 24), 3)
    assert found == [
        Day(date(2026, 12, 24), ((at(24, 9), at(24, 12)), (at(24, 14), at(24, 17, 30)))),
        Day(date(2026, 12, 25)),
        Day(date(2026, 12, 26)),
    ]


@pytest.mark.parametrize(
    ("zone", "month", "day"),
    [
        ("Indian/Mayotte", 4, 27),
        ("America/Martinique", 5, 22),
        ("America/Guadeloupe", 5, 27),
        ("America/Cayenne", 6, 10),
        ("America/St_Barthelemy", 10, 9),
        ("Indian/Reunion", 12, 20),
    ],
)
def test_an_overseas_holiday_closes_there_alone_what_closes_on_holidays(zone, month, day):
    noon = (2026, month, day, 11)
    every_day = "Mo-Su 09:00-12:00"
    found = [
        schedule(text, name).is_open(datetime(*noon, tzinfo=ZoneInfo(name)))
        for text, name in (
            (f"{every_day}; PH off", zone),
            (every_day, zone),
            (f"{every_day}; PH off", "Europe/Paris"),
        )
    ]
    assert found == [False, True, True]


@pytest.mark.parametrize(("month", "day"), [(4, 3), (12, 26)])
def test_local_law_closes_two_more_days_in_alsace_and_moselle(month, day):
    """Good Friday (3 April 2026) and the day after Christmas."""
    noon = datetime(2026, month, day, 11, tzinfo=PARIS)
    every_day = "Mo-Su 09:00-12:00"
    found = [
        schedule(text, "Europe/Paris", holiday_region(departement)).is_open(noon)
        for text, departement in (
            (f"{every_day}; PH off", "57"),
            (f"{every_day}; PH off", "67"),
            (f"{every_day}; PH off", "68"),
            (every_day, "67"),
            (f"{every_day}; PH off", "88"),
        )
    ]
    assert found == [False, False, False, True, True]


def test_an_evening_past_midnight_is_shared_between_two_days():
    found = schedule("Fr 22:00-02:00", "Europe/Paris").days(date(2026, 12, 11), 2)
    assert found == [
        Day(date(2026, 12, 11), ((at(11, 22), at(12, 0)),)),
        Day(date(2026, 12, 12), ((at(12, 0), at(12, 2)),)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OFFICE, OFFICE),
        ("Mo-Th 10h00-12h30,13h30-17h00; We off", "Mo-Th 10:00-12:30,13:30-17:00; We off"),
        ("Mo-Fr 9h-12h30,13h30-17h", "Mo-Fr 09:00-12:30,13:30-17:00"),
        ("Mo-Fr 09:00-12:00-14:00", "Mo-Fr 09:00-12:00"),
        ("08:30-12:00-14:00", "08:30-12:00"),
        ("Mo-Th 08:00-12:00; Fr 08:00-14:00-17:00", "Mo-Th 08:00-12:00; Fr 14:00-17:00"),
        ("12:30", ""),
        ("Mo 08:30-13:30; Tu 08:30", ""),
        ("Lundi au vendredi : 9h-12h", "Mo-Fr 09:00-12:00"),
        (
            "Mardi, jeudi : 9h-12h / 14h-17h30<br>Samedi 10h à 12h",
            "Tu,Th 09:00-12:00,14:00-17:30; Sa 10:00-12:00",
        ),
        ('Jeudi de 15h à 17h."', "Th 15:00-17:00"),
        ("lundi au vendredi 8h15-19h et week-end 9h-19h", "Mo-Fr 08:15-19:00; Sa-Su 09:00-19:00"),
        (
            "Lundi de 8h - 12h et 13h - 17h30Le vendredi 8h - 12h",
            "Mo 08:00-12:00,13:00-17:30; Fr 08:00-12:00",
        ),
        (
            "mardi de 12h à 21h - du mercredi au vendredi 12h à 19h",
            "Tu 12:00-21:00; We-Fr 12:00-19:00",
        ),
        ("Du lundi au jeudi : 9h-12h\nfermé le mercredi", "Mo-Tu,Th 09:00-12:00"),
        ("Du lundi au jeudi : 9h-12h, fermé le mercredi après-midi", ""),
        ("Lundi 9h-12h fermé le", ""),
        ("Lundi 9h-12h fermé le lundi", ""),
        ("Lundi 9h-12h fermé le mardi 10h-12h", ""),
        ("Lundi au vendredi 9h-12h, lundi 14h-17h", ""),
        ("Lundi au vendredi 9h-12h sauf le mercredi", ""),
        ("Lundi au vendredi : 8h45 - 12h30 - 13h30 - 17h30", ""),
        ("8h30 - 12h00 / 13h30 - 17h00", ""),
        ("Très variables", ""),
        ("", ""),
        ("   ", ""),
        ("Mo\0", ""),
        ("Mo-Fr 09:00-12:00; " * 200, ""),
    ],
)
def test_only_what_is_safe_is_repaired(text, expected):
    assert repaired(text) == expected


def test_real_hours_are_all_understood_or_kept_as_they_are():
    """4,165 real texts: every valid one stays itself; 93 of the 169 invalid ones are understood."""
    with REAL.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    valid = [row["horaires"] for row in rows if row["valide_opening_hours_py"] == "1"]
    invalid = [row["horaires"] for row in rows if row["valide_opening_hours_py"] != "1"]
    changed = [text for text in valid if text.strip() and repaired(text) != " ".join(text.split())]
    understood = [text for text in invalid if repaired(text)]
    assert (len(rows), changed, len(understood)) == (4165, [], 93)


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_a_valid_text_or_none(text):
    assert repaired(text) == "" or is_valid(repaired(text))


HEARD = (
    "lundi",
    "mardis",
    "du",
    "au",
    "et",
    "9h",
    "12h30",
    "14:00",
    "-",
    "à",
    ",",
    "fermé le",
    "17h",
)


@given(st.lists(st.sampled_from(HEARD), max_size=14))
def test_what_was_repaired_stays_as_it_is(words):
    found = repaired(" ".join(words))
    assert found == "" or (is_valid(found), repaired(found)) == (True, found)


@given(
    st.integers(0, 23),
    st.sampled_from(["00", "15", "30"]),
    st.integers(0, 23),
    st.sampled_from(["00", "15", "30"]),
)
def test_the_french_way_of_writing_a_span_means_the_same(hour, minute, end, end_minute):
    french = f"Mo-Fr {hour}h{minute}-{end}h{end_minute}"
    assert repaired(french) == f"Mo-Fr {hour:02d}:{minute}-{end:02d}:{end_minute}"
