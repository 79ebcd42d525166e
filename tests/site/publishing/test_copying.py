"""A page is copied among pages of its language; what is too long is said, and nothing is lost."""

import json

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page

from maillage.accounts.models import PortalTeam
from maillage_site.home.models import ContentPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal():
    Locale.objects.get_or_create(language_code="en")
    national_portal()
    return territory_portal()


@pytest.fixture
def english(portal):
    locale = Locale.objects.get(language_code="en")
    portal.get_parent().specific.copy_for_translation(locale)
    return portal.copy_for_translation(locale)


@pytest.fixture
def publisher(client, portal, english):
    person = UserFactory()
    for home in (portal, english):
        person.groups.add(grant_portal_groups(home)[PortalTeam.Role.PUBLISHER])
    client.force_login(person)
    return client


@pytest.fixture
def sheet(portal):
    return portal.add_child(instance=ContentPage(title="Impôts", slug="impots"))


def copied(client, page, below, **sent):
    sent = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": below.pk, **sent}
    return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), sent)


@pytest.mark.parametrize("more", [{}, {"publish_copies": "on"}, {"alias": "on"}])
def test_a_page_is_not_copied_among_those_of_another_language(
    publisher, sheet, portal, english, more
):
    answer = copied(publisher, sheet, english, **more)
    [said] = answer.context["form"].errors["new_parent_page"]
    assert said.startswith("Cette page est en français")
    assert english.get_children().count() == 0
    assert copied(publisher, sheet, portal).status_code == 302


def test_the_api_refuses_it_too(client, sheet, english):
    client.force_login(UserFactory(is_superuser=True))
    answer = client.post(
        f"/gestion/api/main/pages/{sheet.pk}/action/copy/",
        json.dumps({"destination_page_id": english.pk, "recursive": False}),
        content_type="application/json",
    )
    assert (answer.status_code, english.get_children().count()) == (403, 0)


@pytest.mark.parametrize("field", ["new_title", "new_slug"])
@pytest.mark.parametrize("more", [{}, {"publish_copies": "on"}])
def test_what_is_too_long_is_said(publisher, sheet, portal, field, more):
    pages = Page.objects.count()
    answer = copied(publisher, sheet, portal, **{field: "a" * 256}, **more)
    [said] = answer.context["form"].errors[field]
    assert "255" in said
    assert (answer.status_code, Page.objects.count()) == (200, pages)
