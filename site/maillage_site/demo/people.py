"""Invented people of the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.utils.text import slugify

from maillage.accounts.models import User
from maillage_site.rights.demo_accounts import DEMO_PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

DOMAIN = "exemple.fr"


def person(name: str, email: str = "") -> User:
    """The invented person of that first name, with a confirmed address; created at first use."""
    email = email or f"{slugify(name)}@{DOMAIN}"
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, DEMO_PASSWORD, name=name)
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
