"""The agenda inside other sites: what is allowed, what is shown, what is pasted."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from maillage_site.portals.models import PortalPage
from tests.events.factories import NOON, event, taken_up, weekly_event
from tests.site.factories import CommuneFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
TOWN_HALL = "https://ville.exemple.fr"
FRAME = "/agenda/integrer/liste/"


@pytest.fixture(autouse=True)
def _portals(settings, time_machine):
    time_machine.move_to(NOON, tick=False)
    settings.MAILLAGE_EMBED_ORIGINS = [TOWN_HALL]
    national_portal()
    territory_portal()


def soup_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(soup):
    return [heading.get_text() for heading in soup.select(".event-card .card-title")]


def ancestors(response):
    policy = response["Content-Security-Policy"].split("; ")
    return next(part for part in policy if part.startswith("frame-ancestors"))


@pytest.mark.parametrize("origins", [[TOWN_HALL], []])
def test_only_the_sites_named_by_the_operator_may_frame_it(client, settings, origins):
    settings.MAILLAGE_EMBED_ORIGINS = origins
    response = client.get(FRAME)
    assert (ancestors(response), response.get("X-Frame-Options")) == (
        *(" ".join(["frame-ancestors 'self'", *origins]), None),
    )


@pytest.mark.parametrize("path", ["/agenda/", "/agenda/integrer/", "/agenda/abonnement/"])
def test_no_other_page_may_be_framed(client, path):
    response = client.get(path)
    assert (ancestors(response), response["X-Frame-Options"]) == (
        *("frame-ancestors 'self'", "SAMEORIGIN"),
    )


@pytest.mark.parametrize(
    "query", ["", "type=atelier", "theme=sante", "q=Mâcon", "du=2026-12-10", "commune=71270"]
)
def test_a_frame_holds_what_the_agenda_holds_for_the_same_query(client, query):
    event(title="À Mâcon", commune=CommuneFactory(), latitude=46.31, longitude=4.83)
    portal = PortalPage.objects.get(slug="saone-et-loire")
    event(portal, title="Santé", themes="|sante|", start_date=date(2026, 12, 15))
    taken_up(event(title="Repris"))
    event(title="Non repris")
    framed = soup_of(client, f"/saone-et-loire{FRAME}?{query}")
    assert titles(framed) == titles(soup_of(client, f"/saone-et-loire/agenda/?{query}"))


def test_links_leave_the_other_site_and_its_form_stays(client):
    event()
    soup = soup_of(client, f"/saone-et-loire{FRAME}?type=atelier&theme=sante&inconnu=1")
    assert (soup.select_one("base")["target"], soup.form["target"]) == ("_top", "_self")
    assert soup.select_one("header, footer, nav") is None
    # What the short form does not ask is kept.
    kept = {field["name"]: field["value"] for field in soup.select("form input[type=hidden]")}
    assert kept == {"type": "atelier"}
    whole = "http://testserver/saone-et-loire/agenda/?type=atelier&theme=sante&inconnu=1"
    assert whole in [link["href"] for link in soup.select("a[href]")]


def test_pages_follow_each_other_within_the_frame(client):
    weekly_event(title="Lundi")
    weekly_event(title="Mardi")
    first = soup_of(client, FRAME)
    following = first.select_one("a[rel=next]")
    second = soup_of(client, FRAME + following["href"])
    assert (following["target"], len(titles(first)), len(titles(second))) == ("_self", 10, 6)


def test_a_frame_is_the_same_for_everyone_and_not_indexed(client):
    response = client.get(FRAME)
    assert (response.cookies, "csrfmiddlewaretoken" in response.content.decode()) == ({}, False)
    assert (response.headers.get("Vary", ""), response["X-Robots-Tag"]) == ("", "noindex")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("pres_de=zzzz", "Nous ne connaissons pas de commune de ce nom"),
        ("theme=magie", "magie"),
        ("q=zzz", "Aucune date pour ce choix"),
        ("q=%00", "error-summary"),
        ("page=999999999", "Atelier messagerie"),
    ],
)
def test_bad_input_and_empty_lists_are_said(client, query, words):
    event()
    response = client.get(f"{FRAME}?{query}")
    assert (response.status_code, words in response.content.decode()) == (200, True)


def test_a_name_of_several_communes_asks_which_one(client):
    CommuneFactory(code="71270", name="Saint-Denis")
    CommuneFactory(code="97411", name="Saint-Denis", departement_code="974")
    soup = soup_of(client, f"{FRAME}?pres_de=saint+denis&theme=sante")
    assert [(link["href"], link["target"]) for link in soup.select("main ul a")] == [
        ("?theme=sante&commune=71270", "_self"),
        ("?theme=sante&commune=97411", "_self"),
    ]


def test_the_page_gives_what_to_paste_for_the_filters(client):
    soup = soup_of(client, "/saone-et-loire/agenda/integrer/?theme=sante&type=atelier")
    script, alone = (one.get_text() for one in soup.select("pre"))
    site, query = "http://testserver/saone-et-loire/agenda", "?theme=sante&type=atelier"
    assert f'<script src="{site}/integrer.js" defer></script>' in script
    assert f'<a href="{site}/{query}">Agenda</a>' in script
    assert f'src="{site}/integrer/liste/{query}"' in alone


def test_a_filter_that_means_nothing_is_first_mended_in_the_list(client):
    response = client.get("/agenda/integrer/?theme=magie")
    assert (response.status_code, response["Location"]) == (302, "/agenda/?theme=magie")


@pytest.mark.parametrize(("origins", "offered"), [([TOWN_HALL], True), ([], False)])
@pytest.mark.parametrize("path", ["/agenda/", "/agenda/abonnement/"])
def test_the_agenda_offers_it_when_some_site_is_allowed(client, settings, origins, offered, path):
    settings.MAILLAGE_EMBED_ORIGINS = origins
    address = "/agenda/integrer/?theme=sante"
    links = [link["href"] for link in soup_of(client, f"{path}?theme=sante").select("main a")]
    assert (address in links) == offered


def test_the_script_has_one_lasting_address(client):
    response = client.get("/agenda/integrer.js")
    assert (response.status_code, response["Cache-Control"]) == (302, "public, max-age=3600")
    assert "maillage/embed" in response["Location"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_frame_asks_as_much_whatever_its_length(client, count, django_assert_max_num_queries):
    for _number in range(count):
        event()
    client.get(FRAME)
    with django_assert_max_num_queries(6):
        client.get(FRAME)
