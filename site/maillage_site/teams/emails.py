"""What a person is told when they are given a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.models import PortalTeam
from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage.scope import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from datetime import datetime

    from maillage.accounts.models import User
    from maillage_site.portals.models import PortalPage

Role = PortalTeam.Role
WHAT_IT_IS = {
    Role.EDITOR: gettext_lazy("You write pages and announce events; a publisher puts them online."),
    Role.PUBLISHER: gettext_lazy(
        "You write pages and events, and put online what the team has written."
    ),
    Role.COORDINATOR: gettext_lazy("You keep the places, events and communities of the territory."),
}


def tell_role(
    user: User, portal: PortalPage, role: PortalTeam.Role, *, at: datetime, invited: bool
) -> None:
    """One email for each time the role is given, in French: nobody knows their language yet.

    It holds no secret: the sign-in page sends a code to the address.
    """
    with translation.override(DEFAULT_LANGUAGE):
        letter = _letter(user, portal, role, invited=invited)
        send_later(
            f"role:{portal.portal.pk}:{role.value}",
            user.email,
            version=int(at.timestamp()),
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
        )


def _letter(user: User, portal: PortalPage, role: PortalTeam.Role, *, invited: bool) -> Letter:
    named = {"portal": portal.title, "role": role.label}
    paragraphs = [str(WHAT_IT_IS[role])]
    if not portal.live:
        paragraphs.append(_("The portal is not online yet: its pages are drafts for you to read."))
    links = [(_("Choose a password"), _address("account_reset_password"))] if invited else []
    if invited:
        paragraphs.append(
            _(
                "An account was opened for your address. To come in, ask for a code: it is sent to "
                "this address. You may choose a password as well."
            )
        )
        action = (_("Come in with a code"), _address("account_request_login_code"))
    else:
        action = (_("Open the administration"), _address("wagtailadmin_home"))
    return Letter(
        subject=_("Your role in the portal %(portal)s") % named,
        title=_("You are in the team of the portal %(portal)s") % named,
        paragraphs=tuple(paragraphs),
        action=action,
        links=tuple(links),
        facts=((_("Portal"), portal.title), (_("Team"), role.label)),
        name=user.name,
        reason=_(
            "You get this email because the national team gave you this role. If you did not "
            "expect it, do nothing, and write to us."
        ),
    )


def _address(name: str) -> str:
    return settings.BASE_URL.rstrip("/") + reverse(name)
