"""Forgetting people: their sign-ups stay as counts twelve months after the date.

A colleague who never answered is forgotten the day after. The address of a personal calendar that
no program reads any more goes after thirteen months, who proposed an event that nobody decided on
after a year.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import CharField, F
from django.db.models.functions import Cast

from maillage_events.ical.personal_feed import expire_unused
from maillage_events.models import MailLink, Registration
from maillage_events.proposals.drafts import forget_unanswered

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.models.registration_queries import RegistrationQuerySet

KEPT = timedelta(days=365)


def forget_old(at: datetime) -> int:
    """Erase who signed up for dates that ended a year ago, and addresses unread; how many."""
    old = Registration.objects.filter(occurrence__ends_at__lt=at - KEPT).exclude(email="")
    erased = forget(old) + forget(_never_answered(at))
    return erased + forget_unanswered(at) + expire_unused(at)


def _never_answered(at: datetime) -> RegistrationQuerySet:
    """Colleagues signed up by somebody else, who did not want it or did not answer."""
    ended = Registration.objects.filter(invited_by__isnull=False, state="expired")
    return ended.filter(promoted_at=None, ended_at__lt=at - timedelta(days=1)).exclude(email="")


def forget(registrations: RegistrationQuerySet) -> int:
    """Erase names and addresses now; states and seats stay."""
    MailLink.objects.filter(registration__in=registrations).delete()
    anonymous = Cast(F("pk"), CharField())
    return registrations.update(name="", email="", email_key=anonymous, user=None, answers={})
