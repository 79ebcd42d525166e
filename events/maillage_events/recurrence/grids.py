"""Months and weeks as readers look at them: Monday first. Pure."""

from __future__ import annotations

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

FIRST_YEAR, LAST_YEAR = 2000, 2100
MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


@dataclass(frozen=True)
class Month:
    """Written ``2026-12`` in addresses."""

    first: date

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.replace(day=1))

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """None for what is no month of this century."""
        found = MONTH.fullmatch(text)
        try:
            first = date(int(found[1]), int(found[2]), 1) if found else None
        except ValueError:
            return None
        return cls(first) if first and FIRST_YEAR <= first.year < LAST_YEAR else None

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def before(self) -> Self:
        return self.of(self.first - timedelta(days=1))

    @property
    def after(self) -> Self:
        return self.of(self.first + timedelta(days=31))

    @property
    def weeks(self) -> list[list[date]]:
        """Whole weeks, with the days of the neighbouring months that complete them."""
        return Calendar().monthdatescalendar(self.first.year, self.first.month)

    @property
    def days(self) -> list[date]:
        return [day for week in self.weeks for day in week]


@dataclass(frozen=True)
class Week:
    """Written ``2026-W50`` in addresses, as ISO 8601 does."""

    first: date

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """None for what is no week of this century."""
        found = WEEK.fullmatch(text)
        try:
            first = date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
        except ValueError:
            return None
        return cls(first) if first and FIRST_YEAR <= first.year < LAST_YEAR else None

    def __str__(self) -> str:
        year, week, _day = self.first.isocalendar()
        return f"{year}-W{week:02d}"

    @property
    def before(self) -> Self:
        return self.of(self.first - timedelta(days=7))

    @property
    def after(self) -> Self:
        return self.of(self.first + timedelta(days=7))

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range(7)]
