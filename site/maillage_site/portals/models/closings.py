"""What is kept of a closed portal: how to open it again, and what its feeds still answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from maillage.accounts.models import PortalTeam
from maillage.scope import DEFAULT_LANGUAGE
from maillage_site.portals.models.facts import Portal
from maillage_site.portals.models.pages import PortalPage

if TYPE_CHECKING:
    from datetime import datetime

UNDONE_WITHIN = timedelta(days=30)
FEEDS_LAST = timedelta(days=90)


class Closing(models.Model):
    """A portal that was closed: the row goes when it opens again.

    ``restrictions`` are the keys of the restrictions that hide its pages; ``kept`` holds what each
    contribution needs to undo its part, and ``heirs`` whom it handed it to, by its name.
    ``settled_at``: nothing is left to undo.
    """

    portal = models.OneToOneField(
        Portal, models.CASCADE, related_name="closing", verbose_name=_("portal")
    )
    at = models.DateTimeField(_("closed on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    restrictions = models.JSONField(default=list)
    heirs = models.JSONField(default=dict)
    kept = models.JSONField(default=dict)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("closing of a portal")
        verbose_name_plural = _("closings of portals")

    def __str__(self) -> str:
        return str(self.portal)

    @property
    def undone_until(self) -> datetime:
        return self.at + UNDONE_WITHIN

    def can_be_undone(self, at: datetime) -> bool:
        return self.settled_at is None and at < self.undone_until


class EndedTeam(models.Model):
    """A team of a closed portal: its group stands alone until the portal opens again.

    Plugins know a portal by its teams (``PortalTeam``): a closed one has none.
    """

    closing = models.ForeignKey(
        Closing, models.CASCADE, related_name="ended_teams", verbose_name=_("closing")
    )
    group = models.OneToOneField(
        "auth.Group", models.CASCADE, related_name="+", verbose_name=_("group")
    )
    role = models.CharField(_("role"), max_length=12, choices=PortalTeam.Role)

    class Meta:
        verbose_name = _("team of a closed portal")
        verbose_name_plural = _("teams of closed portals")
        constraints = (
            models.UniqueConstraint(fields=("closing", "role"), name="a_team_ends_once_a_closing"),
        )

    def __str__(self) -> str:
        return str(self.group)


class EndedRole(models.Model):
    """Somebody who was in such a team, and is given the role back when the portal opens again."""

    team = models.ForeignKey(
        EndedTeam, models.CASCADE, related_name="ended_roles", verbose_name=_("team")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("ended role")
        verbose_name_plural = _("ended roles")
        constraints = (
            models.UniqueConstraint(fields=("team", "user"), name="a_role_ends_once_a_team"),
        )

    def __str__(self) -> str:
        return f"{self.team} {self.user_id}"


class EndedInvitation(models.Model):
    """An invitation that waited in such a team: its link gives nothing while it is closed.

    Its days go on passing, and it comes back with those that are left.
    """

    team = models.ForeignKey(
        EndedTeam, models.CASCADE, related_name="ended_invitations", verbose_name=_("team")
    )
    uuid = models.UUIDField(unique=True, editable=False)
    email = models.EmailField(_("mail address"))
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    invited_at = models.DateTimeField(_("invited on"))
    expires_at = models.DateTimeField(_("expires on"))

    class Meta:
        verbose_name = _("ended invitation")
        verbose_name_plural = _("ended invitations")

    def __str__(self) -> str:
        """Without the address: journals quote it."""
        return str(self.team)


class ClosedFeedQuerySet(models.QuerySet):
    """Questions asked of them."""

    def lasting(self, at: datetime) -> Self:
        return self.filter(until__gt=at)


class ClosedFeed(models.Model):
    """What a feed of a closed portal answers until then: a file, or where it is now."""

    portal = models.ForeignKey(
        Portal, models.CASCADE, related_name="closed_feeds", verbose_name=_("portal")
    )
    language = models.CharField(_("language"), max_length=10, default=DEFAULT_LANGUAGE)
    path = models.CharField(_("path"), max_length=255)
    content_type = models.CharField(max_length=100, blank=True)
    body = models.BinaryField(default=b"")
    leads_to = models.CharField(max_length=500, blank=True)
    until = models.DateTimeField(_("until"))

    objects = ClosedFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed of a closed portal")
        verbose_name_plural = _("feeds of closed portals")
        constraints = (
            models.UniqueConstraint(
                fields=("portal", "language", "path"), name="a_closed_feed_answers_once"
            ),
            models.CheckConstraint(
                condition=Q(content_type="", leads_to__gt="") | Q(content_type__gt="", leads_to=""),
                name="a_closed_feed_answers_or_leads_on",
            ),
        )

    def __str__(self) -> str:
        return f"{self.portal_id} {self.path}"


def in_closed_portal(path: str) -> Exists:
    """Whether the page whose tree path is in that field (``page__path``) is a closed portal's."""
    asked = ExpressionWrapper(OuterRef(path), output_field=models.CharField())
    homes = PortalPage.objects.filter(portal__closed_at__isnull=False)
    return Exists(homes.annotate(asked=asked).filter(asked__startswith=F("path")).order_by())
