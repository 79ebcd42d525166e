"""Telling a portal's team that somebody wrote to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from maillage.accounts.models import PortalTeam, User
from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage.scope import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from maillage_site.contact.models import ContactMessage
    from maillage_site.portals.models import Portal


def team_of(portal: Portal) -> QuerySet[User]:
    """Everybody with a role there; the national team for the nation's portal."""
    teams = PortalTeam.objects.filter(territory=portal.territory)
    return User.objects.filter(is_active=True, groups__portal_team__in=teams).distinct()


def tell_team(message: ContactMessage, page_title: str) -> None:
    """One email for each person; answering it writes to the reader."""
    with translation.override(DEFAULT_LANGUAGE):
        for person in team_of(message.portal):
            letter = _letter(message, page_title, person)
            send_later(
                f"contact:{message.pk}",
                person.email,
                subject=letter.subject,
                text=letter.text,
                html=letter.html,
                reply_to=message.email,
            )


def _letter(message: ContactMessage, page_title: str, person: User) -> Letter:
    given = (
        (_("Name"), message.name),
        (_("Email address"), message.email),
        (_("Phone"), message.phone),
        (_("Page"), page_title),
    )
    how = (
        _("Answer this email: your answer goes to the person who wrote.")
        if message.email
        else _("This person gave a phone number only: call them.")
    )
    return Letter(
        subject=_("A message for your team: %(page)s") % {"page": page_title},
        title=_("Somebody wrote to your team"),
        paragraphs=(how, _("Then say that it was answered, so that nobody does it twice.")),
        action=(_("See the messages"), settings.BASE_URL + reverse("maillage_contact:messages")),
        facts=tuple((label, value) for label, value in given if value),
        quote=linebreaks(message.message, autoescape=True),
        quote_text=message.message,
        name=person.name,
        reason=_("You get this email because you are in the team of this portal."),
    )
