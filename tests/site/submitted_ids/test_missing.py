"""A file that was deleted is not forgotten without a word: the form says it, publishing asks."""

import json

import pytest
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from maillage_site.home.models import ContentPage
from tests.site.admin_forms import as_sent
from tests.site.factories import UserFactory
from tests.site.submitted_ids.conftest import Role

pytestmark = pytest.mark.django_db
GONE, IS_GONE = "n’existe plus", "a été supprimé depuis"


@pytest.fixture(params=["publisher", "nation"])
def person(request, client, ours):
    nation = request.param == "nation"
    found = UserFactory(is_superuser=True) if nation else ours.person(Role.PUBLISHER)
    client.force_login(found)
    return found


@pytest.fixture
def draft(ours):
    return ContentPage.objects.get(pk=ours.pk(Page))


def edit(draft):
    return reverse("wagtailadmin_pages:edit", args=[draft.pk])


def stored_blocks(draft, *blocks):
    draft.body = json.dumps(list(blocks))
    draft.save_revision()


def blocks_naming(image, document):
    """One of each that names a file, as it is stored."""
    figure = {"image": {"image": image, "decorative": True, "alt_text": ""}, "caption": ""}
    embed = f'<embed embedtype="image" id="{image}" format="left" alt="x"/>'
    link = f'<p><a linktype="document" id="{document}">plan</a></p>'
    files = {
        "title": "",
        "files": [{"type": "item", "value": {"title": "x", "document": document}}],
    }
    return {
        "figure": {"type": "figure", "value": figure, "id": "b1"},
        "file in a list": {"type": "files", "value": files, "id": "b4"},
        "picture in a text": {"type": "text", "value": embed, "id": "b2"},
        "document in a text": {"type": "text", "value": link, "id": "b3"},
    }


KINDS = list(blocks_naming(1, 1))


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_says_that_what_was_chosen_is_deleted(client, ours, person, draft, kind):
    image, document = ours.pk(get_image_model()), ours.pk(get_document_model())
    stored_blocks(draft, blocks_naming(image, document)[kind])
    assert IS_GONE not in client.get(edit(draft)).text
    get_image_model().objects.all().delete()
    get_document_model().objects.all().delete()
    assert IS_GONE in client.get(edit(draft)).text


FIGURE = {
    "body-count": "1", "body-0-deleted": "", "body-0-type": "figure", "body-0-order": "0",
    "body-0-id": "b1", "body-0-value-image-decorative": "on", "body-0-value-image-alt_text": "",
    "body-0-value-caption": "",
}  # fmt: skip


@pytest.mark.parametrize("button", ["", "action-publish"])
def test_a_key_that_names_nothing_is_told_and_nothing_is_stored(
    client, ours, person, draft, button
):
    whole = as_sent(client.get(edit(draft)))
    before = draft.revisions.count()
    sent = {
        **whole,
        **FIGURE,
        "body-0-value-image-image": "98765",
        **({button: "1"} if button else {}),
    }
    response = client.post(edit(draft), sent)
    assert (response.status_code, draft.revisions.count()) == (200, before)
    said = GONE if person.is_superuser else "ne pouvez pas utiliser"
    assert said in str(response.context["form"].errors["body"].data)


def test_publishing_asks_for_another_picture(client, ours, person, draft):
    stored_blocks(draft, blocks_naming(ours.pk(get_image_model()), 0)["figure"])
    get_image_model().objects.all().delete()
    whole = as_sent(client.get(edit(draft)))
    sent = {**whole, **FIGURE, "body-0-value-image-image": ""}
    published = client.post(edit(draft), {**sent, "action-publish": "1"})
    assert (published.status_code, "body" in published.context["form"].errors) == (200, True)
    draft.refresh_from_db()
    assert draft.live is False
