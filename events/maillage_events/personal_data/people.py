"""People who sign up, their colleagues, those who propose events."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import CharField, F, Q
from django.db.models.functions import Cast, Coalesce

from maillage.personal_data import (
    Clear,
    Delete,
    Keep,
    NotPersonal,
    Personal,
    Purge,
    Rows,
    account,
    address,
)
from maillage_events.ical.personal_feed import KEPT_UNUSED
from maillage_events.models import Registration
from maillage_events.models.registrations import RegistrationState
from maillage_events.personal_data.events import title_of
from maillage_events.registration.sign_up import withdraw

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.personal_data import Person

DAY, YEAR = timedelta(days=1), timedelta(days=365)
NO_ANSWER = "a colleague whom somebody else signed up did not answer in time"
# Guests too: an address that was verified since is theirs.
SIGNED_UP = account("user") | address("email", unless="user")
SIGN_UPS_OF_SAME = account("registration__user") | address(
    "registration__email", unless="registration__user"
)
COUNTED = Keep("a count: it leads to nobody once name, address and account are gone")
AFTER_THE_DATE = Purge(after=YEAR, since="occurrence__ends_at", event="the end of the date")
NEVER_ANSWERED = Purge(
    after=DAY,
    since="ended_at",
    event=NO_ANSWER,
    only=Q(invited_by__isnull=False, state=RegistrationState.EXPIRED, promoted_at=None),
)


def give_seats_back(person: Person, at: datetime) -> None:
    """Seats to come go to those who wait, before the names are erased."""
    mine = Registration.objects.filter(SIGNED_UP.matches(person)).active().ahead(at)
    for registration in mine.select_related("occurrence__event"):
        withdraw(registration, at=at)


SIGN_UPS = Rows(
    "maillage_events.Registration",
    subject=SIGNED_UP,
    context={"event": title_of("occurrence__event"), "date": "occurrence__starts_at"},
    fields=(
        NotPersonal("id occurrence reminded_for last_sequence"),
        Personal(
            "name email",
            purpose="confirming the place, telling of changes; the organiser sees who comes",
            retention=(AFTER_THE_DATE, NEVER_ANSWERED),
            erasure=Clear(),
        ),
        Personal(
            "answers",
            purpose="what the organiser needs to know to receive people",
            retention=(AFTER_THE_DATE, NEVER_ANSWERED),
            erasure=Clear(),
        ),
        Personal(
            "user",
            purpose="the person finds the sign-up in their space",
            retention=(AFTER_THE_DATE, NEVER_ANSWERED),
            erasure=Clear(),
        ),
        Personal(
            "email_key",
            purpose="one sign-up an address and a date",
            retention=(AFTER_THE_DATE, NEVER_ANSWERED),
            export="the same as the address",
            erasure=Clear(to=Cast(F("pk"), CharField())),
        ),
        Personal(
            "invited_by",
            purpose="a colleague knows who signed them up",
            retention="as long as the date",
            export="it is about somebody else",
            erasure=COUNTED,
        ),
        Personal(
            "uuid",
            purpose="names the sign-up in addresses of pages",
            retention="as long as the date",
            export="a link needs a secret beside it",
            erasure=COUNTED,
        ),
        Personal(
            "mode party_size state replay_only seats_held waitlist_seq hold_expires_at language "
            "zone via_portal booking created_at confirmed_at promoted_at ended_at",
            purpose="the place asked for, and what became of it",
            retention="as long as the date: figures without names",
            erasure=COUNTED,
        ),
    ),
)

MAIL_LINKS = Rows(
    "maillage_events.MailLink",
    subject=SIGN_UPS_OF_SAME,
    fields=(
        NotPersonal("id"),
        Personal(
            "registration purpose created_at expires_at",
            purpose="links in mails that confirm, change or join without an account",
            retention=(
                Purge(after=timedelta(0), since="expires_at", event="the link has expired"),
                Purge(
                    after=YEAR,
                    since="registration__occurrence__ends_at",
                    event="the end of the date",
                ),
                Purge(
                    after=DAY,
                    since="registration__ended_at",
                    event=NO_ANSWER,
                    only=Q(
                        registration__invited_by__isnull=False,
                        registration__state=RegistrationState.EXPIRED,
                        registration__promoted_at=None,
                    ),
                ),
            ),
            erasure=Delete(),
        ),
        Personal(
            "token_hash",
            purpose="recognising the link",
            retention="as long as its link",
            export="a secret that nobody can read: kept hashed",
            erasure=Delete(),
        ),
    ),
)

PRESENCE = Rows(
    "maillage_events.Attendance",
    subject=SIGN_UPS_OF_SAME,
    context={"date": "registration__occurrence__starts_at"},
    fields=(
        NotPersonal("id registration"),
        Personal(
            "source people joined_at",
            purpose="who came, counted for the organiser",
            retention="as long as the date: figures without names",
            erasure=COUNTED,
        ),
    ),
)

CALENDAR = Rows(
    "maillage_events.CalendarFeedToken",
    subject=account("user"),
    fields=(
        NotPersonal("id"),
        Personal(
            "user created_at last_used_at",
            purpose="a calendar of one's own dates, at a secret address",
            retention=(
                Purge(
                    after=KEPT_UNUSED,
                    since=Coalesce("last_used_at", "created_at"),
                    event="the last reading",
                ),
            ),
            erasure=Delete(),
        ),
        Personal(
            "token_hash",
            purpose="recognising the address",
            retention="as long as its calendar",
            export="a secret that nobody can read: kept hashed",
            erasure=Delete(),
        ),
    ),
)

PROPOSALS = Rows(
    "maillage_events.EventProposal",
    subject=address("email"),
    context={"title": "page__title"},
    fields=(
        NotPersonal("id page"),
        Personal(
            "name email message language sent_at",
            purpose="telling who proposed an event what became of it",
            retention=(
                Purge(after=YEAR, since="sent_at", event="it was sent, if nobody answered"),
            ),
            erasure=Delete(),
        ),
    ),
)

ROWS = (SIGN_UPS, MAIL_LINKS, PRESENCE, CALENDAR, PROPOSALS)
