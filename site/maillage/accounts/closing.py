"""Leaving: what a person takes away, and what remains once the account is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from maillage.accounts.models import User
from maillage.personal_data import Person
from maillage.personal_data.erasing import everything_about, forget
from maillage.personal_data.export import export

if TYPE_CHECKING:
    from datetime import datetime


class LastAdministratorError(Exception):
    """The only administrator left cannot close their account."""


def export_account(user: User, *, at: datetime) -> dict[str, object]:
    """Everything the site knows of a person, as values that JSON can hold."""
    return {"exported": at.isoformat(), **export(Person.of(user))}


def close_account(user: User, *, at: datetime) -> None:
    """Erase the person and keep an empty account, so that what others read or count stays.

    Nobody signs in with the account any more and its mail address is free again. Raises
    LastAdministratorError.
    """
    person = Person.of(user)
    everything = everything_about(person)
    with transaction.atomic():
        if _is_last_administrator(user):
            raise LastAdministratorError
        forget(person, everything, at=at)
        user.refresh_from_db()


def forget_deleted(instance: User, **_rest: object) -> None:
    """An account that is deleted (the admin, a shell) is forgotten first: sign-ups would stay."""
    person = Person.of(instance)
    forget(person, everything_about(person), at=timezone.now())


def _is_last_administrator(user: User) -> bool:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()
