"""Forgetting people: their sign-ups stay as counts twelve months after the date.

A colleague who never answered is forgotten the day after.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import CharField, F
from django.db.models.functions import Cast

from maillage_events.models import MailLink, Registration

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.models.registrations import RegistrationQuerySet

KEPT = timedelta(days=365)


def forget_sign_ups(at: datetime) -> int:
    """Erase who signed up for dates that ended a year ago; how many."""
    old = Registration.objects.filter(occurrence__ends_at__lt=at - KEPT).exclude(email="")
    return forget(old) + forget(_never_answered(at))


def _never_answered(at: datetime) -> RegistrationQuerySet:
    """Colleagues signed up by somebody else, who did not want it or did not answer."""
    ended = Registration.objects.filter(invited_by__isnull=False, state=Registration.State.EXPIRED)
    return ended.filter(promoted_at=None, ended_at__lt=at - timedelta(days=1)).exclude(email="")


def forget(registrations: RegistrationQuerySet) -> int:
    """Erase names and addresses now; states and seats stay."""
    MailLink.objects.filter(registration__in=registrations).delete()
    anonymous = Cast(F("pk"), CharField())
    return registrations.update(name="", email="", email_key=anonymous, user=None, answers={})
