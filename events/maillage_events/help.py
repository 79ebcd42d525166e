"""The next dates on a need, for the pages of other plugins."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.help import Help, HelpOffer
from maillage.territories.geometry import kilometres
from maillage.ui.wording import wording
from maillage.values import Period
from maillage_events.models import AttendanceMode, Event, Occurrence
from maillage_events.models.multiple_choice import held
from maillage_events.models.standing import shares
from maillage_events.presentation.cards import briefly_shown, cards
from maillage_events.presentation.location import point

if TYPE_CHECKING:
    from datetime import date, tzinfo

    from maillage.help import HelpQuery
    from maillage.territories.models import Territory
    from maillage.values import Point

AGENDA = "maillage_events:agenda"
# A workshop is worth that much of a journey; those further on are hardly read.
KM = 50
READ = 40
MOST = 2


def find(query: HelpQuery) -> Help | None:
    """The soonest that the portal lists, on the theme, where the reader can go or online.

    Online alone when nobody knows where the reader is: the end of a page of a portal tells of its
    territory's.
    """
    themes = _themes(query)
    if query.need is not None and not themes:
        return None
    dates = Occurrence.objects.listed().shown_in(query.scope).upcoming(query.at)
    if query.days:
        dates = dates.during(_whole(*query.days, query.scope.tzinfo))
    dates = dates.filter(
        _about(themes), status=Occurrence.Status.SCHEDULED, event__status__in=Event.TAKES_PLACE
    )
    if query.territory:
        dates = dates.filter(_in(query.territory))
    known = query.centre or query.territory or (query.brief and query.scope.territory)
    if not known:
        dates = dates.exclude(event__attendance_mode=AttendanceMode.ONSITE)
    centre, most = query.centre, 1 if query.brief else min(MOST, query.limit)
    dates = briefly_shown(dates).in_time_order()[: READ if centre else most]
    near = [date for date in dates if centre is None or _is_near(date.event, centre)]
    found = cards(near[:most], query.scope, at=query.at)
    if not found:
        return None
    offers = [
        HelpOffer(
            title=card.title,
            url=card.href,
            when=f"{wording().day(card.start)}, {card.time}",
            where=card.place or card.mode,
        )
        for card in found
    ]
    asked = urlencode({"theme": themes[0]}) if len(themes) == 1 else ""
    return Help(
        title=ngettext("The next session", "The next sessions", len(offers)),
        offers=offers,
        url=query.scope.url(AGENDA) + (f"?{asked}" if asked else ""),
        more=_("See the agenda"),
    )


def _whole(first: date, last: date, zone: tzinfo) -> Period:
    after = last + timedelta(days=1)
    return Period(datetime.combine(first, time(), zone), datetime.combine(after, time(), zone))


def _themes(query: HelpQuery) -> tuple[str, ...]:
    if query.theme:
        return (query.theme,)
    return tuple(map(str, query.need.themes)) if query.need else ()


def _about(themes: tuple[str, ...]) -> Q:
    return reduce(or_, (Q(event__themes__contains=held(theme)) for theme in themes), Q())


def _in(territory: Territory) -> Q:
    """Where it lies or told by its team; what the nation does online is for everybody."""
    online = Q(event__territory=None, event__attendance_mode=AttendanceMode.ONLINE)
    taken_up = shares(territory).filter(hidden=False).values("event")
    told = Q(event__territory=territory) | Q(event__in=taken_up)
    return told | online | territory.communes_q("event__commune__")


def _is_near(event: Event, centre: Point) -> bool:
    """Online, everybody is near; nobody knows how far a place without a position is."""
    if event.attendance_mode != AttendanceMode.ONSITE:
        return True
    where = point(event)
    return where is not None and kilometres(centre, where) <= KM
