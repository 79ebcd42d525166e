"""The sizes of a picture of a private collection are read by who may see it, from that click on."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import Rendition
from wagtail.models import Collection, CollectionViewRestriction

from maillage.contributions import Periodic
from maillage.plugin import contributions
from tests.site.factories import UserFactory, national_portal

pytestmark = pytest.mark.django_db
SPEC = "width-10"


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def collection(media):
    national_portal()
    return Collection.get_first_root_node().add_child(name="Trombinoscope")


@pytest.fixture
def image(collection):
    data = BytesIO()
    Picture.new("RGB", (20, 20), "teal").save(data, "PNG")
    file = ContentFile(data.getvalue(), name="portrait.png")
    return get_image_model().objects.create(title="Portrait", file=file, collection=collection)


def address(image):
    return get_image_model().objects.get(pk=image.pk).get_rendition(SPEC).url


def status(client, address):
    answer = client.get(address)
    answer.getvalue()  # Whoever reads a file to its end closes it.
    return answer.status_code


def kept(media):
    return sorted(str(path.relative_to(media).parent) for path in media.rglob("*width-10*"))


def make_private(client, collection, kind="login", **fields):
    client.force_login(UserFactory(is_superuser=True))
    data = {"restriction_type": kind, **fields}
    assert client.post(f"/gestion/collections/{collection.pk}/privacy/", data).status_code == 200
    client.logout()


def test_a_size_made_before_is_no_longer_where_everybody_reads(
    client, media, collection, image, django_capture_on_commit_callbacks
):
    before = address(image)
    assert (before.startswith("/media/images/"), kept(media)) == (True, ["images"])
    with django_capture_on_commit_callbacks(execute=True):
        make_private(client, collection)
    after = address(image)
    assert (after.startswith("/media/images/"), kept(media)) == (False, ["private_images"])
    assert status(client, after) == 403
    client.force_login(UserFactory())
    answer = client.get(after)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert Picture.open(BytesIO(b"".join(answer))).size == (10, 10)


@pytest.mark.parametrize("below", [False, True])
def test_a_size_made_after_never_is(client, media, collection, image, below):
    private = collection
    if below:
        private = Collection.get_first_root_node()
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type="password", password="sésame"
    )
    assert status(client, address(image)) == 403
    assert kept(media) == ["private_images"]
    client.force_login(UserFactory(is_superuser=True))
    assert status(client, address(image)) == 200


def test_each_restriction_above_a_picture_must_be_passed(client, collection, image):
    """A collection for those who sign in, below one with a password."""
    CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(),
        restriction_type="password",
        password="sésame",
    )
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    client.force_login(UserFactory())
    assert status(client, address(image)) == 403


@pytest.fixture
def cellar(collection):
    """A collection that was private all along."""
    cellar = Collection.get_first_root_node().add_child(name="Voûte")
    CollectionViewRestriction.objects.create(collection=cellar, restriction_type="login")
    return cellar


@pytest.fixture
def document(collection):
    file = ContentFile(b"Trombinoscope", name="liste.txt")
    return get_document_model().objects.create(title="Liste", file=file, collection=collection)


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
    client, editor, media, image, document, cellar, act, django_capture_on_commit_callbacks
):
    address(image)
    assert status(client, document.url) == 200
    with django_capture_on_commit_callbacks(execute=True):
        act(editor, image, document, cellar)
    client.logout()
    assert kept(media) == ["private_images"]
    assert status(client, address(image)) == 403
    assert status(client, document.url) == 302


@pytest.mark.parametrize("act", MOVES)
def test_what_an_editor_puts_among_public_things_is_read_again(
    client, editor, media, image, document, cellar, act, django_capture_on_commit_callbacks
):
    shelf = Collection.get_first_root_node().add_child(name="Étagère")
    with django_capture_on_commit_callbacks(execute=True):
        cellar.refresh_from_db()
        to_collection(editor, image, document, cellar.add_child(name="Portraits"))
    image.refresh_from_db()
    address(image)
    assert kept(media) == ["private_images"]
    with django_capture_on_commit_callbacks(execute=True):
        act(editor, image, document, shelf)
    client.logout()
    assert (kept(media), address(image)[:14]) == (["images"], "/media/images/")
    assert status(client, document.url) == 200


def test_several_sizes_made_at_once_are_kept_apart(media, image, cellar):
    get_image_model().objects.update(collection=cellar)
    found = get_image_model().objects.prefetch_renditions("width-10", "width-12").get()
    sizes = found.get_renditions("width-10", "width-12")
    assert [size.url[:22] for size in sizes.values()] == ["/media/private_images/"] * 2
    assert kept(media) == ["private_images"]


def test_a_size_of_a_picture_read_before_it_was_moved_is_kept_apart(media, image, cellar):
    assert image.collection.name == "Trombinoscope"
    get_image_model().objects.update(collection=cellar)
    assert image.get_rendition(SPEC).url.startswith("/media/private_images/")


def every_hour():
    (work,) = [one for one in contributions(Periodic) if one.name == "site.private_images"]
    work.run(timezone.now())


def test_a_size_that_was_being_made_is_moved_within_the_hour(
    media, collection, image, django_capture_on_commit_callbacks
):
    with transaction.atomic():
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    # Its address was chosen before, and its row is stored now.
    size = Rendition(image=image, filter_spec=SPEC, width=10, height=10)
    with image.file.open() as held:
        size.file.name = size.file.storage.save("images/portrait.width-10.png", held)
    Rendition.objects.bulk_create([size])
    assert kept(media) == ["images"]
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            every_hour()
        assert kept(media) == ["private_images"]
        assert Rendition.objects.get().file.name == "private_images/portrait.width-10.png"
    CollectionViewRestriction.objects.all()._raw_delete("default")
    with django_capture_on_commit_callbacks(execute=True):
        every_hour()
    assert (kept(media), address(image)[:14]) == (["images"], "/media/images/")


def test_nothing_is_left_where_everybody_reads_when_opening_is_undone(media, image, cellar):
    get_image_model().objects.update(collection=cellar)
    address(image)
    with transaction.atomic():
        CollectionViewRestriction.objects.get().delete()
        transaction.set_rollback(True)
    assert kept(media) == ["private_images"]


def test_it_is_where_everybody_reads_once_it_is_open_again(
    client, media, collection, image, django_capture_on_commit_callbacks
):
    before = address(image)
    with django_capture_on_commit_callbacks(execute=True):
        make_private(client, collection)
    with django_capture_on_commit_callbacks(execute=True):
        make_private(client, collection, "none")
    assert (address(image), kept(media)) == (before, ["images"])


@pytest.mark.parametrize("name", ["inconnu.png", "../original_images/portrait.png", "a/b.png"])
def test_no_other_file_is_read_there(client, image, name):
    client.force_login(UserFactory(is_superuser=True))
    assert status(client, f"/media/private_images/{name}") == 404
