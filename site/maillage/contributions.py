"""The vocabulary of the contract: each kind of thing a plugin may contribute.

A kind exists only when one plugin offers it and another package consumes it. Those that follow a
portal from its opening to its closing stand beside, in ``portal_contributions``.
Callables may raise: consumers isolate the failure of one contribution, log it and go on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime, timedelta

    from django.db.models import QuerySet
    from ninja import Router
    from wagtail.blocks import Block

    from maillage.accounts.models import User
    from maillage.plugin import Text
    from maillage.scope import Scope
    from maillage.territories.models import Territory
    from maillage.values import (
        BoundingBox,
        Feature,
        Healthy,
        Material,
        Point,
        PublicAddress,
        Resolved,
        SearchDocument,
        Unhealthy,
    )


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """Base of every kind; lower ``order`` comes first."""

    order: int = 100


class RouteScope(StrEnum):
    """Where routes are served: once for the whole site, or under every portal too."""

    SITE = "site"
    PORTAL = "portal"


@dataclass(frozen=True, kw_only=True)
class Routes(Contribution):
    """A URLconf to mount at the root; its paths carry their own words (``agenda/``).

    PORTAL routes answer at ``/``, ``/<portal>/``, ``/en/`` and ``/en/<portal>/``.
    """

    urlconf: str
    scope: RouteScope = RouteScope.PORTAL


class Slot(StrEnum):
    """Where a navigation item appears."""

    MAIN = "main"
    FOOTER = "footer"


@dataclass(frozen=True, kw_only=True)
class NavigationItem(Contribution):
    """A link to one of the plugin's PORTAL routes, kept in the reader's portal.

    ``summary`` is the one-line explanation shown under the big links of a home page;
    ``icon`` the name of an icon of the sprite. ``takes_commune``: the route understands
    ``?commune=<INSEE code>``, so that a reader whose commune is known is led there.
    """

    label: Text
    url_name: str
    slot: Slot = Slot.MAIN
    summary: Text = ""
    icon: str = ""
    takes_commune: bool = False


# Blocks of these names stand on the home of every new portal, in this order, when a plugin
# contributes them.
HOME_BLOCKS = ("help_question", "nearest_places", "next_events", "latest_topics", "search_box")


@dataclass(frozen=True, kw_only=True)
class ContentBlock(Contribution):
    """A StreamField block every page may use; ``factory`` is called once, when fields are built.

    A block that depends on the portal extends ``maillage.blocks.PortalBlock``. One that raises
    while a page is rendered is logged and left out of the page.
    """

    name: str
    factory: Callable[[], Block]


@dataclass(frozen=True)
class MapQuestion:
    """What a map of results is asked: words and, where they are known, a town and a distance.

    ``commune`` is an INSEE code; ``within`` is in kilometres; ``days`` are the first and the last
    of those that were named.
    """

    scope: Scope
    text: str = ""
    commune: str = ""
    within: float | None = None
    open_now: bool = False
    days: tuple[date, date] | None = None


@dataclass(frozen=True, kw_only=True)
class SearchSource(Contribution):
    """Objects to be found by the search.

    ``queryset()`` holds what is publishable and prefetches what ``documents`` needs;
    ``documents(obj)`` gives one document a language; ``key`` names the model field that
    identifies an object in the outbox (topic ``search``, key ``<kind>:<value>``).
    ``viewer_acl(user)`` gives the tokens of restricted documents that user may read.
    ``open_at(values, moment)``, for what has opening hours, says which of these values of ``key``
    are surely open then; it is asked at each search, of 2,000 at once at most. ``on_map(question)``
    gives the address of the map of what is found, "" when there is none.
    """

    kind: str
    label: Text
    queryset: Callable[[], QuerySet]
    documents: Callable[[Any], Iterable[SearchDocument]]
    key: str = "pk"
    viewer_acl: Callable[[Any], Sequence[str]] | None = None
    open_at: Callable[[Collection[str], datetime], set[str]] | None = None
    on_map: Callable[[MapQuestion], str] | None = None


@dataclass(frozen=True, kw_only=True)
class SitemapSource(Contribution):
    """What everybody may read, given to search engines in files ``/sitemap-<name>-<number>.xml``.

    ``queryset()`` holds public objects only, in an order that lasts; ``changed`` names its field or
    annotation that says when a row last changed. ``addresses(rows)`` gives the addresses of
    thousands of rows in as many queries as for one. ``lists`` names the PORTAL routes that list
    them, given once for every portal and language.
    """

    name: str
    queryset: Callable[[], QuerySet]
    addresses: Callable[[Sequence[Any]], Iterable[PublicAddress]]
    changed: str
    lists: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class FormerAddresses(Contribution):
    """Where what was read at an old address is read now: below a slug that a circle has left.

    ``find(path, scope)`` is asked where nothing answers and no redirect is written. ``path`` is
    what follows the portal's prefix (``communautes/old/flux.rss``); the answer is a whole path,
    or "" when the plugin knows of none. It must not lead to what only some people may know of.
    """

    find: Callable[[str, Scope], str]


@dataclass(frozen=True, kw_only=True)
class AddressesInPortal(Contribution):
    """Where a page that has its address elsewhere is read inside the reader's portal.

    ``find(url, scope)`` is asked of a page's own address; the answer is a whole path in the portal
    of ``scope``, or "" when it is read at its own address there.
    """

    find: Callable[[str, Scope], str]


@dataclass(frozen=True)
class MapQuery:
    """What the map asks a layer: the portal being read, and a box when zoomed in."""

    scope: Scope
    box: BoundingBox | None = None
    limit: int = 1000


@dataclass(frozen=True, kw_only=True)
class MapLayer(Contribution):
    """Points to show on the shared map beside the places; ``symbol`` is an icon's name."""

    slug: str
    label: Text
    features: Callable[[MapQuery], Iterable[Feature]]
    symbol: str = "map-pin"


@dataclass(frozen=True)
class MaterialQuery:
    """What a page on a theme asks: a value of ``maillage.themes.Theme``, and the portal read."""

    theme: str
    scope: Scope
    at: datetime
    limit: int = 6


@dataclass(frozen=True, kw_only=True)
class MaterialSource(Contribution):
    """Replays, slides, minutes and answers that sessions left, for pages on their theme.

    ``materials(query)`` gives those that everybody may open, the latest session first.
    """

    materials: Callable[[MaterialQuery], Iterable[Material]]


@dataclass(frozen=True, kw_only=True)
class PointSource(Contribution):
    """Positions the picture of a portal's header is drawn from, a few hundred at most.

    ``points(territory)`` gives those of a territory, None standing for the whole country. The
    plugin calls ``bump(PLACES)`` of ``maillage.generations.counters`` when they change.
    """

    points: Callable[[Territory | None], Iterable[Point]]


@dataclass(frozen=True, kw_only=True)
class ApiRoutes(Contribution):
    """A django-ninja router mounted at ``/api/<prefix>/``; ``router()`` builds it once."""

    prefix: str
    router: Callable[[], Router]


@dataclass(frozen=True, kw_only=True)
class HealthCheck(Contribution):
    """A probe read by ``/sante/pret``: quick, with its own timeout."""

    name: str
    probe: Callable[[], Healthy | Unhealthy]


@dataclass(frozen=True, kw_only=True)
class Resolver(Contribution):
    """Resolves soft links ``maillage:<scheme>:<id>``; unknown URNs are absent from the answer."""

    scheme: str
    resolve: Callable[[Iterable[str]], dict[str, Resolved]]


@dataclass(frozen=True, kw_only=True)
class OutboxConsumer(Contribution):
    """Drains one topic of the outbox.

    ``drain(limit)`` handles at most that many rows and says how many it handled. Rows are
    written only for topics that have a consumer. ``withdraw(uids)``, for the topic ``search``,
    hides these documents at once, in the transaction it is called in.
    """

    topic: str
    drain: Callable[[int], int] = field(repr=False)
    withdraw: Callable[[Sequence[str]], None] | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class AccountSection(Contribution):
    """A section of "Mon espace", the page where a person finds what is theirs.

    ``context(user, at)`` gives what ``template`` needs, read at that moment (an aware datetime);
    the template sees ``section``, ``account`` and ``scope`` too, and words its own empty state.
    The page already shows ``label`` as the section's title (h2); it is never cached.
    """

    label: Text
    template: str
    context: Callable[[User, datetime], Mapping[str, object]]


@dataclass(frozen=True, kw_only=True)
class Periodic(Contribution):
    """Work done once a period, by one worker; ``run(at)`` must bear being run twice."""

    name: str
    every: timedelta
    run: Callable[[datetime], object] = field(repr=False)
    queue: str = "default"


@dataclass(frozen=True)
class DemoContext:
    """What a plugin's demo content is loaded into.

    ``now`` is when the demo is loaded: dates are told relative to it. ``scopes`` holds the
    demo's portals by slug ("" is the national one); ``people`` finds or creates an invented
    person by first name; ``tell`` prints one line of progress.
    """

    now: datetime
    scopes: Mapping[str, Scope]
    people: Callable[[str], User]
    tell: Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class DemoContent(Contribution):
    """A plugin's part of ``manage.py demo``; loading twice changes nothing and is quick."""

    label: Text
    load: Callable[[DemoContext], None]
