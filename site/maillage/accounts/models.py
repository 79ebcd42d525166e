"""People who have an account (the email address is the login), and the teams of portals."""

from __future__ import annotations

import uuid
from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractUser, Group
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from datetime import datetime


class UserManager(DjangoUserManager):
    """Creates accounts by mail address."""

    def _create_user(self, email: str, password: str | None, **fields: object) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        return self._create_user(email, password, **fields)

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:
        return self._create_user(
            email, password, **{"is_staff": True, "is_superuser": True, **fields}
        )

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractUser):
    """A person with an account: helper, editor, coordinator or national team."""

    username = None
    last_name = None
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    territory = models.ForeignKey(
        "maillage_territories.Territory",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("territory"),
        help_text=_("Gives the time zone of reminders."),
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = (models.UniqueConstraint(Lower("email"), name="one_account_a_mail_address"),)

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_name(self) -> str:
        """What Wagtail calls a person by."""
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class PortalTeam(models.Model):
    """One of the three groups of a portal; without a territory, the national team.

    The group carries Wagtail's page and collection permissions; this row says what the group
    means: which territory its members work for, and what they may do there: write drafts, publish,
    or keep the territory's places and network (coordinators).
    """

    class Role(models.TextChoices):
        EDITOR = "editor", _("editors")
        PUBLISHER = "publisher", _("publishers")
        COORDINATOR = "coordinator", _("coordinators")

    group = models.OneToOneField(
        Group, models.CASCADE, related_name="portal_team", verbose_name=_("group")
    )
    territory = models.ForeignKey(
        "maillage_territories.Territory",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="teams",
        verbose_name=_("territory"),
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)

    class Meta:
        verbose_name = _("portal team")
        verbose_name_plural = _("portal teams")
        constraints = (
            models.UniqueConstraint(fields=("territory", "role"), name="one_team_a_portal_role"),
            models.UniqueConstraint(
                fields=("role",),
                condition=Q(territory__isnull=True),
                name="one_national_team_a_role",
            ),
        )

    def __str__(self) -> str:
        return self.group.name


class Invitation(models.Model):
    """A role offered to an address, whoever answers there: a link that says nothing secret.

    Who opens it proves the address by signing in, so that forwarding the email gives nothing.
    """

    class State(Enum):
        WAITING = auto()
        EXPIRED = auto()
        ACCEPTED = auto()
        REVOKED = auto()

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("mail address"))
    team = models.ForeignKey(
        PortalTeam, models.CASCADE, related_name="invitations", verbose_name=_("team")
    )
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited on"))
    expires_at = models.DateTimeField(_("expires on"))
    accepted_at = models.DateTimeField(_("accepted on"), null=True)
    revoked_at = models.DateTimeField(_("withdrawn on"), null=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                "team",
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="one_open_invitation_a_role",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="invitation_lasts"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="invitation_has_one_end",
            ),
        )

    def __str__(self) -> str:
        """Without the address: journals quote it."""
        return str(self.team)

    def state(self, at: datetime) -> State:
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.WAITING if at < self.expires_at else self.State.EXPIRED


class RoleReview(models.Model):
    """Once a year a person is asked whether they still work for a territory, or for the nation.

    One row a person and territory, however many roles they have there. ``confirmed_at`` is when it
    was last known: the role given, an answer, a colleague's word. ``asked_at`` is the email that
    waits for an answer, ``denied_at`` the answer that they left. Nothing ends by itself.
    """

    user = models.ForeignKey(
        User, models.CASCADE, related_name="role_reviews", verbose_name=_("account")
    )
    territory = models.ForeignKey(
        "maillage_territories.Territory",
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("territory"),
    )
    confirmed_at = models.DateTimeField(_("confirmed on"))
    asked_at = models.DateTimeField(_("asked on"), null=True)
    denied_at = models.DateTimeField(_("left on"), null=True)

    class Meta:
        verbose_name = _("role review")
        verbose_name_plural = _("role reviews")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "territory"), name="one_role_review_a_territory"
            ),
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(territory__isnull=True),
                name="one_national_role_review",
            ),
            models.CheckConstraint(
                condition=Q(denied_at__isnull=True) | Q(asked_at__isnull=False),
                name="role_denied_once_asked",
            ),
        )

    def __str__(self) -> str:
        """Without the name: journals quote it."""
        return str(self.territory or _("National team"))


class LimitEntry(models.Model):
    """One value of the cache that limits are counted in (``limit_cache.py``), until it expires.

    Keys of people and mail addresses are digests; those of networks are readable.
    """

    key = models.CharField(max_length=255, primary_key=True)
    value = models.BinaryField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("limit")
        verbose_name_plural = _("limits")

    def __str__(self) -> str:
        return self.key
