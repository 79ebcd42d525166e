"""Telling a portal's publishers that a page which they took up is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.accounts.models import PortalTeam, User
from maillage.emails.letter import Letter
from maillage.outbox.mail import send_later
from maillage_site.scheduling.emails import language_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from maillage.territories.models import Territory
    from maillage_site.home.models import ContentPage
    from maillage_site.portals.models import Portal


def publishers_of(territory: Territory | None) -> QuerySet[User]:
    """Who publishes in that portal, the nation's for None."""
    teams = PortalTeam.objects.filter(territory=territory, role=PortalTeam.Role.PUBLISHER)
    found = User.objects.filter(groups__in=teams.values("group"), is_active=True)
    return found.select_related("wagtail_userprofile").distinct()


def tell_gone(page: ContentPage, portal: Portal, *, at: datetime) -> None:
    """One email for each publisher of the portal, when the page was deleted."""
    for user in publishers_of(portal.territory):
        with translation.override(language_of(user)):
            letter = Letter(
                subject=_("Deleted: %(title)s") % {"title": page.title},
                title=_("A page that your portal showed was deleted"),
                paragraphs=(
                    _("Whoever wrote it deleted it: your portal does not show it any more."),
                ),
                action=(_("Choose other pages"), address("maillage_syndication_offered")),
                facts=((_("Page"), page.title), (_("Portal"), portal.territory.name)),
                name=user.name,
                reason=_("You get this email because you publish in this portal."),
            )
            send_later(
                f"page-gone:{page.translation_key}:{portal.pk}",
                user.email,
                version=int(at.timestamp()),
                subject=letter.subject,
                text=letter.text,
                html=letter.html,
            )


def address(name: str, *args: object) -> str:
    return settings.BASE_URL.rstrip("/") + reverse(name, args=args)
