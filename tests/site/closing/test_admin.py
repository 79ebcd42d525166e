"""Closing a portal in the admin."""

import io
import json
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from maillage_events.models import Event
from maillage_site.closing.shutting import close_portal
from maillage_site.creation.identity import Identity
from maillage_site.creation.opening import Wanted, make_portal
from maillage_site.portals.models import Portal
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.closing.world import NOW, SLUG, Role
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def close_url(home) -> str:
    return reverse("maillage_closing:close", args=[home.portal.pk])


def words(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").main.get_text(" ", strip=True)


def test_it_asks_with_numbers_closes_and_undoes(nation, home):
    asked = words(nation.get(close_url(home)))
    for number in (
        *("5 pages en ligne", "2 personnes avec un rôle", "1 événement à venir", "1 inscription"),
        *("1 communauté", "1 membre de communauté"),
    ):
        assert number in asked
    done = nation.post(close_url(home), {"events": "none", "circles": "none"}, follow=True)
    assert "Le portail Saône-et-Loire est fermé." in done.text
    assert "24 décembre 2026" in words(done)
    assert nation.get(f"/{SLUG}/").status_code == 410
    listed = words(nation.get("/gestion/portails/"))
    assert "fermé" in listed
    leads = nation.get(reverse("maillage_opening:one", args=[home.portal.pk]))
    assert leads.url == close_url(home)
    back = nation.post(reverse("maillage_closing:reopen", args=[home.portal.pk]), follow=True)
    assert "est de nouveau ouvert" in back.text
    assert nation.get(f"/{SLUG}/").status_code == 200


def test_it_offers_open_portals_and_refuses_another(nation, home, region):
    closed = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    close_portal(closed.portal, at=NOW, by=None)
    soup = BeautifulSoup(nation.get(close_url(home)).content, "html.parser")
    offered = [one.text.strip() for one in soup.select("[name=events] option")]
    assert offered == ["Choisissez…", "Aucun\u202f: ils sont annulés", "Maillage", "Bourgogne"]
    for wrong in (closed.portal.pk, home.portal.pk, "x", "999999"):
        answer = nation.post(close_url(home), {"events": wrong, "circles": "none"})
        assert "Choisissez un portail ouvert." in answer.text
    assert Portal.objects.get(pk=home.portal.pk).closed_at is None


def test_nothing_is_decided_beforehand_and_only_what_is_there_is_asked(nation, home, region):
    soup = BeautifulSoup(nation.get(close_url(home)).content, "html.parser")
    selects = {one["name"]: one for one in soup.select("main select")}
    assert set(selects) == {"events", "circles"}
    assert not soup.select("main option[selected]:not([value=''])")
    for sent in ({}, {"events": "", "circles": "none"}):
        answer = nation.post(close_url(home), sent)
        assert "Choisissez ce que cela devient." in words(answer)
    assert (Portal.objects.get(pk=home.portal.pk).closed_at, Event.objects.get().takes_place) == (
        None,
        True,
    )
    empty = BeautifulSoup(nation.get(close_url(region)).content, "html.parser")
    assert not empty.select("main select")
    assert "0 événement" not in empty.main.text
    nation.post(close_url(region))
    assert Portal.objects.get(pk=region.portal.pk).closed_at is not None


def test_a_closed_portal_gets_no_team_from_a_file_and_is_not_put_online(nation, home):
    close_portal(home.portal, at=NOW, by=None)
    wanted = Wanted(home.territory, Identity(), ((Role.EDITOR, "a@exemple.fr"),))
    with pytest.raises(Exception, match="est fermé"):
        make_portal(wanted, at=NOW)
    nation.post(reverse("maillage_opening:online", args=[home.portal.pk]))
    assert nation.get(f"/{SLUG}/").status_code == 410


@pytest.mark.parametrize("national", [False, True])
@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_publish_for_the_nation_close_portals(client, home, role, national):
    person = UserFactory()
    groups = grant_portal_groups(national_portal() if national else home)
    person.groups.add(groups[role])
    client.force_login(person)
    names = ("close", "reopen", "archive")
    paths = [reverse(f"maillage_closing:{name}", args=[home.portal.pk]) for name in names]
    seen = [client.get(paths[0]).status_code == 200, client.get(paths[2]).status_code == 200]
    client.post(paths[0], {"events": "none", "circles": "none"})
    closed = Portal.objects.get(pk=home.portal.pk).closed_at is not None
    client.post(paths[1])
    opened = Portal.objects.get(pk=home.portal.pk).closed_at is None
    may = national and role == Role.PUBLISHER
    assert (*seen, closed, opened) == (may, may, may, True)


def test_the_nations_portal_has_no_such_page(nation, home):
    path = reverse("maillage_closing:close", args=[national_portal().portal.pk])
    assert (nation.get(path).status_code, nation.post(path).status_code) == (404, 404)


def test_its_pages_are_taken_away_with_their_files(nation, home):
    close_portal(home.portal, at=NOW, by=None)
    answer = nation.get(reverse("maillage_closing:archive", args=[home.portal.pk]))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    names = archive.namelist()
    path = "pages/maillage/saone-et-loire/zibeline/page.json"
    assert {path, "LISEZ-MOI.txt"} <= set(names)
    page = json.loads(archive.read(path))
    assert (page["title"], page["language"], page["type"]) == (
        "La zibeline",
        "fr",
        "maillage_home.ContentPage",
    )
    assert "owner" not in page
    assert answer.headers["Cache-Control"].startswith("max-age=0")
