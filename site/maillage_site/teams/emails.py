"""What a person is told when they are invited, given a role, or when it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.models import PortalTeam
from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage.scope import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from maillage.accounts.models import Invitation, User
    from maillage.plugin import Text
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
        _send(f"role:{portal.portal.pk}:{role.value}", user.email, letter, at)


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


def tell_change(
    person: User, portal: PortalPage, roles: Collection[PortalTeam.Role], *, at: datetime
) -> None:
    """What the person may do from now on in the portal: nothing, when no role is left."""
    with translation.override(DEFAULT_LANGUAGE):
        letter = _changed(person, portal, sorted(roles)) if roles else _removed(person, portal)
        _send(f"roles:{portal.portal.pk}", person.email, letter, at)


def _changed(person: User, portal: PortalPage, roles: list[PortalTeam.Role]) -> Letter:
    named = {"portal": portal.title}
    return Letter(
        subject=_("Your roles in the portal %(portal)s have changed") % named,
        title=_("Your roles in the portal %(portal)s have changed") % named,
        paragraphs=tuple(str(WHAT_IT_IS[role]) for role in roles),
        action=(_("Open the administration"), _address("wagtailadmin_home")),
        facts=(
            (_("Portal"), portal.title),
            (_("Roles"), ", ".join(str(Role(role).label) for role in roles)),
        ),
        name=person.name,
        reason=_("You get this email because somebody who keeps this team changed your roles."),
    )


def _removed(person: User, portal: PortalPage) -> Letter:
    named = {"portal": portal.title}
    return Letter(
        subject=_("You are no longer in the team of the portal %(portal)s") % named,
        title=_("You are no longer in the team of the portal %(portal)s") % named,
        paragraphs=(
            _(
                "Your account stays, with what you signed up for and your communities. You do not "
                "enter the administration of this portal any more."
            ),
        ),
        action=(_("Open my space"), _address("maillage_accounts:home")),
        name=person.name,
        reason=_("You get this email because you were in this team."),
    )


def tell_taken_over(
    person: User,
    before: User,
    portal: PortalPage,
    given: Sequence[tuple[Text, int]],
    *,
    at: datetime,
) -> None:
    """What a colleague who leaves has handed over."""
    with translation.override(DEFAULT_LANGUAGE):
        named = {"name": before, "portal": portal.title}
        letter = Letter(
            subject=_("You take over from %(name)s in the portal %(portal)s") % named,
            title=_("You take over from %(name)s in the portal %(portal)s") % named,
            paragraphs=(_("%(name)s has left the team. This is yours from now on.") % named,),
            action=(_("Open the administration"), _address("wagtailadmin_home")),
            facts=tuple((str(label), str(number)) for label, number in given),
            name=person.name,
            reason=_("You get this email because somebody who keeps this team chose you."),
        )
        _send(f"taken-over:{portal.portal.pk}:{before.uuid}", person.email, letter, at)


def send_invitation(
    invitation: Invitation, portal: PortalPage, *, known: bool, at: datetime
) -> None:
    """The link says nothing secret: it leads to signing in with this address."""
    with translation.override(DEFAULT_LANGUAGE):
        letter = _invitation(invitation, portal, known=known)
        _send(f"invitation:{invitation.uuid}", invitation.email, letter, at)


def _invitation(invitation: Invitation, portal: PortalPage, *, known: bool) -> Letter:
    role = Role(invitation.team.role)
    how = (
        _("To answer, sign in with this address: a code sent to it is enough.")
        if known
        else _("To answer, create an account with this address: it takes two minutes.")
    )
    return Letter(
        subject=_("You are invited in the team of the portal %(portal)s")
        % {"portal": portal.title},
        title=_("You are invited in the team of the portal %(portal)s") % {"portal": portal.title},
        paragraphs=(str(WHAT_IT_IS[role]), how),
        action=(
            _("Read the invitation"),
            _address("maillage_invitation:answer", invitation.uuid),
        ),
        facts=(
            (_("Portal"), portal.title),
            (_("Team"), role.label),
            (_("Invited by"), str(invitation.invited_by)),
            (_("Until"), date_format(localtime(invitation.expires_at), "DATE_FORMAT")),
        ),
        reason=_(
            "You get this email because somebody of this team wrote your address. If you did not "
            "expect it, do nothing: nothing is given as long as you do not answer."
        ),
    )


def _send(purpose: str, address: str, letter: Letter, at: datetime) -> None:
    send_later(
        purpose,
        address,
        version=int(at.timestamp()),
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
    )


def _address(name: str, *parts: object) -> str:
    return settings.BASE_URL.rstrip("/") + reverse(name, args=parts)
