"""The block picker shows each block as readers will see it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from maillage_site.home.models import ContentPage
from maillage_site.portals.models import PortalPage
from tests.site.factories import UserFactory, national_portal

pytestmark = pytest.mark.django_db
BLOCKS = {
    f"{model.__name__} {name}": block
    for model in (PortalPage, ContentPage)
    for name, block in model._meta.get_field("body").stream_block.child_blocks.items()
}


@pytest.fixture
def editor(client):
    national_portal()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_has_a_preview_that_shows_something(editor, name):
    block = BLOCKS[name]
    assert block.is_previewable
    address = reverse("wagtailadmin_block_preview")
    response = editor.get(address, {"id": block.definition_prefix})
    main = BeautifulSoup(response.content, "html.parser").main
    assert (response.status_code, len(main.get_text(strip=True)) > 20) == (200, True), main


def test_a_block_with_nothing_to_show_says_so(editor):
    block = PortalPage._meta.get_field("body").stream_block.child_blocks["next_events"]
    address = reverse("wagtailadmin_block_preview")
    page = editor.get(address, {"id": block.definition_prefix}).content.decode()
    assert "Rien à montrer ici pour l’instant." in page


def test_a_preview_of_an_unknown_block_is_not_found(editor):
    assert editor.get(reverse("wagtailadmin_block_preview"), {"id": "rien"}).status_code == 404
