"""No editor makes the server ask another site: what Wagtail's embeds would do, on their own."""

import socket

import pytest
from wagtail.embeds.models import Embed
from wagtail.rich_text import RichText

from maillage_site.home.models import ContentPage
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db
UPLOAD = "/gestion/embeds/chooser/upload/"
# Providers that Wagtail knows: it would ask theirs what to show, and follow where they lead.
VIDEOS = ("https://www.youtube.com/watch?v=abc", "https://vimeo.com/76979871")


@pytest.fixture(autouse=True)
def asked(monkeypatch):
    found = []

    def refuse(host, *_rest, **_named):
        found.append(host)
        raise OSError("nobody is asked")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return found


@pytest.mark.parametrize("url", VIDEOS)
@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
def test_nobody_is_asked_what_to_show(client, ours, asked, role, url):
    person = UserFactory(is_superuser=True) if role == "administrator" else getattr(ours, role)
    client.force_login(person)
    client.post(UPLOAD, {"embed-chooser-url": url})
    assert (asked, Embed.objects.exists()) == ([], False)


def test_nor_when_a_page_that_names_one_is_read(client, ours, asked):
    page = ContentPage(title="Vidéo", slug="video", live=False)
    page.body = [("text", RichText(f'<embed embedtype="media" url="{VIDEOS[0]}"/>'))]
    ours.portal.add_child(instance=page).save_revision().publish()
    assert client.get(ContentPage.objects.get(slug="video").url).status_code == 200
    assert asked == []
