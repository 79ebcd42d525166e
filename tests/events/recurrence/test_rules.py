"""Repetition rules give the dates that dateutil, which we did not write, gives."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from maillage_events.recurrence.rules import LAST, InvalidRuleError, Rule, rank_of
from maillage_events.recurrence.wording import in_words

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
ENDS = st.one_of(
    st.none(), st.integers(1, 60), st.integers(0, 900).map(lambda days: timedelta(days=days))
)


def oracle(rule: Rule, start: date, horizon: date) -> list[date]:
    moments = rrulestr(str(rule), dtstart=datetime.combine(start, time()))
    found = moments.between(
        datetime.combine(start, time()), datetime.combine(horizon, time()), inc=True
    )
    return [moment.date() for moment in found]


@st.composite
def rules(draw) -> tuple[Rule, date]:
    start, end = draw(DAYS), draw(ENDS)
    until = start + end if isinstance(end, timedelta) else None
    count = end if isinstance(end, int) else None
    interval = draw(st.integers(1, 5))
    if draw(st.booleans()):
        others = draw(st.sets(st.integers(0, 6)))
        days = tuple(sorted({start.weekday(), *others}))
        return Rule(days, interval, until, count), start
    is_last = (start + timedelta(days=7)).month != start.month
    rank = LAST if rank_of(start) == 5 or (is_last and draw(st.booleans())) else rank_of(start)
    return Rule((start.weekday(),), interval, until, count, rank), start


@given(rules(), st.integers(0, 1000))
def test_a_rule_gives_the_dates_of_dateutil_and_survives_its_own_text(found, days):
    rule, start = found
    horizon = start + timedelta(days=days)
    assert Rule.parse(str(rule)) == rule
    assert list(rule.dates(start, horizon)) == oracle(rule, start, horizon)


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYDAY=MO",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=MO;INTERVAL=0",
        "FREQ=WEEKLY;BYDAY=MO;INTERVAL=53",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=0",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=501",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=3;UNTIL=20270101",
        "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270230",
        "FREQ=MONTHLY;BYDAY=MO",
        "FREQ=MONTHLY;BYDAY=5MO",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=1MO,2TU",
        "FREQ=MONTHLY;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
        "",
        "\x00",
    ],
)
def test_anything_outside_the_subset_is_refused(text):
    with pytest.raises(InvalidRuleError):
        Rule.parse(text)


def test_the_29th_of_february_repeats_as_the_last_of_its_weekday():
    start = date(2028, 2, 29)
    with pytest.raises(InvalidRuleError):
        Rule.monthly(start)
    found = Rule.monthly(start, last=True).dates(start, date(2028, 6, 30))
    assert list(found) == [
        date(2028, 2, 29),
        date(2028, 3, 28),
        date(2028, 4, 25),
        date(2028, 5, 30),
        date(2028, 6, 27),
    ]


def test_a_first_date_that_is_not_the_last_of_its_weekday_is_refused():
    with pytest.raises(InvalidRuleError):
        Rule.monthly(date(2026, 12, 8), last=True)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", "Chaque semaine\u202f: mardi"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "Chaque semaine\u202f: mardi et jeudi"),
        ("FREQ=WEEKLY;BYDAY=TU;INTERVAL=2", "Une semaine sur deux\u202f: mardi"),
        ("FREQ=WEEKLY;BYDAY=TU;INTERVAL=3", "Toutes les 3 semaines\u202f: mardi"),
        ("FREQ=MONTHLY;BYDAY=2TU", "Le deuxième mardi du mois"),
        ("FREQ=MONTHLY;BYDAY=-1TU;INTERVAL=2", "Le dernier mardi, tous les 2 mois"),
        (
            "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20270630",
            "Le premier lundi du mois, jusqu’au mercredi 30 juin 2027",
        ),
    ],
)
def test_a_rule_in_words(rule, said):
    with translation.override("fr"):
        assert in_words(Rule.parse(rule)) == said
