"""What search engines are told."""

import pytest
from wagtail.models import Page, PageViewRestriction

from maillage_site.creation.tree import create_portal
from maillage_site.home.models import ContentPage, IndexPage
from tests.site.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    portal = create_portal(TerritoryFactory())
    parent = IndexPage.objects.child_of(portal).get(slug="ressources")
    page = ContentPage(
        title="Scanner",
        slug="scanner",
        summary="En deux minutes",
        body=[
            ("text", "<h2>Avant</h2><p>Posez la feuille &amp; visez.</p>"),
            ("callout", {"tone": "info", "title": "Astuce", "text": "<p>De jour</p>"}),
        ],
    )
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return ContentPage.objects.get(pk=page.pk)


def locations(client):
    text = client.get("/sitemap.xml").content.decode()
    return [part.split("</loc>")[0] for part in text.split("<loc>")[1:]]


def test_the_sitemap_lists_the_pages_of_every_portal(client, page):
    found = locations(client)
    assert found[0].endswith("/")
    assert sum(url.endswith("/saone-et-loire/ressources/scanner/") for url in found) == 1


def test_the_sitemap_leaves_out_what_is_not_public(client, page):
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    ContentPage.objects.get(slug="contact", depth=4).unpublish()
    found = locations(client)
    assert not [url for url in found if "scanner" in url or "loire/contact" in url]


def test_robots_name_the_sitemap_and_what_is_private(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /gestion/" in lines
    assert lines[-1].endswith("/sitemap.xml")
