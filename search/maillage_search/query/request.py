"""What is asked of a search engine, and by whom: values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from maillage.contributions import SearchSource
from maillage.plugin import contributions
from maillage.values import Point
from maillage_search.query.narrowing import Order
from maillage_search.query.periods import Period

if TYPE_CHECKING:
    from maillage.accounts.models import User
    from maillage.territories.models import Territory

PAGE_SIZE = 10
LAST_PAGE = 100
RADIUS_KM = 50


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: the tokens of the restricted documents that person may find."""

    acl: tuple[str, ...] = ()

    @classmethod
    def anonymous(cls) -> Self:
        return cls()

    @classmethod
    def of(cls, user: User) -> Self:
        """Everything the plugins let that user find."""
        givers = [source.viewer_acl for source in contributions(SearchSource)]
        return cls(tuple(sorted({token for give in givers if give for token in give(user)})))


@dataclass(frozen=True, slots=True)
class Near:
    """A commune understood in the question: distances are counted from its centre.

    ``territories`` are those that hold it, so that what has no address but serves them is found.
    """

    code: str
    name: str
    departement: str
    point: Point
    radius: float = RADIUS_KM
    territories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A question in its context.

    ``shown_in`` is the ``code_path`` of the portal's territory, empty on the national portal, and
    ``own`` that territory, None when it is to be read;
    ``kinds``, ``territories`` and ``themes`` are the facets' values that were chosen;
    ``territory_kinds`` limits the territories that are counted (``dep``, ``epci``…). ``literal``:
    towns, territories and days that are named are words like others; ``today`` is what days are
    counted from, None leaving them words.
    ``unknown_place``: a commune was asked for that is none; ``unknown_day``: a day that is none.
    ``when``, ``within`` (kilometres) and ``open_now`` are filters too; ``now`` is when "open now"
    is, None offering it to nobody.
    """

    text: str = ""
    language: str = "fr"
    shown_in: str = ""
    own: Territory | None = None
    kinds: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    territory_kinds: tuple[str, ...] = ()
    near: Near | None = None
    literal: bool = False
    today: date | None = None
    unknown_place: bool = False
    unknown_day: bool = False
    when: Period | None = None
    within: float | None = None
    open_now: bool = False
    now: datetime | None = None
    order: Order = Order.RELEVANCE
    page: int = 1
    size: int = PAGE_SIZE

    @property
    def filtered(self) -> bool:
        return bool(self.chosen or self.narrowed)

    @property
    def chosen(self) -> bool:
        """Whether values of the documents were, as facets count them."""
        return bool(self.kinds or self.territories or self.themes)

    @property
    def narrowed(self) -> bool:
        """By what is no value of the documents alone."""
        return bool(self.when or self.within or self.open_now)
