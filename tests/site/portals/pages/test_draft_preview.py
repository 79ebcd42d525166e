"""A portal that is not online yet is previewed as itself, by those who prepare it."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from maillage.accounts.models import PortalTeam
from maillage_site.creation.tree import create_portal
from maillage_site.portals.models import PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import TerritoryFactory, UserFactory, national_portal

pytestmark = pytest.mark.django_db
STRONG = "#7a1f5c"


@pytest.fixture
def draft():
    national_portal()
    home = create_portal(TerritoryFactory())
    PortalPage.objects.filter(pk=home.pk).update(live=False)
    home = PortalPage.objects.get(pk=home.pk)
    home.portal.brand_strong = STRONG
    home.portal.save()
    return home


@pytest.fixture
def editor(client, draft):
    person = UserFactory()
    person.groups.add(grant_portal_groups(draft)[PortalTeam.Role.EDITOR])
    client.force_login(person)
    return client


def previewed(client, page):
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def sheet(soup) -> str:
    [address] = [
        one["href"] for one in soup.select("link[rel=stylesheet]") if "/theme/" in one["href"]
    ]
    return address


def test_its_name_colours_and_places(editor, draft):
    for page in (draft, draft.get_children().first()):
        soup = previewed(editor, page)
        assert "Saône-et-Loire" in soup.header.get_text()
        address = sheet(soup)
        assert address.startswith("/theme/saone-et-loire-")
        answer = editor.get(address)
        assert STRONG in answer.text
        assert "private" in answer.headers["Cache-Control"]
        assert "no-store" in answer.headers["Cache-Control"]
        [mesh] = set(re.findall(r"/theme/saone-et-loire-mesh-[0-9a-f]+[.]svg", answer.text))
        assert editor.get(mesh).status_code == 200
        links = {one["href"] for one in soup.select("header a, nav a") if one.get("href")}
        assert "/saone-et-loire/lieux/" in links


def test_its_icons_are_drawn_for_its_team_alone(editor, client, draft):
    """Whatever the head of the page names, for a browser that asks for it."""
    soup = previewed(editor, draft)
    icons = [one["href"] for one in soup.select("link[rel~=icon], link[rel=apple-touch-icon]")]
    assert len(icons) > 1
    answers = [editor.get(icon) for icon in icons]
    assert [answer.status_code for answer in answers] == [200] * len(icons)
    own = [each for icon, each in zip(icons, answers, strict=True) if "saone" in icon]
    assert own
    assert {"no-store" in answer.headers["Cache-Control"] for answer in own} == {True}
    client.logout()
    assert {client.get(icon).status_code for icon in icons if "saone" in icon} == {404}


def test_strangers_learn_nothing(editor, client, draft):
    address = sheet(previewed(editor, draft))
    paths = [
        address,
        "/saone-et-loire/",
        "/saone-et-loire/lieux/",
        "/theme/saone-et-loire-mesh-0.svg",
    ]
    client.logout()
    assert [client.get(path).status_code for path in paths] == [404] * 4
    client.force_login(UserFactory())
    assert [client.get(path).status_code for path in paths] == [404] * 4
    assert "saone-et-loire" not in client.get("/choisir-mon-territoire/").text
    other = UserFactory()
    elsewhere = create_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    other.groups.add(grant_portal_groups(elsewhere)[PortalTeam.Role.PUBLISHER])
    client.force_login(other)
    assert client.get(address).status_code == 404
