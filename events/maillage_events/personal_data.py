"""The agenda, field by field: people who sign up, their colleagues, those who propose events."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import CharField, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce

from maillage.personal_data import (
    AppData,
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
from maillage.personal_data.declarations import editorial
from maillage_events.ical.personal_feed import KEPT_UNUSED
from maillage_events.models import EventPage, Registration
from maillage_events.models.registrations import RegistrationState
from maillage_events.registration.sign_up import withdraw

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.personal_data import Person, Subject

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

FACTS = (
    "conference_provider conference_url conference_phone conference_pin conference_opens_before "
    "conference_access event_type attendance_mode themes audience accessibility language "
    "visibility start_date start_time end_date end_time rrule place_urn place_name address "
    "latitude "
    "longitude commune registration_mode registration_url registration_opens_at "
    "registration_closes_at onsite_capacity online_capacity waitlist_enabled offer_minutes "
    "guests_max replay_signup timezone"
)


def give_seats_back(person: Person, at: datetime) -> None:
    """Seats to come go to those who wait, before the names are erased."""
    mine = Registration.objects.filter(SIGNED_UP.matches(person)).active().ahead(at)
    for registration in mine.select_related("occurrence__event"):
        withdraw(registration, at=at)


def _title(event: str) -> Subquery:
    pages = EventPage.objects.filter(event=OuterRef(event)).order_by("pk")
    return Subquery(pages.values("title")[:1])


SIGN_UPS = Rows(
    "maillage_events.Registration",
    subject=SIGNED_UP,
    context={"event": _title("occurrence__event"), "date": "occurrence__starts_at"},
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


def _organiser(subject: Subject | None) -> Personal:
    """On the event, found by the address; its pages say the same again."""
    return Personal(
        "organizer_name organizer_email",
        subject=subject,
        purpose="how people reach the organiser",
        retention="as long as the event",
        export=True if subject else "the same as that of the event",
        erasure=Keep("a published contact: who organises the event changes it"),
    )


EVENTS = (
    Rows(
        "maillage_events.Event",
        context={"event": _title("pk")},
        fields=(
            NotPersonal(
                f"id uuid uid translation_key territory status previous_start zone_data sequence "
                f"created_at content_modified_at {FACTS}"
            ),
            editorial("location_note questions cancellation_message words_key"),
            _organiser(address("organizer_email")),
        ),
    ),
    Rows(
        "maillage_events.EventPage",
        (
            NotPersonal(f"page_ptr event image {FACTS}"),
            editorial("summary image_alt body location_note questions"),
            _organiser(None),
        ),
    ),
    Rows("maillage_events.EventIndexPage", (NotPersonal("page_ptr"), editorial("summary"))),
    Rows(
        "maillage_events.Occurrence",
        (
            NotPersonal(
                "id uuid event recurrence_id local_start local_end starts_at ends_at status moved "
                "sequence content_modified_at"
            ),
            editorial("message"),
        ),
    ),
    Rows(
        "maillage_events.SeatPool",
        (NotPersonal("id occurrence mode capacity seats_taken waiting next_waitlist_seq"),),
    ),
    Rows(
        "maillage_events.Material",
        (
            NotPersonal(
                "id uuid occurrence kind format size opened captions access available_from "
                "created_at"
            ),
            editorial("title url"),
        ),
    ),
    Rows("maillage_events.MaterialFile", (NotPersonal("id material"), editorial("content"))),
    Rows("maillage_events.EventSeries_events", (NotPersonal("id eventseries event"),)),
    Rows(
        "maillage_events.EventSeries",
        (
            NotPersonal("id uuid slug territory live modified_at"),
            editorial("title introduction title_en introduction_en"),
        ),
    ),
    Rows("maillage_events.FormerSeriesSlug", (NotPersonal("slug holder"),)),
    Rows(
        "maillage_events.EventShare",
        (
            NotPersonal("id event territory pinned hidden created_at modified_at"),
            editorial("introduction contact"),
        ),
    ),
)

personal_data = AppData(
    rows=(SIGN_UPS, MAIL_LINKS, PRESENCE, CALENDAR, PROPOSALS, *EVENTS), leave=give_seats_back
)
