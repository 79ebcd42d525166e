"""What is true of an event whatever the language: proposed on its page, kept on its row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage_events.models.audiences import (
    Accessibility,
    AccessibilityField,
    AudienceField,
    AudienceType,
    Language,
)
from maillage_events.models.conference import Conference
from maillage_events.models.location import Location
from maillage_events.models.multiple_choice import labels, unpacked
from maillage_events.models.themes import ThemesField
from maillage_events.recurrence.rules import Rule


class EventType(models.TextChoices):
    """The values are read in addresses (``?type=atelier``)."""

    WEBINAR = "webinaire", _("Webinar")
    WORKSHOP = "atelier", _("Workshop")
    TRAINING = "formation", _("Training")
    MEETUP = "rencontre", _("Meeting")
    DROP_IN = "permanence", _("Drop-in session")


def kinds_to_choose() -> list[tuple[str, object]]:
    """In a form: nothing is chosen until somebody chooses."""
    return [("", _("Choose…")), *EventType.choices]


class AttendanceMode(models.TextChoices):
    """The values are read in addresses (``?mode=en-ligne``)."""

    ONSITE = "sur-place", _("On site")
    ONLINE = "en-ligne", _("Online")
    MIXED = "mixte", _("On site and online")


class RegistrationMode(models.TextChoices):
    NONE = "none", _("Nobody needs to sign up")
    INTERNAL = "internal", _("Sign-up here")
    MODERATED = "moderated", _("Sign-up here, accepted by the organiser")
    EXTERNAL = "external", _("Sign-up on another site")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("In the agenda")
    UNLISTED = "unlisted", _("Only for who has the address")


@dataclass(frozen=True)
class Question:
    """What the organiser asks who signs up."""

    text: str
    required: bool


class EventFacts(Location, Conference):
    """Columns shared by EventPage, which proposes them, and Event, on which they hold.

    Dates and times are read in the event's zone. An event that lasts whole days has no times.
    """

    event_type = models.CharField(_("kind of event"), max_length=12, choices=EventType)
    attendance_mode = models.CharField(
        _("where people attend"),
        max_length=10,
        choices=AttendanceMode,
        default=AttendanceMode.ONSITE,
    )
    themes = ThemesField(_("themes"))
    audience = AudienceField(
        _("for whom"), help_text=_("Tick nothing when everybody is welcome: it is the usual case.")
    )
    accessibility = AccessibilityField(
        _("accessibility"), help_text=_("Only what you are sure of: people decide to come on it.")
    )
    language = models.CharField(
        _("language spoken"), max_length=5, choices=Language, default=Language.FRENCH
    )
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.PUBLIC
    )

    start_date = models.DateField(_("starts on"))
    start_time = models.TimeField(
        _("at"), null=True, blank=True, help_text=_("Leave empty when it lasts whole days.")
    )
    end_date = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("Empty: the same day.")
    )
    end_time = models.TimeField(_("until"), null=True, blank=True)
    rrule = models.CharField(_("repetition rule"), max_length=120, blank=True, default="")

    organizer_name = models.CharField(_("organiser"), max_length=150, blank=True)
    organizer_email = models.EmailField(
        _("organiser's mail"), blank=True, help_text=_("A shared address, not a person's.")
    )
    registration_mode = models.CharField(
        _("sign-up"), max_length=10, choices=RegistrationMode, default=RegistrationMode.INTERNAL
    )
    registration_url = models.URLField(_("address of the sign-up form"), max_length=500, blank=True)
    registration_opens_at = models.DateTimeField(_("sign-up opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(
        _("sign-up closes"), null=True, blank=True, help_text=_("Empty: when the event starts.")
    )
    onsite_capacity = models.PositiveIntegerField(
        _("seats on site"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100_000)],
        help_text=_("Empty: no limit."),
    )
    online_capacity = models.PositiveIntegerField(
        _("seats online"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100_000)],
        help_text=_("Empty: no limit."),
    )
    waitlist_enabled = models.BooleanField(_("keep a waiting list"), default=True)
    offer_minutes = models.PositiveIntegerField(
        _("minutes to accept a place that gets free"),
        null=True,
        blank=True,
        validators=[MinValueValidator(30), MaxValueValidator(7 * 24 * 60)],
        help_text=_("Empty: the first who waits gets the place at once, without accepting."),
    )
    guests_max = models.PositiveSmallIntegerField(
        _("people one may bring along"), default=0, validators=[MaxValueValidator(20)]
    )
    replay_signup = models.BooleanField(
        _("announce a replay, with a sign-up for it alone"),
        default=False,
        help_text=_(
            "For what takes place online. People without a place, or who cannot come, leave their "
            "address until the end: they get a mail when the replay is there."
        ),
    )

    questions = models.TextField(
        _("questions to who signs up"),
        blank=True,
        default="",
        max_length=1000,
        help_text=_(
            "One a line, five at most. End a line with * when an answer is needed. "
            "Ask only what you use: answers are erased with the sign-up."
        ),
    )

    class Meta:
        abstract = True

    @property
    def question_list(self) -> list[Question]:
        """The organiser's questions in order."""
        lines = [line.strip() for line in self.questions.splitlines() if line.strip("* ")]
        return [Question(line.rstrip("* "), line.endswith("*")) for line in lines]

    @property
    def takes_sign_ups(self) -> bool:
        """Here, not on another site."""
        return self.registration_mode in {RegistrationMode.INTERNAL, RegistrationMode.MODERATED}

    @property
    def is_moderated(self) -> bool:
        return self.registration_mode == RegistrationMode.MODERATED

    @property
    def offers_replay(self) -> bool:
        """One may sign up for the replay alone."""
        return self.replay_signup and self.is_online and self.takes_sign_ups

    @property
    def all_day(self) -> bool:
        return self.start_time is None

    @property
    def local_start(self) -> datetime:
        """Wall time of the first date's beginning."""
        return datetime.combine(self.start_date, self.start_time or time())

    @property
    def local_end(self) -> datetime:
        """Wall time of the first date's end; midnight after the last day of whole days."""
        last = self.end_date or self.start_date
        if self.all_day:
            return datetime.combine(last, time()) + timedelta(days=1)
        return datetime.combine(last, self.end_time or self.start_time)

    @property
    def duration(self) -> timedelta:
        """Length on the wall's clock."""
        return self.local_end - self.local_start

    @property
    def rule(self) -> Rule | None:
        """The repetition; None for a single event."""
        return Rule.parse(self.rrule) if self.rrule else None

    @property
    def theme_list(self) -> list[str]:
        return unpacked(self.themes)

    @property
    def audience_labels(self) -> list[str]:
        """Empty when everybody is welcome."""
        return labels(AudienceType, self.audience)

    @property
    def accessibility_labels(self) -> list[str]:
        return labels(Accessibility, self.accessibility)

    @property
    def joined_freely(self) -> bool:
        """Online, and whoever comes to the door gets in."""
        return self.is_online and self.conference_access == Conference.Access.PUBLIC

    @property
    def is_online(self) -> bool:
        return self.attendance_mode != AttendanceMode.ONSITE

    @property
    def is_onsite(self) -> bool:
        return self.attendance_mode != AttendanceMode.ONLINE

    @property
    def says_where(self) -> bool:
        """Whoever is expected on site reads where to go."""
        return not self.is_onsite or self.names_place

    def capacities(self) -> dict[str, int | None]:
        """Pool → seats, for the pools this event has."""
        found = {}
        if self.is_onsite:
            found[SeatMode.ONSITE] = self.onsite_capacity
        if self.is_online:
            found[SeatMode.ONLINE] = self.online_capacity
        return found


class DateStatus(models.TextChoices):
    """Of one date, beside that of its event."""

    SCHEDULED = "scheduled", _("planned")
    CANCELLED = "cancelled", _("cancelled")


class SeatMode(models.TextChoices):
    ONSITE = "onsite", _("on site")
    ONLINE = "online", _("online")


# Facts whose change people must be told of: SEQUENCE goes up (conformance line 9).
SCHEDULE_FACTS = ("start_date", "start_time", "end_date", "end_time", "rrule", "timezone")
WHEREABOUTS_FACTS = (
    *("attendance_mode", "place_urn", "place_name", "address", "latitude", "longitude"),
    *("location_note", "conference_url"),
)
FACTS = tuple(field.name for field in EventFacts._meta.local_fields)
SEQUENCE_FACTS = frozenset((*SCHEDULE_FACTS, *WHEREABOUTS_FACTS))
