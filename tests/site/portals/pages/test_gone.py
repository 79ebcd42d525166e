"""Pages whose type is gone with its plugin."""

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from maillage_site.creation.tree import create_portal
from tests.site.factories import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone():
    portal = create_portal(TerritoryFactory())
    page = Page.objects.child_of(portal).get(slug="contact")
    kind = ContentType.objects.create(app_label="maillage_gone", model="gonepage")
    Page.objects.filter(pk=page.pk).update(content_type=kind)
    return page


def test_readers_get_a_404(client, gone):
    assert client.get("/saone-et-loire/contact/").status_code == 404


def test_the_admin_lists_it_and_says_its_extension_is_missing(client, gone):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    response = client.get(f"/gestion/pages/{gone.get_parent().pk}/")
    assert response.status_code == 200
    assert "extension absente" in response.content.decode()


def test_editing_it_leads_back_to_the_list_with_the_reason(client, gone):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    response = client.get(f"/gestion/pages/{gone.pk}/edit/")
    assert (response.status_code, response["Location"]) == (302, "/gestion/pages/")
    reason = "l’extension qui l’a créée est absente"
    assert reason in client.get("/gestion/pages/", follow=True).content.decode()
