"""Writing down who came: by the click that joins, or at the door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Sum

from maillage_events.models import Attendance, Registration

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_events.models import Occurrence
    from maillage_events.models.registrations import RegistrationQuerySet

Source = Attendance.Source


def arrive(registration: Registration, source: Source, *, at: datetime) -> None:
    """The person came; coming twice changes nothing. Five hundred may arrive in a minute."""
    row = Attendance(
        registration=registration, source=source, people=registration.party_size, joined_at=at
    )
    Attendance.objects.bulk_create([row], ignore_conflicts=True)


def leave(registration: Registration, source: Source) -> None:
    """It was ticked by mistake."""
    Attendance.objects.filter(registration=registration, source=source).delete()


def with_presence(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Each with ``present``, whatever the source."""
    return registrations.annotate(
        present=Exists(Attendance.objects.filter(registration=OuterRef("pk")))
    )


def present(date: Occurrence) -> int:
    """People who came, each sign-up once."""
    came = with_presence(date.registrations.all()).filter(present=True)
    return came.aggregate(people=Sum("party_size"))["people"] or 0
