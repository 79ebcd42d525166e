"""Every address of a closed portal says so and leads on."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from maillage_site.closing.settling import settle
from maillage_site.closing.shutting import close_portal
from maillage_site.portals.models import ClosedFeed
from tests.site.closing.world import ADDRESSES, NOW, SLUG, statuses

pytestmark = pytest.mark.django_db


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
    assert answered() == [(410, kept), (301, "no-cache"), (410, kept)]


def test_the_nation_is_nearest_when_what_is_around_is_closed_too(client, home, region):
    close_portal(home.portal, at=NOW, by=None)
    close_portal(region.portal, at=NOW, by=None)
    soup = BeautifulSoup(client.get(f"/{SLUG}/").content, "html.parser")
    assert [a["href"] for a in soup.select("main .cluster a")] == ["/"]


def test_a_portal_inside_it_stays_open(client, home, region):
    close_portal(region.portal, at=NOW, by=None)
    assert statuses(client, "/bourgogne/", f"/{SLUG}/") == {"/bourgogne/": 410, f"/{SLUG}/": 200}


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
