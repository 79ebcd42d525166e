"""Forgetting people: their sign-ups stay as counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maillage.personal_data import erasing
from maillage_events.models import MailLink

if TYPE_CHECKING:
    from maillage_events.models.registrations import RegistrationQuerySet


def forget(registrations: RegistrationQuerySet) -> int:
    """Erase names and addresses now; states and seats stay."""
    MailLink.objects.filter(registration__in=registrations).delete()
    return erasing.clear(registrations)
