"""Arabic: pages of words under /ar/, in a portal that speaks French."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from maillage.languages import is_of_content, own_name, whole_languages
from maillage.ui.theme import Brand
from maillage_site.creation.tree import Identity, create_portal
from maillage_site.demo.arabic import HELP, load
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.home.search import pages as searched
from maillage_site.sitemap.pages import addresses
from maillage_site.sitemap.pages import pages as listed
from maillage_site.translations.untranslated import missing
from tests.site.factories import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db
HOME, PAGE = "/ar/saone-et-loire/", "/ar/saone-et-loire/ou-trouver-de-l-aide/"


@pytest.fixture(scope="module")
def portals(module_db):
    national = create_portal(None, Identity(summary="Trouver de l’aide"))
    saone = create_portal(TerritoryFactory(), Identity(brand=Brand("#8a2432", "#f8e6e4")))
    create_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    load({"": national, "saone-et-loire": saone})
    return saone


def soup(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def test_languages_are_whole_or_of_content():
    assert (whole_languages(), is_of_content("ar"), is_of_content("en")) == (
        ["fr", "en"],
        True,
        False,
    )
    assert [own_name(code) for code in ("fr", "en", "ar")] == ["Français", "English", "العربيّة"]


@pytest.mark.parametrize("path", ["/ar/", HOME, PAGE])
def test_the_words_are_arabic_and_what_stands_around_french(client, portals, path):
    page = soup(client, path)
    attributes = {
        name: (page.select_one(name).get("lang"), page.select_one(name).get("dir"))
        for name in ("html", "main", "header.site-header", "footer.site-footer", "a.skip")
    }
    assert attributes == {
        "html": ("ar", None),
        "main": ("ar", "rtl"),
        "header.site-header": ("fr", "ltr"),
        "footer.site-footer": ("fr", "ltr"),
        "a.skip": ("fr", "ltr"),
    }
    assert client.get(path).headers["Content-Language"] == "ar"


def test_a_page_has_its_words(client, portals):
    page = soup(client, PAGE)
    assert page.h1.text == HELP.title
    assert page.select_one(".updated span")["lang"] == "fr"
    crumb = page.select_one(".breadcrumb [aria-current]")
    assert (crumb.text, crumb["lang"], crumb["dir"]) == (HELP.title, "ar", "rtl")
    assert "Menu principal" in str(page.header)


def test_menus_and_links_around_are_those_of_the_french_portal(client, portals):
    page = soup(client, PAGE)
    links = [a["href"] for a in page.select("header a, footer a") if a["href"].startswith("/")]
    assert [link for link in links if link.startswith("/ar/")] == []
    assert "/saone-et-loire/lieux/" in links


def test_each_language_names_the_others(client, portals, settings):
    for path in ("/saone-et-loire/ou-trouver-de-l-aide/", PAGE):
        page = soup(client, path)
        named = [
            (link["hreflang"], link["href"].removeprefix(settings.BASE_URL))
            for link in page.select("link[rel=alternate][hreflang]")
        ]
        assert named == [("fr", "/saone-et-loire/ou-trouver-de-l-aide/"), ("ar", PAGE)]
    switch = soup(client, PAGE).select_one(".header-links a[hreflang]")
    assert (switch["hreflang"], switch["href"]) == ("fr", "/saone-et-loire/ou-trouver-de-l-aide/")
    french = soup(client, "/saone-et-loire/").select_one(".header-links a[hreflang]")
    assert (french["lang"], french["href"], french.text) == ("ar", HOME, "العربيّة")


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/ar/saone-et-loire/lieux/?service=x", "/saone-et-loire/lieux/?service=x"),
        ("/ar/lieux/", "/lieux/"),
        ("/ar/recherche/?q=aide", "/recherche/?q=aide"),
        ("/ar/saone-et-loire/agenda/", "/saone-et-loire/agenda/"),
        ("/ar/mon-espace/", "/mon-espace/"),
        ("/ar/gestion/", "/gestion/"),
        ("/ar/morbihan/", "/morbihan/"),
    ],
)
def test_lists_searches_and_forms_lead_to_french(client, portals, asked, led):
    response = client.get(asked)
    assert (response.status_code, response.headers.get("Location")) == (302, led)


def test_what_is_nowhere_is_not_found(client, portals):
    assert client.get("/ar/saone-et-loire/rien/").status_code == 404
    assert client.get("/ar/rien/").headers["Content-Language"] == "fr"


def test_an_english_route_offers_no_arabic(client, portals):
    links = soup(client, "/saone-et-loire/lieux/").select("link[rel=alternate][hreflang]")
    assert [link["hreflang"] for link in links] == ["fr", "en"]


def test_a_list_in_arabic_leads_to_the_french_one_and_is_named_nowhere(client, portals):
    arabic = Locale.objects.get(language_code="ar")
    index = IndexPage.objects.child_of(portals).get(section="resources")
    copy = index.copy_for_translation(arabic)
    copy.live = True
    copy.save()
    response = client.get(f"/ar/saone-et-loire/{copy.slug}/")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/saone-et-loire/{index.slug}/",
    )
    page = soup(client, f"/saone-et-loire/{index.slug}/")
    assert page.select("link[rel=alternate][hreflang=ar]") == []
    assert copy.pk not in set(listed().values_list("pk", flat=True))


def test_blocks_of_lists_search_and_forms_are_left_out(client, portals):
    """A home copied from the French one, block for block."""
    arabic = portals.get_translation(Locale.objects.get(language_code="ar"))
    arabic.body = portals.body
    arabic.save()
    page = soup(client, HOME)
    assert page.main.select("form, a[href*='/lieux/'], a[href*='/agenda/']") == []


def test_arabic_is_in_the_sitemap_and_not_in_the_search(portals):
    arabic = ContentPage.objects.get(locale__language_code="ar")
    found = listed().filter(translation_key=arabic.translation_key)
    told = {address.path: dict(address.translations) for address in addresses(found)}
    assert told[PAGE]["ar"] == PAGE
    assert arabic.pk not in {page.pk for page in searched()}


def test_a_translator_is_offered_arabic_for_words_alone(client, portals):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    offered = {}
    for page in (portals, *IndexPage.objects.child_of(portals)[:1]):
        form = client.get(reverse("maillage_translate_page", args=[page.pk])).context
        languages = form["form"].fields["locales"].queryset if form else ()
        offered[type(page).__name__] = "ar" in {one.language_code for one in languages}
    assert offered == {"PortalPage": False, "IndexPage": True}


def test_a_home_is_whole_in_arabic_without_the_titles_of_what_it_does_not_show(portals):
    """Of the national home's lists and search, a translator writes nothing."""
    morbihan = create_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    arabic = Locale.objects.get(language_code="ar")
    translate_object(morbihan, [arabic])
    found = Translation.objects.get(source__object_id=morbihan.translation_key)
    shown = [text for text in (morbihan.title, morbihan.summary) if text]
    assert missing(found) == shown
