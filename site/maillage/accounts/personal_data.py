"""Accounts, field by field: who a person is here, and what they may do."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.auth.hashers import make_password

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
from maillage.personal_data.declarations import acted

UNTIL_CLOSED = "until the account is closed"
ME = account("pk")


def no_address() -> str:
    """An address that cannot exist (RFC 2606), and is nobody else's."""
    return f"{uuid4()}@compte-ferme.invalid"


def no_password() -> str:
    return make_password(None)


personal_data = AppData(
    rows=(
        Rows(
            "maillage_accounts.User",
            subject=ME,
            context={"territory": "territory__name"},
            fields=(
                NotPersonal("id"),
                Personal(
                    "email",
                    purpose="signing in, and writing to the person",
                    retention=UNTIL_CLOSED,
                    erasure=Clear(to=no_address),
                ),
                Personal(
                    "name",
                    purpose="shown beside what the person writes in communities",
                    retention=UNTIL_CLOSED,
                    erasure=Clear(to=""),
                ),
                Personal(
                    "territory",
                    purpose="the time zone of the dates we write",
                    retention=UNTIL_CLOSED,
                    export="its name is in the export",
                    erasure=Clear(),
                ),
                Personal(
                    "password",
                    purpose="signing in",
                    retention=UNTIL_CLOSED,
                    export="a secret that nobody can read: kept hashed",
                    erasure=Clear(to=no_password),
                ),
                Personal(
                    "uuid",
                    purpose="names the account in addresses of pages",
                    retention=UNTIL_CLOSED,
                    erasure=Clear(to=uuid4),
                ),
                Personal(
                    "last_login",
                    purpose="the person sees whether somebody else signed in",
                    retention=UNTIL_CLOSED,
                    erasure=Clear(),
                ),
                Personal(
                    "is_superuser is_staff is_active",
                    purpose="what the account may do",
                    retention=UNTIL_CLOSED,
                    erasure=Clear(to=False),
                ),
                Personal(
                    "date_joined",
                    purpose="accounts are counted by date",
                    retention="as long as what the person wrote and others read",
                    erasure=Keep("a date in an emptied row"),
                ),
            ),
        ),
        Rows(
            "maillage_accounts.User_groups",
            subject=account("user"),
            context={"group": "group__name"},
            fields=(
                NotPersonal("id"),
                Personal(
                    "user group",
                    purpose="the teams of portals the person is in",
                    retention=UNTIL_CLOSED,
                    erasure=Delete(),
                ),
            ),
        ),
        Rows(
            "maillage_accounts.User_user_permissions",
            subject=account("user"),
            context={"permission": "permission__codename"},
            fields=(
                NotPersonal("id"),
                Personal(
                    "user permission",
                    purpose="what the account may do",
                    retention=UNTIL_CLOSED,
                    erasure=Delete(),
                ),
            ),
        ),
        Rows(
            "maillage_accounts.LimitEntry",
            (
                Personal(
                    "key value expires",
                    purpose="holding back who tries passwords and codes, by network or account",
                    retention=(
                        Purge(
                            after=timedelta(0),
                            since="expires",
                            event="the limit has expired, a day after the attempt at the latest",
                            erasure=Delete(),
                        ),
                    ),
                    export="a digest, or a network that others share",
                    erasure=Keep("gone in a day"),
                ),
            ),
        ),
        Rows(
            "maillage_accounts.Invitation",
            subject=address("email"),
            context={"team": "team__group__name"},
            fields=(
                NotPersonal("id uuid team"),
                Personal(
                    "email expires_at accepted_at revoked_at",
                    purpose="offering somebody a role in a portal's team",
                    retention=(
                        Purge(
                            after=timedelta(days=30),
                            since="expires_at",
                            event="the invitation has expired, answered or not",
                        ),
                    ),
                    erasure=Delete(),
                ),
                acted("invited_by invited_at", account("invited_by")),
            ),
        ),
        Rows(
            "maillage_accounts.RoleReview",
            subject=account("user"),
            context={"territory": "territory__name"},
            fields=(
                NotPersonal("id territory"),
                Personal(
                    "user confirmed_at asked_at denied_at",
                    purpose="asking once a year whether the person still works in a team",
                    retention="until the role ends, or the account is closed",
                    erasure=Delete(),
                ),
            ),
        ),
        Rows("maillage_accounts.PortalTeam", (NotPersonal("id group territory role"),)),
    ),
)
