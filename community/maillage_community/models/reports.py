"""What readers report to moderators."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage_community.models.circles import Circle
from maillage_community.models.topics import Reply, Topic


class ReportQuerySet(models.QuerySet):
    """Reports by state."""

    def open(self) -> Self:
        return self.filter(state=Report.State.OPEN)


class Report(models.Model):
    """Somebody tells the moderators that a topic, or one of its replies, breaks the charter."""

    class Reason(models.TextChoices):
        PERSONAL = "personal", _("personal data about someone")
        INSULT = "insult", _("insult or hate")
        WRONG = "wrong", _("wrong or dangerous information")
        ADVERT = "advert", _("advertising or spam")
        OTHER = "other", _("something else")

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        HIDDEN = "hidden", _("message hidden")
        DISMISSED = "dismissed", _("message kept")

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="reports")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="reports")
    reply = models.ForeignKey(Reply, models.CASCADE, null=True, blank=True, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("created_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(state="open", handled_at__isnull=True)
                | (~Q(state="open") & Q(handled_at__isnull=False)),
                name="report_handled_when_closed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic} · {self.get_reason_display()}"

    @property
    def message(self) -> Topic | Reply:
        return self.reply or self.topic
