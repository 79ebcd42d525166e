"""What search engines are given, read by a validator we did not write."""

import pytest
import xmlschema
from wagtail.models import Page, PageViewRestriction

from maillage import plugin
from maillage.contributions import SitemapSource
from maillage.values import PublicAddress
from maillage_site.creation.translating import translate_portal
from maillage_site.creation.tree import Identity, create_portal
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.sitemap import files as sitemap_files
from tests.site.factories import TerritoryFactory, national_portal
from tests.site.sitemap.protocol import Told, everything, files, read, schema

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def portal(module_db):
    words = Identity(publisher="le département", contact="aide@exemple.fr")
    home, portal = create_portal(None, words), create_portal(TerritoryFactory(), words)
    for one in (home, portal):
        translate_portal(one, Identity(), words)
    return portal


def add_page(portal, slug="scanner", **fields):
    parent = IndexPage.objects.child_of(portal).get(slug="ressources")
    page = ContentPage(title="Scanner", slug=slug, summary="En deux minutes", **fields)
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return ContentPage.objects.get(pk=page.pk)


def test_the_index_leads_to_a_file_for_each_kind(client, portal):
    assert files(client) == ["/sitemap-lists-1.xml", "/sitemap-pages-1.xml"]


def test_a_page_is_given_once_with_the_moment_it_changed(client, portal):
    page = add_page(portal)
    moment = page.last_published_at.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    path = "/saone-et-loire/ressources/scanner/"
    assert everything(client)[path] == Told(path, moment)
    assert read(client, "/sitemap.xml")[1].changed == moment


def test_a_translated_page_gives_its_languages_in_each(client, portal):
    pages = everything(client)
    both = (("fr", "/saone-et-loire/contact/"), ("en", "/en/saone-et-loire/contact/"))
    assert pages["/saone-et-loire/contact/"].translations == both
    assert pages["/en/saone-et-loire/contact/"].translations == both


def test_the_lists_of_plugins_are_given_for_each_portal_in_each_language(client, portal):
    lists = {one.path for one in read(client, "/sitemap-lists-1.xml")}
    routes = {"lieux/", "agenda/", "agenda/series/", "communautes/"}
    prefixes = ("/", "/en/", "/saone-et-loire/", "/en/saone-et-loire/")
    assert lists == {prefix + route for prefix in prefixes for route in routes}


def test_what_is_private_unpublished_or_expired_is_not_given(client, portal):
    private, draft = add_page(portal), add_page(portal, slug="brouillon")
    PageViewRestriction.objects.create(page=private.get_parent(), restriction_type="login")
    ContentPage.objects.get(slug="contact", locale__language_code="fr", depth=4).unpublish()
    draft.unpublish(set_expired=True)
    told = [path for path in everything(client) if "saone-et-loire" in path]
    assert not [path for path in told if "/ressources/" in path or "/resources/" in path]
    assert "/saone-et-loire/contact/" not in told
    assert "/en/saone-et-loire/contact/" in told


def test_a_private_portal_gives_no_list(client, portal):
    PageViewRestriction.objects.create(page=portal, restriction_type="login")
    assert not [path for path in everything(client) if "saone-et-loire" in path]


def test_a_copy_that_follows_another_page_is_not_given(client, portal):
    add_page(portal).create_alias(update_slug="suiveuse")
    assert not [path for path in everything(client) if "suiveuse" in path]


def test_a_kind_is_cut_into_files(client, portal, monkeypatch):
    whole = everything(client)
    monkeypatch.setattr(sitemap_files, "ROWS_A_FILE", 7)
    names = [path.split("-")[1] for path in files(client)]
    assert names.count("lists") == 3
    assert names.count("pages") > 1
    assert everything(client) == whole
    assert client.get("/sitemap-lists-4.xml").status_code == 404


@pytest.mark.parametrize("path", ["pages-0", "nothing-1", "pages-99999999999999"])
def test_a_file_that_is_not_there_is_not_found(client, portal, path):
    assert client.get(f"/sitemap-{path}.xml").status_code == 404


def test_a_file_costs_the_same_with_one_page_as_with_many(
    client, portal, django_assert_max_num_queries
):
    def cost(path):
        client.get(path)
        with django_assert_max_num_queries(12) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    paths = ("/sitemap.xml", "/sitemap-pages-1.xml", "/sitemap-lists-1.xml")
    few = [cost(path) for path in paths]
    for number in range(20):
        add_page(portal, slug=f"page-{number}")
    assert [cost(path) for path in paths] == few


def test_a_source_that_fails_leaves_the_others(client, portal, monkeypatch, caplog):
    def fails():
        raise ValueError

    broken = SitemapSource(name="boxes", queryset=fails, addresses=list, changed="pk")
    kept = plugin.contributions(SitemapSource)
    monkeypatch.setattr(sitemap_files, "contributions", lambda _kind: [broken, *kept])
    assert files(client) == ["/sitemap-lists-1.xml", "/sitemap-pages-1.xml"]
    assert "sitemap of boxes" in caplog.text


def test_an_address_is_written_as_the_protocol_wants(client, portal, monkeypatch):
    from maillage_site.sitemap import writing

    text = writing.urlset([PublicAddress("/été/?a=1&b=2")])
    assert schema().to_dict(text)["url"] == [
        {"loc": "http://localhost:8000/%C3%A9t%C3%A9/?a=1&b=2"}
    ]


@pytest.mark.parametrize(
    "fault",
    [
        "<url><lastmod>2026-11-29</lastmod></url>",
        "<url><loc>/lieux/</loc></url>",
        "<url><loc>https://exemple.fr/é/</loc></url>",
        "<url><loc>https://exemple.fr/</loc><lastmod>29/11/2026</lastmod></url>",
        "",
    ],
    ids=["no address", "relative", "accent", "French date", "empty"],
)
def test_the_validator_refuses(fault):
    text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{fault}</urlset>'
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        schema().validate(text)


def test_robots_name_the_sitemap_and_what_is_private(client, module_db):
    national_portal()
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /gestion/" in lines
    assert lines[-1] == "Sitemap: http://localhost:8000/sitemap.xml"
