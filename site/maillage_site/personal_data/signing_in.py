"""Addresses, second factors and sessions."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils import timezone

from maillage.personal_data import (
    Delete,
    NotPersonal,
    Personal,
    Purge,
    Rows,
    Subject,
    account,
)

if TYPE_CHECKING:
    from maillage.personal_data import Person

UNTIL_CLOSED = "until the account is closed"
SECRET = "a secret: whoever reads it signs in"  # noqa: S105 -- a sentence


def _sessions_of(person: Person) -> Q:
    """A session says whose it is in its signed data alone; those that are over await the purge."""
    own = str(person.user.pk)
    live = Session.objects.filter(expire_date__gt=timezone.now())
    sessions = live.iterator(chunk_size=500)
    mine = [one.pk for one in sessions if one.get_decoded().get("_auth_user_id") == own]
    return Q(pk__in=mine)


ROWS = (
    Rows(
        "account.EmailAddress",
        subject=account("user"),
        fields=(
            NotPersonal("id"),
            Personal(
                "user email verified primary",
                purpose="signing in, and writing to the person",
                retention=UNTIL_CLOSED,
                erasure=Delete(),
            ),
        ),
    ),
    Rows(
        "account.EmailConfirmation",
        subject=account("email_address__user"),
        fields=(
            NotPersonal("id"),
            Personal(
                "email_address created sent",
                purpose="proving an address (codes wait in the session: this table stays empty)",
                retention=(
                    Purge(after=timedelta(days=3), since="created", event="it was asked for"),
                ),
                erasure=Delete(),
            ),
            Personal(
                "key",
                purpose="proving an address",
                retention="as long as its confirmation",
                export=SECRET,
                erasure=Delete(),
            ),
        ),
    ),
    Rows(
        "mfa.Authenticator",
        subject=account("user"),
        fields=(
            NotPersonal("id"),
            Personal(
                "user type created_at last_used_at",
                purpose="the second factor",
                retention=UNTIL_CLOSED,
                erasure=Delete(),
            ),
            Personal(
                "data",
                purpose="the second factor",
                retention=UNTIL_CLOSED,
                export=SECRET,
                erasure=Delete(),
            ),
        ),
    ),
    Rows(
        "usersessions.UserSession",
        subject=account("user"),
        fields=(
            # Always 192.0.2.0 and {}: allauth's columns want them.
            NotPersonal("id ip data"),
            Personal(
                "user user_agent created_at last_seen_at",
                purpose="the person sees on which devices they are signed in, and since when",
                retention=(
                    Purge(after=timedelta(days=30), since="last_seen_at", event="the last use"),
                ),
                erasure=Delete(),
            ),
            Personal(
                "session_key",
                purpose="ending a session from another one",
                retention="as long as its row",
                export=SECRET,
                erasure=Delete(),
            ),
        ),
    ),
    Rows(
        "sessions.Session",
        subject=Subject("`session_data` says so", _sessions_of),
        fields=(
            Personal(
                "session_key session_data expire_date",
                purpose="staying signed in; the code or the link that is being used",
                retention=(Purge(after=timedelta(0), since="expire_date", event="its end"),),
                export=SECRET,
                erasure=Delete(),
            ),
        ),
    ),
)
