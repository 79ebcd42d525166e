"""A week of opening hours as a grid, exceptional dates and public holidays. Pure.

The grid says less than OSM's syntax: ``read`` gives None for what it could not write back with the
same meaning, and the words are then edited as they are.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from maillage_cartography.opening_hours.schedule import is_valid, schedule

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SPANS_A_DAY, MOST_DATES = 3, 12
Spans = tuple[tuple[str, str], ...]

DAY = "|".join(DAYS)
HOUR = r"\d\d:\d\d"
ON_DAY = rf"(?:{DAY})(?:-(?:{DAY}))?"
RULE = re.compile(rf"(?:({ON_DAY}(?:,{ON_DAY})*) )?(off|closed|{HOUR}-{HOUR}(?:,{HOUR}-{HOUR})*)")
ON_DATE = rf"(\d{{4}}) ({'|'.join(MONTHS)}) (\d\d)"
DATED = re.compile(
    rf"{ON_DATE}(?:-(?:{ON_DATE}|(\d\d)))? (off|closed|{HOUR}-{HOUR}(?:,{HOUR}-{HOUR})*)"
)
# Over these weeks, with their holidays and a leap day, both texts have to say the same.
COMPARED_FROM, COMPARED_DAYS = date(2027, 6, 28), 300


@dataclass(frozen=True)
class Dates:
    """Some days that are not like the others; no span: closed."""

    first: date
    last: date
    spans: Spans = ()


@dataclass(frozen=True)
class Week:
    """Monday to Sunday; ``off_on_holidays``: closed on public holidays."""

    days: tuple[Spans, ...] = ((),) * 7
    off_on_holidays: bool = False
    dates: tuple[Dates, ...] = ()

    def __bool__(self) -> bool:
        return any(self.days) or bool(self.dates)


def read(text: str) -> Week | None:
    """The week that the words say; None when the grid cannot hold all they say."""
    if not text.strip():
        return Week()
    try:
        week = _read(text)
    except ValueError:  # The 31st of a month that has 30 days.
        return None
    return week if week and _fits(week) and _means(write(week), text) else None


def dates_in(text: str) -> list[Dates]:
    """The exceptional dates that the words tell, in order, whatever else they say."""
    rules = (DATED.fullmatch(" ".join(rule.split())) for rule in text.split(";"))
    found = []
    for rule in filter(None, rules):
        with suppress(ValueError):  # The 31st of a month that has 30 days.
            found.append(_dates(rule))
    return sorted(found, key=lambda dates: dates.first)


def _read(text: str) -> Week | None:
    rules = [" ".join(rule.split()) for rule in text.split(";") if rule.strip()]
    days: list[Spans] = [()] * 7
    dates, holidays = [], False
    for rule in rules:
        if rule in {"PH off", "PH closed"}:
            holidays = True
        elif found := DATED.fullmatch(rule):
            dates.append(_dates(found))
        elif (found := RULE.fullmatch(rule)) and not dates and not holidays:
            for day in _days(found[1] or "Mo-Su"):
                days[day] = _spans(found[2])
        else:
            return None
    return Week(tuple(days), holidays, tuple(dates))


def write(week: Week) -> str:
    """The week in OSM's syntax; "" when it says nothing."""
    if not week:
        return ""
    groups: dict[Spans, list[int]] = {}
    for number, spans in enumerate(week.days):
        if spans:
            groups.setdefault(spans, []).append(number)
    rules = [f"{_named(days)} {_said(spans)}" for spans, days in groups.items()]
    rules += ["PH off"] if week.off_on_holidays else []
    rules += [f"{_between(dates)} {_said(dates.spans)}" for dates in week.dates]
    return "; ".join(rules)


def _fits(week: Week) -> bool:
    if len(week.dates) > MOST_DATES or any(len(one.spans) > 1 for one in week.dates):
        return False
    return all(len(spans) <= SPANS_A_DAY for spans in week.days)


def _means(ours: str, theirs: str) -> bool:
    if ours == " ".join(theirs.split()):
        return True
    if not is_valid(ours) or not is_valid(theirs):
        return False
    one, other = schedule(ours, "Europe/Paris"), schedule(theirs, "Europe/Paris")
    return one.days(COMPARED_FROM, COMPARED_DAYS) == other.days(COMPARED_FROM, COMPARED_DAYS)


def _days(text: str) -> list[int]:
    found: list[int] = []
    for part in text.split(","):
        first, _dash, last = part.partition("-")
        begins, ends = DAYS.index(first), DAYS.index(last or first)
        found += [n % 7 for n in range(begins, (ends if ends >= begins else ends + 7) + 1)]
    return found


def _spans(text: str) -> Spans:
    if text in {"off", "closed"}:
        return ()
    return tuple((span[:5], span[6:]) for span in text.split(","))


def _dates(found: re.Match) -> Dates:
    year, month, day, last_year, last_month, last_day, same_month, said = found.groups()
    first = date(int(year), MONTHS.index(month) + 1, int(day))
    last = first
    if last_year:
        last = date(int(last_year), MONTHS.index(last_month) + 1, int(last_day))
    elif same_month:
        last = first.replace(day=int(same_month))
    return Dates(first, last, _spans(said))


def _named(days: list[int]) -> str:
    """``[0, 1, 2, 4]`` → ``Mo-We,Fr``."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(
        DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs
    )


def _said(spans: Spans) -> str:
    return ",".join(f"{begins}-{ends}" for begins, ends in spans) or "off"


def _between(dates: Dates) -> str:
    first = f"{dates.first.year} {MONTHS[dates.first.month - 1]} {dates.first.day:02d}"
    if dates.first == dates.last:
        return first
    return f"{first}-{dates.last.year} {MONTHS[dates.last.month - 1]} {dates.last.day:02d}"
