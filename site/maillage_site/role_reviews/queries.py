"""Who has which role where, which questions wait for a person, and which for their colleagues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q

from maillage.accounts.models import RoleReview, User
from maillage_site.teams.journal import in_words
from maillage_site.teams.queries import kept_teams

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from django.db.models import QuerySet

# Once asked, a person has that long before their colleagues are shown that they said nothing.
TO_ANSWER = timedelta(days=30)
# Asked twice, without an answer to either.
TWO_YEARS = relativedelta(years=2)

# Account and territory, None standing for the nation.
Pair = tuple[int, int | None]


@dataclass(frozen=True)
class Reviewed:
    """A question, with the roles it is about."""

    review: RoleReview
    roles: str


def held_roles(users: Collection[int] | None = None) -> dict[Pair, list[str]]:
    """The roles of active accounts, of these or of all, by account and territory; one query."""
    links = User.groups.through.objects.filter(
        group__portal_team__isnull=False, user__is_active=True
    )
    if users is not None:
        links = links.filter(user__in=users)
    found: dict[Pair, list[str]] = {}
    team = "group__portal_team__"
    for user, territory, role in links.values_list("user_id", f"{team}territory", f"{team}role"):
        found.setdefault((user, territory), []).append(role)
    return found


def asked_of(person: User) -> QuerySet[RoleReview]:
    """What waits for the person's own answer."""
    return _living().filter(user=person, asked_at__isnull=False, denied_at=None)


def unanswered_for(person: User, at: datetime) -> QuerySet[RoleReview]:
    """Those whose roles the person keeps: silent for thirty days, or gone by their own word.

    The nation's roles are the administrators' to end.
    """
    kept = Q(territory__in=kept_teams(person).values("territory"))
    if person.is_superuser:
        kept |= Q(territory=None)
    silent = Q(asked_at__lte=at - TO_ANSWER) | Q(confirmed_at__lte=at - TWO_YEARS)
    found = _living().filter(kept, silent | Q(denied_at__isnull=False), asked_at__isnull=False)
    return found.order_by("territory__name", "asked_at", "pk")


def with_roles(reviews: Iterable[RoleReview]) -> list[Reviewed]:
    found = list(reviews)
    held = held_roles({one.user_id for one in found})
    return [Reviewed(one, in_words(held.get((one.user_id, one.territory_id), ()))) for one in found]


def _living() -> QuerySet[RoleReview]:
    """Of roles that have not ended since the last round."""
    links = User.groups.through.objects.filter(
        user=OuterRef("user"), user__is_active=True, group__portal_team__isnull=False
    )
    local = links.filter(group__portal_team__territory=OuterRef("territory"))
    national = links.filter(group__portal_team__territory=None)
    held = Q(Exists(local)) | Q(Exists(national), territory=None)
    return RoleReview.objects.filter(held).select_related("user", "territory")
