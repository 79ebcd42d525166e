"""The picture, the icons and the manifest of a portal, at addresses that change with it."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from wagtail.models import PageViewRestriction

from maillage.ui.theme import Brand
from maillage_site.creation.translating import translate_portal
from maillage_site.creation.tree import Identity, create_portal
from maillage_site.portals.models import PortalPage
from maillage_site.portals.sharing import views
from tests.site.factories import TerritoryFactory

pytestmark = pytest.mark.django_db
FOREVER, BRIEFLY = "public, max-age=31536000, immutable", "public, max-age=60"


@pytest.fixture(scope="module")
def portal(module_db):
    words = Identity(publisher="l’équipe", contact="aide@exemple.fr")
    national = create_portal(None, words)
    portal = create_portal(TerritoryFactory(), Identity(brand=Brand("#8a2432", "#f8e6e4")))
    translate_portal(national, Identity(), words)
    return portal


def head(client, path="/saone-et-loire/"):
    return BeautifulSoup(client.get(path).content, "html.parser").head


def addresses(client, path="/saone-et-loire/"):
    found = head(client, path)
    links = {name: found.select_one(f'link[rel="{name}"]')["href"] for name in RELS}
    card = found.select_one('meta[property="og:image"]')["content"]
    return {**links, "card": card.removeprefix("http://localhost:8000")}


RELS = ("icon", "apple-touch-icon", "manifest")


def test_everything_named_in_the_head_is_there_and_kept_for_ever(client, portal):
    kinds = {}
    for name, address in addresses(client).items():
        answer = client.get(address)
        assert answer["Cache-Control"] == FOREVER
        kinds[name] = answer["Content-Type"]
    assert kinds == {
        "icon": "image/svg+xml",
        "apple-touch-icon": "image/png",
        "manifest": "application/manifest+json",
        "card": "image/png",
    }


def test_a_picture_is_drawn_once_until_the_facts_change(client, portal, monkeypatch):
    card = addresses(client)["card"]
    first = client.get(card).content
    monkeypatch.setattr(views.drawing, "card", None)
    assert client.get(card).content == first
    monkeypatch.undo()
    changed = PortalPage.objects.get(pk=portal.pk)
    changed.propose(brand_strong="#1d4ed8", brand_soft="#eff6ff")
    changed.save_revision().publish()
    other = addresses(client)["card"]
    assert other != card
    assert client.get(other).content != first
    answer = client.get(card)
    assert (answer["Cache-Control"], answer.content) == (BRIEFLY, client.get(other).content)
    kept = [name for name in default_storage.listdir("theme")[1] if name.endswith("partage.png")]
    assert [name for name in kept if name.startswith(f"{portal.portal_id}-")] == [
        f"{portal.portal_id}-{other.split('-')[-1].split('/')[0]}-partage.png"
    ]


def test_another_name_is_another_picture(client, portal):
    before = addresses(client)["card"]
    changed = PortalPage.objects.get(pk=portal.pk)
    changed.title = "Le 71"
    changed.save_revision().publish()
    assert addresses(client)["card"] != before


def test_the_manifest_tells_the_portal_its_colours_and_icons_that_are_there(client, portal):
    told = json.loads(client.get(addresses(client)["manifest"]).content)
    icons = told.pop("icons")
    assert told == {
        "id": "/saone-et-loire/",
        "name": "Saône-et-Loire – Maillage",
        "short_name": "Saône-et-Loire",
        "description": "L’aide au numérique près de chez vous",
        "lang": "fr",
        "dir": "ltr",
        "start_url": "/saone-et-loire/",
        "scope": "/saone-et-loire/",
        "display": "minimal-ui",
        "background_color": "#fbf8f3",
        "theme_color": "#8a2432",
    }
    assert {(icon["sizes"], icon.get("purpose", "")) for icon in icons} == {
        ("192x192", ""),
        ("512x512", ""),
        ("512x512", "maskable"),
        ("any", ""),
    }
    answers = [client.get(icon["src"]) for icon in icons]
    assert [answer["Content-Type"] for answer in answers] == [icon["type"] for icon in icons]
    assert {answer["Cache-Control"] for answer in answers} == {FOREVER}


def test_a_portal_has_a_manifest_in_the_languages_it_is_written_in(client, portal):
    english = json.loads(client.get(addresses(client, "/en/")["manifest"]).content)
    assert (english["lang"], english["start_url"]) == ("en", "/en/")
    french = json.loads(
        client.get(addresses(client, "/en/saone-et-loire/lieux/")["manifest"]).content
    )
    assert (french["lang"], french["start_url"]) == ("fr", "/saone-et-loire/")
    other = addresses(client)["manifest"].replace("/fr.", "/en.")
    assert client.get(other).status_code == 404


def test_browsers_that_ask_without_being_told_are_answered(client, portal):
    kinds = {
        path: client.get(path)["Content-Type"] for path in ("/favicon.ico", "/apple-touch-icon.png")
    }
    assert kinds == {"/favicon.ico": "image/x-icon", "/apple-touch-icon.png": "image/png"}


def test_the_name_of_a_private_portal_is_not_drawn(client, portal):
    card, manifest = (addresses(client)[name] for name in ("card", "manifest"))
    PageViewRestriction.objects.create(page=portal, restriction_type="login")
    assert [client.get(path).status_code for path in (card, manifest)] == [404, 404]


@pytest.mark.parametrize(
    "path", ["inconnu-0123456789/partage.png", "national-0123456789/icone-999.png"]
)
def test_what_is_not_drawn_is_not_found(client, portal, path):
    assert client.get(f"/theme/{path}").status_code == 404
