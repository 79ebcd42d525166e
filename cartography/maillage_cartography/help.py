"""The nearest places that help with a need, for the pages of other plugins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.help import Help, HelpOffer, TownField
from maillage.scope import Scope
from maillage.ui.wording import wording
from maillage_cartography.finder.around import Around, Mobile, stands_in
from maillage_cartography.finder.cards import PlaceCard, cards
from maillage_cartography.geography.location import written
from maillage_cartography.models import Place, Stop
from maillage_cartography.opening_hours.criteria import NOW, Wanted

if TYPE_CHECKING:
    from datetime import date

    from maillage.help import HelpQuery
    from maillage.territories.models import Commune, Territory
    from maillage.values import Point

LIST = "maillage_cartography:list"
# As far as the list goes, from one radius to the next until there are enough to choose from.
RADII = (10, 20, 50)
ENOUGH = 3


def find(query: HelpQuery) -> Help | None:
    """Around the reader when it is known where they are; else open now in the territory.

    On the days that are named; on any when nobody says to be open then, which is told.
    """
    wanted = Wanted.during(query.days, query.at)
    if found := _found(query, wanted):
        return found
    if query.days is None or wanted.is_whenever:
        return None
    found = _found(query, Wanted(at=query.at))
    return replace(found, note=_closed_on(*query.days)) if found else None


def _found(query: HelpQuery, wanted: Wanted) -> Help | None:
    if query.centre is not None:
        return _around(query, query.centre, wanted)
    territory = query.territory or query.scope.territory
    if territory is None or query.brief:
        return Help(title=_ask_title(query), ask=_town_field(query))
    return _inside(query, territory, wanted)


def _around(query: HelpQuery, centre: Point, wanted: Wanted) -> Help | None:
    """In the portal; in all of France when the portal has nothing there."""
    national = Scope(language=query.scope.language)
    for scope in dict.fromkeys((query.scope, national)):
        for km in RADII:
            found = _circle(query, scope, centre, km, wanted)
            if len(found) >= ENOUGH or (len(found) and km == RADII[-1]):
                return _near(query, scope, found, centre, km)
    return None


def _circle(query: HelpQuery, scope: Scope, centre: Point, km: int, wanted: Wanted) -> Around:
    stands = stands_in(Stop.objects.shown_in(scope).current().within(centre, km), centre)
    mobile = Mobile(Place.objects.filter(pk__in=stands), stands)
    places = Place.objects.shown_in(scope)
    at_town = query.commune is not None and query.point is None
    fixed = places.around(query.commune, km) if at_town else places.within(centre, km)
    return Around(fixed.at_home(), centre, _chosen(query), wanted, mobile)


def _near(query: HelpQuery, scope: Scope, found: Around, centre: Point, km: int) -> Help:
    keys = found[: query.limit]
    places = Place.objects.shown().in_bulk(keys)
    stops = Stop.objects.filter(pk__in=found.closest(keys))
    shown = cards(
        (places[key] for key in keys),
        scope=scope,
        at=query.at,
        centre=centre,
        stops=stops,
        wanted=found.wanted,
    )
    number = len(found)
    given = {
        "rayon": str(km),
        **_service(query),
        **found.wanted.parameters,
        **_where(query.commune, centre),
    }
    return Help(
        title=_open_then(_near_title(query, number), found.wanted, number),
        offers=[_offer(card) for card in shown],
        url=f"{scope.url(LIST)}?{urlencode(given)}",
        more=_more(number, len(shown)),
    )


def _inside(query: HelpQuery, territory: Territory, wanted: Wanted) -> Help | None:
    """Those of the territory: what is open comes first, as nobody knows what is near."""
    scope = query.scope
    shown = Place.objects.shown_in(Scope(territory=territory))
    places = shown.having(_chosen(query)).open_when(wanted, Stop.objects.shown_in(scope))
    number = places.count()
    if not number:
        return None
    hours = Wanted(at=query.at, choice=NOW).among(places.their_hours().said())
    ordered = places.by_commune().for_cards()
    opened = list(ordered.keeping_hours(hours)[: query.limit]) if hours else []
    others = ordered.exclude(pk__in=[place.pk for place in opened])
    found = [*opened, *others[: query.limit - len(opened)]]
    shown_cards = cards(found, scope=scope, at=query.at, wanted=wanted)
    where = {} if territory == scope.territory else {"dans": territory.code}
    query_string = urlencode({**_service(query), **wanted.parameters, **where})
    return Help(
        title=_open_then(_inside_title(query, number, territory.name), wanted, number),
        offers=[_offer(card) for card in shown_cards],
        url=scope.url(LIST) + (f"?{query_string}" if query_string else ""),
        more=_more(number, len(found)),
        ask=_town_field(query),
    )


def _chosen(query: HelpQuery) -> dict[str, frozenset[str]]:
    return {"service": frozenset([query.need.slug])} if query.need else {}


def _service(query: HelpQuery) -> dict[str, str]:
    return {"service": query.need.slug} if query.need else {}


def _where(commune: Commune | None, centre: Point) -> dict[str, str]:
    if commune is not None:
        return {"commune": commune.code}
    return {"autour": written(centre)}


def _town_field(query: HelpQuery) -> TownField:
    return TownField(action=query.scope.url(LIST), kept=tuple(_service(query).items()))


def _offer(card: PlaceCard) -> HelpOffer:
    return HelpOffer(
        title=card.place.name,
        url=card.url,
        when=card.status.label,
        tone=card.status.tone,
        where=card.town,
        distance=card.distance,
        phone=card.place.phone,
    )


def _near_title(query: HelpQuery, number: int) -> str:
    where = _("near you")
    if query.commune is not None:
        where = _("near %(name)s") % {"name": wording().of_town(query.commune.name)}
    told = {**_told(query, number), "where": where}
    if query.need:
        return (
            ngettext(
                "%(n)s place %(where)s to %(need)s", "%(n)s places %(where)s to %(need)s", number
            )
            % told
        )
    return (
        ngettext(
            "%(n)s place %(where)s where someone helps",
            "%(n)s places %(where)s where someone helps",
            number,
        )
        % told
    )


def _open_then(title: str, wanted: Wanted, number: int) -> str:
    if wanted.day is not None:
        told = {"title": title, "day": wording().day(wanted.day)}
        return ngettext("%(title)s, open on %(day)s", "%(title)s, open on %(day)s", number) % told
    if wanted.choice:
        said = ngettext(
            "%(title)s, open at the week-end", "%(title)s, open at the week-end", number
        )
        return said % {"title": title}
    return title


def _closed_on(first: date, last: date) -> str:
    if first == last:
        day = {"day": wording().day(first)}
        return _("No place nearby says that it is open on %(day)s: call before going.") % day
    return _("No place nearby says that it is open at the week-end: call before going.")


def _inside_title(query: HelpQuery, number: int, territory: str) -> str:
    told = {**_told(query, number), "territory": territory}
    if query.need:
        return (
            ngettext(
                "%(territory)s: %(n)s place to %(need)s",
                "%(territory)s: %(n)s places to %(need)s",
                number,
            )
            % told
        )
    return (
        ngettext(
            "%(territory)s: %(n)s place where someone helps",
            "%(territory)s: %(n)s places where someone helps",
            number,
        )
        % told
    )


def _ask_title(query: HelpQuery) -> str:
    if query.need:
        return _("Somebody near you to %(need)s") % _told(query, 0)
    return _("Somebody near you to help")


def _told(query: HelpQuery, number: int) -> dict[str, str]:
    """The need within a sentence: its label begins with a capital."""
    label = str(query.need.label) if query.need else ""
    return {"n": wording().number(number), "need": label[:1].lower() + label[1:]}


def _more(number: int, shown: int) -> str:
    """Nothing when all of them are shown."""
    return _("See the %(n)s places") % {"n": wording().number(number)} if number > shown else ""
