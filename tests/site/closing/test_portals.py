"""A portal that closes: nobody reads it, everything leads elsewhere, and all of it comes back."""

import io
import json
import zipfile
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction

from maillage.accounts.models import PortalTeam
from maillage.audit import recorded
from maillage.outbox.models import Message
from maillage.territories.models import Territory
from maillage_community.models import Circle
from maillage_events.models import Event
from maillage_search.indexing.outbox_consumer import drain
from maillage_site.closing.refusals import HeirIsNotOpen, NationalPortal, NeverOpened, TooLate
from maillage_site.closing.reopening import reopen_portal
from maillage_site.closing.settling import settle
from maillage_site.closing.shutting import close_portal
from maillage_site.creation.identity import Identity
from maillage_site.creation.opening import Wanted, make_portal, put_online
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import ClosedFeed, Closing, EndedRole, Portal, PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.community.factories import CircleFactory, MembershipFactory
from tests.events.factories import event_page
from tests.events.signups import signed_up
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
Role, Kind = PortalTeam.Role, Territory.Kind
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SLUG = "saone-et-loire"


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def region():
    return territory_portal(
        TerritoryFactory(kind=Kind.REGION, code="27", name="Bourgogne", slug="bourgogne")
    )


@pytest.fixture
def home(region):
    """Saône-et-Loire's portal in two languages, with a page, an event, a circle and a team."""
    territory = TerritoryFactory()
    territory.ancestors.add(region.territory)
    found = territory_portal(territory)
    found.save_revision().publish()
    Page.objects.get(pk=found.pk).add_child(
        instance=ContentPage(title="La zibeline", slug="zibeline", summary="Zibeline")
    )
    english, _created = Locale.objects.get_or_create(language_code="en")
    national_portal().copy_for_translation(english).save_revision().publish()
    translated = PortalPage.objects.get(pk=found.pk).copy_for_translation(english)
    translated.title = "Help in Saône-et-Loire"
    translated.save_revision().publish()
    signed_up(event_page(found, title="Atelier zibeline").event.occurrences.get(), at=NOW)
    MembershipFactory(circle=CircleFactory(name="Cercle 71", territory=territory))
    groups = grant_portal_groups(found)
    for role in (Role.EDITOR, Role.PUBLISHER):
        person = UserFactory(email=f"{role.value}@exemple.fr")
        person.groups.add(groups[role])
    return PortalPage.objects.get(pk=found.pk)


@pytest.fixture
def nation(client):
    person = UserFactory()
    person.groups.add(grant_portal_groups(national_portal())[Role.PUBLISHER])
    client.force_login(person)
    return client


def statuses(client, *paths):
    return {path: client.get(path).status_code for path in paths}


ADDRESSES = tuple(
    f"{prefix}/{SLUG}/{path}"
    for prefix in ("", "/en")
    for path in (
        "",
        "zibeline/",
        "agenda/",
        "agenda/atelier-1/",
        "lieux/",
        "agenda/integrer/liste/",
    )
)


def test_every_address_says_so_and_leads_to_the_nearest_portal(client, home):
    close_portal(home.portal, at=NOW, by=None)
    other = (f"/{SLUG}", f"/ar/{SLUG}/", f"/{SLUG}/n-importe-quoi/", f"/{SLUG}/api/events/")
    asked = (*ADDRESSES, *other)
    assert statuses(client, *asked) == dict.fromkeys(asked, 410)
    assert client.post(f"/{SLUG}/agenda/proposer/").status_code == 410
    answer = client.get(f"/{SLUG}/zibeline/")
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.h1.text.strip() == "Le portail Saône-et-Loire est fermé"
    assert [a["href"] for a in soup.select("main .cluster a")] == ["/bourgogne/"]
    assert (answer.headers["Cache-Control"], answer.cookies) == ("no-store", {})
    english = BeautifulSoup(client.get(f"/en/{SLUG}/").content, "html.parser")
    assert english.html["lang"] == "en"
    assert "is closed" in english.h1.text
    program = client.get(f"/{SLUG}/agenda/inconnu.ics")
    assert (program.status_code, program.headers["Content-Type"]) == (
        410,
        "text/plain; charset=utf-8",
    )
    assert program.text == "Le portail Saône-et-Loire est fermé.\nhttp://testserver/bourgogne/\n"


def leads(client, path: str) -> str:
    [button] = BeautifulSoup(client.get(path).content, "html.parser").select("main .cluster a")
    return button["href"]


def test_what_every_portal_has_is_the_same_in_the_nearest_one(client, home):
    close_portal(home.portal, at=NOW, by=None)
    asked = {
        f"/{SLUG}/lieux/?commune=71270&service=a%26b": "/bourgogne/lieux/?commune=71270&service=a%26b",
        f"/en/{SLUG}/agenda/": "/en/bourgogne/agenda/",
        f"/{SLUG}/recherche/?q=caf%C3%A9": "/bourgogne/recherche/?q=caf%C3%A9",
        f"/{SLUG}/agenda/atelier-1/?a=1": "/bourgogne/",
        f"/{SLUG}/zibeline/": "/bourgogne/",
        f"/{SLUG}//ailleurs.example/": "/bourgogne/",
    }
    assert {path: leads(client, path) for path in asked} == asked


def test_nothing_of_a_closing_that_can_be_undone_is_kept_by_a_browser(client, home, clock):
    close_portal(home.portal, at=NOW, by=None)
    own = f"/{SLUG}/inscriptions/ma-place/{'a' * 22}/"
    paths = (f"/{SLUG}/", own, f"/{SLUG}/inconnu.ics")

    def answered() -> list[tuple[int, str]]:
        found = [client.get(path) for path in paths]
        return [(one.status_code, one.headers["Cache-Control"]) for one in found]

    assert answered() == [(410, "no-store"), (302, "no-store"), (410, "no-store")]
    clock.move_to(NOW + timedelta(days=30))
    kept = "public, max-age=300"
    assert answered() == [(410, kept), (301, kept), (410, kept)]


def test_the_nation_is_nearest_when_what_is_around_is_closed_too(client, home, region):
    close_portal(home.portal, at=NOW, by=None)
    close_portal(region.portal, at=NOW, by=None)
    soup = BeautifulSoup(client.get(f"/{SLUG}/").content, "html.parser")
    assert [a["href"] for a in soup.select("main .cluster a")] == ["/"]


LISTS = (
    "/choisir-mon-territoire/",
    "/sitemap-pages-1.xml",
    "/sitemap-events-1.xml",
    "/recherche/?q=zibeline",
    "/en/recherche/?q=zibeline",
    "/agenda/",
    "/agenda.ics",
    "/api/events/",
)


def told(client) -> set[str]:
    """The lists that tell of the portal or of what is in it."""
    words = (f"/{SLUG}/", "zibeline</", "Atelier zibeline")
    return {path for path in LISTS if any(word in client.get(path).text for word in words)}


def test_lists_and_the_search_tell_of_it_no_more_and_again_once_it_is_open(client, home):
    drain(1000)
    before = told(client)
    close_portal(home.portal, at=NOW, by=None)
    closed = told(client)
    drain(1000)
    later = told(client)
    reopen_portal(home.portal, at=NOW, by=None)
    drain(1000)
    assert (closed, later) == (set(), set())
    # What was cancelled stays so: the agenda shows it, its dates to come do not.
    assert told(client) == before
    assert before >= {"/choisir-mon-territoire/", "/sitemap-pages-1.xml", "/recherche/?q=zibeline"}


def snapshot_of(home) -> dict:
    """What opening again must find as it was."""
    pages = Page.objects.filter(path__startswith=home.path)
    return {
        "pages": list(pages.order_by("path").values_list("url_path", "live", "live_revision")),
        "people": sorted(home.territory.teams.values_list("role", "group__user__email")),
        "circles": list(Circle.objects.values_list("territory", "read_only_since")),
    }


def test_opened_again_it_is_as_it_was(client, home):
    before = snapshot_of(home)
    close_portal(home.portal, at=NOW, by=None)
    reopen_portal(home.portal, at=NOW + timedelta(days=29), by=None)
    assert snapshot_of(home) == before
    assert set(statuses(client, *ADDRESSES[:5]).values()) == {200}
    assert not Closing.objects.exists()
    reopen_portal(home.portal, at=NOW, by=None)
    assert snapshot_of(home) == before


def teams() -> list[str]:
    found = PortalTeam.objects.filter(territory__slug=SLUG)
    return sorted(found.values_list("role", flat=True))


def mails(purpose: str) -> list[tuple[str, str]]:
    rows = Message.objects.filter(topic="mail", key__startswith=purpose).order_by("pk")
    return sorted((row.payload["recipient"], row.payload["subject"]) for row in rows)


def test_roles_end_by_email_and_come_back(home):
    editor = home.territory.teams.get(role=Role.EDITOR).group.user_set.get()
    both = home.territory.teams.get(role=Role.PUBLISHER).group
    editor.groups.add(both)
    close_portal(home.portal, at=NOW, by=None)
    said = "Le portail Saône-et-Loire est fermé"
    assert mails("portal-closed") == [("editor@exemple.fr", said), ("publisher@exemple.fr", said)]
    assert not editor.groups.exists()
    assert editor.__class__.objects.filter(pk=editor.pk, is_active=True).exists()
    reopen_portal(home.portal, at=NOW, by=None)
    assert {group.portal_team.role for group in editor.groups.all()} == {"editor", "publisher"}
    again = "Le portail Saône-et-Loire est de nouveau ouvert"
    assert (mails("role:"), mails("portal-reopened")) == (
        [],
        [("editor@exemple.fr", again), ("publisher@exemple.fr", again)],
    )
    written = recorded([home.territory]).order_by("pk").values_list("action", flat=True)
    assert Counter(written) == {
        "maillage.role_removed": 2,
        "maillage.portal_closed": 1,
        "maillage.role_given": 2,
        "maillage.portal_reopened": 1,
    }


def test_the_team_reads_who_received_what(home, region):
    close_portal(home.portal, {"events": region.portal}, at=NOW, by=None)
    sent = Message.objects.filter(topic="mail", key__startswith="portal-closed").first()
    text = " ".join(sent.payload["text"].split())
    assert "Événements à venir et leurs inscriptions, portail qui reçoit" in text
    assert "Bourgogne" in text
    assert "Communautés, portail qui reçoit" in text
    assert "Aucun : lecture seule" in text


def test_closing_twice_closes_once(home):
    first = close_portal(home.portal, at=NOW, by=None)
    sent = Message.objects.count()
    again = close_portal(home.portal, at=NOW + timedelta(days=1), by=None)
    assert (again.pk, again.at, Message.objects.count()) == (first.pk, NOW, sent)


def test_what_is_not_closed(home, region):
    with pytest.raises(NationalPortal):
        close_portal(national_portal().portal, at=NOW, by=None)
    draft = make_portal(
        Wanted(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"), Identity()), at=NOW
    ).portal
    with pytest.raises(NeverOpened):
        close_portal(draft.portal, at=NOW, by=None)
    for heir in (draft.portal, home.portal):
        with pytest.raises(HeirIsNotOpen):
            close_portal(home.portal, {"events": heir}, at=NOW, by=None)
    close_portal(region.portal, at=NOW, by=None)
    with pytest.raises(HeirIsNotOpen):
        close_portal(home.portal, {"circles": region.portal}, at=NOW, by=None)
    assert list(Portal.objects.exclude(closed_at=None)) == [region.portal]
    assert Event.objects.get().takes_place


def test_a_portal_inside_it_stays_open(client, home, region):
    close_portal(region.portal, at=NOW, by=None)
    assert statuses(client, "/bourgogne/", f"/{SLUG}/") == {"/bourgogne/": 410, f"/{SLUG}/": 200}


def test_after_thirty_days_its_pages_are_drafts_and_it_opens_as_a_new_one(client, home):
    closing = close_portal(home.portal, at=NOW, by=None)
    assert settle(NOW + timedelta(days=29)) == 0
    late = NOW + timedelta(days=30)
    assert (settle(late), settle(late)) == (1, 0)
    closing.refresh_from_db()
    assert (closing.kept, EndedRole.objects.count(), teams()) == ({}, 0, [])
    assert not Group.objects.filter(name__startswith="Saône-et-Loire").exists()
    below = Page.objects.filter(path__startswith=home.path)
    assert not below.filter(live=True).exists()
    with pytest.raises(TooLate):
        reopen_portal(home.portal, at=late, by=None)
    assert client.get(f"/{SLUG}/").status_code == 410
    put_online(home)
    assert teams() == ["coordinator", "editor", "publisher"]
    found = statuses(client, f"/{SLUG}/", f"/{SLUG}/zibeline/")
    assert found == {f"/{SLUG}/": 200, f"/{SLUG}/zibeline/": 404}


def test_a_restriction_taken_away_by_hand_comes_back(client, home):
    close_portal(home.portal, at=NOW, by=None)
    PageViewRestriction.objects.all().delete()
    assert Event.objects.listed().exists()
    assert settle(NOW) == 0
    assert not Event.objects.listed().exists()
    reopen_portal(home.portal, at=NOW, by=None)
    assert Event.objects.listed().exists()
    assert not PageViewRestriction.objects.exists()


def test_feeds_last_ninety_days(client, home, clock):
    close_portal(home.portal, at=NOW, by=None)
    path = f"/{SLUG}/agenda.ics"
    clock.move_to(NOW + timedelta(days=89))
    settle(NOW + timedelta(days=89))
    feed = client.get(path)
    assert "STATUS:CANCELLED" in feed.text
    assert feed.headers["Content-Type"].startswith("text/calendar")
    clock.move_to(NOW + timedelta(days=90))
    assert client.get(path).status_code == 410
    settle(NOW + timedelta(days=90))
    assert not ClosedFeed.objects.exists()


def test_an_old_slug_of_it_leads_to_the_same_sentence(client, home):
    portal = home.portal
    portal.slug = "aide-71"
    portal.save()
    close_portal(portal, at=NOW, by=None)
    answer = client.get(f"/{SLUG}/lieux/", follow=True)
    assert (answer.redirect_chain[-1][0], answer.status_code) == ("/aide-71/lieux/", 410)


# --- The admin -----------------------------------------------------------------------------


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
