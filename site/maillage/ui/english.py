"""The same shapes as ``french``, written in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, time

SOLID = "\u00a0"
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
WORDS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
)


def typo(text: str) -> str:
    return text


def of_town(name: str) -> str:
    """As it is: French writes its preposition with the name."""
    return name


def near_town(name: str) -> str:
    return f"near {name}"


def hour(moment: time | datetime) -> str:
    """``5:30 pm``, ``9 am``."""
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    half = "am" if moment.hour < 12 else "pm"
    return f"{(moment.hour - 1) % 12 + 1}{minutes}{SOLID}{half}"


def day(when: date) -> str:
    """``Tuesday 8 December``."""
    return f"{DAYS[when.weekday()]} {when.day} {MONTHS[when.month - 1]}"


def day_year(when: date) -> str:
    return f"{day(when)} {when.year}"


def day_hour(when: datetime) -> str:
    return f"{day(when)} at {hour(when)}"


def short_day(when: date) -> str:
    return DAYS[when.weekday()][:3]


def short_month(when: date) -> str:
    return MONTHS[when.month - 1][:3]


def number(value: float) -> str:
    rounded = round(value, 1)
    return f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.1f}"


def distance(kilometres: float) -> str:
    """``3.2 km away``, ``400 m away``."""
    if kilometres < 0.1:
        return f"less than 100{SOLID}m away"
    if kilometres < 0.95:
        return f"{round(kilometres * 10) * 100}{SOLID}m away"
    rounded = round(kilometres) if kilometres >= 10 else kilometres
    return f"{number(rounded)}{SOLID}km away"


def in_words(count: int) -> str:
    return WORDS[count] if 0 <= count < len(WORDS) else number(count)
