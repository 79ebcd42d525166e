"""Conformance line 38: every way to subscribe leads to one address, whatever the filter."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.events.factories import NOON, event, weekly_event
from tests.site.factories import territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _some_events(time_machine):
    time_machine.move_to(NOON, tick=False)
    event(title="Webinaire", event_type="webinaire", themes="|sante|")
    weekly_event(title="Permanence")


def links(client, address: str) -> list[str]:
    """Of the page on subscribing, reached from the agenda."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    (way,) = {link["href"] for link in soup.select("main a[href*='/agenda/abonnement/']")}
    page = BeautifulSoup(client.get(way).content, "html.parser")
    (shown,) = [code.text for code in page.select("code")]
    found = [link["href"] for link in page.select("#abonnement a")]
    return [shown, *(href for href in found if "/agenda/" not in href)]


QUERIES = [
    "", "?type=webinaire", "?theme=sante", "?mode=sur-place", "?q=permanence",
    "?du=2026-12-01&au=2026-12-24", "?type=atelier&theme=sante&q=a%26b",
]  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/saone-et-loire"])
@pytest.mark.parametrize("query", QUERIES)
def test_line_38_every_link_resolves_to_one_address_for_every_filter(client, prefix, query):
    territory_portal()
    shown, webcal, google, outlook, office, rss, json = links(client, f"{prefix}/agenda/{query}")
    cid = parse_qs(urlsplit(google).query)["cid"][0]
    told = {
        shown,
        webcal.replace("webcal:", "http:"),
        cid.replace("webcal:", "http:"),
        parse_qs(urlsplit(outlook).query)["url"][0],
        parse_qs(urlsplit(office).query)["url"][0],
    }
    (address,) = told
    answers = [client.get(one) for one in (address, rss, json)]
    assert (urlsplit(address).path, [answer.status_code for answer in answers]) == (
        f"{prefix}/agenda.ics",
        [200, 200, 200],
    )


def test_line_38_the_three_files_hold_the_events_of_the_list(client):
    body = client.get("/agenda.json?type=webinaire").json()
    rss = ET.fromstring(client.get("/agenda.rss?type=webinaire").content)
    ics = client.get("/agenda.ics?type=webinaire").text
    assert (
        [one["title"] for one in body["dates"]],
        [one.text for one in rss.iterfind("channel/item/title")],
        "SUMMARY:Webinaire" in ics,
        "Permanence" in ics,
    ) == (["Webinaire"], ["Webinaire"], True, False)


def test_line_38_a_repeated_event_is_one_item_known_by_its_uid(client):
    rss = ET.fromstring(client.get("/agenda.rss?q=permanence").content)
    dates = client.get("/agenda.json?q=permanence").json()["dates"]
    assert [one.text for one in rss.iterfind("channel/item/guid")] == [dates[0]["uid"]]
    assert len(dates) == 8


@pytest.mark.parametrize("file", ["agenda.rss", "agenda.json"])
def test_line_38_public_cached_read_from_anywhere_and_304(client, file):
    first = client.get(f"/{file}")
    again = client.get(f"/{file}", headers={"if-none-match": first["ETag"]})
    assert (
        first["Cache-Control"],
        first["Access-Control-Allow-Origin"],
        dict(first.cookies),
        again.status_code,
        again.content,
    ) == ("public, no-cache", "*", {}, 304, b"")


def test_line_38_the_page_says_what_is_chosen(client):
    soup = BeautifulSoup(
        client.get("/agenda/abonnement/?type=atelier&theme=sante").content, "html.parser"
    )
    chosen = [item.text for item in soup.select("#choix + ul li")]
    assert chosen == ["Thème\u202f: Santé en ligne", "Type d’événement\u202f: Atelier"]


def test_line_38_a_choice_we_do_not_understand_is_mended_in_the_list(client):
    response = client.get("/agenda/abonnement/?theme=jamais-vu")
    assert (response.status_code, response["Location"]) == (302, "/agenda/?theme=jamais-vu")


@pytest.mark.parametrize("file", ["agenda.ics", "agenda.rss", "agenda.json"])
@pytest.mark.parametrize("query", ["?theme=jamais-vu", "?du=30-02-2026", "?commune=99999"])
def test_line_38_a_filter_that_means_nothing_is_said(client, file, query):
    assert client.get(f"/{file}{query}").status_code == 400
