"""Portals and their pages, as readers meet them and as editors make them."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page, PageViewRestriction, Site

from maillage_site.creation.identity import Identity
from maillage_site.creation.tree import create_portal
from maillage_site.home.models import ContentPage, IndexPage
from maillage_site.portals.models import PortalPage
from tests.site.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def created(module_db):
    return create_portal(TerritoryFactory()).pk


@pytest.fixture
def national(created):
    return PortalPage.objects.get(portal__national=True)


@pytest.fixture
def saone(created):
    return PortalPage.objects.get(pk=created)


def soup(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return BeautifulSoup(response.content, "html.parser")


def write(parent, slug, **fields):
    fields = {"title": slug.capitalize(), "body": [("text", "<p>Bonjour</p>")], **fields}
    return Page.objects.get(pk=parent.pk).add_child(instance=ContentPage(slug=slug, **fields))


def index(portal, slug):
    return IndexPage.objects.child_of(portal).get(slug=slug)


def tree():
    return list(Page.objects.filter(depth__gt=1).order_by("path").values_list("url_path", "live"))


def test_a_portal_comes_with_its_starter_pages(saone):
    assert tree() == [
        ("/maillage/", True),
        ("/maillage/ressources/", True),
        ("/maillage/actualites/", True),
        ("/maillage/contact/", True),
        ("/maillage/mentions-legales/", True),
        ("/maillage/donnees-personnelles/", True),
        ("/maillage/accessibilite/", True),
        ("/maillage/saone-et-loire/", True),
        ("/maillage/saone-et-loire/ressources/", True),
        ("/maillage/saone-et-loire/actualites/", True),
        ("/maillage/saone-et-loire/contact/", True),
        ("/maillage/saone-et-loire/mentions-legales/", True),
        ("/maillage/saone-et-loire/donnees-personnelles/", True),
        ("/maillage/saone-et-loire/accessibilite/", True),
    ]


def test_making_a_portal_again_leaves_what_editors_wrote(saone):
    contact = ContentPage.objects.child_of(saone).get(slug="contact")
    contact.title = "Nous écrire"
    contact.save_revision().publish()
    before = tree()
    assert create_portal(saone.territory, Identity(name="Autre")) == saone
    assert (tree(), ContentPage.objects.get(pk=contact.pk).title) == (before, "Nous écrire")


def test_the_welcome_page_of_wagtail_is_gone(national):
    assert Site.objects.get(is_default_site=True).root_page_id == national.pk
    assert not Page.objects.filter(slug="home").exists()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Maillage"),
        ("/ressources/", "Ressources"),
        ("/saone-et-loire/", "Saône-et-Loire"),
        ("/saone-et-loire/actualites/", "Actualités"),
        ("/saone-et-loire/mentions-legales/", "Mentions légales"),
    ],
)
def test_pages_answer_at_their_addresses(client, saone, path, title):
    assert soup(client, path).h1.text == title


def test_the_footer_holds_the_portal_s_own_legal_pages(client, saone):
    links = soup(client, "/saone-et-loire/ressources/").footer.nav.find_all("a")
    assert [(a.text, a["href"]) for a in links][-5:] == [
        ("Contact", "/saone-et-loire/contact/"),
        ("Mentions légales", "/saone-et-loire/mentions-legales/"),
        ("Données personnelles", "/saone-et-loire/donnees-personnelles/"),
        ("Accessibilité\u202f: non conforme", "/saone-et-loire/accessibilite/"),
        ("Changer de territoire", "/choisir-mon-territoire/"),
    ]


def test_the_menu_ends_with_the_portal_s_own_pages(client, saone):
    links = soup(client, "/saone-et-loire/contact/").select("nav.site-nav a")
    assert [(a.text, a["href"]) for a in links][-2:] == [
        ("Ressources", "/saone-et-loire/ressources/"),
        ("Actualités", "/saone-et-loire/actualites/"),
    ]


def test_breadcrumbs_lead_back_through_the_list(client, saone):
    write(index(saone, "ressources"), "scanner", title="Scanner un papier")
    crumbs = soup(client, "/saone-et-loire/ressources/scanner/").select("nav.breadcrumb li")
    assert [(li.text.strip(), li.a and li.a["href"]) for li in crumbs] == [
        ("Accueil", "/saone-et-loire/"),
        ("Ressources", "/saone-et-loire/ressources/"),
        ("Scanner un papier", None),
    ]


def cards(client, path):
    found = soup(client, path).select("main .card")
    return [(card.a.text, card.a["href"], "national" in card.text) for card in found]


def test_a_portal_lists_its_own_contents_and_national_ones_marked_for_all(client, saone):
    national = saone.get_parent()
    morbihan = create_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    write(index(national, "ressources"), "impots", title="Impôts", shared=True)
    write(index(national, "ressources"), "interne", title="Interne")
    write(index(saone, "ressources"), "macon", title="Mâcon")
    write(index(saone, "actualites"), "nouvelle", title="Nouvelle")
    write(index(morbihan, "ressources"), "vannes", title="Vannes")
    assert sorted(cards(client, "/saone-et-loire/ressources/")) == [
        ("Impôts", "/ressources/impots/", True),
        ("Mâcon", "/saone-et-loire/ressources/macon/", False),
    ]


def test_a_portal_lists_the_contents_of_portals_inside_it(client, saone):
    inner = TerritoryFactory(kind="epci", code="247100290", name="Creusot", slug="creusot")
    inner.ancestors.add(saone.territory)
    write(index(create_portal(inner), "actualites"), "foire", title="Foire")
    assert cards(client, "/saone-et-loire/actualites/") == [
        ("Foire", "/creusot/actualites/foire/", False)
    ]


@pytest.mark.parametrize("page", ["0", "2", "1000000000", "x", "", "-1", "1&page=2"])
def test_any_page_number_gives_a_list(client, saone, page):
    assert soup(client, f"/saone-et-loire/ressources/?page={page}").h1.text == "Ressources"


def test_an_empty_list_says_so_and_leads_back(client, saone):
    main = soup(client, "/saone-et-loire/ressources/").main
    assert main.select_one(".empty a")["href"] == "/saone-et-loire/"


@pytest.mark.parametrize(
    "path",
    [
        "/inconnu/",
        "/saone-et-loire/inconnu/",
        "/saone-et-loire/ressources/inconnu/",
        "/maillage/",
        "/en/saone-et-loire/contact/",
        "/" + "a/" * 400,
        "/%00/",
        "/😀/",
    ],
)
def test_an_unknown_address_is_a_404(client, saone, path):
    assert client.get(path).status_code == 404


def test_an_unpublished_page_is_a_404_at_once(client, saone):
    contact = ContentPage.objects.child_of(saone).get(slug="contact")
    assert client.get("/saone-et-loire/contact/").status_code == 200
    contact.unpublish()
    home = soup(client, "/saone-et-loire/")
    assert client.get("/saone-et-loire/contact/").status_code == 404
    assert "/saone-et-loire/contact/" not in [a["href"] for a in home.footer.find_all("a")]


def test_a_page_under_restriction_asks_for_its_password_and_is_not_kept(client, saone):
    index_page = index(saone, "ressources")
    write(index_page, "scanner")
    PageViewRestriction.objects.create(
        page=index_page, restriction_type="password", password="s3cret"
    )
    response = client.get("/saone-et-loire/ressources/scanner/")
    assert ("Bonjour" in response.content.decode(), response["Cache-Control"]) == (
        False,
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


@pytest.mark.parametrize(
    ("path", "french"), [("/en/saone-et-loire/", "/saone-et-loire/"), ("/en/", "/")]
)
def test_the_english_home_of_an_untranslated_portal_leads_to_the_french_one(
    client, saone, path, french
):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (302, french)


@pytest.mark.parametrize("path", ["/", "/saone-et-loire/", "/saone-et-loire/contact/"])
def test_a_public_page_is_the_same_for_everyone(client, saone, path):
    response = client.get(path)
    assert (dict(response.cookies), response.headers.get("Vary")) == ({}, None)


def test_a_page_whose_type_is_gone_is_a_404(client, saone):
    from django.contrib.contenttypes.models import ContentType

    gone = ContentType.objects.create(app_label="maillage_gone", model="gonepage")
    Page.objects.filter(url_path="/maillage/saone-et-loire/contact/").update(content_type=gone)
    assert client.get("/saone-et-loire/contact/").status_code == 404


def test_a_restricted_content_is_in_no_list(client, saone):
    news = index(saone, "actualites")
    secret = write(news, "secret", title="Réservé")
    write(news, "ouvert", title="Ouvert")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    assert [title for title, _url, _national in cards(client, "/saone-et-loire/actualites/")] == [
        "Ouvert"
    ]
    assert "Réservé" not in soup(client, "/saone-et-loire/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_an_article_costs_few_queries(client, saone, django_assert_num_queries, rows):
    page = write(index(saone, "ressources"), "scanner")
    page.body = [("text", f"<p>{n}</p>") for n in range(rows)]
    page.save_revision().publish()
    client.get("/saone-et-loire/")
    with django_assert_num_queries(5):
        client.get("/saone-et-loire/ressources/scanner/")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_for_one_and_for_three(
    client, saone, django_assert_num_queries, rows
):
    for number in range(rows):
        write(index(saone, "ressources"), f"fiche-{number}")
    client.get("/saone-et-loire/ressources/")
    with django_assert_num_queries(5):
        client.get("/saone-et-loire/ressources/")


def test_a_home_costs_few_queries(client, saone, django_assert_max_num_queries):
    write(index(saone, "actualites"), "nouvelle")
    client.get("/saone-et-loire/")
    with django_assert_max_num_queries(10):
        client.get("/saone-et-loire/")


def test_the_body_of_a_broken_block_is_left_out(client, saone, monkeypatch, caplog):
    from maillage_site.portals.models.home_blocks import BigLinksBlock

    def broken(self, value, parent_context=None):
        raise RuntimeError

    monkeypatch.setattr(BigLinksBlock, "get_context", broken)
    assert soup(client, "/saone-et-loire/").h1.text == "Saône-et-Loire"
    assert "big_links could not be drawn" in caplog.text


def test_a_home_holds_the_site_s_blocks_and_those_plugins_contribute(saone):
    names = [block.block_type for block in PortalPage.objects.get(pk=saone.pk).body]
    assert [name for name in names if name in {"big_links", "latest_news"}] == [
        "big_links",
        "latest_news",
    ]


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Un nouvel atelier à Chalon", "un-nouvel-atelier-a-chalon"), ("أهلا بكم", "أهلا-بكم")],
)
def test_an_address_has_no_accent_and_every_title_has_one(saone, title, slug):
    assert write(saone, "", title=title).slug == slug


def test_the_form_asks_for_addresses_without_accents(client, saone, admin_user):
    client.force_login(admin_user)
    form = soup(client, f"/gestion/pages/add/maillage_home/contentpage/{saone.pk}/")
    slug = form.select_one("#id_slug")
    assert (slug["data-controller"], slug.get("data-w-slug-allow-unicode-value")) == (
        "w-slug",
        None,
    )
