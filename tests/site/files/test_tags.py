"""Tags of other portals are offered nowhere: they name projects and people."""

import pytest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db
OFFERED = [
    "/gestion/images/",
    "/gestion/documents/",
    "/gestion/images/chooser/",
    "/gestion/tag-autocomplete/?term=a",
]


@pytest.fixture
def tagged(ours, theirs):
    for side, word in ((ours, "atelier"), (theirs, "affaire-zibeline")):
        side.image.tags.add(word)
        side.document.tags.add(word)


@pytest.mark.usefixtures("tagged")
@pytest.mark.parametrize("address", OFFERED)
def test_tags_are_those_of_ones_own_files(client, ours, address):
    client.force_login(ours.editor)
    shown = client.get(address).content.decode()
    assert ("atelier" in shown, "affaire" in shown) == (True, False)
    client.force_login(UserFactory(is_superuser=True))
    shown = client.get(address).content.decode()
    assert ("atelier" in shown, "affaire" in shown) == (True, True)


@pytest.mark.usefixtures("tagged")
@pytest.mark.parametrize("model", [get_image_model(), get_document_model()])
def test_a_foreign_tag_that_is_asked_is_unknown(client, ours, model):
    client.force_login(ours.editor)
    where = {"Image": "images", "Document": "documents"}[model.__name__]
    own, foreign, none = (
        (found.context["object_list"], found.context["filters"].form.errors.as_text())
        for found in (
            client.get(f"/gestion/{where}/?tag={word}")
            for word in ("atelier", "affaire-zibeline", "jamais-vu")
        )
    )
    assert [row.title for row in own[0]] == [f"Colibri {model._meta.model_name}"]
    assert (list(foreign[0]), foreign[1].replace("affaire-zibeline", "jamais-vu")) == (
        list(none[0]),
        none[1],
    )


def test_the_tags_cost_the_same_whatever_there_are(
    client, ours, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(ours.editor)
    ours.image.tags.add("un")
    client.get("/gestion/images/")  # Draws the pictures.
    with django_assert_max_num_queries(40) as asked:
        client.get("/gestion/images/")
    ours.image.tags.add("deux", "trois", "quatre")
    with django_assert_num_queries(len(asked)):
        client.get("/gestion/images/")
