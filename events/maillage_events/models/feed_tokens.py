"""The secret address of a person's own calendar feed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class CalendarFeedToken(models.Model):
    """One a person: 192 random bits, kept hashed.

    Another address replaces it, stopping deletes it.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account")
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("made on"), default=now)
    last_used_at = models.DateTimeField(_("last read on"), null=True, blank=True)

    class Meta:
        verbose_name = _("address of a personal calendar")
        verbose_name_plural = _("addresses of personal calendars")

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at:%Y-%m-%d}"
