"""What a territory's portal decides of events that are not its own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage_events.models.events import Event


class EventShare(models.Model):
    """An event of the nation, or of others located here, in one territory's portal.

    With the portal's own words on a national one. ``hidden`` also takes away what stands in the
    portal by right (ADR 0043).

    The event stays one: one UID, one pool of seats, one canonical address. A share that was
    withdrawn is hidden: its words are there when the portal takes the event up again.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="shares", verbose_name=_("event"))
    territory = models.ForeignKey(
        "maillage_territories.Territory",
        models.CASCADE,
        related_name="+",
        verbose_name=_("territory"),
    )
    introduction = models.TextField(
        _("your introduction"),
        blank=True,
        max_length=600,
        help_text=_("What it changes here, and for whom. Shown above the event's own words."),
    )
    contact = models.CharField(
        _("contact here"),
        max_length=200,
        blank=True,
        help_text=_("Who to call or write to in your territory. A service rather than a person."),
    )
    pinned = models.BooleanField(
        _("put forward"), default=False, help_text=_("Shown first in the portal's agenda.")
    )
    hidden = models.BooleanField(_("hidden"), default=False)
    created_at = models.DateTimeField(default=now, editable=False)
    modified_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("national event taken up")
        verbose_name_plural = _("national events taken up")
        ordering = ("territory", "event")
        constraints = (
            models.UniqueConstraint(fields=("event", "territory"), name="taken_up_once_a_portal"),
            models.CheckConstraint(
                condition=~Q(pinned=True, hidden=True), name="what_is_hidden_is_not_put_forward"
            ),
        )

    def __str__(self) -> str:
        return f"{self.event_id} {self.territory_id}"
