"""Who proposed an event, as long as nobody has decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.scope import DEFAULT_LANGUAGE
from maillage_events.models.pages import EventPage


class EventProposal(models.Model):
    """A member or a structure proposed this page; it waits for the portal's publishers.

    The row goes with the decision: published or deleted, the person gets one mail, then their
    name and address are kept no longer.
    """

    page = models.OneToOneField(
        EventPage, models.CASCADE, related_name="proposal", verbose_name=_("event page")
    )
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("mail address"))
    message = models.TextField(_("message to the team"), max_length=2000, blank=True)
    language = models.CharField(max_length=5, default=DEFAULT_LANGUAGE, editable=False)
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("proposed event")
        verbose_name_plural = _("proposed events")
        ordering = ("sent_at", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(email=""), name="proposal_can_be_answered"),
        ]

    def __str__(self) -> str:
        return self.name
