"""Whoever moves a page where it cannot be reads why, and moves nothing."""

import pytest
from django.urls import reverse

from maillage.accounts.models import PortalTeam
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.events.factories import event_page
from tests.site.factories import UserFactory, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal():
    return territory_portal()


@pytest.fixture
def publisher(client, portal):
    person = UserFactory()
    person.groups.add(grant_portal_groups(portal)[PortalTeam.Role.PUBLISHER])
    client.force_login(person)
    return client


@pytest.fixture
def guides(portal):
    return portal.add_child(instance=IndexPage(title="Fiches", slug="fiches"))


@pytest.fixture
def sheet(guides):
    return guides.add_child(instance=ContentPage(title="Impôts", slug="impots"))


def moved(client, page, below):
    """(what is said, whether it stands elsewhere) of who opens the question, and who confirms it."""
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, below.pk])
    path = type(page).objects.get(pk=page.pk).path
    found = set()
    for send in (client.get, client.post):
        answer = send(address, follow=True)
        assert answer.request["PATH_INFO"] == reverse("wagtailadmin_pages:move", args=[page.pk])
        found |= {str(message) for message in answer.context["messages"]}
    assert type(page).objects.get(pk=page.pk).path == path
    return found


def test_a_page_is_not_moved_below_itself_nor_below_its_own(publisher, guides, sheet):
    said = {
        (
            "«\u202fFiches\u202f» ne peut pas se placer sous elle-même\u202f: choisissez une page qui "
            "n’en fait pas partie."
        )
    }
    assert [moved(publisher, guides, below) for below in (sheet, guides)] == [said, said]


def test_a_page_is_not_moved_below_what_holds_none_of_its_kind(publisher, portal, sheet):
    agenda = event_page(portal).get_parent()
    assert moved(publisher, sheet, agenda) == {
        (
            "«\u202fImpôts\u202f» ne peut pas se placer sous «\u202fAgenda\u202f»\u202f: choisissez "
            "une autre page."
        )
    }


def test_elsewhere_it_is_moved(publisher, portal, sheet):
    address = reverse("wagtailadmin_pages:move_confirm", args=[sheet.pk, portal.pk])
    assert publisher.get(address).status_code == 200
    publisher.post(address)
    assert ContentPage.objects.child_of(portal).filter(pk=sheet.pk).exists()
