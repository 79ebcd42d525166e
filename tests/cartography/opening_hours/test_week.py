"""The grid of opening hours: read, written, typed."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from maillage_cartography.opening_hours.forms import cells_of, week_of
from maillage_cartography.opening_hours.week import Dates, Week, read, write

REAL = Path(__file__).parents[1] / "data/osm-opening-hours-reels.csv"
MORNING, AFTERNOON = ("09:00", "12:00"), ("14:00", "17:30")
OFFICE = Week(days=((MORNING, AFTERNOON),) * 5 + ((), ()), off_on_holidays=True)


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("Mo-Fr 09:00-12:00,14:00-17:30; PH off", OFFICE),
        ("Mo-Su 09:00-12:00; Sa-Su off", Week(days=((MORNING,),) * 5 + ((), ()))),
        ("09:00-12:00", Week(days=((MORNING,),) * 7)),
        ("Sa-Mo 09:00-12:00", Week(days=((MORNING,), (), (), (), (), (MORNING,), (MORNING,)))),
        ("", Week()),
        (
            "Mo 09:00-12:00; 2026 Dec 24-31 off; 2027 Jan 02 14:00-17:30",
            Week(
                days=((MORNING,), *((),) * 6),
                dates=(
                    Dates(date(2026, 12, 24), date(2026, 12, 31)),
                    Dates(date(2027, 1, 2), date(2027, 1, 2), (AFTERNOON,)),
                ),
            ),
        ),
        ("24/7", None),
        ("Mo[1] 09:00-12:00", None),
        ('Mo-Fr 09:00-12:00 "sur rendez-vous"', None),
        ("Mo 08:00-09:00,10:00-11:00,12:00-13:00,14:00-15:00", None),
        ("Mo 09:00-12:00; 2026 Feb 31 off", None),
        ("PH off; Mo 09:00-12:00", None),
    ],
)
def test_the_grid_holds_what_it_can_write_back(text, week):
    assert read(text) == week


def test_every_real_text_of_a_sample_fits_the_grid():
    with REAL.open(encoding="utf-8", newline="") as file:
        rows = [row["horaires"] for row in csv.DictReader(file) if row["horaires"].strip()]
    weeks = [read(text) for text in rows[::40] if write(read(text) or Week())]
    assert len(weeks) > 90
    assert [read(write(week)) for week in weeks] == weeks


hours = st.tuples(st.integers(0, 11), st.integers(12, 23)).map(
    lambda pair: ((f"{pair[0]:02d}:00", f"{pair[1]:02d}:30"),)
)


@given(st.tuples(*[st.one_of(st.just(()), hours)] * 7), st.booleans())
def test_what_is_written_reads_the_same(days, holidays):
    week = Week(days=days, off_on_holidays=holidays)
    if week:
        assert read(write(week)) == week
        assert week_of(cells_of(week)) == week


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"0-0-from": "09:00"}, "Lundi : donnez les deux heures"),
        ({"0-0-from": "neuf", "0-0-to": "12:00"}, "Lundi : écrivez"),
        ({"0-0-from": "25:00", "0-0-to": "12:00"}, "Lundi : écrivez"),
        ({"0-0-from": "\0", "0-0-to": "²:00"}, "Lundi : écrivez"),
        ({"0-0-from": "09:00", "0-0-to": "09:00"}, "Lundi : la fermeture"),
        (
            {"6-0-from": "09:00", "6-0-to": "12:00", "6-1-from": "11:00", "6-1-to": "13:00"},
            "Dimanche : deux",
        ),
        ({"d0-from": "09:00", "d0-to": "12:00"}, "ligne 1 : donnez la date"),
        ({"d1-first": "2026-02-31"}, "ligne 2 : cette date"),
        ({"d0-first": "2026-12-31", "d0-last": "2026-12-24"}, "ligne 1 : le dernier jour"),
    ],
)
def test_a_mistake_is_told_with_its_day(cells, words):
    with pytest.raises(ValidationError) as refused:
        week_of(cells)
    assert words.replace(" :", "\u202f:") in " ".join(refused.value.messages)
