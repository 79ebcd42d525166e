"""What is answered, by the person or for them; nothing here gives or ends a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from maillage.accounts.models import RoleReview
from maillage.audit import record
from maillage_site.role_reviews.queries import asked_of, unanswered_for, with_roles

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User

KEPT, DENIED = "maillage.role_confirmed", "maillage.role_denied"


@transaction.atomic
def keep(review: RoleReview, *, by: User, at: datetime) -> None:
    """They still work there: asked again in a year. Raises PermissionDenied.

    Twice says it once.
    """
    found = RoleReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if found.asked_at is None:
        return
    theirs = (
        asked_of(by).filter(pk=found.pk) if found.user_id == by.pk else RoleReview.objects.none()
    )
    if not (theirs.exists() or unanswered_for(by, at).filter(pk=found.pk).exists()):
        raise PermissionDenied
    found.confirmed_at, found.asked_at, found.denied_at = at, None, None
    found.save(update_fields=["confirmed_at", "asked_at", "denied_at"])
    _write(KEPT, found, by, at)


@transaction.atomic
def deny(review: RoleReview, *, by: User, at: datetime) -> None:
    """The person says that they left: those who keep the team decide. Raises PermissionDenied."""
    found = RoleReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if found.user_id != by.pk:
        raise PermissionDenied
    if found.asked_at is None or found.denied_at is not None:
        return
    found.denied_at = at
    found.save(update_fields=["denied_at"])
    _write(DENIED, found, by, at)


def _write(action: str, review: RoleReview, by: User, at: datetime) -> None:
    [one] = with_roles([review])
    readers = [review.territory] if review.territory else []
    record(action, review.user, by=by, at=at, territories=readers, roles=one.roles)
