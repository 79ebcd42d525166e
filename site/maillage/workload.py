"""Kinds of contributions about the work of a team: what a colleague holds, what waits for them.

They complete ``maillage.contributions``, whose rules hold: callables may raise, and consumers
isolate the failure of one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count, IntegerField, Min, Value
from django.utils.timezone import localdate

from maillage.contributions import Contribution

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet

    from maillage.accounts.models import User
    from maillage.plugin import Text
    from maillage.territories.models import Territory

# Titles that are told of one kind of work.
HELD_NAMED = 10


@dataclass(frozen=True)
class HeldThing:
    """One of what somebody holds: its title, and the address that leads its reader there."""

    title: str
    url: str


def nothing_named(*_asked: object) -> tuple[HeldThing, ...]:
    return ()


@dataclass(frozen=True, kw_only=True)
class HeldWork(Contribution):
    """What somebody holds in a territory's team, and that a colleague takes over when they leave.

    ``label`` says it in the plural ("Drafts"). ``held(person, territory, at)`` counts it at that
    moment; ``hand_over(person, to, territory, at)`` gives it to a colleague, in the transaction
    that takes the person out of the team. Both know of what belongs to that territory alone.
    ``named(person, territory, at, reader)`` gives the first titles, ``HELD_NAMED`` at most, and of
    those alone that ``reader`` may open; what it leaves out is counted. Nobody leaves a team while
    one of the three fails.
    """

    name: str
    label: Text
    held: Callable[[User, Territory, datetime], int] = field(repr=False)
    hand_over: Callable[[User, User, Territory, datetime], object] = field(repr=False)
    named: Callable[[User, Territory, datetime, User], Iterable[HeldThing]] = field(
        default=nothing_named, repr=False
    )


@dataclass(frozen=True)
class Waiting:
    """So many things that wait for somebody, the oldest since that day.

    ``label`` says them in the plural ("Possible duplicates"); ``url`` leads to the list of exactly
    these.
    """

    label: Text
    number: int
    since: date | None
    url: str


@dataclass(frozen=True, kw_only=True)
class WaitingWork(Contribution):
    """What waits for a person on the home of the administration.

    ``waiting(person, at)`` gives a line for each kind that the person may act on, at that moment,
    in a number of queries that depends neither on what waits nor on how many territories they
    work for. Lines of nothing are left out by who shows them.
    """

    name: str
    waiting: Callable[[User, datetime], Iterable[Waiting]] = field(repr=False)


def counted(rows: QuerySet, moment: str) -> tuple[int, date | None]:
    """How many rows and the day of the oldest, in one query; ``moment`` names the field."""
    found = rows.order_by().aggregate(number=Count("pk", distinct=True), since=Min(moment))
    return found["number"], day(found["since"])


def counted_together(*asked: tuple[QuerySet, str]) -> list[tuple[int, date | None]]:
    """``counted`` of each, in one query for all; every ``moment`` is an instant (DateTimeField)."""
    if not asked:
        return []
    first, *others = [
        rows.order_by()
        .values(rank=Value(rank, output_field=IntegerField()))
        .annotate(number=Count("pk", distinct=True), since=Min(moment))
        .values_list("rank", "number", "since")
        for rank, (rows, moment) in enumerate(asked)
    ]
    found = {rank: (number, day(since)) for rank, number, since in first.union(*others, all=True)}
    return [found.get(rank, (0, None)) for rank in range(len(asked))]


def day(moment: date | datetime | None) -> date | None:
    return localdate(moment) if isinstance(moment, datetime) else moment
