"""The grid of a week in a form: three ranges a day, public holidays, exceptional dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from maillage_cartography.opening_hours import week as week_hours
from maillage_cartography.opening_hours.week import SPANS_A_DAY, Dates, Spans, Week

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage_cartography.opening_hours.days import DayRow

SPARE_DATES, MOST_DATES = 2, week_hours.MOST_DATES
LONGEST = timedelta(days=366)
HOLIDAYS = "holidays"
Cells = dict[str, str]


def cells_of(week: Week) -> Cells:
    """What the fields of the grid hold, by their names."""
    found = {}
    for number, spans in enumerate(week.days):
        for place, (begins, ends) in enumerate(spans):
            found[f"{number}-{place}-from"], found[f"{number}-{place}-to"] = begins, ends
    if week.off_on_holidays:
        found[HOLIDAYS] = "on"
    for row, dates in enumerate(week.dates):
        found[f"d{row}-first"] = dates.first.isoformat()
        found[f"d{row}-last"] = dates.last.isoformat()
        for begins, ends in dates.spans:
            found[f"d{row}-from"], found[f"d{row}-to"] = begins, ends
    return found


def names() -> list[str]:
    """Every field that the grid may have."""
    hours = [
        f"{day}-{place}-{end}"
        for day in range(7)
        for place in range(SPANS_A_DAY)
        for end in ("from", "to")
    ]
    dates = [f"d{n}-{part}" for n in range(MOST_DATES) for part in ("first", "last", "from", "to")]
    return [*hours, HOLIDAYS, *dates]


def week_of(cells: Cells) -> Week:
    """The week typed. Raises ValidationError, in words that name the day."""
    problems: list[str] = []
    days = tuple(
        _spans(
            cells,
            [f"{day}-{place}" for place in range(SPANS_A_DAY)],
            str(label).capitalize(),
            problems,
        )
        for day, label in WEEKDAYS.items()
    )
    dates = [found for n in range(MOST_DATES) if (found := _dates(cells, n, problems))]
    if problems:
        raise ValidationError([ValidationError(problem) for problem in problems])
    return Week(days, bool(cells.get(HOLIDAYS)), tuple(dates))


def _spans(cells: Cells, keys: list[str], label: str, problems: list[str]) -> Spans:
    found: list[tuple[str, str]] = []
    for key in keys:
        begins, ends = cells.get(f"{key}-from", ""), cells.get(f"{key}-to", "")
        if not begins and not ends:
            continue
        if not begins or not ends:
            problems.append(_("%(day)s: give both hours, opening and closing.") % {"day": label})
        elif hour_typed(begins) is None or hour_typed(ends) is None:
            problems.append(_("%(day)s: write hours like 09:30.") % {"day": label})
        else:
            found.append((str(hour_typed(begins)), str(hour_typed(ends))))
    found.sort()
    if any(one[1] > other[0] for one, other in pairwise(found)):
        problems.append(_("%(day)s: two ranges overlap.") % {"day": label})
    if any(begins == ends for begins, ends in found):
        problems.append(_("%(day)s: it closes when it opens.") % {"day": label})
    return tuple(found)


def hour_typed(text: str) -> str | None:
    """``9:30`` → ``09:30``; None when it is no hour."""
    hours, _colon, minutes = text.partition(":")
    if not (hours.isascii() and hours.isdigit() and minutes.isascii() and minutes.isdigit()):
        return None
    if len(hours) > 2 or len(minutes) != 2 or int(minutes) > 59 or int(hours) > 24:
        return None
    return f"{int(hours):02d}:{minutes}"


def _dates(cells: Cells, number: int, problems: list[str]) -> Dates | None:
    first_text, last_text = cells.get(f"d{number}-first", ""), cells.get(f"d{number}-last", "")
    label = _("Exceptional dates, line %(number)s") % {"number": number + 1}
    spans = _spans(cells, [f"d{number}"], label, problems)
    if not first_text and not last_text:
        if spans:
            problems.append(_("%(day)s: give the date.") % {"day": label})
        return None
    try:
        first = date.fromisoformat(first_text or last_text)
        last = date.fromisoformat(last_text or first_text)
    except ValueError:
        problems.append(_("%(day)s: this date does not exist.") % {"day": label})
        return None
    if not first <= last <= first + LONGEST:
        problems.append(
            _("%(day)s: the last day comes before the first, or over a year after.")
            % {"day": label}
        )
        return None
    return Dates(first, last, spans)


@dataclass
class Row:
    """One line of the grid, ready to be drawn."""

    label: str
    ranges: list[dict[str, str]] = field(default_factory=list)


class WeekWidget(forms.Widget):
    """Plain hours and dates, which browsers help to type; it needs no script."""

    template_name = "maillage_cartography/admin/week.html"
    use_fieldset = True
    preview: tuple[DayRow, ...] = ()
    readable = True

    class Media:
        css = {"all": ("maillage_cartography/admin.css",)}

    def value_from_datadict(
        self, data: Mapping[str, str], files: object, name: str
    ) -> Cells | None:
        """The cells filled in; None when the grid was not sent at all."""
        if f"{name}-grid" not in data:
            return None
        found = {key: str(data.get(f"{name}-{key}", "")).strip()[:20] for key in names()}
        return {key: value for key, value in found.items() if value}

    def get_context(self, name: str, value: Cells | None, attrs: dict | None) -> dict:
        cells = value or {}
        context = super().get_context(name, None, attrs)
        used = [n for n in range(MOST_DATES) if any(k.startswith(f"d{n}-") for k in cells)]
        shown = min(MOST_DATES, max(used, default=-1) + 1 + SPARE_DATES)
        context |= {
            "rows": [
                Row(str(label), [_cell(name, f"{day}-{n}", cells) for n in range(SPANS_A_DAY)])
                for day, label in WEEKDAYS.items()
            ],
            "dates": [_cell(name, f"d{n}", cells) for n in range(shown)],
            "marker": f"{name}-grid",
            "holidays_name": f"{name}-{HOLIDAYS}",
            "holidays": bool(cells.get(HOLIDAYS)),
            "preview": self.preview,
            "readable": self.readable,
        }
        return context


def _cell(name: str, key: str, cells: Cells) -> dict[str, str]:
    parts = ("from", "to", "first", "last")
    return {part: cells.get(f"{key}-{part}", "") for part in parts} | {"name": f"{name}-{key}"}


class WeekField(forms.Field):
    """A ``Week``; its cells stay as they were typed when something is wrong."""

    widget = WeekWidget

    def prepare_value(self, value: Week | Cells | None) -> Cells:
        return cells_of(value) if isinstance(value, Week) else value or {}

    def clean(self, value: Cells | None) -> Week | None:
        return None if value is None else week_of(value)
