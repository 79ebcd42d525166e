"""Pages of others as a portal's readers meet them."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction

from maillage_site.home.models import ContentPage
from tests.site.syndication.world import changed, index, published, taken

pytestmark = pytest.mark.django_db
LIST, HERE = "/saone-et-loire/actualites/", "/saone-et-loire/partage/impots/"


def soup(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


def cards(client, path=LIST):
    return [(card.a.text, card.a["href"]) for card in soup(client, path).select("main .card")]


def answer(client, path=HERE):
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")


def test_it_is_read_inside_the_portal_under_its_words_with_one_canonical_address(
    client, saone, page, settings
):
    before = cards(client), answer(client)
    taken(page, saone, introductions={"fr": "<p>Ici, à <b>Mâcon</b>.</p>"})
    read = soup(client, HERE)
    assert before == ([], (404, ""))
    assert cards(client) == [("Impôts", HERE)]
    assert (
        read.select_one(".portal-name").get_text(" ", strip=True).startswith("Saône-et-Loire"),
        read.select_one(".callout").get_text(" ", strip=True),
        "Mots de Impôts" in read.main.text,
        read.select_one("link[rel=canonical]")["href"].removeprefix(settings.BASE_URL),
        "Mâcon" in client.get("/actualites/impots/").text,
        cards(client, "/morbihan/actualites/"),
        cards(client, "/actualites/"),
        HERE in client.get("/sitemap-pages-1.xml").text,
    ) == (
        True,
        "Le mot du portail Saône-et-Loire Ici, à Mâcon .",
        True,
        "/actualites/impots/",
        False,
        [],
        [("Impôts", "/actualites/impots/")],
        False,
    )


def test_what_the_author_changes_is_read_at_once_at_the_same_address(client, saone, page):
    taken(page, saone)
    soup(client, HERE)
    changed(page, title="Impôts 2027", slug="impots-2027", body=[("text", "<p>Neuf.</p>")])
    assert (cards(client), "Neuf." in soup(client, HERE).main.text) == (
        [("Impôts 2027", HERE)],
        True,
    )


def _unpublished(page):
    page.unpublish()


def _deleted(page):
    Page.objects.get(pk=page.pk).delete()


def _private(page):
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")


def _not_offered(page):
    changed(page, offered=False)


@pytest.mark.parametrize("act", [_unpublished, _deleted, _private])
def test_what_the_author_takes_away_leaves_the_portal_at_the_click(client, saone, page, act):
    taken(page, saone)
    assert answer(client) == (200, "")
    act(page)
    assert (cards(client), answer(client)) == ([], (404, ""))


def test_what_is_offered_no_more_or_withdrawn_leads_to_its_own_address(client, saone, page):
    taken(page, saone, introductions={"fr": "<p>Ici.</p>"})
    taken(page, saone, hidden=True)
    withdrawn = cards(client), answer(client)
    back = taken(page, saone)
    words = back.words.get().introduction
    changed(page, offered=False)
    there = (302, "/actualites/impots/")
    assert (withdrawn, words, cards(client), answer(client)) == (
        ([], there),
        "<p>Ici.</p>",
        [],
        there,
    )


def test_one_marked_for_every_territory_is_hidden_by_one(client, saone, nation, page):
    changed(page, shared=True, offered=False)
    before = cards(client)
    taken(page, saone, hidden=True)
    assert (before, cards(client), cards(client, "/morbihan/actualites/")) == (
        [("Impôts", "/actualites/impots/")],
        [],
        [("Impôts", "/actualites/impots/")],
    )


def test_it_comes_first_where_it_is_put_forward_and_on_the_home(client, saone, page):
    published(index(saone, "actualites"), "Foire", "foire")
    taken(page, saone)
    newest = cards(client)
    taken(page, saone, pinned=True)
    home = soup(client, "/saone-et-loire/")
    assert (newest[0][0], [title for title, _ in cards(client)]) == ("Foire", ["Impôts", "Foire"])
    assert HERE in [a["href"] for a in home.main.find_all("a")]


def test_the_portal_chooses_the_list_it_stands_in(client, saone, page):
    taken(page, saone, section="resources")
    assert (cards(client), cards(client, "/saone-et-loire/ressources/")) == ([], [("Impôts", HERE)])


def test_two_pages_of_one_name_are_numbered(client, saone, nation, page):
    other = published(index(nation, "ressources"), "Autres impôts", "impots", offered=True)
    own = published(index(saone, "actualites"), "Les nôtres", "impots")
    slugs = [taken(one, saone).slug for one in (page, other)]
    titles = [
        soup(client, path).h1.text for path in (HERE, "/saone-et-loire/partage/impots-2/", own.url)
    ]
    assert (slugs, titles) == (
        ["impots", "impots-2"],
        ["Impôts", "Autres impôts", "Les nôtres"],
    )


def test_its_translation_is_read_in_the_portal_s_language(client, saone, nation, page):
    english, _made = Locale.objects.get_or_create(language_code="en")
    for home in (nation, saone):
        home.copy_for_translation(english).save_revision().publish()
    taken(page, saone, introductions={"fr": "<p>Ici.</p>", "en": "<p>Over here.</p>"})
    there = f"/en{HERE}"
    untranslated = answer(client, there)
    news = index(nation, "actualites").copy_for_translation(english)
    news.save_revision().publish()
    translated = page.copy_for_translation(english)
    translated.title, translated.slug = "Taxes", "taxes"
    translated.save_revision().publish()
    read = soup(client, there)
    assert (
        untranslated,
        read.h1.text,
        "Over here." in read.text,
        "Ici." in read.text,
        [link["href"] for link in read.select("link[rel=alternate]")],
    ) == (
        (302, HERE),
        "Taxes",
        True,
        False,
        [f"http://localhost:8000{HERE}", f"http://localhost:8000{there}"],
    )


def test_moved_to_the_portal_that_took_it_up_it_is_that_portal_s_own(client, saone, page):
    taken(page, saone)
    page.move(index(saone, "actualites"), pos="last-child")
    page = ContentPage.objects.get(pk=page.pk)
    assert (page.taken_up.count(), cards(client), answer(client)) == (
        0,
        [("Impôts", "/saone-et-loire/actualites/impots/")],
        (404, ""),
    )


def test_moved_elsewhere_it_stays_with_its_new_owner_s_name(client, saone, morbihan, page):
    taken(page, saone)
    page.move(index(morbihan, "actualites"), pos="last-child")
    assert cards(client) == [("Impôts", HERE)]
    assert soup(client, HERE).select_one("main .soft:last-child").text == (
        "Cette page est écrite par le portail Morbihan."
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_page_cost_the_same_whatever_is_taken_up(
    client, saone, nation, page, count, django_assert_max_num_queries
):
    for number in range(count):
        news = published(index(nation, "actualites"), f"N{number}", f"n{number}", offered=True)
        taken(news, saone, pinned=True, introductions={"fr": "<p>Ici.</p>"})
    here = "/saone-et-loire/partage/n0/"
    for path in (LIST, here, "/saone-et-loire/"):
        client.get(path)
    with django_assert_max_num_queries(6):
        assert len(cards(client)) == count
    with django_assert_max_num_queries(5):
        soup(client, here)
    with django_assert_max_num_queries(12):
        soup(client, "/saone-et-loire/")


@pytest.mark.parametrize(
    "path", ["/partage/impots/", "/saone-et-loire/partage/a%00b/", "/saone-et-loire/partage/"]
)
def test_an_address_that_is_none_is_not_found(client, saone, path):
    assert answer(client, path) == (404, "")


def test_no_other_page_takes_the_word_of_these_addresses():
    from maillage_site.portals.addresses.words import reserved_words

    assert "partage" in reserved_words()
    assert reverse("syndication:page", args=["impots"]) == "/partage/impots/"
