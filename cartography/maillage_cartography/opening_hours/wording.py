"""What is open, in words: "Ouvert jusqu'à 17 h 30", "Ferme dans 40 min", "Ouvre lundi à 9 h"."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.ui.wording import wording
from maillage_cartography.opening_hours.schedule import Opening, Status

if TYPE_CHECKING:
    from datetime import date, datetime

    from maillage_cartography.opening_hours.criteria import Wanted
    from maillage_cartography.opening_hours.schedule import Schedule


class Wording(NamedTuple):
    """``tone`` is that of a chip: open, soon, closed or unknown."""

    tone: str
    label: str


class Hours(Protocol):
    """Opening hours as they are kept; no schedule when nobody could understand them."""

    @property
    def schedule(self) -> Schedule | None: ...


def hours_status(hours: Hours | None, at: datetime) -> Wording:
    """What can be said of these hours at that moment; unknown is said to be unknown."""
    if hours is None:
        return Wording("unknown", _("Opening hours not given"))
    schedule = hours.schedule
    if schedule is None:
        return Wording("unknown", _("Opening hours to be checked"))
    return status_wording(schedule.status(at))


def wanted_status(hours: Hours | None, wanted: Wanted) -> Wording | None:
    """``Ouvert samedi 9 h–12 h``, on the first of the days asked for; None when on none of them."""
    schedule = hours.schedule if hours else None
    days = wanted.days_in(schedule.zone) if schedule else []
    for day in days:
        if spans := schedule.days(day, 1)[0].spans:
            told = {
                "day": day_from(day, wanted.at.astimezone(schedule.zone).date()),
                "hours": ", ".join(_span(*span) for span in spans),
            }
            return Wording("open", _("Open %(day)s %(hours)s") % told)
    return None


def day_from(day: date, today: date) -> str:
    """``aujourd’hui``, ``demain``, ``lundi`` within six days, ``le mardi 8 décembre`` beyond."""
    days = (day - today).days
    full = wording().day(day)
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if 0 < days < 7:
        return full.split()[0].rstrip(",")
    return _("on %(day)s") % {"day": full}


def _span(begins: datetime, ends: datetime) -> str:
    midnight = ends.date() > begins.date() and not (ends.hour or ends.minute)
    return f"{wording().hour(begins)}–{_('midnight') if midnight else wording().hour(ends)}"


def status_wording(status: Status) -> Wording:
    match status.opening:
        case Opening.UNKNOWN:
            return Wording("unknown", _("Opening hours to be checked"))
        case Opening.CLOSING:
            return Wording("soon", _in_minutes(status, opens=False))
        case Opening.OPENING:
            return Wording("soon", _in_minutes(status, opens=True))
        case Opening.OPEN:
            return Wording("open", _open_until(status))
        case _closed:
            return Wording("closed", _closed_until(status))


def _in_minutes(status: Status, *, opens: bool) -> str:
    minutes = ceil((status.change - status.at).total_seconds() / 60)
    if opens:
        text = ngettext("Opens in %(n)s min", "Opens in %(n)s min", minutes)
    else:
        text = ngettext("Closes in %(n)s min", "Closes in %(n)s min", minutes)
    return text % {"n": minutes}


def _open_until(status: Status) -> str:
    if status.change is None:
        return _("Always open")
    hour = wording().hour(status.change)
    days = (status.change.date() - status.at.date()).days
    # Open until midnight is said of today, whose evening it is.
    if days == 0 or (days == 1 and status.change.hour == 0 and status.change.minute == 0):
        return _("Open until %(hour)s") % {"hour": hour if days == 0 else _("midnight")}
    return _("Open until %(day)s at %(hour)s") % {"day": _day(status), "hour": hour}


def _closed_until(status: Status) -> str:
    if status.change is None:
        return _("Closed")
    hour = wording().hour(status.change)
    if status.change.date() == status.at.date():
        return _("Opens at %(hour)s") % {"hour": hour}
    return _("Opens %(day)s at %(hour)s") % {"day": _day(status), "hour": hour}


def _day(status: Status) -> str:
    return day_from(status.change.date(), status.at.date())
