"""What readers write to the team of a portal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Collection

    from maillage.territories.models import Territory


class ContactMessageQuerySet(models.QuerySet):
    """Questions asked of messages."""

    def belonging_to(self, territories: Collection[Territory]) -> Self:
        return self.filter(portal__territory__in=territories)

    def waiting(self) -> Self:
        """The oldest first: whoever wrote it has waited the longest."""
        return self.filter(answered_at=None).order_by("sent_at", "pk")

    def answered(self) -> Self:
        return self.exclude(answered_at=None).order_by("-answered_at", "-pk")


class ContactMessage(models.Model):
    """A message of a reader, who gave an address or a phone to be answered."""

    portal = models.ForeignKey(
        "maillage_portals.Portal", models.CASCADE, related_name="+", verbose_name=_("portal")
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page"),
    )
    """Where the form stands."""
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    message = models.TextField(_("message"))
    sent_at = models.DateTimeField(_("sent on"), db_index=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to a team")
        verbose_name_plural = _("messages to teams")
        constraints = (
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""), name="message_can_be_answered"
            ),
        )

    # Wagtail would count these rows among what uses a page.
    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.portal} {self.sent_at:%d/%m/%Y}"
