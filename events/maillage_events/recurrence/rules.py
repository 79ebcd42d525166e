"""Repetition rules: the subset of RFC 5545 this product accepts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PARTS = {"INTERVAL", "BYDAY", "UNTIL", "COUNT"}
MAX_INTERVAL = 52
MAX_COUNT = 500
LAST = -1
RANKS = (1, 2, 3, 4, LAST)
DAYS_OF_A_WEEK = 7


class InvalidRuleError(ValueError):
    """The text is not a rule of the accepted subset."""


class Frequency(StrEnum):
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


@dataclass(frozen=True)
class Rule:
    """Every ``interval`` weeks on ``weekdays`` (0 = Monday), or months on one weekday's ``rank``.

    ``FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270630`` or ``FREQ=MONTHLY;BYDAY=2TU;COUNT=6``
    (``-1TU``: the last Tuesday). It ends with ``until`` (a local date, included) or after
    ``count`` dates, or never. UNTIL is a date here, whatever the zone; calendar files write it
    as an instant (see ``ical``).
    """

    weekdays: tuple[int, ...]
    interval: int = 1
    until: date | None = None
    count: int | None = None
    rank: int | None = None

    @classmethod
    def weekly(cls, start: date, *, until: date | None = None, interval: int = 1) -> Self:
        """The same weekday as ``start``."""
        return cls((start.weekday(),), interval, until)

    @classmethod
    def monthly(cls, start: date, *, last: bool = False, until: date | None = None) -> Self:
        """The same weekday as ``start``, of the same rank in its month or the last one.

        Raises InvalidRuleError for a fifth weekday, and for a last one that is not.
        """
        rank = LAST if last else rank_of(start)
        rule = cls((start.weekday(),), until=until, rank=rank)
        if rank not in RANKS or not rule.gives(start, start):
            raise InvalidRuleError(str(rule))
        return rule

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises InvalidRuleError."""
        parts = dict(part.partition("=")[::2] for part in text.upper().split(";") if part)
        frequency = parts.pop("FREQ", "")
        if frequency not in list(Frequency) or parts.keys() - PARTS:
            raise InvalidRuleError(text)
        try:
            rank, days = _days(parts["BYDAY"], monthly=frequency == Frequency.MONTHLY)
            interval = int(parts.get("INTERVAL", "1"))
            until = _date(parts["UNTIL"]) if "UNTIL" in parts else None
            count = int(parts["COUNT"]) if "COUNT" in parts else None
        except (KeyError, ValueError) as error:
            raise InvalidRuleError(text) from error
        if not 1 <= interval <= MAX_INTERVAL or not _ends_well(until, count):
            raise InvalidRuleError(text)
        return cls(days, interval, until, count, rank)

    @property
    def frequency(self) -> Frequency:
        return Frequency.MONTHLY if self.rank else Frequency.WEEKLY

    @property
    def by_day(self) -> list[str]:
        """``["TU", "TH"]``, ``["2TU"]``, ``["-1TU"]``."""
        return [f"{self.rank or ''}{WEEKDAYS[day]}" for day in self.weekdays]

    def __str__(self) -> str:
        parts = [f"FREQ={self.frequency}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        parts.append("BYDAY=" + ",".join(self.by_day))
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        if self.count:
            parts.append(f"COUNT={self.count}")
        return ";".join(parts)

    def dates(self, start: date, horizon: date) -> Iterator[date]:
        """The dates from ``start`` to ``horizon`` included, in order.

        Weeks begin on Monday. ``start`` itself counts only when the rule names it, which forms
        require (calendar programs disagree otherwise).
        """
        last = min(horizon, self.until) if self.until else horizon
        every = self._months(start, last) if self.rank else self._weeks(start, last)
        return islice(every, self.count)

    def gives(self, start: date, day: date) -> bool:
        """Whether ``day`` is a date of the series that begins on ``start``."""
        return day >= start and day in self.dates(start, day)

    def _weeks(self, start: date, last: date) -> Iterator[date]:
        monday = start - timedelta(days=start.weekday())
        while monday <= last:
            for day in self.weekdays:
                found = monday + timedelta(days=day)
                if start <= found <= last:
                    yield found
            monday += timedelta(weeks=self.interval)

    def _months(self, start: date, last: date) -> Iterator[date]:
        month = start.replace(day=1)
        while month <= last:
            found = _ranked(month, self.weekdays[0], self.rank)
            if start <= found <= last:
                yield found
            month = _months_later(month, self.interval)


def rank_of(day: date) -> int:
    """Which of its weekday in its month: 1 to 5."""
    return (day.day - 1) // DAYS_OF_A_WEEK + 1


def _ranked(month: date, weekday: int, rank: int) -> date:
    """The first to fourth, or the last, of that weekday in the month of that first day."""
    if rank == LAST:
        end = _months_later(month, 1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % DAYS_OF_A_WEEK)
    first = month + timedelta(days=(weekday - month.weekday()) % DAYS_OF_A_WEEK)
    return first + timedelta(weeks=rank - 1)


def _months_later(month: date, count: int) -> date:
    years, index = divmod(month.month - 1 + count, 12)
    return date(month.year + years, index + 1, 1)


def _days(text: str, *, monthly: bool) -> tuple[int | None, tuple[int, ...]]:
    """``TU,TH`` → (None, (1, 3)); monthly, ``2TU`` → (2, (1,)). Raises ValueError."""
    if not monthly:
        return None, tuple(sorted({WEEKDAYS.index(day) for day in text.split(",")}))
    rank = int(text[:-2])
    if rank not in RANKS:
        raise ValueError(text)
    return rank, (WEEKDAYS.index(text[-2:]),)


def _ends_well(until: date | None, count: int | None) -> bool:
    return count is None or (until is None and 1 <= count <= MAX_COUNT)


def _date(text: str) -> date:
    return datetime.strptime(text[:8], "%Y%m%d").date()  # noqa: DTZ007 -- a date alone
