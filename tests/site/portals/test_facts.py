"""The facts of a portal: one row for all its pages, whatever they say."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Locale, Page

from maillage.ui.theme import Brand
from maillage_site.creation.identity import Identity
from maillage_site.creation.translating import translate_portal
from maillage_site.creation.tree import create_portal
from maillage_site.home.models import ContentPage
from maillage_site.home.search import documents
from maillage_site.portals.addresses.scopes import portal_for, scopes
from maillage_site.portals.models import Portal, PortalPage, PortalSlug
from tests.site.factories import TerritoryFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
ENGLISH = Identity(name="Saone-et-Loire", summary="Help")


@pytest.fixture(scope="module")
def created(module_db):
    return create_portal(TerritoryFactory(), Identity(brand=Brand("#8a2432", "#f8e6e4"))).pk


@pytest.fixture
def saone(created):
    return PortalPage.objects.get(pk=created)


@pytest.fixture
def english(saone):
    translate_portal(national_portal(), Identity(), Identity())
    return translate_portal(saone, ENGLISH, Identity())


def morbihan():
    return TerritoryFactory(code="56", name="Morbihan", slug="morbihan")


@pytest.mark.parametrize(
    "facts",
    [
        {"slug": "autre", "national": False},
        {"slug": "autre", "national": True},
        {"slug": "autre", "national": True, "territory": "morbihan"},
        {"slug": "autre", "national": False, "territory": "saone"},
        {"slug": "saone-et-loire", "national": False, "territory": "morbihan"},
        {"slug": "", "national": False, "territory": "morbihan"},
    ],
    ids=["none", "two nations", "both", "same territory", "same slug", "no slug"],
)
def test_the_database_refuses_a_portal_that_cannot_be(saone, facts):
    made = {"saone": saone.territory, "morbihan": morbihan(), None: None}
    facts["territory"] = made[facts.get("territory")]
    with pytest.raises(IntegrityError), transaction.atomic():
        Portal.objects.bulk_create([Portal(**facts)])


def test_the_database_refuses_a_second_home_in_the_same_language(saone):
    page = PortalPage(portal=saone.portal, title="Copie", slug="copie", live=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        national_portal().add_child(instance=page)


def test_a_territory_that_has_a_portal_keeps_it_when_it_is_made_again(saone):
    saone.propose(brand_strong="#7a1030")
    saone.save_revision().publish()
    again = create_portal(
        saone.territory, Identity(slug="autre", brand=Brand("#000000", "#ffffff"))
    )
    assert (again, again.portal.slug, again.portal.brand_strong) == (
        saone,
        "saone-et-loire",
        "#7a1030",
    )


def test_two_languages_show_the_facts_of_one_row(client, saone, english):
    english.propose(brand_strong="#000000")
    english.slug = "elsewhere"
    english.save_revision().publish()
    french, other = portal_for("/saone-et-loire/"), portal_for("/en/saone-et-loire/")
    assert french.scope.theme_url == other.scope.theme_url
    assert (other.scope.name, other.scope.territory) == ("Saone-et-Loire", saone.territory)
    sheet = client.get(other.scope.theme_url).content.decode()
    assert ("#8a2432" in sheet, "#000000" in sheet) == (True, False)
    assert client.get("/en/saone-et-loire/").status_code == 200


def test_an_alias_of_a_home_beside_it_is_no_portal(client, saone):
    alias = saone.create_alias(parent=national_portal(), update_slug="morbihan")
    assert set(scopes()) == {"", "saone-et-loire"}
    create_portal(morbihan(), Identity(slug="le-morbihan"))
    assert scopes()["le-morbihan"].name == "Morbihan"
    saone.propose(brand_strong="#7a1030")
    saone.title = "Chez nous"
    saone.save_revision().publish()
    alias.refresh_from_db()
    assert (alias.title, alias.language, alias.slug) == ("Chez nous", None, "morbihan")
    assert scopes()["saone-et-loire"].portal_id == saone.pk


def test_an_alias_in_another_language_is_the_home_there(client, saone):
    translate_portal(national_portal(), Identity(), Identity())
    english = Locale.objects.get(language_code="en")
    saone.copy_for_translation(english, alias=True)
    found = portal_for("/en/saone-et-loire/").scope
    assert (found.name, found.page_languages) == ("Saône-et-Loire", ("fr", "en"))
    assert client.get("/en/saone-et-loire/").status_code == 200


def test_a_draft_home_is_no_portal_and_keeps_its_address(client):
    home = territory_portal(morbihan(), live=False)
    before = set(scopes())
    assert client.get("/morbihan/").status_code == 404
    home.save_revision().publish()
    assert set(scopes()) - before == {"morbihan"}


def test_an_older_draft_without_a_portal_is_published(saone):
    """As revisions were before portals had a row."""
    revision = saone.save_revision()
    del revision.content["portal"], revision.content["language"]
    revision.content |= {"territory": None, "brand_strong": "#7a1030", "logo": 999}
    revision.save()
    revision.publish()
    portal = Portal.objects.get(slug="saone-et-loire")
    assert (portal.territory, portal.brand_strong, portal.logo) == (
        saone.territory,
        "#7a1030",
        None,
    )
    assert scopes()["saone-et-loire"].portal_id == saone.pk


def test_a_page_counts_for_the_territory_of_its_portal_s_row(saone):
    page = Page.objects.get(pk=saone.pk).add_child(instance=ContentPage(title="Page"))
    [found] = documents(page)
    assert found.territories[0] == saone.territory.code_path


def test_a_portal_keeps_its_collection_when_another_has_its_name(saone):
    from maillage_site.rights.portal_groups import portal_collection

    other = create_portal(morbihan(), Identity(name="Saône-et-Loire"))
    first = portal_collection(saone)
    assert portal_collection(other) != first
    saone.title = "Bourgogne du Sud"
    saone.save()
    assert portal_collection(PortalPage.objects.get(pk=saone.pk)) == first


def test_a_slug_is_never_given_to_another_portal(saone):
    portal = saone.portal
    portal.slug = "bourgogne"
    portal.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Portal.objects.create(slug="saone-et-loire", territory=morbihan())
    portal.slug = "saone-et-loire"
    portal.save()
    assert set(PortalSlug.objects.values_list("slug", flat=True)) == {
        "maillage",
        "bourgogne",
        "saone-et-loire",
    }
