"""From the address of a page of results to what is asked of the engine."""

from __future__ import annotations

from django.http import QueryDict
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.scope import Scope
from maillage.territories.gazetteer.candidates import Candidate
from maillage.territories.gazetteer.queries import DEPARTEMENTS, find
from maillage.territories.models import Commune, Territory
from maillage_search.query.locations import near_commune
from maillage_search.query.narrowing import Order, days_of
from maillage_search.query.request import LAST_PAGE, RADIUS_KM, Near, SearchRequest

EVERYWHERE = "partout"
# Towns, territories and days are words.
LITERAL = "mots"
OPEN, OPEN_NOW = "ouvert", "maintenant"
WHEN, WITHIN, ORDER = "quand", "rayon", "tri"
FURTHEST_KM = 500
LONGEST_VALUE = 120
LONGEST_CODE = 5
MOST_VALUES = 20
# Which territories are worth choosing among, in the portal of a territory of each kind.
KINDS_WITHIN = {
    "": ("dep", "coll"),
    Territory.Kind.REGION: ("dep", "coll"),
    Territory.Kind.DEPARTEMENT: ("epci",),
    Territory.Kind.COLLECTIVITY: ("com",),
    Territory.Kind.EPCI: ("com",),
    Territory.Kind.NETWORK: ("epci",),
    Territory.Kind.COMMUNE: ("net",),
}


def read_request(query: QueryDict, scope: Scope) -> SearchRequest:
    """Whatever the address holds: what makes no sense is left aside."""
    everywhere = EVERYWHERE in query or scope.territory is None
    territory = None if everywhere else scope.territory
    near, inside, unknown = _where(query, territory)
    now = timezone.now()
    today = localdate(now, timezone=scope.tzinfo)
    said = query.get(WHEN, "").strip()[:LONGEST_VALUE]
    when = days_of(said, today) if said else None
    return SearchRequest(
        text=query.get("q", ""),
        language=scope.language,
        shown_in=territory.code_path if territory else "",
        own=territory,
        kinds=_values(query, "type"),
        territories=tuple(sorted({*_values(query, "territoire"), *inside})),
        themes=_values(query, "theme"),
        territory_kinds=KINDS_WITHIN[Territory.Kind(territory.kind) if territory else ""],
        near=near,
        literal=LITERAL in query,
        today=today,
        when=when,
        unknown_day=bool(said) and when is None,
        within=_radius(query.get(WITHIN, "")),
        open_now=query.get(OPEN) == OPEN_NOW,
        now=now,
        order=_order(query.get(ORDER, "")),
        page=_page(query.get("page", "")),
        unknown_place=unknown,
    )


def _values(query: QueryDict, name: str) -> tuple[str, ...]:
    given = (value.replace("\0", "")[:LONGEST_VALUE] for value in query.getlist(name))
    return tuple(sorted(set(filter(None, given))))[:MOST_VALUES]


def _page(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
    return min(max(number, 1), LAST_PAGE)


def _where(query: QueryDict, own: Territory | None) -> tuple[Near | None, tuple[str, ...], bool]:
    """The commune to measure from, the territories to look in, and whether nothing was understood.

    ``commune`` is an INSEE code, ``pres_de`` what a person typed: the first thing that it may mean.
    """
    code, text = query.get("commune", "")[: LONGEST_CODE + 1], query.get("pres_de", "")
    commune, inside = None, ()
    if code and "\0" not in code:
        commune = Commune.objects.filter(pk=code.upper()).first()
    if commune is None and not code and 0 < len(text) <= LONGEST_VALUE:
        first = next(iter(find(text, own=own, kinds=DEPARTEMENTS).candidates), Candidate())
        commune = first.commune
        inside = (first.territory.code_path,) if first.territory else ()
    radius = max(_radius(query.get(WITHIN, "")) or RADIUS_KM, RADIUS_KM)
    unknown = bool(code.strip() or text.strip()) and commune is None and not inside
    return near_commune(commune, radius) if commune else None, inside, unknown


def _radius(text: str) -> float | None:
    kilometres = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    return float(min(kilometres, FURTHEST_KM)) or None


def _order(text: str) -> Order:
    return Order(text) if text in set(Order) else Order.RELEVANCE
