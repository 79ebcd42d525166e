"""An action on several rows, with an address to come back to that is elsewhere or nowhere."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from maillage_site.home.models import ContentPage
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db
ODD = (
    "https://exemple.fr/", "//exemple.fr/gestion/", "/\\exemple.fr", "javascript:alert(1)", "rien",
    "wagtailadmin_home", "?p=2", "9" * 30, "http://[", "/gestion/nulle-part/", "",
)  # fmt: skip


def bulk(model, verb, *rows, **asked):
    meta = model._meta
    address = reverse("wagtail_bulk_action", args=[meta.app_label, meta.model_name, verb])
    ids = "&".join(f"id={row.pk}" for row in rows)
    return f"{address}?{ids}&{urlencode(asked)}"


def test_pages_are_taken_away_and_the_person_comes_back_to_their_list(client, ours):
    client.force_login(ours.publisher)
    for number, odd in enumerate(ODD):
        page = ContentPage(title="Vieux", slug=f"vieux-{number}")
        ours.portal.add_child(instance=page)
        address = bulk(Page, "unpublish", page, next=odd)
        response = client.post(address, {"next": odd}, follow=True)
        assert response.status_code == 200, odd
        assert response.request["PATH_INFO"].startswith("/gestion/pages/"), odd
        page.refresh_from_db()
        assert page.live is False, odd


@pytest.mark.parametrize("model", [get_image_model, get_document_model])
def test_files_too(client, ours, model):
    client.force_login(ours.publisher)
    model = model()
    row = ours.image if model is get_image_model() else ours.document
    response = client.post(bulk(model, "delete", row, next="//exemple.fr/"), follow=True)
    assert response.status_code == 200
    assert response.request["PATH_INFO"] in {"/gestion/images/", "/gestion/documents/"}
    assert not model.objects.filter(pk=row.pk).exists()


def test_accounts_too(client, ours):
    client.force_login(UserFactory(is_superuser=True))
    address = bulk(type(ours.editor), "set_active_state", ours.editor, next="rien")
    response = client.post(address, {"mark_as_active": "False"}, follow=True)
    assert (response.status_code, response.request["PATH_INFO"]) == (200, "/gestion/users/")


def test_a_good_address_is_followed(client, ours):
    client.force_login(ours.publisher)
    page = ours.portal.add_child(instance=ContentPage(title="Vieux", slug="vieux"))
    address = bulk(Page, "unpublish", page)
    response = client.post(address, {"next": "/gestion/images/?p=1"})
    assert response["Location"] == "/gestion/images/?p=1"
