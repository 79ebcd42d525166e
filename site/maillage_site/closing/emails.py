"""What the team of a portal that closes is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage.scope import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from maillage.accounts.models import PortalTeam, User
    from maillage_site.portals.models import PortalPage


def tell_roles_ended(
    user: User,
    home: PortalPage,
    roles: Sequence[PortalTeam.Role],
    became: Iterable[tuple[str, str]],
    *,
    at: datetime,
) -> None:
    """One email a person, whatever the number of roles, in French as the one that gave them.

    ``became`` says who has received what, or what became of it.
    """
    with translation.override(DEFAULT_LANGUAGE):
        _send(f"portal-closed:{home.portal.pk}", user, _closed(user, home, roles, became), at)


def tell_open_again(
    user: User, home: PortalPage, roles: Sequence[PortalTeam.Role], *, at: datetime
) -> None:
    """The roles that ended with the portal are back: one email a person too."""
    with translation.override(DEFAULT_LANGUAGE):
        _send(f"portal-reopened:{home.portal.pk}", user, _open_again(user, home, roles), at)


def _closed(
    user: User,
    home: PortalPage,
    roles: Sequence[PortalTeam.Role],
    became: Iterable[tuple[str, str]],
) -> Letter:
    named = {"portal": home.title}
    return Letter(
        subject=_("The portal %(portal)s is closed") % named,
        title=_("The portal %(portal)s is closed") % named,
        paragraphs=(
            _(
                "The national team has closed this portal. Your role in it has ended: you no "
                "longer open its pages, its events or its people in the administration."
            ),
            _("Your account stays yours, with your sign-ups and your circles."),
        ),
        action=(_("Open your space"), _address("maillage_accounts:home")),
        facts=(
            *_facts(home, roles),
            *((_("%(what)s: portal that receives") % {"what": what}, by) for what, by in became),
        ),
        name=user.name,
        reason=_("You get this email because you had a role in this portal."),
    )


def _open_again(user: User, home: PortalPage, roles: Sequence[PortalTeam.Role]) -> Letter:
    named = {"portal": home.title}
    return Letter(
        subject=_("The portal %(portal)s is open again") % named,
        title=_("The portal %(portal)s is open again") % named,
        paragraphs=(
            _(
                "The national team has opened this portal again. You have back the role that you "
                "had in it: its pages, its events and its people are in the administration."
            ),
        ),
        action=(_("Open the administration"), _address("wagtailadmin_home")),
        facts=_facts(home, roles),
        name=user.name,
        reason=_("You get this email because you had a role in this portal when it was closed."),
    )


def _facts(home: PortalPage, roles: Sequence[PortalTeam.Role]) -> tuple[tuple[str, str], ...]:
    return (
        (_("Portal"), home.title),
        (_("Team"), ", ".join(str(role.label) for role in roles)),
    )


def _send(purpose: str, user: User, letter: Letter, at: datetime) -> None:
    send_later(
        purpose,
        user.email,
        version=int(at.timestamp()),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
    )


def _address(name: str) -> str:
    return settings.BASE_URL.rstrip("/") + reverse(name)
