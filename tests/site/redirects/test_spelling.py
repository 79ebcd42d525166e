"""An address typed in capitals or with its accents apart leads to the living one, in one step."""

from unicodedata import normalize
from urllib.parse import quote

import pytest
from wagtail.contrib.redirects.models import Redirect

from maillage import plugin
from maillage.contributions import FormerAddresses
from maillage_site.home.models import ContentPage
from maillage_site.redirects import contributed
from tests.cartography.factories import PlaceFactory
from tests.community.factories import CircleFactory
from tests.site.factories import national_portal, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def portal(module_db):
    national_portal()
    portal = territory_portal()
    for slug in ("contact", "actualités"):
        portal.add_child(instance=ContentPage(title=slug, slug=slug))
    return portal


def led(client, path):
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location")


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/Saone-Et-Loire/CONTACT/", "/saone-et-loire/contact/"),
        ("/SAONE-ET-LOIRE/CONTACT", "/saone-et-loire/contact/"),
        ("/saone-et-loire/Contact/?De=Lettre", "/saone-et-loire/contact/?De=Lettre"),
        ("/LIEUX/", "/lieux/"),
        ("/Saone-et-Loire/Agenda.ICS?theme=sante", "/saone-et-loire/agenda.ics?theme=sante"),
        ("/EN/Lieux/", "/en/lieux/"),
        ("/Lieux/Integrer/Liste/?service=sante", "/lieux/integrer/liste/?service=sante"),
    ],
)
def test_capitals_lead_to_the_address_that_is_there(client, portal, asked, address):
    assert led(client, asked) == (301, address)
    assert client.get(address).status_code == 200


def test_capitals_in_the_address_of_one_thing(client, portal):
    place, circle = PlaceFactory(), CircleFactory(slug="impots")
    told = {
        f"/lieux/{str(place.uuid).upper()}/": f"/lieux/{place.uuid}/",
        "/Communautes/Impots/flux.rss": f"/communautes/{circle.slug}/flux.rss",
    }
    assert {asked: led(client, asked) for asked in told} == {
        asked: (301, address) for asked, address in told.items()
    }


@pytest.mark.parametrize(
    "path", ["/Wp-Admin/", "/Lieux/verifier/AbCdEf/", "/RIEN/", "/en/Saone-et-Loire/Rien/"]
)
def test_capitals_that_lead_to_nothing_are_not_found(client, portal, path):
    assert led(client, path) == (404, None)


def test_a_page_whose_address_has_capitals_stays_where_it_is(client, portal):
    portal.add_child(instance=ContentPage(title="FAQ", slug="FAQ"))
    assert led(client, "/saone-et-loire/FAQ/") == (200, None)


def test_accents_apart_lead_to_the_page(client, portal):
    new = f"/saone-et-loire/{quote('actualités')}/"
    apart = quote(normalize("NFD", "actualités"))
    assert led(client, f"/saone-et-loire/{apart}/?a=1") == (301, f"{new}?a=1")
    assert client.get(new).status_code == 200


@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
def test_an_old_address_is_found_however_its_accents_are_written(client, portal, stored, asked):
    path = "/saone-et-loire/réunion"
    Redirect.objects.create(
        old_path=normalize(stored, path), redirect_link="/saone-et-loire/contact/"
    )
    assert led(client, f"{quote(normalize(asked, path))}/") == (301, "/saone-et-loire/contact/")


def test_capitals_and_a_new_name_are_one_step(client, portal):
    circle = CircleFactory(slug="impots")
    circle.slug = "taxes"
    circle.save()
    portal.portal.slug = "le-71"
    portal.portal.save()
    assert led(client, "/Communautes/IMPOTS/") == (301, "/communautes/taxes/")
    assert led(client, "/Saone-et-Loire/LIEUX/") == (301, "/le-71/lieux/")


def test_a_plugin_that_fails_leaves_the_others(client, portal, monkeypatch, caplog):
    def fails(_path, _scope):
        raise ValueError

    kept = plugin.contributions(FormerAddresses)
    monkeypatch.setattr(
        contributed, "contributions", lambda _kind: [FormerAddresses(find=fails), *kept]
    )
    circle = CircleFactory(slug="impots")
    circle.slug = "taxes"
    circle.save()
    assert led(client, "/communautes/impots/") == (301, "/communautes/taxes/")
    assert "old addresses could not be asked" in caplog.text


@pytest.mark.parametrize("slug", ["FAQ", "École-Ouverte"])
def test_the_former_address_of_a_page_in_capitals(
    client, portal, slug, django_capture_on_commit_callbacks
):
    page = portal.add_child(instance=ContentPage(title="Page", slug=slug))
    child = page.add_child(instance=ContentPage(title="Plus", slug="Plus"))
    page = ContentPage.objects.get(pk=page.pk)
    page.slug = "ailleurs"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    old, now = f"/saone-et-loire/{slug}", "/saone-et-loire/ailleurs/"
    asked = [old, old.lower(), f"{old.upper()}/", normalize("NFD", old.lower())]
    assert {led(client, quote(path)) for path in asked} == {(301, now)}
    below = ContentPage.objects.get(pk=child.pk).get_url()
    assert led(client, quote(f"{old.lower()}/plus/")) == (301, below)
    assert led(client, quote(f"{old.lower()}x/"))[0] == 404
