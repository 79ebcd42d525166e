"""The rule of one stop of a mobile place: every Tuesday, the second one of the month, some dates.

A rule is written in OSM's ``opening_hours`` syntax, as every other opening hour here, and not as an
RRULE: the place's zone, public holidays, "open now", "this evening" and "on that day" are then
answered by the code that answers for all places (``opening_hours``), and a stop says ``Tu[2]
09:00-12:00`` in exports as OSM does. Odd and even weeks are those of calendars (ISO 8601), as
people say "semaines paires": week 53 is followed by week 1, both odd. Pure: no Django, no database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from maillage_cartography.opening_hours.schedule import is_valid, schedule
from maillage_cartography.opening_hours.week import DAYS, MONTHS

MOST_DATES = 40
DAY = "|".join(DAYS)
ON = rf"\d{{4}} (?:{'|'.join(MONTHS)}) \d\d"
HOURS = r"(?P<begins>\d\d:\d\d)-(?P<ends>\d\d:\d\d)"
REGULAR = re.compile(
    rf"(?:(?P<first>{ON})(?:\+|-(?P<last>{ON})) )?(?P<weeks>week 0[12]-5[23]/2 )?"
    rf"(?P<day>{DAY})(?:\[(?P<nth>-?\d(?:,\d)?)\])? {HOURS}"
)
DATED = re.compile(rf"(?P<dates>{ON}(?:,{ON})*) {HOURS}")
OFF = re.compile(rf"(?P<on>{ON}) off")
HOLIDAYS = "PH off"
# When a rule has a last day and no first one: before any bus of ours.
EVER = date(2000, 1, 1)


class Every(StrEnum):
    """How often; the values are those of forms and files, in French."""

    WEEK = "semaine"
    ODD = "impaires"
    EVEN = "paires"
    FIRST = "1er"
    SECOND = "2e"
    THIRD = "3e"
    FOURTH = "4e"
    LAST = "dernier"
    FIRST_AND_THIRD = "1er-3e"
    SECOND_AND_FOURTH = "2e-4e"
    DATES = "dates"


WEEKS = {Every.ODD: "week 01-53/2 ", Every.EVEN: "week 02-52/2 "}
OF_MONTH = {
    Every.FIRST: "1",
    Every.SECOND: "2",
    Every.THIRD: "3",
    Every.FOURTH: "4",
    Every.LAST: "-1",
    Every.FIRST_AND_THIRD: "1,3",
    Every.SECOND_AND_FOURTH: "2,4",
}


class Wrong(StrEnum):
    """What a rule cannot be."""

    NO_DAY = "no day"
    NO_DATE = "no date"
    HOURS = "hours"
    BACKWARDS = "backwards"
    TOO_MANY = "too many dates"


@dataclass(frozen=True)
class Rule:
    """When a stop is served: hours ``HH:MM`` on the clock of its town; ``weekday``: Monday is 0.

    ``dates`` are those of ``Every.DATES`` alone; ``cancelled``: days when nobody comes.
    """

    every: Every
    begins: str
    ends: str
    weekday: int | None = None
    first: date | None = None
    last: date | None = None
    cancelled: tuple[date, ...] = ()
    dates: tuple[date, ...] = ()
    off_on_holidays: bool = True

    @property
    def last_on(self) -> date | None:
        """The day after which nobody comes any more; None: no end is known."""
        return max(self.dates) if self.every is Every.DATES else self.last


Span = tuple[datetime, datetime]


def wrong(rule: Rule) -> Wrong | None:
    """Why the rule cannot be kept; None when it can."""
    if rule.every is Every.DATES and not rule.dates:
        return Wrong.NO_DATE
    if rule.every is not Every.DATES and rule.weekday is None:
        return Wrong.NO_DAY
    if rule.begins >= rule.ends:
        return Wrong.HOURS
    if rule.first and rule.last and rule.first > rule.last:
        return Wrong.BACKWARDS
    if len(rule.dates) > MOST_DATES or len(rule.cancelled) > MOST_DATES // 2:
        return Wrong.TOO_MANY
    return None


def write(rule: Rule) -> str:
    """The rule in OSM's syntax."""
    hours = f"{rule.begins}-{rule.ends}"
    if rule.every is Every.DATES:
        return "; ".join([f"{','.join(map(_on, sorted(rule.dates)))} {hours}", *_off(rule)])
    day = DAYS[rule.weekday or 0]
    nth = f"[{OF_MONTH[rule.every]}]" if rule.every in OF_MONTH else ""
    parts = [f"{_window(rule)}{WEEKS.get(rule.every, '')}{day}{nth} {hours}"]
    parts += [HOLIDAYS] if rule.off_on_holidays else []
    return "; ".join([*parts, *_off(rule)])


@lru_cache(maxsize=5_000)
def read(text: str) -> Rule | None:
    """The rule that ``write`` writes so; None for any other words."""
    main, *rest = text.split("; ")
    try:
        rule = _regular(main, HOLIDAYS in rest) or _dated(main)
        if rule is None:
            return None
        cancelled = [found["on"] for part in rest if (found := OFF.fullmatch(part))]
        rule = replace(rule, cancelled=tuple(map(_date, cancelled)))
    except ValueError:  # The 31st of a month that has 30 days.
        return None
    return rule if wrong(rule) is None and write(rule) == text and is_valid(text) else None


def next_spans(text: str, zone: str, region: str, at: datetime, count: int) -> list[Span]:
    """The next times when it is there, the one under way included, within a year."""
    return schedule(text, zone, region).next_spans(at, count)


def _regular(main: str, off_on_holidays: bool) -> Rule | None:  # noqa: FBT001 -- a rule's own field
    found = REGULAR.fullmatch(main)
    if not found:
        return None
    nth = {said: every for every, said in OF_MONTH.items()}
    weeks = {said: every for every, said in WEEKS.items()}
    if found["nth"]:
        every = nth.get(found["nth"])
    else:
        every = weeks.get(found["weeks"]) if found["weeks"] else Every.WEEK
    if every is None:
        return None
    first = _date(found["first"]) if found["first"] else None
    return Rule(
        every=every,
        begins=found["begins"],
        ends=found["ends"],
        weekday=DAYS.index(found["day"]),
        first=None if first == EVER else first,
        last=_date(found["last"]) if found["last"] else None,
        off_on_holidays=off_on_holidays,
    )


def _dated(main: str) -> Rule | None:
    found = DATED.fullmatch(main)
    if not found:
        return None
    dates = tuple(_date(on) for on in found["dates"].split(","))
    return Rule(Every.DATES, found["begins"], found["ends"], dates=dates, off_on_holidays=False)


def _window(rule: Rule) -> str:
    if rule.last:
        return f"{_on(rule.first or EVER)}-{_on(rule.last)} "
    return f"{_on(rule.first)}+ " if rule.first else ""


def _off(rule: Rule) -> list[str]:
    return [f"{_on(day)} off" for day in sorted(rule.cancelled)]


def _on(day: date) -> str:
    return f"{day.year:04d} {MONTHS[day.month - 1]} {day.day:02d}"


def _date(text: str) -> date:
    year, month, day = text.split()
    return date(int(year), MONTHS.index(month) + 1, int(day))
