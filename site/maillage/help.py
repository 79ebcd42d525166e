"""From a need to somebody who helps: what plugins offer, and the pages that ask them.

A kind of contribution that completes ``maillage.contributions``, whose rules hold: callables may
raise, and whoever asks isolates the failure of one.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from maillage.contributions import Contribution
from maillage.plugin import contributions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from maillage.plugin import Text
    from maillage.scope import Scope
    from maillage.territories.models import Commune, Territory
    from maillage.themes.needs import Need
    from maillage.values import Point

logger = logging.getLogger(__name__)
OFFERS = 3


@dataclass(frozen=True)
class HelpQuery:
    """What somebody needs, where and when; what is not known is empty.

    ``scope`` is the portal that is read, ``at`` an aware datetime. ``theme``: a value of
    ``maillage.themes.Theme``. ``point`` is measured from rather than ``commune``'s centre;
    ``territory`` is one that was asked for, when no commune was. ``brief`` asks for one offer at
    most, for pages about something else: nobody knows whether a territory's places are near.
    ``days``: the first and the last of those that were named, when it has to be then.
    """

    scope: Scope
    at: datetime
    need: Need | None = None
    theme: str = ""
    commune: Commune | None = None
    point: Point | None = None
    territory: Territory | None = None
    limit: int = OFFERS
    brief: bool = False
    days: tuple[date, date] | None = None

    @property
    def centre(self) -> Point | None:
        return self.point or (self.commune.point if self.commune else None)


@dataclass(frozen=True)
class HelpOffer:
    """One place or one date, as readers see it.

    ``when`` says when it opens or takes place, ``tone`` its state (open, soon, closed, unknown);
    ``distance`` is in kilometres, None without a point to measure from.
    """

    title: str
    url: str
    when: str = ""
    tone: str = ""
    where: str = ""
    distance: float | None = None
    phone: str = ""


@dataclass(frozen=True)
class TownField:
    """A form that asks for the commune: it leads to ``action`` with ``pres_de``."""

    action: str
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Help:
    """What one source offers, under a title that says exactly what is below.

    ``note``: a sentence that the title needs to be true. ``url`` leads to all of it, ``more`` words
    the link. ``ask`` asks where the reader is, when
    that would bring something closer.
    """

    title: str
    note: str = ""
    offers: Sequence[HelpOffer] = ()
    url: str = ""
    more: str = ""
    ask: TownField | None = None


@dataclass(frozen=True, kw_only=True)
class HelpSource(Contribution):
    """Somebody who helps with a need: the nearest places, the next workshop.

    ``find(query)`` gives at most ``query.limit`` offers, the closest or the soonest first, or None
    when there is nothing to offer.
    """

    label: Text
    find: Callable[[HelpQuery], Help | None] = field(repr=False)


def help_for(query: HelpQuery) -> list[Help]:
    """What every source offers; one that fails is logged and left out."""
    return [found for source in contributions(HelpSource) if (found := _asked(source, query))]


def _asked(source: HelpSource, query: HelpQuery) -> Help | None:
    try:
        return source.find(query)
    except Exception:
        logger.exception("help was not found: %s", source.label)
        return None
