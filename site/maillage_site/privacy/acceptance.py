"""Whom a restriction lets in, and what its kinds are called.

Anybody may open an account: "signed in" would be everybody. Wagtail's kind of that name lets in the
team of the portal where the page is. A password that was changed is asked again of those who knew
the one before.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.view_restrictions import BaseViewRestrictionForm
from wagtail.models import BaseViewRestriction

from maillage_site.privacy.teams import works_where

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

TEAM, PASSWORD = BaseViewRestriction.LOGIN, BaseViewRestriction.PASSWORD
KINDS = (
    (BaseViewRestriction.NONE, _("Everybody")),
    (TEAM, _("The team of this portal: whoever has a role in it, and the national team")),
    (BaseViewRestriction.GROUPS, _("A part of the team: the groups that you tick")),
    (PASSWORD, _("Whoever has the password: people pass it on, so nothing confidential")),
)
HELP = _("What is not for everybody is in no list, search, feed or map; its files follow it.")
PROOFS = "maillage_passwords_given"


def narrow_restrictions() -> None:
    """Once, when the apps are ready."""
    BaseViewRestriction.RESTRICTION_CHOICES = KINDS
    field = BaseViewRestrictionForm.base_fields["restriction_type"]
    field.choices, field.help_text = KINDS, HELP
    BaseViewRestriction.accept_request = _narrowed(BaseViewRestriction.accept_request)
    BaseViewRestriction.mark_as_passed = _remembering(BaseViewRestriction.mark_as_passed)


def _narrowed(stock: Callable[[BaseViewRestriction, HttpRequest], bool]) -> Callable:
    @wraps(stock)
    def accept_request(restriction: BaseViewRestriction, request: HttpRequest) -> bool:
        if restriction.restriction_type == TEAM:
            return works_where(request.user, restriction)
        if restriction.restriction_type == PASSWORD:
            given = request.session.get(PROOFS, {}).get(_key(restriction), "")
            if not constant_time_compare(given, _proof(restriction)):
                return False
        return stock(restriction, request)

    return accept_request


def _remembering(stock: Callable[[BaseViewRestriction, HttpRequest], None]) -> Callable:
    @wraps(stock)
    def mark_as_passed(restriction: BaseViewRestriction, request: HttpRequest) -> None:
        stock(restriction, request)
        proofs = request.session.get(PROOFS, {})
        request.session[PROOFS] = {**proofs, _key(restriction): _proof(restriction)}

    return mark_as_passed


def _key(restriction: BaseViewRestriction) -> str:
    return f"{restriction._meta.model_name}:{restriction.pk}"


def _proof(restriction: BaseViewRestriction) -> str:
    """Which password was given, without the password."""
    return salted_hmac(PROOFS, f"{_key(restriction)} {restriction.password}").hexdigest()
