"""A file is as public as what shows it: at each moment, at every address of it."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.images.models import Rendition
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import RichText

from maillage.audit import recorded
from maillage_site.closing.shutting import close_portal
from maillage_site.home.models import ContentPage
from maillage_site.scheduling.schedule import keep_schedule
from tests.site.factories import UserFactory, national_portal
from tests.site.rights.conftest import png

pytestmark = pytest.mark.django_db
SPEC = "width-10"


def addresses(side) -> dict[str, str]:
    image = get_image_model().objects.get(pk=side.image.pk)
    return {
        "document": side.document.url,
        "size": image.get_rendition(SPEC).url,
        "thumbnail": image.get_rendition("max-165x165").url,
    }


def read(client, found: dict[str, str]) -> set[int]:
    return {status(client, address) for address in found.values()}


def status(client, address: str) -> int:
    answer = client.get(address)
    answer.getvalue()  # Whoever reads a file to its end closes it.
    return answer.status_code


def with_files(page: Page, side) -> Page:
    page.body = [
        (
            "text",
            RichText(
                f'<embed embedtype="image" id="{side.image.pk}" format="left" alt="x"/>'
                f'<p><a linktype="document" id="{side.document.pk}">fiche</a></p>'
            ),
        )
    ]
    return page


@pytest.fixture
def page(ours) -> ContentPage:
    """Online, showing both files."""
    page = ours.portal.add_child(instance=ContentPage(title="Montre", slug="montre", live=False))
    with_files(page, ours).save_revision().publish()
    return ContentPage.objects.get(pk=page.pk)


def draft(page, ours):
    """The public version shows nothing: the draft does."""
    page.body = []
    page.save_revision().publish()
    with_files(page, ours).save_revision()


def unpublish(page, ours):
    page.unpublish()


def make_private(page, ours):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def make_private_above(page, ours):
    PageViewRestriction.objects.create(page=ours.portal, restriction_type="login")


def take_out(page, ours):
    page.body = []
    page.save_revision().publish()


def delete(page, ours):
    page.delete()


def expire(page, ours):
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    keep_schedule(timezone.now())


def shut(page, ours):
    national_portal()
    close_portal(ours.portal.portal, at=timezone.now(), by=UserFactory(is_superuser=True))


WITHDRAWN = [
    draft, unpublish, make_private, make_private_above, take_out, delete, expire, shut
]  # fmt: skip


def test_what_is_uploaded_is_read_by_nobody_before_a_page_shows_it(client, ours, theirs):
    found = addresses(ours)
    assert read(client, found) == {404}
    for stranger in (UserFactory(), theirs.publisher):
        client.force_login(stranger)
        assert read(client, found) == {404}
    for person in (ours.editor, ours.publisher, UserFactory(is_superuser=True)):
        client.force_login(person)
        assert read(client, found) == {200}


@pytest.mark.parametrize("withdraw", WITHDRAWN)
def test_what_a_page_shows_is_read_until_nobody_sees_it_there(client, ours, page, withdraw):
    found = addresses(ours)
    assert read(client, found) == {200}
    withdraw(page, ours)
    assert read(client, found) == {404}
    client.force_login(UserFactory(is_superuser=True))
    assert read(client, found) == {200}


def test_it_is_read_again_once_the_page_is(client, ours, page):
    found = addresses(ours)
    page.unpublish()
    assert read(client, found) == {404}
    page.save_revision().publish()
    assert read(client, found) == {200}
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert read(client, found) == {404}
    restriction.delete()
    assert read(client, found) == {200}


def test_readers_of_a_private_page_see_its_files(client, ours, page):
    found = addresses(ours)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    client.force_login(UserFactory())
    assert read(client, found) == {404}
    client.force_login(ours.coordinator)
    assert read(client, found) == {200}
    assert client.get(found["size"])["Cache-Control"] == "private, no-store"
    assert client.get(found["document"])["Cache-Control"] == "private, no-store"


def test_what_caches_keep_of_a_public_file_is_asked_again_soon(client, ours, page):
    found = addresses(ours)
    size, document = client.get(found["size"]), client.get(found["document"])
    assert size["Cache-Control"] == "public, max-age=86400, s-maxage=300"
    assert document["Cache-Control"] == "public, no-cache"
    assert not {"Vary", "Set-Cookie"} & {*size.headers, *document.headers}
    again = client.get(found["size"], headers={"If-Modified-Since": size["Last-Modified"]})
    assert (again.status_code, again["Cache-Control"]) == (304, size["Cache-Control"])
    assert Picture.open(BytesIO(size.getvalue())).size == (10, 10)
    assert document.getvalue() == b"bonjour"
    assert 'filename="bonjour' in document["Content-Disposition"]
    assert document["Content-Security-Policy"] == "default-src 'none'"


def test_a_logo_is_read_with_the_home_of_its_portal(client, ours):
    found = addresses(ours)
    ours.portal.portal.logo = ours.image
    ours.portal.portal.save()
    assert [status(client, found[name]) for name in ("size", "document")] == [200, 404]
    ours.portal.unpublish()
    assert status(client, found["size"]) == 404


@pytest.mark.parametrize("name", ["image", "document"])
def test_a_publisher_says_that_a_file_is_public(client, ours, name):
    file, space = {
        "image": (ours.image, "wagtailimages:edit"),
        "document": (ours.document, "wagtaildocs:edit"),
    }[name]
    found = {"size": "image", "thumbnail": "image", "document": "document"}
    found = {key: url for key, url in addresses(ours).items() if found[key] == name}
    data = {"title": file.title, "tags": "", "description": "", "collection": file.collection_id}
    form = reverse(space, args=[file.pk])
    client.force_login(ours.editor)
    assert b"is_public" not in client.get(form).content
    client.post(form, data | {"is_public": "on"})
    client.logout()
    assert read(client, found) == {404}
    client.force_login(ours.publisher)
    assert b"is_public" in client.get(form).content
    client.post(form, data | {"is_public": "on"})
    client.logout()
    assert read(client, found) == {200}
    client.force_login(ours.editor)
    answer = client.post(form, data | {"title": "Autre"})
    assert "seule une personne qui publie" in answer.content.decode()
    client.force_login(ours.publisher)
    client.post(form, data)
    client.logout()
    assert read(client, found) == {404}


@pytest.mark.parametrize(
    "address",
    [
        "/media/images/inconnu.png",
        "/media/images/../original_images/image.png",
        "/media/original_images/image.png",
        "/media/images/a%00b.png",
        "/documents/999999999999999999999/a.txt",
        "/documents/{document}/autre.txt",
    ],
)
def test_no_other_file_is_read(client, ours, page, address):
    client.force_login(UserFactory(is_superuser=True))
    assert status(client, address.format(document=ours.document.pk)) == 404


def test_nothing_is_sent_to_be_changed(client, ours, page):
    assert {client.post(address).status_code for address in addresses(ours).values()} == {405}


def test_the_reverse_proxy_is_given_the_file_and_what_is_said_of_it(client, ours, page, settings):
    settings.MAILLAGE_PROXY_SENDS_FILES = True
    found = addresses(ours)
    size, document = client.get(found["size"]), client.get(found["document"])
    assert size["X-Accel-Redirect"] == found["size"].replace("/media/", "/_files/")
    assert document["X-Accel-Redirect"].startswith("/_files/documents/bonjour")
    assert (size.content, document.content) == (b"", b"")
    assert "Content-Type" not in size.headers
    assert document["Content-Type"] == "text/plain"
    page.unpublish()
    refused = client.get(found["size"])
    assert (refused.status_code, "X-Accel-Redirect" in refused.headers) == (404, False)


@pytest.mark.parametrize("name", ["document", "size"])
def test_a_public_file_costs_three_queries(client, ours, page, name, django_assert_max_num_queries):
    address = addresses(ours)[name]
    status(client, address)
    with django_assert_max_num_queries(3):
        status(client, address)


def test_a_page_asks_nothing_of_the_law_for_its_pictures(client, ours):
    """Who may read them is asked when they are read, not by the page."""
    page = ours.portal.add_child(instance=ContentPage(title="A", slug="a", live=False))
    images = [
        get_image_model().objects.create(title="x", file=png(), collection=ours.collection)
        for _number in range(30)
    ]
    page.body = [("figure", {"image": image, "caption": ""}) for image in images]
    page.save_revision().publish()
    client.get(page.url)  # Draws the pictures.
    with CaptureQueriesContext(connection) as asked:
        html = client.get(page.url).content.decode()
    law = ("referenceindex", "publicfile", "collectionviewrestriction")
    assert not [query for query in asked if any(word in query["sql"] for word in law)]
    sizes = Rendition.objects.filter(image__in=images)
    assert {size.url for size in sizes} == set(re.findall(r'<img[^>]* src="([^"]+)"', html))
    assert ({status(client, size.url) for size in sizes}, len(sizes)) == ({200}, 30)


def test_the_logos_of_partners_are_seen(client, ours):
    page = ours.portal.add_child(instance=ContentPage(title="A", slug="a", live=False))
    partners = [{"name": "Emmaüs", "logo": ours.image, "link": ""}]
    page.body = [("partners", {"title": "", "partners": partners})]
    page.save_revision().publish()
    html = client.get(page.url).content.decode()
    (source,) = re.findall(r'<img src="([^"]+)" alt="Emmaüs"', html)
    assert status(client, source) == 200


def test_the_journal_keeps_who_opened_a_file_and_who_closed_it(client, ours):
    """Read by those who publish in the portal that keeps it."""
    form = reverse("wagtaildocs:edit", args=[ours.document.pk])
    data = {"title": "Bail", "tags": "", "collection": ours.document.collection_id}
    client.force_login(ours.publisher)
    for said in ({"is_public": "on"}, {"is_public": "on"}, {}):
        client.post(form, data | said)
    found = recorded([ours.portal.territory]).values_list("action", "user", "label")
    assert list(found) == [
        ("maillage.file_public_no_more", ours.publisher.pk, "Bail"),
        ("maillage.file_said_public", ours.publisher.pk, "Bail"),
    ]
