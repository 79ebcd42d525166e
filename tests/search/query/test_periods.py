"""The days that a question names, and what is left of it without them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage_search.query.periods import find_period

pytestmark = pytest.mark.once
TUESDAY = date(2026, 12, 1)


def days(first, last=""):
    return date.fromisoformat(first), date.fromisoformat(last or first)


@pytest.mark.parametrize(
    ("typed", "rest", "expected"),
    [
        ("ce week-end", "", days("2026-12-05", "2026-12-06")),
        ("atelier ce weekend", "atelier", days("2026-12-05", "2026-12-06")),
        ("atelier samedi matin", "atelier", days("2026-12-05")),
        ("mardi", "", days("2026-12-01")),
        ("Aujourd'hui", "", days("2026-12-01")),
        ("demain soir", "", days("2026-12-02")),
        ("après-demain", "", days("2026-12-03")),
        ("cette semaine", "", days("2026-12-01", "2026-12-06")),
        ("la semaine prochaine", "", days("2026-12-07", "2026-12-13")),
        ("le 12 décembre", "", days("2026-12-12")),
        ("samedi 12 décembre 2026", "", days("2026-12-12")),
        ("1er janvier", "", days("2027-01-01")),
        ("webinaire janvier", "webinaire", days("2027-01-01", "2027-01-31")),
        ("en décembre", "", days("2026-12-01", "2026-12-31")),
        ("œuvre demain", "oeuvre", days("2026-12-02")),
    ],
)
def test_days_are_taken_out_of_the_question(typed, rest, expected):
    found = find_period(typed, TUESDAY)
    assert (found.rest, (found.period.first, found.period.last)) == (rest, expected)


OVER_OR_NONE = ("hier", "31 février", "le 99 janvier", "12 décembre 2020", "france services")
NO_DAY = ("", "🙂", "مرحبا", "marseille", "samediland", "x" * 10_000)


@pytest.mark.parametrize("typed", [*OVER_OR_NONE, *NO_DAY])
def test_what_is_over_does_not_exist_or_is_no_day_stays_words(typed):
    assert find_period(typed, TUESDAY).period is None


@given(st.text(), st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_no_text_breaks_it_and_no_period_is_over(text, today):
    period = find_period(text, today).period
    assert period is None or today <= period.first <= period.last
