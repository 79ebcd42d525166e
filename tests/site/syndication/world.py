"""A portal, a page that the nation offers, and who publishes."""

from datetime import UTC, datetime

from wagtail.models import Page

from maillage.accounts.models import PortalTeam, User
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.rights.portal_groups import grant_portal_groups
from maillage_site.syndication.taking_up import Presentation, take_up
from tests.site.factories import UserFactory

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


def index(portal, slug) -> IndexPage:
    return IndexPage.objects.child_of(portal).get(slug=slug)


def published(parent, title, slug, **fields) -> ContentPage:
    fields = {"body": [("text", f"<p>Mots de {title}</p>")], "live": False, **fields}
    page = ContentPage(title=title, slug=slug, **fields)
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return ContentPage.objects.get(pk=page.pk)


def changed(page, **fields) -> None:
    page = ContentPage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def taken(page, portal, **said):
    return take_up(page, portal.portal, Presentation(**said), by=None, at=NOON)


def somebody(portal, role=PortalTeam.Role.PUBLISHER) -> User:
    user = UserFactory()
    user.groups.add(grant_portal_groups(portal)[role])
    return user
