"""The yearly question, by email: who has not been heard of for a year."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q

from maillage.accounts.models import RoleReview, User
from maillage_site.role_reviews.emails import ask_still_here
from maillage_site.role_reviews.queries import held_roles

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

YEAR = relativedelta(years=1)
logger = logging.getLogger(__name__)


def ask(at: datetime) -> None:
    """Ask those whose year is over, one email a person; idempotent.

    A role that is seen for the first time is known from that moment. Who has not answered is asked
    again a year later, not before: their colleagues see it meanwhile.
    """
    follow_roles(at)
    for person in User.objects.filter(pk__in=_due(at).values("user")).order_by("pk"):
        try:
            _ask(person, at)
        except Exception:
            logger.exception("Account %s could not be asked about their roles", person.pk)


def follow_roles(at: datetime) -> None:
    """A row for each territory where somebody has a role, and none where they have none."""
    held = held_roles()
    known = {
        (user, territory): pk
        for pk, user, territory in RoleReview.objects.values_list("pk", "user", "territory")
    }
    new = held.keys() - known.keys()
    rows = [RoleReview(user_id=user, territory_id=one, confirmed_at=at) for user, one in new]
    RoleReview.objects.bulk_create(rows, ignore_conflicts=True)
    ended = [pk for pair, pk in known.items() if pair not in held]
    RoleReview.objects.filter(pk__in=ended).delete()


@transaction.atomic
def _ask(person: User, at: datetime) -> None:
    due = list(_due(at).filter(user=person).select_for_update(of=("self",)))
    if not due:
        return
    RoleReview.objects.filter(pk__in=[one.pk for one in due]).update(asked_at=at)
    ask_still_here(person, due, at=at)


def _due(at: datetime) -> QuerySet[RoleReview]:
    not_asked = Q(asked_at=None) | Q(asked_at__lte=at - YEAR)
    found = RoleReview.objects.filter(not_asked, confirmed_at__lte=at - YEAR, denied_at=None)
    return found.select_related("territory").order_by("territory__name", "pk")
