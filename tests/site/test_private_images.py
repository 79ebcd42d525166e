"""The sizes of a picture of a private collection are read by who may see it, from that click on."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from tests.site.factories import UserFactory, national_portal

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::ResourceWarning")]
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
    assert client.get(after).status_code == 403
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
    assert client.get(address(image)).status_code == 403
    assert kept(media) == ["private_images"]
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(address(image)).status_code == 200


def test_a_picture_moved_into_a_private_collection_goes_with_it(
    media, collection, image, django_capture_on_commit_callbacks
):
    address(image)
    other = Collection.get_first_root_node().add_child(name="Cave")
    CollectionViewRestriction.objects.create(collection=other, restriction_type="login")
    with django_capture_on_commit_callbacks(execute=True):
        image.collection = other
        image.save()
    assert kept(media) == ["private_images"]


def test_a_collection_moved_below_a_private_one_goes_with_it(
    client, media, collection, image, django_capture_on_commit_callbacks
):
    address(image)
    other = Collection.get_first_root_node().add_child(name="Cave")
    CollectionViewRestriction.objects.create(collection=other, restriction_type="login")
    client.force_login(UserFactory(is_superuser=True))
    with django_capture_on_commit_callbacks(execute=True):
        path = f"/gestion/collections/{collection.pk}/"
        assert client.post(path, {"name": "Portraits", "parent": other.pk}).status_code == 302
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
    assert client.get(f"/media/private_images/{name}").status_code == 404
