"""The rules of stops: written, read again, and when they mean the bus is there. Pure."""

from datetime import UTC, date, datetime

import pytest

from maillage_cartography.rounds.rules import Every, Rule, Wrong, next_spans, read, write, wrong

SEPTEMBER, JUNE, CHRISTMAS = date(2026, 9, 1), date(2027, 6, 30), date(2026, 12, 25)
RULES = {
    "Tu 09:00-12:00; PH off": Rule(Every.WEEK, "09:00", "12:00", 1),
    "2026 Sep 01+ week 01-53/2 We 14:00-17:00; PH off": Rule(
        Every.ODD, "14:00", "17:00", 2, first=SEPTEMBER
    ),
    "2000 Jan 01-2027 Jun 30 week 02-52/2 We 14:00-17:00; PH off": Rule(
        Every.EVEN, "14:00", "17:00", 2, last=JUNE
    ),
    "2026 Sep 01-2027 Jun 30 Tu[2] 09:00-12:00; PH off; 2026 Dec 08 off": Rule(
        Every.SECOND, "09:00", "12:00", 1, SEPTEMBER, JUNE, cancelled=(date(2026, 12, 8),)
    ),
    "Fr[-1] 14:00-16:30": Rule(Every.LAST, "14:00", "16:30", 4, off_on_holidays=False),
    "Mo[1,3] 09:00-12:00; PH off": Rule(Every.FIRST_AND_THIRD, "09:00", "12:00", 0),
    "2026 Dec 08,2027 Jan 05 09:00-12:00": Rule(
        Every.DATES,
        "09:00",
        "12:00",
        dates=(date(2026, 12, 8), date(2027, 1, 5)),
        off_on_holidays=False,
    ),
}


def days(text, at, count=4, zone="Europe/Paris", region="FR"):
    return [f"{begins:%m-%d %H:%M}" for begins, _ends in next_spans(text, zone, region, at, count)]


@pytest.mark.parametrize(("text", "rule"), RULES.items())
def test_a_rule_is_read_as_it_was_written(text, rule):
    assert (write(rule), read(text), wrong(rule)) == (text, rule, None)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Mo-Fr 09:00-12:00", "Tu[5] 09:00-12:00", "Tu 12:00-09:00", "24/7", "PH off"),
        *("2026 Feb 30 09:00-12:00", "Tu 09:00-12:00; SH off", "Tu[2] 9:00-12:00"),
    ],
)
def test_other_words_are_no_rule(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        (Rule(Every.WEEK, "09:00", "12:00"), Wrong.NO_DAY),
        (Rule(Every.DATES, "09:00", "12:00"), Wrong.NO_DATE),
        (Rule(Every.WEEK, "12:00", "09:00", 1), Wrong.HOURS),
        (Rule(Every.WEEK, "09:00", "12:00", 1, JUNE, SEPTEMBER), Wrong.BACKWARDS),
        (Rule(Every.DATES, "09:00", "12:00", dates=(JUNE,) * 41), Wrong.TOO_MANY),
    ],
)
def test_a_rule_that_cannot_be_is_named(rule, problem):
    assert wrong(rule) is problem


def test_the_end_is_that_of_the_last_date():
    assert [rule.last_on for rule in RULES.values()] == [
        *(None, None, JUNE, JUNE, None, None, date(2027, 1, 5)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tu[2] 09:00-12:00; PH off", ["12-08 09:00", "01-12 09:00", "02-09 09:00", "03-09 09:00"]),
        # 2026 has a week 53: two odd weeks follow each other.
        (
            "week 01-53/2 We 14:00-17:00",
            ["12-02 14:00", "12-16 14:00", "12-30 14:00", "01-06 14:00"],
        ),
        ("Tu 09:00-12:00; 2026 Dec 01 off", ["11-24 09:00", "12-08 09:00", "12-15 09:00"]),
        ("Fr 09:00-12:00; PH off", ["11-27 09:00", "12-04 09:00", "12-11 09:00", "12-18 09:00"]),
        ("2026 Dec 25 09:00-12:00", ["12-25 09:00"]),
        ("2000 Jan 01-2026 Nov 01 Tu 09:00-12:00", []),
    ],
)
def test_the_next_times_follow_the_calendar(text, expected):
    at = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert days(text, at, len(expected) or 4) == expected


def test_a_public_holiday_is_left_out_and_so_is_that_of_an_overseas_zone():
    fridays = "Fr 09:00-12:00; PH off"
    assert days(fridays, datetime(2026, 12, 24, tzinfo=UTC), 1) == ["01-08 09:00"]
    sundays = "Su 09:00-12:00; PH off"
    at = datetime(2026, 12, 19, tzinfo=UTC)
    # 20 December: abolition of slavery in La Réunion.
    assert days(sundays, at, 1, "Indian/Reunion") == ["12-27 09:00"]
    assert days(sundays, at, 1) == ["12-20 09:00"]


def test_hours_are_those_of_the_clock_of_the_town_when_it_changes():
    spans = next_spans(
        "Sa 09:00-12:00", "Europe/Paris", "FR", datetime(2026, 10, 23, tzinfo=UTC), 2
    )
    before, after = [begins.utcoffset().total_seconds() for begins, _ends in spans]
    assert (before, after) == (7200.0, 3600.0)
    assert [ends.hour for _begins, ends in spans] == [12, 12]


def test_the_time_under_way_comes_first_with_its_own_beginning():
    at = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)  # 10:30 in Mâcon
    assert days("Tu[2] 09:00-12:00", at, 1) == ["12-08 09:00"]
    assert days("Tu[2] 09:00-12:00", at.replace(hour=11), 1) == ["01-12 09:00"]
    # In La Réunion it is four hours later by then.
    assert days("Tu[2] 09:00-12:00", at, 1, "Indian/Reunion") == ["01-12 09:00"]
