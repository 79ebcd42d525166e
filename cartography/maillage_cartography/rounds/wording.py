"""Rounds in words: "Chaque mardi, de 9 h à 12 h", "Passe mardi 8 décembre, 9 h à 12 h, à Cluny"."""

from __future__ import annotations

from datetime import time
from math import ceil
from typing import TYPE_CHECKING

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from maillage.ui.wording import wording
from maillage_cartography.opening_hours.schedule import SOON
from maillage_cartography.opening_hours.wording import Wording
from maillage_cartography.rounds import rules
from maillage_cartography.rounds.rules import Every, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from maillage_cartography.rounds.stop_dates import StopDate

EVERY = {
    Every.WEEK: gettext_lazy("Every week"),
    Every.ODD: gettext_lazy("Every second week: odd weeks"),
    Every.EVEN: gettext_lazy("Every second week: even weeks"),
    Every.FIRST: gettext_lazy("First of the month"),
    Every.SECOND: gettext_lazy("Second of the month"),
    Every.THIRD: gettext_lazy("Third of the month"),
    Every.FOURTH: gettext_lazy("Fourth of the month"),
    Every.LAST: gettext_lazy("Last of the month"),
    Every.FIRST_AND_THIRD: gettext_lazy("First and third of the month"),
    Every.SECOND_AND_FOURTH: gettext_lazy("Second and fourth of the month"),
    Every.DATES: gettext_lazy("On these dates only"),
}
SAID = {
    Every.WEEK: gettext_lazy("Every %(day)s"),
    Every.ODD: gettext_lazy("Every second %(day)s (odd weeks)"),
    Every.EVEN: gettext_lazy("Every second %(day)s (even weeks)"),
    Every.FIRST: gettext_lazy("First %(day)s of the month"),
    Every.SECOND: gettext_lazy("Second %(day)s of the month"),
    Every.THIRD: gettext_lazy("Third %(day)s of the month"),
    Every.FOURTH: gettext_lazy("Fourth %(day)s of the month"),
    Every.LAST: gettext_lazy("Last %(day)s of the month"),
    Every.FIRST_AND_THIRD: gettext_lazy("First and third %(day)s of the month"),
    Every.SECOND_AND_FOURTH: gettext_lazy("Second and fourth %(day)s of the month"),
}
# "Le Creusot" → "au Creusot"; "La Clayette" and "L'Abergement" keep their article after "à".
CONTRACTED = (("Les ", "aux "), ("Le ", "au "))


def rule_wording(rule: Rule) -> str:
    """When a stop is served, as a person says it; what is cancelled is told by the next dates."""
    hours = _("%(from)s to %(to)s") % {"from": _clock(rule.begins), "to": _clock(rule.ends)}
    if rule.every is Every.DATES:
        days = ", ".join(_short(day) for day in rule.dates)
        return _("On %(days)s, %(hours)s") % {"days": days, "hours": hours}
    day = str(WEEKDAYS[rule.weekday or 0])
    found = f"{SAID[rule.every] % {'day': day}}, {hours}"
    if rule.first:
        found += ", " + _("from %(day)s on") % {"day": _short(rule.first)}
    if rule.last:
        found += ", " + _("until %(day)s") % {"day": _short(rule.last)}
    return found


def told(text: str) -> str:
    """The text of a round (see ``stops``) as an editor reads it in the history of a place."""
    lines = []
    for line in text.split("\n"):
        cells = line.split("|")
        rule = rules.read(cells[-1]) if len(cells) == 5 else None
        lines.append(f"{cells[0]} {cells[1]}: {rule_wording(rule)}" if rule else line)
    return "; ".join(lines)


def stop_date_wording(stop_date: StopDate) -> str:
    """``mardi 8 décembre, de 9 h à 12 h``."""
    words = wording()
    parts = {
        "day": words.day(stop_date.begins.date()),
        "from": words.hour(stop_date.begins),
        "to": words.hour(stop_date.ends),
    }
    return _("%(day)s, from %(from)s to %(to)s") % parts


def round_status(stop_dates: Iterable[StopDate], at: datetime) -> Wording:
    """What can be said of a mobile place by its next stop."""
    first = min(stop_dates, key=lambda one: (one.begins, one.stop.pk), default=None)
    if first is None:
        return Wording("unknown", _("No stop announced"))
    words = wording()
    place = in_town(first.stop.commune.name)
    if first.begins <= at:
        left = first.ends - at
        tone = "soon" if left <= SOON else "open"
        if left <= SOON:
            minutes = ceil(left.total_seconds() / 60)
            return Wording(tone, _("%(place)s for %(n)s more min") % {"place": place, "n": minutes})
        until = {"place": place, "hour": words.hour(first.ends)}
        return Wording(tone, _("%(place)s until %(hour)s") % until)
    said = {
        "day": _day(first.begins, at),
        "from": words.hour(first.begins),
        "to": words.hour(first.ends),
        "place": place[:1].lower() + place[1:],
    }
    label = _("Stops %(day)s, %(from)s to %(to)s, %(place)s") % said
    return Wording("soon" if first.begins - at <= SOON else "closed", label)


def in_town(name: str) -> str:
    """``À Cluny``, ``Au Creusot``; ``In Cluny``."""
    if (get_language() or "").startswith("en"):
        return f"In {name}"
    for article, said in CONTRACTED:
        if name.startswith(article):
            return f"{said.capitalize()}{name.removeprefix(article)}"
    return f"À {name}"


def _day(moment: datetime, at: datetime) -> str:
    days = (moment.date() - at.astimezone(moment.tzinfo).date()).days
    if days == 0:
        return _("today")
    return _("tomorrow") if days == 1 else wording().day(moment.date())


def _clock(text: str) -> str:
    hours, minutes = text.split(":")
    if hours == "24":
        return _("midnight")
    return wording().hour(time(int(hours), int(minutes)))


def _short(day: date) -> str:
    """``8 décembre 2026``: the day of the week was said, or says nothing."""
    return wording().day_year(day).split(" ", 1)[1]
