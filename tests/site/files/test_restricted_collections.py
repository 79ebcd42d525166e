"""A restricted collection narrows who reads its pictures and documents, from that click on."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.rich_text import RichText

from maillage.accounts.models import PortalTeam
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import Portal
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
SPEC = "width-10"


@pytest.fixture(autouse=True)
def home():
    return national_portal()


@pytest.fixture
def collection(home):
    return Collection.get_first_root_node().add_child(name="Trombinoscope")


@pytest.fixture
def document(collection):
    file = ContentFile(b"Trombinoscope", name="liste.txt")
    return get_document_model().objects.create(title="Liste", file=file, collection=collection)


@pytest.fixture
def image(collection, document, home):
    """On a page that is online, as the document is."""
    data = BytesIO()
    Picture.new("RGB", (20, 20), "teal").save(data, "PNG")
    file = ContentFile(data.getvalue(), name="portrait.png")
    image = get_image_model().objects.create(title="Portrait", file=file, collection=collection)
    page = home.add_child(instance=ContentPage(title="Equipe", slug="equipe", live=False))
    embed = f'<embed embedtype="image" id="{image.pk}" format="left" alt="x"/>'
    link = f'<p><a linktype="document" id="{document.pk}">liste</a></p>'
    page.body = [("text", RichText(embed + link))]
    page.save_revision().publish()
    return image


def address(image):
    return get_image_model().objects.get(pk=image.pk).get_rendition(SPEC).url


def status(client, address):
    answer = client.get(address)
    answer.getvalue()  # Whoever reads a file to its end closes it.
    return answer.status_code


def make_private(client, collection, kind="login", **fields):
    client.force_login(UserFactory(is_superuser=True))
    data = {"restriction_type": kind, **fields}
    assert client.post(f"/gestion/collections/{collection.pk}/privacy/", data).status_code == 200
    client.logout()


def test_each_restriction_above_a_picture_must_be_passed(client, collection, image):
    """A collection for those who sign in, below one with a password."""
    CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(),
        restriction_type="password",
        password="sésame",
    )
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    client.force_login(UserFactory())
    assert status(client, address(image)) == 404


def test_the_words_of_a_restriction_open_it(client, collection, image, document):
    group = Group.objects.create(name="Trombines")
    make_private(client, collection, "groups", groups=[group.pk])
    assert status(client, address(image)) == 404
    assert client.get(document.url)["Location"].startswith("/_util/login/")
    reader = UserFactory()
    reader.groups.add(group)
    client.force_login(reader)
    answer = client.get(address(image))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert status(client, document.url) == 200


def test_a_restriction_opens_nothing_that_no_page_shows(client, collection, image, document):
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    ContentPage.objects.get(slug="equipe").unpublish()
    client.force_login(UserFactory())
    assert [status(client, url) for url in (address(image), document.url)] == [404, 404]


@pytest.fixture
def cellar(collection):
    """A collection that was private all along."""
    cellar = Collection.get_first_root_node().add_child(name="Voûte")
    CollectionViewRestriction.objects.create(collection=cellar, restriction_type="login")
    return cellar


@pytest.fixture
def editor(client):
    """The national team, in front of Wagtail's own screens."""
    client.force_login(UserFactory(is_superuser=True))

    def post(path, data):
        answer = client.post(f"/gestion/{path}", data)
        assert answer.status_code in {200, 302}, (path, answer.content[:500])
        assert b"error-message" not in answer.content, path

    return post


def to_collection(editor, image, document, collection):
    """One by one, in the form of each."""
    data = {"title": "Même titre", "tags": "", "description": "", "collection": collection.pk}
    editor(f"images/{image.pk}/", data)
    editor(f"documents/edit/{document.pk}/", data)


def several_to_collection(editor, image, document, collection):
    data = {"collection": collection.pk}
    editor(f"bulk/wagtailimages/image/add_to_collection/?id={image.pk}", data)
    editor(f"bulk/wagtaildocs/document/add_to_collection/?id={document.pk}", data)


def collection_below(editor, image, _document, collection):
    data = {"name": "Portraits", "parent": collection.pk}
    editor(f"collections/{image.collection_id}/", data)


def collection_below_by_code(_editor, image, _document, collection):
    Collection.objects.get(pk=image.collection_id).move(collection, "sorted-child")


def closed_above(editor, _image, _document, _collection):
    root = Collection.get_first_root_node()
    editor(f"collections/{root.pk}/privacy/", {"restriction_type": "login"})


MOVES = [to_collection, several_to_collection, collection_below, collection_below_by_code]


@pytest.mark.parametrize("act", [*MOVES, closed_above])
def test_what_an_editor_puts_among_private_things_is_no_longer_read(
    client, editor, image, document, cellar, act
):
    address(image)
    assert status(client, document.url) == 200
    act(editor, image, document, cellar)
    client.logout()
    assert status(client, address(image)) == 404
    assert status(client, document.url) == 302


@pytest.mark.parametrize("act", MOVES)
def test_what_an_editor_puts_among_public_things_is_read_again(
    client, editor, image, document, cellar, act
):
    shelf = Collection.get_first_root_node().add_child(name="Étagère")
    cellar.refresh_from_db()
    to_collection(editor, image, document, cellar.add_child(name="Portraits"))
    image.refresh_from_db()
    act(editor, image, document, shelf)
    client.logout()
    assert status(client, address(image)) == 200
    assert status(client, document.url) == 200


@pytest.mark.parametrize("kept_by", ["a portal", "nobody"])
def test_somebody_signed_in_whom_it_is_not_for_reads_so_and_whom_to_ask(
    client, collection, image, document, kept_by
):
    portal = territory_portal()
    if kept_by == "a portal":
        Portal.objects.filter(pk=portal.portal_id).update(collection=collection)
    neighbour = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    editor = UserFactory()
    editor.groups.add(grant_portal_groups(neighbour)[PortalTeam.Role.EDITOR])
    client.force_login(editor)
    make_restriction(collection, Group.objects.create(name="Trombines"))
    answer = client.get(document.url)
    assert (answer.status_code, answer["Cache-Control"]) == (403, "private, no-store")
    assert "Ce document est réservé à certaines personnes" in answer.text
    assert editor.email in answer.text
    told = "équipe du portail «\u202fSaône-et-Loire\u202f»" in answer.text
    assert told == (kept_by == "a portal")
    assert ('href="/saone-et-loire/"' in answer.text) == told
    assert "Trombinoscope" not in answer.text


def make_restriction(collection, group):
    kind = CollectionViewRestriction.GROUPS
    made = CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind)
    made.groups.add(group)
