"""The vocabulary of the contract that follows a portal: opened, completed step by step, closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from maillage.contributions import Contribution
from maillage.scope import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

    from maillage.plugin import Text
    from maillage.scope import Scope
    from maillage.territories.models import Territory


@dataclass(frozen=True)
class OpenedPortal:
    """A territory's portal that has just been put online; ``slug`` is its address."""

    territory: Territory
    name: str
    slug: str


@dataclass(frozen=True, kw_only=True)
class PortalOpening(Contribution):
    """What the plugin makes for every territory's portal when it is put online.

    ``label`` says it to whoever is about to do so; ``open(opened)`` runs in their transaction,
    and again each time the portal is put back online: it makes only what is not there.
    """

    label: Text
    open: Callable[[OpenedPortal], object] = field(repr=False)


@dataclass(frozen=True)
class Progress:
    """How far a portal is with a step; ``said`` adds a word ("7 places of 12").

    ``url`` is where the team goes to take the step, in the admin.
    """

    done: bool
    said: Text = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class PortalStep(Contribution):
    """Something that makes a territory's portal complete, and that ticks itself.

    ``label`` says the step as done ("12 places checked"). ``progress(territories, on)`` tells how
    far each of these portals is that day, by primary key of the territory, in a number of queries
    that does not depend on how many they are; a territory that is not in the answer has no such
    step.
    """

    name: str
    label: Text
    progress: Callable[[Sequence[Territory], date], Mapping[int, Progress]] = field(repr=False)


@dataclass(frozen=True)
class ClosingPortal:
    """A territory's portal that closes, or opens again, at that moment.

    ``heir`` is the portal, open, that receives what the plugin holds there; None when nobody does.
    """

    scope: Scope
    at: datetime
    heir: Scope | None = None

    @property
    def territory(self) -> Territory:
        """Never None: the nation's portal is not closed."""
        if self.scope.territory is None:
            raise ValueError(self.scope)
        return self.scope.territory


@dataclass(frozen=True)
class LastFeed:
    """What a feed of a closed portal goes on answering: a file, or the address where it is now.

    ``path`` is what follows the portal's prefix in that language (``agenda.ics``).
    """

    path: str
    language: str = DEFAULT_LANGUAGE
    content_type: str = ""
    body: bytes = b""
    leads_to: str = ""


@dataclass(frozen=True)
class Closed:
    """What the plugin did: ``kept`` is what undoing it needs (plain JSON, nobody's data)."""

    kept: dict[str, Any] = field(default_factory=dict)
    feeds: tuple[LastFeed, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PortalClosing(Contribution):
    """What becomes of the plugin's part of a territory's portal when the nation closes it.

    ``numbers(territory, at)`` counts it in words, for whoever is about to decide; it says nothing
    when there is nothing to decide, and nothing is asked. ``left`` and ``handed`` say the two
    choices: what happens without another portal, and with one. ``close``
    and ``reopen`` run in the transaction that closes or opens the portal: it is done whole, or not
    at all. The site hides the portal's pages, after ``close``. ``lasting`` names the PORTAL routes
    that people hold links to (in their emails): the nation's portal answers them.
    """

    name: str
    label: Text
    left: Text
    handed: Text
    numbers: Callable[[Territory, datetime], Sequence[str]] = field(repr=False)
    close: Callable[[ClosingPortal], Closed] = field(repr=False)
    reopen: Callable[[ClosingPortal, dict[str, Any]], object] = field(repr=False)
    lasting: Sequence[str] = ()
