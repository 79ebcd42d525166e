"""Invented people of the demo, and the accounts whose log-ins it prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.utils.text import slugify

from maillage.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Callable

# A log-in for a throw-away database on one's own machine, printed by the demo itself.
PASSWORD = "maillage-demo-2026"  # noqa: S105
DOMAIN = "exemple.fr"


def person(name: str, email: str = "") -> User:
    """The invented person of that first name, with a confirmed address; created at first use."""
    email = email or f"{slugify(name)}@{DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, PASSWORD, name=name)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def finder() -> Callable[[str], User]:
    """``person``, remembering whom it has found."""
    known: dict[str, User] = {}

    def find(name: str) -> User:
        if name not in known:
            known[name] = person(name)
        return known[name]

    return find
