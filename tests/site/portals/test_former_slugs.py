"""A portal that changed its slug: every address below the old one leads below the new one."""

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ValidationError
from wagtail.models import Page, Site

from maillage_site.creation.identity import Identity
from maillage_site.creation.translating import translate_portal
from maillage_site.creation.tree import create_portal
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import PortalPage
from tests.site.factories import TerritoryFactory, UserFactory, national_portal

pytestmark = pytest.mark.django_db


def rename(home: PortalPage, slug: str) -> PortalPage:
    home = PortalPage.objects.get(pk=home.pk)
    home.slug = slug
    home.save_revision().publish()
    return home


@pytest.fixture(scope="module")
def created(module_db):
    return create_portal(TerritoryFactory()).pk


@pytest.fixture
def saone(created):
    return PortalPage.objects.get(pk=created)


@pytest.fixture(scope="module")
def translated(created):
    """Both portals in English too: told to the tests that ask for ``renamed`` alone."""
    translate_portal(create_portal(None), Identity(), Identity())
    translate_portal(PortalPage.objects.get(pk=created), Identity(), Identity())


@pytest.fixture
def renamed(translated, saone):
    return rename(saone, "bourgogne-du-sud")


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/saone-et-loire/", "/bourgogne-du-sud/"),
        ("/saone-et-loire/contact/", "/bourgogne-du-sud/contact/"),
        ("/saone-et-loire/lieux/?service=sante&q=%C3%A9", "/bourgogne-du-sud/lieux/?service=sante&q=%C3%A9"),
        ("/saone-et-loire/agenda.ics?theme=sante", "/bourgogne-du-sud/agenda.ics?theme=sante"),
        ("/saone-et-loire/inconnu/", "/bourgogne-du-sud/inconnu/"),
        ("/en/saone-et-loire/contact/", "/en/bourgogne-du-sud/contact/"),
        ("/en/saone-et-loire/lieux/", "/en/bourgogne-du-sud/lieux/"),
        ("/saone-et-loire", "/bourgogne-du-sud/"),
    ],
)  # fmt: skip
def test_an_address_below_the_old_slug_leads_below_the_new_one(client, renamed, asked, location):
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, location)


@pytest.mark.parametrize(
    "path",
    [
        "/bourgogne-du-sud/", "/bourgogne-du-sud/contact/", "/bourgogne-du-sud/lieux/",
        "/en/bourgogne-du-sud/", "/en/bourgogne-du-sud/contact/",
    ],
)  # fmt: skip
def test_the_new_addresses_answer_in_each_language(client, renamed, path):
    assert client.get(path).status_code == 200


def test_what_is_sent_to_an_old_address_is_sent_again(client, renamed):
    assert client.post("/saone-et-loire/agenda/", {"a": "b"}).status_code == 308


def test_slugs_changed_again_lead_to_the_last_one_in_one_step(client, renamed):
    rename(renamed, "saone")
    found = [
        client.get(f"/{slug}/lieux/")["Location"] for slug in ("saone-et-loire", "bourgogne-du-sud")
    ]
    assert found == ["/saone/lieux/", "/saone/lieux/"]
    rename(renamed, "saone-et-loire")
    assert client.get("/saone-et-loire/").status_code == 200
    assert client.get("/saone/lieux/")["Location"] == "/saone-et-loire/lieux/"


def test_an_old_slug_on_the_portal_s_own_host_leads_to_the_main_one_in_one_step(
    client, saone, settings
):
    Site.objects.create(hostname="aide71.fr", port=80, root_page=saone)
    rename(saone, "bourgogne-du-sud")
    settings.ALLOWED_HOSTS = ["*"]
    response = client.get("/saone-et-loire/lieux/?q=1", headers={"host": "aide71.fr"})
    base = settings.BASE_URL.rstrip("/")
    assert response["Location"] == f"{base}/bourgogne-du-sud/lieux/?q=1"


def test_sheets_and_pictures_of_the_old_slug_are_still_those_of_the_portal(client, saone):
    from maillage_site.portals.addresses.scopes import scopes

    before = scopes()["saone-et-loire"].theme_url
    rename(saone, "bourgogne-du-sud")
    assert client.get(before).status_code == 200


def test_no_other_portal_takes_an_old_slug(saone):
    rename(saone, "bourgogne-du-sud")
    morbihan = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    with pytest.raises(ValidationError, match="saone-et-loire"):
        create_portal(morbihan, Identity(slug="saone-et-loire"))
    other = create_portal(morbihan)
    with pytest.raises(ValidationError, match="saone-et-loire"):
        rename(other, "saone-et-loire")
    assert PortalPage.objects.get(pk=other.pk).slug == "morbihan"


@pytest.mark.parametrize(("below", "refused"), [("nation", True), ("portal", False)])
def test_a_national_page_takes_no_old_slug(client, saone, below, refused):
    rename(saone, "bourgogne-du-sud")
    parent = national_portal() if below == "nation" else saone
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    client.post(
        f"/gestion/pages/add/maillage_home/contentpage/{parent.pk}/",
        {"title": "Page", "slug": "saone-et-loire", "body-count": "0",
         "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"},
    )  # fmt: skip
    assert Page.objects.child_of(parent).filter(slug="saone-et-loire").exists() is not refused


def test_a_check_names_a_national_page_that_an_old_slug_hides(saone):
    rename(saone, "bourgogne-du-sud")
    page = national_portal().add_child(instance=ContentPage(title="Page", slug="page"))
    Page.objects.filter(pk=page.pk).update(slug="saone-et-loire")  # as older data may be
    found = [m.obj.slug for m in run_checks(databases=["default"]) if m.id == "maillage.W001"]
    assert found == ["saone-et-loire"]


def test_a_slug_taken_in_another_language_is_refused_by_the_form(client, renamed):
    english = national_portal().get_translations().get()
    english.add_child(instance=ContentPage(title="Page", slug="taken", locale=english.locale))
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    response = client.post(
        f"/gestion/pages/{renamed.pk}/edit/",
        {"title": "Saône-et-Loire", "slug": "taken", "body-count": "0", "comments-TOTAL_FORMS": "0",
         "comments-INITIAL_FORMS": "0", "brand_strong": "#0b5563", "brand_soft": "#dff0f1",
         "brand_on_strong": "#ffffff", "action-publish": "1"},
    )  # fmt: skip
    assert "slug" in response.context["form"].errors
