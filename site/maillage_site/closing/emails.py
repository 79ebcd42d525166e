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
    from collections.abc import Sequence
    from datetime import datetime

    from maillage.accounts.models import PortalTeam, User
    from maillage_site.portals.models import PortalPage


def tell_roles_ended(
    user: User, home: PortalPage, roles: Sequence[PortalTeam.Role], *, at: datetime
) -> None:
    """One email a person, whatever the number of roles, in French as the one that gave them."""
    with translation.override(DEFAULT_LANGUAGE):
        letter = _letter(user, home, roles)
        send_later(
            f"portal-closed:{home.portal.pk}",
            user.email,
            version=int(at.timestamp()),
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
        )


def _letter(user: User, home: PortalPage, roles: Sequence[PortalTeam.Role]) -> Letter:
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
            (_("Portal"), home.title),
            (_("Team"), ", ".join(str(role.label) for role in roles)),
        ),
        name=user.name,
        reason=_("You get this email because you had a role in this portal."),
    )


def _address(name: str) -> str:
    return settings.BASE_URL.rstrip("/") + reverse(name)
