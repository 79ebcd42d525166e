"""Each text of a translation says where it stands: four “Titre” are four places."""

import json
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.blocks import (
    Block,
    CharBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
    TextBlock,
    URLBlock,
)
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale
from wagtail_localize.operations import translate_object

from maillage_site.home.models import ContentPage
from tests.site.factories import UserFactory, national_portal

pytestmark = pytest.mark.django_db


def step(title: str) -> dict[str, object]:
    """As the editor stores it: each has a key."""
    return {"type": "item", "id": str(uuid4()), "value": {"title": title, "text": "<p>Ici.</p>"}}


BODY = [
    {"type": "steps", "value": {"steps": [step("Préparez vos papiers"), step("Venez au guichet")]}},
    {"type": "callout", "value": {"tone": "info", "title": "Astuce", "text": "<p>Un.</p>"}},
    {"type": "callout", "value": {"tone": "info", "title": "Bravo", "text": "<p>Deux.</p>"}},
]


def test_blocks_and_their_parts_are_numbered(client):
    portal = national_portal()
    english, _made = Locale.objects.get_or_create(language_code="en")
    portal.copy_for_translation(english).save()
    page = portal.add_child(
        instance=ContentPage(title="Guide", slug="guide", body=json.dumps(BODY))
    )
    translate_object(page, [english])
    client.force_login(UserFactory(is_superuser=True))
    made = page.get_translations().get()
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[made.pk]))
    props = BeautifulSoup(answer.content, "html.parser").select_one("[data-props]")["data-props"]
    told = {
        one["source"]: (one["location"]["field"], one["location"]["subField"])
        for one in json.loads(props)["segments"]
        if one["type"] == "string"
    }
    assert told["Guide"] == ("Titre", None)
    assert told["Préparez vos papiers"] == ("Étapes", "Étapes 1 – titre")
    assert told["Venez au guichet"] == ("Étapes", "Étapes 2 – titre")
    assert told["Astuce"] == ("Encadré 1", "Titre")
    assert told["Deux."] == ("Encadré 2", "Texte")


def written(block: Block, kept: dict[type[Block], object]) -> object:
    """What a stream keeps of that block, with a text wherever it may hold one."""
    if isinstance(block, StructBlock):
        return {name: written(part, kept) for name, part in block.child_blocks.items()}
    if isinstance(block, ListBlock):
        value = written(block.child_block, kept)
        return [{"type": "item", "id": str(uuid4()), "value": value}]
    return next((kept[kind] for kind in kept if isinstance(block, kind)), block.get_default())


@pytest.mark.parametrize("name", ContentPage._meta.get_field("body").stream_block.child_blocks)
def test_every_block_opens_in_the_screen_of_translation(client, name):
    """A captioned picture holds an image, where other blocks hold their parts by name."""
    image = get_image_model().objects.create(title="Photo", file=get_test_image_file())
    document = get_document_model().objects.create(title="Fiche", file=ContentFile(b"a", "a.txt"))
    block = ContentPage._meta.get_field("body").stream_block.child_blocks[name]
    kept = {
        ImageChooserBlock: image.pk,
        DocumentChooserBlock: document.pk,
        URLBlock: "https://exemple.fr/",
        RichTextBlock: "<p>Un texte.</p>",
        CharBlock: "Un texte",
        TextBlock: "Un texte",
    }
    value = written(block, kept)
    portal = national_portal()
    english, _made = Locale.objects.get_or_create(language_code="en")
    portal.copy_for_translation(english).save()
    page = ContentPage(
        title="Guide", slug="guide", body=json.dumps([{"type": name, "value": value}])
    )
    portal.add_child(instance=page)
    translate_object(page, [english])
    client.force_login(UserFactory(is_superuser=True))
    made = page.get_translations().get()
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[made.pk]))
    assert (answer.status_code, "data-props" in answer.text) == (200, True)
