"""Questions asked of sign-ups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from unicodedata import normalize

from django.db.models import QuerySet

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User

ACTIVE = ("pending", "confirmed", "waitlisted", "offered", "review", "replay")


def email_key(address: str) -> str:
    """What makes two addresses the same person's: an accent apart looks like one composed."""
    return normalize("NFC", address.strip().casefold())


class RegistrationQuerySet(QuerySet):
    """Sign-ups by state, person and date."""

    def active(self) -> Self:
        return self.filter(state__in=ACTIVE)

    def confirmed(self) -> Self:
        return self.filter(state="confirmed")

    def told_of_changes(self) -> Self:
        """Who must know: people with a seat, who wait for one, for an answer or for the replay."""
        return self.exclude(state="pending").active()

    def given_what_is_left(self) -> Self:
        """Who may open the replay and the documents: people who had a seat, or asked for it."""
        return self.filter(state__in=("confirmed", "replay"))

    def waiting(self) -> Self:
        """First come, first served."""
        return self.filter(state="waitlisted").order_by("waitlist_seq")

    def to_review(self) -> Self:
        """The organiser's answer is awaited; the oldest first."""
        return self.filter(state="review").order_by("created_at", "pk")

    def overdue(self, at: datetime) -> Self:
        """Never confirmed, or not accepted, in time; nobody can accept while it is postponed."""
        late = self.filter(state__in=("pending", "offered"), hold_expires_at__lte=at)
        return late.exclude(state="offered", occurrence__event__status="postponed")

    def by_address(self, address: str) -> Self:
        return self.filter(email_key=email_key(address))

    def of_account(self, user: User) -> Self:
        return self.filter(user=user)

    def ahead(self, at: datetime) -> Self:
        """Of dates that are not over."""
        return self.filter(occurrence__ends_at__gt=at)
