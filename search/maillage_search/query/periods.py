"""The days that a question names: ``demain``, ``ce week-end``, ``samedi matin``, ``en janvier``."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from maillage.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout"),
    *("septembre", "octobre", "novembre", "decembre"),
)
SATURDAY, SUNDAY = 5, 6
PART = r"(?: (?:matin|midi|apres[- ]midi|soir))?"
ANY_DAY, ANY_MONTH = "|".join(DAYS), "|".join(MONTHS)


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both in it."""

    first: date
    last: date

    @property
    def iso(self) -> tuple[str, str]:
        """As days are written, and compared."""
        return self.first.isoformat(), self.last.isoformat()

    @property
    def days(self) -> list[date]:
        """Each of them: a month and a day at most are named, or chosen."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


@dataclass(frozen=True, slots=True)
class PeriodFound:
    """The words that remain once the days are taken out; ``period`` None when none are named."""

    rest: str
    period: Period | None = None


def find_period(text: str, today: date) -> PeriodFound:
    """The first days that are named and are not over; a date that does not exist stays words."""
    plain = fold(text)
    if len(plain) != len(text):
        # A ligature became two letters: positions would not be the text's own.
        text = plain
    for pattern, read in READINGS:
        for match in pattern.finditer(plain):
            period = read(match, today)
            if period is not None:
                rest = f"{text[: match.start()]} {text[match.end() :]}"
                return PeriodFound(" ".join(rest.split()), period)
    return PeriodFound(text)


def _on(number: int) -> Callable[[re.Match[str], date], Period]:
    def read(_match: re.Match[str], today: date) -> Period:
        day = today + timedelta(days=number)
        return Period(day, day)

    return read


def _weekend(_match: re.Match[str], today: date) -> Period:
    """The one that has begun, or the next."""
    sunday = today + timedelta(days=SUNDAY - today.weekday())
    return Period(max(today, sunday - timedelta(days=1)), sunday)


def _this_week(_match: re.Match[str], today: date) -> Period:
    return Period(today, today + timedelta(days=SUNDAY - today.weekday()))


def _next_week(_match: re.Match[str], today: date) -> Period:
    monday = today + timedelta(days=7 - today.weekday())
    return Period(monday, monday + timedelta(days=SUNDAY))


def _this_month(_match: re.Match[str], today: date) -> Period:
    return Period(today, _end_of_month(today))


def _weekday(match: re.Match[str], today: date) -> Period:
    ahead = (DAYS.index(match["day"]) - today.weekday()) % 7
    day = today + timedelta(days=ahead)
    return Period(day, day)


def _month(match: re.Match[str], today: date) -> Period:
    month = MONTHS.index(match["month"]) + 1
    year = int(match["year"] or today.year + (month < today.month))
    first = date(year, month, 1)
    return Period(max(first, today) if first <= today else first, _end_of_month(first))


def _date(match: re.Match[str], today: date) -> Period | None:
    month = MONTHS.index(match["month"]) + 1
    number = int(match["number"])
    for year in [int(match["year"])] if match["year"] else (today.year, today.year + 1):
        if not 1 <= number <= calendar.monthrange(year, month)[1]:
            continue
        day = date(year, month, number)
        if day >= today:
            return Period(day, day)
    return None


def _end_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


MONTH = rf"(?P<month>{ANY_MONTH})(?: (?P<year>20\d\d))?"
NUMBER = r"(?P<number>\d{1,2})(?:er)?"
SINCE = r"(?:en |au mois de |au mois d')"
READINGS = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (rf"\b(?:le |du |au )?(?:(?:{ANY_DAY}) )?{NUMBER} {MONTH}\b", _date),
        (r"\b(?:d')?aujourd'?hui\b", _on(0)),
        (r"\bapres[- ]demain\b", _on(2)),
        (rf"\bdemain{PART}\b", _on(1)),
        (r"\bce (?:matin|midi|soir)\b|\bcet apres[- ]midi\b", _on(0)),
        (r"\b(?:(?:ce|le|du) )?week[- ]?end\b", _weekend),
        (r"\bcette semaine\b", _this_week),
        (r"\b(?:la )?semaine prochaine\b", _next_week),
        (r"\bce mois(?:[- ]ci)?\b", _this_month),
        (rf"(?<!\d )\b(?:{SINCE}|de |d'|fin |debut )?{MONTH}$", _month),
        (rf"\b{SINCE}{MONTH}\b", _month),
        (rf"\b(?:ce |le )?(?P<day>{ANY_DAY})(?: prochain)?{PART}\b", _weekday),
    )
)
