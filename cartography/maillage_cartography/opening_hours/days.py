"""Days and exceptional dates as readers read them, in their language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maillage.ui.wording import wording

if TYPE_CHECKING:
    from maillage_cartography.opening_hours.schedule import Day
    from maillage_cartography.opening_hours.week import Dates


@dataclass(frozen=True)
class DayRow:
    """One line of the table of hours; no span means closed."""

    label: str
    spans: list[str]
    today: bool


def day_row(day: Day, *, today: bool) -> DayRow:
    """A day as readers read it, in their language."""
    words = wording()
    spans = []
    for begins, ends in day.spans:
        until = words.hour(ends) if ends.date() == day.date else _("midnight")
        spans.append(f"{words.hour(begins)} – {until}")
    return DayRow(words.day(day.date), spans, today)


def announcement(dates: Dates) -> str:
    """``Du lundi 28 décembre au dimanche 3 janvier : fermé``."""
    words = wording()
    spans = ", ".join(f"{_hour(begins)} – {_hour(ends)}" for begins, ends in dates.spans)
    said = {"first": words.day(dates.first), "last": words.day(dates.last)}
    said["hours"] = spans or _("closed")
    alone = dates.first == dates.last
    line = _("%(first)s: %(hours)s") if alone else _("from %(first)s to %(last)s: %(hours)s")
    return str(capfirst(line % said))


def _hour(text: str) -> str:
    return _("midnight") if text == "24:00" else wording().hour(time.fromisoformat(text))
