"""Who came."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage_events.models.registrations import Registration


class Attendance(models.Model):
    """One person's presence at one date, as one source tells it; ``people`` came together."""

    class Source(models.TextChoices):
        JOIN = "join", _("joined online")
        CHECK_IN = "check-in", _("checked in by the organiser")

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="attendances", verbose_name=_("sign-up")
    )
    source = models.CharField(_("source"), max_length=10, choices=Source)
    people = models.PositiveSmallIntegerField(_("people"), default=1)
    joined_at = models.DateTimeField(_("came at"), default=now)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ("joined_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("registration", "source"), name="attendance_once_a_source"
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1), name="attendance_of_one_person_at_least"
            ),
        )

    def __str__(self) -> str:
        return f"{self.registration_id} {self.source}"
