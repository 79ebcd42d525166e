"""The stops of a bus in the form of its place: one line a stop, plain fields, no script."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from maillage.territories.gazetteer.typed_communes import commune_named
from maillage.territories.models import Commune
from maillage_cartography.opening_hours.forms import hour_typed
from maillage_cartography.rounds import rules
from maillage_cartography.rounds.rules import Every, Rule, Wrong
from maillage_cartography.rounds.stops import MOST_STOPS, Planned, parse, plain, text_of, written
from maillage_cartography.rounds.wording import EVERY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maillage_cartography.models import Place

SPARE_ROWS = 2
PARTS = (
    *("town", "spot", "address", "position", "every", "day", "from", "to"),
    *("first", "last", "dates", "cancelled", "holidays"),
)
LONGEST = {"spot": 200, "address": 250, "dates": 600, "cancelled": 600}
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
POINT = re.compile(r"\s*([+-]?\d{1,2}(?:\.\d{1,15})?)\s*[,;]\s*([+-]?\d{1,3}(?:\.\d{1,15})?)\s*")
Cells = dict[str, str]


def typed(rows: list[Planned], names: Mapping[str, str]) -> list[Cells]:
    """What the fields of each line hold; ``names``: how each commune is written."""
    return [_cells(one, names.get(one.commune, one.commune)) for one in rows]


def _cells(one: Planned, town: str) -> Cells:
    rule = rules.read(one.hours)
    found = {"town": town, "spot": one.spot, "address": one.address}
    if one.point:
        found["position"] = f"{one.point[0]}, {one.point[1]}"
    if rule:
        found |= {
            "every": str(rule.every),
            "day": "" if rule.weekday is None else str(rule.weekday),
            "from": rule.begins,
            "to": rule.ends,
            "first": rule.first.isoformat() if rule.first else "",
            "last": rule.last.isoformat() if rule.last else "",
            "dates": _listed(rule.dates),
            "cancelled": _listed(rule.cancelled),
            "holidays": "" if rule.off_on_holidays or rule.every is Every.DATES else "on",
        }
    return {name: value for name, value in found.items() if value}


def round_of(rows: list[Cells]) -> str:
    """The round typed, as one text. Raises ValidationError, in words that name the line."""
    problems: list[str] = []
    found = []
    for number, cells in enumerate(rows, start=1):
        if not cells:
            continue
        try:
            found.append(_planned(cells))
        except ValidationError as error:
            said = {"number": number, "problem": " ".join(error.messages)}
            problems.append(_("Stop %(number)s: %(problem)s") % said)
    if problems:
        raise ValidationError([ValidationError(problem) for problem in problems])
    return text_of(found)


def _planned(cells: Cells) -> Planned:
    """One line understood; every mistake of the line is told at once."""
    if not cells.get("town"):
        raise ValidationError(_("write the commune where it stops."))
    commune = commune_named(cells["town"], "")
    spot = plain(cells.get("spot", ""))
    if not spot:
        raise ValidationError(_("say where people wait, such as “town hall square”."))
    return Planned(
        commune=commune.pk,
        spot=spot,
        hours=rules.write(rule_typed(cells)),
        address=plain(cells.get("address", "")),
        point=_point(cells.get("position", "")),
    )


def rule_typed(cells: Cells) -> Rule:
    """When, of what was typed. Raises ValidationError."""
    begins, ends = hour_typed(cells.get("from", "")), hour_typed(cells.get("to", ""))
    if begins is None or ends is None:
        raise ValidationError(_("write both hours, like 09:30."))
    try:
        every = Every(cells.get("every") or Every.WEEK)
    except ValueError as error:
        raise ValidationError(_("choose how often it stops.")) from error
    dated = every is Every.DATES
    day = cells.get("day", "")
    rule = Rule(
        every=every,
        begins=begins,
        ends=ends,
        weekday=int(day) if day in set("0123456") and not dated else None,
        first=None if dated else _one_day(cells.get("first", "")),
        last=None if dated else _one_day(cells.get("last", "")),
        dates=days_in(cells.get("dates", "")) if dated else (),
        cancelled=days_in(cells.get("cancelled", "")),
        off_on_holidays=not dated and not cells.get("holidays"),
    )
    problem = rules.wrong(rule)
    if problem:
        raise ValidationError(_sentence(problem))
    return rule


def _sentence(problem: Wrong) -> str:
    return {
        Wrong.NO_DAY: _("choose the day of the week."),
        Wrong.NO_DATE: _("write the dates, like 08/12/2026."),
        Wrong.HOURS: _("it leaves before it arrives: check the hours."),
        Wrong.BACKWARDS: _("the last day comes before the first."),
        Wrong.TOO_MANY: _("there are too many dates: make two stops of it."),
    }[problem]


def days_in(text: str) -> tuple[date, ...]:
    """Dates separated by commas, semicolons or lines. Raises ValidationError."""
    parts = (part.strip() for part in re.split(r"[,;\n]", text))
    return tuple(sorted({day for part in parts if part and (day := _one_day(part))}))


def _one_day(text: str) -> date | None:
    if not text:
        return None
    try:
        if slashed := SLASHED.fullmatch(text):
            day, month, year = map(int, slashed.groups())
            found = date(year, month, day)
        else:
            found = date.fromisoformat(text)
    except ValueError as error:
        message = _("this date does not exist: %(text)s.") % {"text": text[:20]}
        raise ValidationError(message) from error
    if not 2000 <= found.year <= 2100:
        raise ValidationError(_("this date is too far away: %(text)s.") % {"text": text[:20]})
    return found


def _point(text: str) -> tuple[float, float] | None:
    if not text:
        return None
    found = POINT.fullmatch(text)
    point = (float(found[1]), float(found[2])) if found else (91.0, 0.0)
    if abs(point[0]) > 90 or abs(point[1]) > 180:
        raise ValidationError(_("write the position like 46.4347, 4.6597, or leave it empty."))
    return point


def _listed(days: tuple[date, ...]) -> str:
    return ", ".join(f"{day:%d/%m/%Y}" for day in days)


class RoundWidget(forms.Widget):
    """Lines of plain fields; two empty ones wait at the end, more come with the preview."""

    template_name = "maillage_cartography/admin/round.html"
    use_fieldset = True
    preview: tuple[str, ...] | None = None

    class Media:
        css = {"all": ("maillage_cartography/admin.css",)}

    def value_from_datadict(
        self, data: Mapping[str, str], files: object, name: str
    ) -> list[Cells] | None:
        """The lines filled in; None when they were not sent at all."""
        if f"{name}-lines" not in data:
            return None
        return [self._row(data, f"{name}-{number}") for number in range(MOST_STOPS)]

    @staticmethod
    def _row(data: Mapping[str, str], key: str) -> Cells:
        """A line that is taken away, or whose boxes alone are set, is an empty line."""
        if data.get(f"{key}-remove"):
            return {}
        cells = {
            part: str(data.get(f"{key}-{part}", "")).strip()[: LONGEST.get(part, 100)]
            for part in PARTS
        }
        found = {part: value for part, value in cells.items() if value}
        return found if set(found) - {"every", "holidays"} else {}

    def get_context(self, name: str, value: list[Cells] | None, attrs: dict | None) -> dict:
        rows = value or []
        used = max((n for n, cells in enumerate(rows) if cells), default=-1) + 1
        shown = [*rows[:used], *([{}] * SPARE_ROWS)][:MOST_STOPS]
        context = super().get_context(name, None, attrs)
        context |= {
            "marker": f"{name}-lines",
            "rows": [
                {**cells, "name": f"{name}-{number}", "number": number + 1}
                for number, cells in enumerate(shown)
            ],
            "choices": [(str(every), label) for every, label in EVERY.items()],
            "days": [(str(number), label) for number, label in WEEKDAYS.items()],
            "preview": self.preview,
        }
        return context


class RoundField(forms.Field):
    """The text of a round; its lines stay as they were typed when something is wrong."""

    widget = RoundWidget

    def clean(self, value: list[Cells] | None) -> str | None:
        return None if value is None else round_of(value)


def lines_of(place: Place) -> list[Cells]:
    """The lines that show the round of a place: each commune by its name and its code."""
    planned = parse(written(place))
    communes = Commune.objects.in_bulk({one.commune for one in planned})
    return typed(planned, {code: f"{found.name} ({code})" for code, found in communes.items()})
