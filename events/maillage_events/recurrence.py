"""Repetition rules: the subset of RFC 5545 this product accepts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MAX_INTERVAL = 52


class InvalidRuleError(ValueError):
    """The text is not a weekly rule of the accepted subset."""


@dataclass(frozen=True)
class Rule:
    """Every ``interval`` weeks on ``weekdays`` (0 = Monday), to ``until`` (a local date) included.

    Written ``FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270630``. UNTIL is a date here, whatever
    the zone; calendar files write it as an instant (see ``ical``).
    """

    weekdays: tuple[int, ...]
    interval: int = 1
    until: date | None = None

    @classmethod
    def weekly(cls, start: date, *, until: date | None = None, interval: int = 1) -> Self:
        """The same weekday as ``start``."""
        return cls((start.weekday(),), interval, until)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises InvalidRuleError."""
        parts = dict(part.partition("=")[::2] for part in text.upper().split(";") if part)
        if parts.pop("FREQ", "") != "WEEKLY" or parts.keys() - {"INTERVAL", "BYDAY", "UNTIL"}:
            raise InvalidRuleError(text)
        try:
            days = tuple(sorted({WEEKDAYS.index(day) for day in parts["BYDAY"].split(",")}))
            interval = int(parts.get("INTERVAL", "1"))
            until = _date(parts["UNTIL"]) if "UNTIL" in parts else None
        except (KeyError, ValueError) as error:
            raise InvalidRuleError(text) from error
        if not 1 <= interval <= MAX_INTERVAL:
            raise InvalidRuleError(text)
        return cls(days, interval, until)

    def __str__(self) -> str:
        parts = ["FREQ=WEEKLY"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        parts.append("BYDAY=" + ",".join(WEEKDAYS[day] for day in self.weekdays))
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}")
        return ";".join(parts)

    def dates(self, start: date, horizon: date) -> Iterator[date]:
        """The dates from ``start`` to ``horizon`` included, in order.

        Weeks begin on Monday. ``start`` itself counts only when the rule names its weekday,
        which forms require (calendar programs disagree otherwise).
        """
        last = min(horizon, self.until) if self.until else horizon
        monday = start - timedelta(days=start.weekday())
        while monday <= last:
            for day in self.weekdays:
                found = monday + timedelta(days=day)
                if start <= found <= last:
                    yield found
            monday += timedelta(weeks=self.interval)

    def gives(self, start: date, day: date) -> bool:
        """Whether ``day`` is a date of the series that begins on ``start``."""
        return day >= start and day in self.dates(start, day)


def _date(text: str) -> date:
    return datetime.strptime(text[:8], "%Y%m%d").date()  # noqa: DTZ007 -- a date alone
