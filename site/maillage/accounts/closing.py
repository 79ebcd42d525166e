"""Leaving: what a person takes away, and what remains once the account is closed."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from maillage.accounts.models import User
from maillage.contributions import PersonalData
from maillage.plugin import contributions

if TYPE_CHECKING:
    from datetime import datetime


class LastAdministratorError(Exception):
    """The only administrator left cannot close their account."""


def export_account(user: User, *, at: datetime) -> dict[str, object]:
    """Everything the site knows of a person, as values that JSON can hold."""
    account = {
        "mail": user.email,
        "name": user.name,
        "territory": user.territory.name if user.territory else "",
        "created": user.date_joined.isoformat(),
        "last_sign_in": user.last_login.isoformat() if user.last_login else "",
        "groups": sorted(user.groups.values_list("name", flat=True)),
    }
    contributed = {str(data.label): data.export(user) for data in contributions(PersonalData)}
    return {"exported": at.isoformat(), "account": account, **contributed}


@transaction.atomic
def close_account(user: User) -> None:
    """Erase the person and keep an empty account, so that what others read or count stays.

    Plugins erase first (``PersonalData``); nobody signs in with the account any more and its
    mail address is free again. Raises LastAdministratorError.
    """
    if _is_last_administrator(user):
        raise LastAdministratorError
    for data in contributions(PersonalData):
        data.erase(user)
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    _anonymise(user)


def _is_last_administrator(user: User) -> bool:
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return user.is_superuser and not others.exists()


def _anonymise(user: User) -> None:
    user.uuid = uuid.uuid4()
    user.email = f"{user.uuid}@compte-ferme.invalid"
    user.name = ""
    user.territory = None
    user.last_login = None
    user.is_active = False  # ty: ignore[invalid-assignment] -- a column, not a property
    user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
