"""What each portal's agenda did, month by month: sessions, sign-ups, presence.

A sign-up counts for the portal it was made through (``via_portal``), whoever organises: the
portals' numbers add up to everything. A month is that of the session, on the clock of Paris.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, IntegerField, Max, Min, Q, Sum, Value, When

from maillage_events.models import Event, EventShare, Material, Occurrence, Registration
from maillage_events.organiser.attendance import with_presence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from maillage.territories.models import Territory

PARIS = ZoneInfo("Europe/Paris")
MONTHS = range(1, 13)
KEYS = ("occurrence__starts_at", "via_portal", "state")
Key = tuple[int, str]  # (month, slug of the portal; "" for the national one)


@dataclass
class Counts:
    """``opened``: how often replays and documents of the portal's own sessions were opened.

    ``replays``: people who wanted the replay alone, not counted among ``sign_ups``.
    """

    sessions: int = 0
    taken_up: int = 0
    sign_ups: int = 0
    people: int = 0
    came: int = 0
    opened: int = 0
    replays: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*map(sum, zip(astuple(self), astuple(other), strict=True)))

    def __bool__(self) -> bool:
        return any(astuple(self))


@dataclass(frozen=True)
class Portals:
    """Whose numbers are wanted: these territories, and the national portal."""

    territories: tuple[Territory, ...]
    national: bool

    @property
    def slugs(self) -> list[str]:
        own = [territory.slug for territory in self.territories]
        return ["", *own] if self.national else own


def counts_of(year: int, portals: Portals) -> dict[Key, Counts]:
    """Four queries, whatever the number of portals, sessions and sign-ups."""
    found: dict[Key, Counts] = defaultdict(Counts)
    held = Q(event__territory__in=portals.territories)
    if portals.national:
        held |= Q(event__territory=None)
    sessions = _of(Occurrence.objects.filter(held), year, date="")
    for month, slug, n in _told(sessions, F("event__territory__slug"), n=Count("pk")):
        found[month, slug or ""].sessions = n
    shares = EventShare.objects.filter(territory__in=portals.territories, hidden=False)
    shares = _of(shares, year, date="event__occurrences__", event="event__")
    for month, slug, n in _told(shares, F("territory__slug"), n=Count("pk")):
        found[month, slug].taken_up = n
    for month, slug, state, n, people, came in _sign_ups(year, portals):
        one = found[month, slug]
        one.came += came or 0
        if state == Registration.State.REPLAY:
            one.replays += n
        else:
            one.sign_ups, one.people = one.sign_ups + n, one.people + people
    left = Material.objects.filter(occurrence__in=Occurrence.objects.filter(held), opened__gt=0)
    left = _of(left, year, date="occurrence__")
    for month, slug, n in _told(left, F("occurrence__event__territory__slug"), n=Sum("opened")):
        found[month, slug or ""].opened = n
    return dict(found)


def _sign_ups(year: int, portals: Portals) -> Iterable[tuple]:
    """(month, slug, state, sign-ups, people, people who came), several rows a month.

    The month is found once a session here: in the question it would be once a sign-up.
    """
    made = Registration.objects.given_what_is_left().filter(via_portal__in=portals.slugs)
    made = with_presence(_of(made, year, date="occurrence__"))
    told = made.order_by().values(*KEYS)
    figures = {"n": Count("pk"), "people": Sum("party_size")}
    figures["came"] = Sum("party_size", filter=Q(present=True))
    for begins, *row in told.annotate(**figures).values_list(*KEYS, *figures):
        yield begins.astimezone(PARIS).month, *row


def _of(rows: QuerySet, year: int, *, date: str, event: str = "") -> QuerySet:
    """Of sessions of that year that were not called off, each with its ``month``.

    ``date`` and ``event``: the ways from these rows to the session and to its event.
    """
    first, *following = [datetime(year, month, 1, tzinfo=PARIS) for month in MONTHS]
    held = {
        f"{date}starts_at__gte": first,
        f"{date}starts_at__lt": datetime(year + 1, 1, 1, tzinfo=PARIS),
        f"{date}status": Occurrence.Status.SCHEDULED,
        f"{event or f'{date}event__'}status__in": Event.TAKES_PLACE,
    }
    before = [
        When(**{f"{date}starts_at__lt": moment}, then=Value(month))
        for month, moment in zip(MONTHS, following, strict=False)
    ]
    month = Case(*before, default=Value(MONTHS[-1]), output_field=IntegerField())
    return rows.filter(**held).annotate(month=month)


def _told(rows: QuerySet, portal: F, **figures: object) -> Iterable[tuple]:
    """(month, slug of the portal, figures)."""
    named = rows.annotate(portal=portal).order_by().values("month", "portal")
    return named.annotate(**figures).values_list("month", "portal", *figures)


def total(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())


def years_known() -> list[int]:
    """From the first session to the last one, the latest year first; one query."""
    bounds = Occurrence.objects.aggregate(first=Min("starts_at"), last=Max("starts_at"))
    if bounds["first"] is None:
        return []
    first, last = (bounds[name].astimezone(PARIS).year for name in ("first", "last"))
    return list(range(last, first - 1, -1))
