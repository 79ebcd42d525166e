"""Any rule of a stop, against a calendar leafed through day by day. Pure."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from maillage_cartography.rounds.rules import Every, Rule, next_spans, read, write, wrong

COUNT = 5
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
HOURS = st.integers(6, 20)
MOMENTS = st.datetimes(
    datetime(2026, 1, 1), datetime(2028, 6, 30), timezones=st.just(UTC), allow_imaginary=False
)
ZONES = st.sampled_from(["Europe/Paris", "Indian/Reunion", "Pacific/Noumea", "America/Cayenne"])
NTH = {
    Every.FIRST: {1},
    Every.SECOND: {2},
    Every.THIRD: {3},
    Every.FOURTH: {4},
    Every.FIRST_AND_THIRD: {1, 3},
    Every.SECOND_AND_FOURTH: {2, 4},
}


@st.composite
def rules(draw):
    begins = draw(HOURS)
    every = draw(st.sampled_from(Every))
    dated = every is Every.DATES
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Rule(
        every,
        f"{begins:02}:00",
        f"{begins + draw(st.integers(1, 3)):02}:30",
        weekday=None if dated else draw(st.integers(0, 6)),
        first=None if dated or draw(st.booleans()) else first,
        last=None if dated or draw(st.booleans()) else last,
        cancelled=tuple(sorted(draw(st.sets(DAYS, max_size=4)))),
        dates=tuple(sorted(draw(st.sets(DAYS, min_size=1, max_size=8)))) if dated else (),
        off_on_holidays=False,
    )


def takes_place(rule: Rule, day: date) -> bool:
    """As somebody with a calendar on the wall would say."""
    if day in rule.cancelled:
        return False
    if rule.every is Every.DATES:
        return day in rule.dates
    if day.weekday() != rule.weekday or (rule.first or day) > day or (rule.last or day) < day:
        return False
    if rule.every in (Every.ODD, Every.EVEN):
        return day.isocalendar().week % 2 == (rule.every is Every.ODD)
    if rule.every is Every.LAST:
        return (day + timedelta(days=7)).month != day.month
    return rule.every is Every.WEEK or (day.day + 6) // 7 in NTH[rule.every]


def leafed_through(rule: Rule, zone: str, at: datetime) -> list[tuple[datetime, datetime]]:
    """The next times within 300 days: what is under way, then what begins."""
    today, found = at.astimezone(ZoneInfo(zone)).date(), []
    for day in (today + timedelta(days=n) for n in range(300)):
        begins, ends = (
            datetime.fromisoformat(f"{day} {hour}").replace(tzinfo=ZoneInfo(zone))
            for hour in (rule.begins, rule.ends)
        )
        if takes_place(rule, day) and ends > at:
            found.append((begins, ends))
    return found[:COUNT]


@given(rules())
def test_what_is_written_is_read(rule):
    assert (wrong(rule), read(write(rule))) == (None, rule)


@given(rules(), ZONES, MOMENTS)
def test_the_next_times_are_those_of_the_calendar(rule, zone, at):
    expected = leafed_through(rule, zone, at)
    told = next_spans(write(rule), zone, "FR", at, COUNT)
    assert told[: len(expected)] == expected
    assert all(begins > at + timedelta(days=290) for begins, _ in told[len(expected) :])
