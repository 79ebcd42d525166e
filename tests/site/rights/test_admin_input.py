"""The admin answers to bad input: searches, files."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from maillage.accounts.models import User
from maillage_site.files.saying import say_public
from maillage_site.rights.portal_groups import portal_collection
from tests.site.factories import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db

SEARCHES = [
    "/gestion/pages/search/",
    "/gestion/choose-page/search/",
    "/gestion/images/",
    "/gestion/images/chooser/results/",
    "/gestion/documents/",
    "/gestion/documents/chooser/results/",
    "/gestion/users/",
    "/gestion/pages/{portal}/",
    "/gestion/api/main/pages/",
]
HOSTILE = ['"', "\x00", "(", "NOT", "*", "a" * 10_000, "\u202e🙂", "'; --", "AND OR", "a\x00b"]


@pytest.mark.parametrize("query", HOSTILE, ids=ascii)
def test_no_search_of_the_admin_fails(client, ours, query):
    client.force_login(UserFactory(is_superuser=True))
    client.raise_request_exception = False
    asked = [
        (address.format(portal=ours.portal.pk), {name: query})
        for address in SEARCHES
        for name in ("q", "search")
    ]
    assert [path for path, data in asked if client.get(path, data).status_code >= 500] == []


def picture(kind: str = "GIF") -> bytes:
    data = io.BytesIO()
    Picture.new("RGB", (8, 8), "teal").save(data, kind)
    return data.getvalue()


FILES = {
    "svg": ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "script named gif": ("x.gif", b"GIF89a/*<script>alert(1)</script>*/=1;"),
    "gif with a script behind": ("x.png", picture() + b"<script>alert(1)</script>"),
    "truncated": ("x.gif", picture()[:20]),
    "html named jpg": ("x.jpg", b"<!doctype html><script>alert(1)</script>"),
    "empty": ("x.png", b""),
    "decompression bomb": ("x.gif", b"GIF89a\xff\xff\xff\xff\xf7\x00\x00" + b"\x00" * 800),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("address", ["/gestion/images/add/", "/gestion/images/multiple/add/"])
def test_a_file_that_is_no_picture_is_refused(client, ours, name, address):
    client.force_login(ours.editor)
    client.raise_request_exception = False
    before = get_image_model().objects.count()
    filename, content = FILES[name]
    upload = SimpleUploadedFile(filename, content, "image/gif")
    data = {"title": "x", "file": upload, "files[]": upload, "collection": collection_of(ours)}
    response = client.post(address, data, headers={"X-Requested-With": "XMLHttpRequest"})
    assert response.status_code < 500
    assert get_image_model().objects.count() == before


def collection_of(side) -> int:
    return portal_collection(side.portal).pk


def test_a_document_of_an_unknown_kind_is_refused(client, ours):
    client.force_login(ours.editor)
    upload = SimpleUploadedFile("page.html", b"<script>alert(1)</script>", "text/html")
    data = {"title": "x", "file": upload, "collection": collection_of(ours)}
    client.post("/gestion/documents/add/", data)
    assert not get_document_model().objects.filter(title="x").exists()


def test_documents_are_downloaded_and_only_pdf_is_shown(client, ours):
    pdf = get_document_model().objects.create(
        title="fiche", file=SimpleUploadedFile("fiche.pdf", b"%PDF-1.4"), collection=ours.collection
    )
    for document in (pdf, ours.document):
        say_public(document, public=True)
    text = client.get(ours.document.url)
    shown = client.get(pdf.url)
    assert text["Content-Disposition"].startswith("attachment")
    assert shown["Content-Disposition"].startswith("inline")
    assert text["X-Content-Type-Options"] == "nosniff"


def test_a_document_of_a_private_collection_asks_for_its_key(client, ours):
    ours.collection.view_restrictions.create(restriction_type="login")
    assert client.get(ours.document.url).status_code == 404
    say_public(ours.document, public=True)
    assert client.get(ours.document.url).status_code == 302


def test_the_national_team_adds_a_person_with_a_single_name(client, ours):
    client.force_login(UserFactory(is_superuser=True))
    page = client.get("/gestion/users/new/").content.decode()
    assert re.findall(r'name="((?:first|last)_name|password1)"', page) == []
    territory = TerritoryFactory()
    group = ours.editor.groups.get()
    data = {"email": "lea@exemple.fr", "name": "Léa", "territory": territory.pk}
    client.post("/gestion/users/new/", {**data, "groups": [group.pk]})
    lea = User.objects.get(email="lea@exemple.fr")
    assert (lea.name, lea.territory, list(lea.groups.all())) == ("Léa", territory, [group])
    client.post(f"/gestion/users/edit/{lea.pk}/", {**data, "name": "Léa B.", "is_active": "on"})
    lea.refresh_from_db()
    assert (lea.name, list(lea.groups.all())) == ("Léa B.", [])


def test_people_change_their_name_in_the_admin(client, ours):
    client.force_login(ours.editor)
    page = client.get("/gestion/account/").content.decode()
    assert "first_name" not in page
    assert 'name="name_email-name"' in page


def test_a_link_elsewhere_without_its_field_is_no_error(client, ours):
    client.force_login(UserFactory(is_superuser=True))
    assert client.post("/gestion/choose-external-link/").status_code == 404
