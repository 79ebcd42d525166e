"""Each text of a translation says where it stands: four “Titre” are four places."""

import json
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
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
