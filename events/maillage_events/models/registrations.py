"""Who signed up for a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self
from unicodedata import normalize
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from maillage.scope import Scope
from maillage_events.models.events import Event
from maillage_events.models.facts import SeatMode
from maillage_events.models.occurrences import Occurrence

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User


class RegistrationState(models.TextChoices):
    PENDING = "pending", _("to be confirmed by mail")
    CONFIRMED = "confirmed", _("signed up")
    WAITLISTED = "waitlisted", _("on the waiting list")
    OFFERED = "offered", _("a place is offered")
    REVIEW = "review", _("waits for the organiser's answer")
    REPLAY = "replay", _("replay only")
    REJECTED = "rejected", _("not accepted by the organiser")
    CANCELLED = "cancelled", _("withdrawn")
    REVOKED = "revoked", _("cancelled by the organiser")
    EXPIRED = "expired", _("never confirmed")


State = RegistrationState
ACTIVE = (
    *(State.PENDING, State.CONFIRMED, State.WAITLISTED, State.OFFERED, State.REVIEW),
    State.REPLAY,
)
SEATED = (State.CONFIRMED, State.OFFERED)
EXPIRING = (State.PENDING, State.OFFERED)


def email_key(address: str) -> str:
    """What makes two addresses the same person's: an accent apart looks like one composed."""
    return normalize("NFC", address.strip().casefold())


class RegistrationQuerySet(QuerySet):
    """Sign-ups by state, person and date."""

    def active(self) -> Self:
        return self.filter(state__in=ACTIVE)

    def confirmed(self) -> Self:
        return self.filter(state=State.CONFIRMED)

    def told_of_changes(self) -> Self:
        """Who must know: people with a seat, who wait for one, for an answer or for the replay."""
        return self.exclude(state=State.PENDING).active()

    def given_what_is_left(self) -> Self:
        """Who may open the replay and the documents: people who had a seat, or asked for it."""
        return self.filter(state__in=(State.CONFIRMED, State.REPLAY))

    def waiting(self) -> Self:
        """First come, first served."""
        return self.filter(state=State.WAITLISTED).order_by("waitlist_seq")

    def to_review(self) -> Self:
        """The organiser's answer is awaited; the oldest first."""
        return self.filter(state=State.REVIEW).order_by("created_at", "pk")

    def overdue(self, at: datetime) -> Self:
        """Never confirmed, or not accepted, in time; nobody can accept while it is postponed."""
        late = self.filter(state__in=EXPIRING, hold_expires_at__lte=at)
        return late.exclude(state=State.OFFERED, occurrence__event__status=Event.Status.POSTPONED)

    def by_address(self, address: str) -> Self:
        return self.filter(email_key=email_key(address))

    def of_account(self, user: User) -> Self:
        return self.filter(user=user)

    def ahead(self, at: datetime) -> Self:
        """Of dates that are not over."""
        return self.filter(occurrence__ends_at__gt=at)


class Registration(models.Model):
    """One person's sign-up to one date; a person who comes back gets a new row.

    ``seats_held`` are counted in the pool's ``seats_taken``: all or none of ``party_size``.
    PENDING waits for its mail address to be confirmed, with its seats until
    ``hold_expires_at`` or, when none was left, without. OFFERED has seats that got free, kept
    until ``hold_expires_at`` for the person to accept. REVIEW waits for the organiser's answer,
    without a seat. REPLAY wants the replay alone, without a seat (``replay_only``, which a pending
    one is too until its address is confirmed). ``reminded_for`` is the beginning its reminders
    were planned for. ``invited_by`` is the sign-up of the colleague who asked for this one.
    ``booking`` is the same for the dates asked for in one go (see ``registration.bookings``).
    """

    State = RegistrationState

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    occurrence = models.ForeignKey(
        Occurrence,
        models.CASCADE,
        related_name="registrations",
        verbose_name=_("date"),
        db_index=False,  # ``panel_of_a_date`` begins with it
    )
    mode = models.CharField(_("mode"), max_length=6, choices=SeatMode)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    invited_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="colleagues",
        verbose_name=_("signed up by"),
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("mail address"))
    email_key = models.CharField(max_length=254, editable=False)
    party_size = models.PositiveSmallIntegerField(_("people"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State)
    replay_only = models.BooleanField(_("replay only"), default=False)
    seats_held = models.PositiveSmallIntegerField(_("seats"), default=0)
    waitlist_seq = models.PositiveIntegerField(_("rank"), null=True, blank=True)
    hold_expires_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    language = models.CharField(max_length=5, default="fr")
    zone = models.CharField(max_length=40, default="Europe/Paris")
    via_portal = models.CharField(_("portal"), max_length=60, blank=True)
    booking = models.UUIDField(null=True, blank=True, db_index=True, editable=False)
    created_at = models.DateTimeField(_("signed up on"), default=now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    promoted_at = models.DateTimeField(null=True, blank=True)
    reminded_for = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    last_sequence = models.PositiveIntegerField(null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ("created_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("occurrence", "email_key"),
                condition=Q(state__in=ACTIVE),
                name="signed_up_once_an_address",
            ),
            models.UniqueConstraint(
                fields=("occurrence", "mode", "waitlist_seq"), name="one_rank_a_waiting_person"
            ),
            models.CheckConstraint(condition=Q(party_size__gte=1), name="party_of_one_at_least"),
            models.CheckConstraint(
                condition=(
                    Q(
                        state__in=(State.CONFIRMED, State.OFFERED, State.PENDING),
                        seats_held=F("party_size"),
                    )
                    | (~Q(state__in=SEATED) & Q(seats_held=0))
                ),
                name="seats_held_follow_state",
            ),
            models.CheckConstraint(
                condition=Q(state__in=EXPIRING, hold_expires_at__isnull=False)
                | (~Q(state__in=EXPIRING) & Q(hold_expires_at__isnull=True)),
                name="only_pending_and_offered_expire",
            ),
            models.CheckConstraint(
                condition=Q(replay_only=False) & ~Q(state=State.REPLAY)
                | Q(
                    replay_only=True,
                    seats_held=0,
                    state__in=(
                        State.PENDING,
                        State.REPLAY,
                        State.CANCELLED,
                        State.REVOKED,
                        State.EXPIRED,
                    ),
                ),
                name="replay_only_has_no_seat",
            ),
            models.CheckConstraint(
                condition=Q(invited_by__isnull=True) | ~Q(invited_by=F("pk")),
                name="nobody_is_their_own_colleague",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.WAITLISTED) | Q(waitlist_seq__isnull=False),
                name="waiting_has_a_rank",
            ),
        )
        indexes = (
            # Not of state: a date's people must be found by their date.
            models.Index(
                fields=("hold_expires_at",),
                condition=Q(hold_expires_at__isnull=False),
                name="holds_by_their_end",
            ),
            # The panel in its order, and what it and the statistics count without reading rows.
            models.Index(
                fields=("occurrence", "state", "waitlist_seq", "id", "via_portal", "party_size"),
                name="panel_of_a_date",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        """The portal and language it was made in, for the links of its mails."""
        return Scope(slug=self.via_portal, language=self.language, zone=self.zone)

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE


class MailLink(models.Model):
    """A link written in a mail: 128 random bits, kept hashed, good for one purpose."""

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", _("confirm")
        MANAGE = "manage", _("manage")
        JOIN = "join", _("join")
        CONFIRM_ALL = "confirmall", _("confirm several dates")
        MANAGE_ALL = "manageall", _("manage several dates")

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="mail_links")
    purpose = models.CharField(max_length=10, choices=Purpose)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("link in a mail")
        verbose_name_plural = _("links in mails")

    def __str__(self) -> str:
        return f"{self.purpose} {self.registration_id}"
