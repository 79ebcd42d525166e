"""The agenda as readers meet it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup

from maillage.territories.models import Territory
from maillage_events.models import Occurrence, SeatPool
from maillage_events.publishing import lifecycle
from tests.events.factories import (
    NOON,
    event,
    event_page,
    occurrence,
    pool,
    taken_up,
    weekly_event,
)
from tests.events.organiser.test_organisers import editor_of
from tests.events.signups import signed_up
from tests.site.factories import CommuneFactory, TerritoryFactory, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def titles(client, address: str = "/agenda/") -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return [heading.get_text() for heading in soup.select(".event-card .card-title")]


def test_dates_come_in_time_order(client):
    event(title="Plus tard", start_date=date(2026, 12, 20))
    event(title="Bientôt", start_date=date(2026, 11, 25))
    assert titles(client) == ["Bientôt", "Plus tard"]


def test_a_running_event_is_listed_until_its_end_and_never_in_both_lists():
    now = datetime(2026, 12, 8, 10, 29, tzinfo=UTC)
    running = occurrence()
    later = datetime(2026, 12, 8, 10, 30, tzinfo=UTC)
    dates = Occurrence.objects
    assert (
        list(dates.upcoming(now)),
        list(dates.past(now)),
        list(dates.upcoming(later)),
        list(dates.past(later)),
    ) == ([running], [], [], [running])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=webinaire", ["Webinaire"]),
        ("theme=sante", ["Webinaire"]),
        ("mode=en-ligne", ["Webinaire"]),
        ("mode=sur-place", ["Atelier à Mâcon"]),
        ("q=MACON", ["Atelier à Mâcon"]),
        ("q=espace+sant%C3%A9", ["Webinaire"]),
        ("q=l%27espace+SANTE", ["Webinaire"]),
        ("commune=71270", ["Atelier à Mâcon"]),
        ("pres_de=mâcon", ["Atelier à Mâcon"]),
        ("pres_de=Macon&rayon=5", ["Atelier à Mâcon"]),
        ("du=2026-12-10", ["Webinaire"]),
        ("au=2026-12-10", ["Atelier à Mâcon"]),
        ("theme=emploi", []),
        ("public=seniors", ["Webinaire"]),
        ("public=tous", ["Atelier à Mâcon"]),
        ("acces=mi", ["Atelier à Mâcon"]),
        ("acces=mi&public=seniors", []),
    ],
)
def test_filters(client, query, expected):
    commune = CommuneFactory()
    event(
        title="Atelier à Mâcon", commune=commune, place_name="Médiathèque", latitude=46.31,
        longitude=4.83, accessibility="|mi|",
    )  # fmt: skip
    event(
        title="Webinaire", summary="L'Espace santé pas à pas.", event_type="webinaire",
        attendance_mode="en-ligne", themes="|sante|", start_date=date(2026, 12, 15),
        audience="|seniors|", accessibility="|lsf|",
    )  # fmt: skip
    assert titles(client, f"/agenda/?{query}") == expected


def test_dates_with_free_places(client):
    """Where one may still come: neither full, nor closed, nor cancelled, nor with people waiting."""
    signed_up(pool(1, title="Complet").occurrence)
    pool(2, title="Une place")
    pool(None, title="Sans limite")
    event(title="Entrée libre", registration_mode="none")
    event(title="Ailleurs", registration_mode="external", registration_url="https://exemple.fr/")
    event(title="Fermé", registration_closes_at=NOON)
    event(title="Pas encore", registration_opens_at=NOON + timedelta(days=1))
    lifecycle.cancel_event(event(title="Annulé"), at=NOON)
    waited = pool(2, title="Attendu")
    SeatPool.objects.filter(pk=waited.pk).update(seats_taken=1, waiting=1)
    assert sorted(titles(client, "/agenda/?libres=on")) == [
        "Ailleurs",
        "Entrée libre",
        "Sans limite",
        "Une place",
    ]


def test_the_national_agenda_is_narrowed_to_what_a_portal_shows(client):
    event(territory_portal(), title="En Saône-et-Loire")
    taken_up(event(title="Repris"), "saone-et-loire")
    event(title="National")
    editor_of(Territory.objects.get())
    assert sorted(titles(client, "/agenda/?territoire=saone-et-loire")) == [
        "En Saône-et-Loire",
        "Repris",
    ]
    page = client.get("/agenda/?territoire=saone-et-loire&libres=on")
    active = BeautifulSoup(page.content, "html.parser").select(".chips a")
    assert [link["href"] for link in active] == ["?territoire=saone-et-loire", "?libres=on"]
    assert (
        "territoire"
        not in client.get("/saone-et-loire/agenda/").context["filter"].form.changed_data
    )


def test_a_name_of_several_communes_asks_which_one(client):
    CommuneFactory(code="71270", name="Saint-Denis")
    CommuneFactory(code="97411", name="Saint-Denis", departement_code="974")
    response = client.get("/agenda/", {"pres_de": "saint denis", "theme": "sante"})
    links = BeautifulSoup(response.content, "html.parser").select(".callout a")
    assert [link["href"] for link in links] == [
        "?theme=sante&commune=71270",
        "?theme=sante&commune=97411",
    ]


def test_the_only_one_of_the_territory_is_taken_and_the_others_are_links(client):
    territory_portal()
    CommuneFactory(code="71076", name="Chalon-sur-Saône", population=45_000)
    CommuneFactory(code="51108", name="Châlons-en-Champagne", population=44_000)
    page = client.get("/saone-et-loire/agenda/", {"pres_de": "chalon"})
    soup = BeautifulSoup(page.content, "html.parser")
    assert [link["href"] for link in soup.select(".others a")] == ["?commune=51108"]
    assert "Près de Chalon-sur-Saône" in soup.select_one(".chips").text


def test_a_departement_named_where_a_town_is_asked_shows_what_its_portal_does(client):
    reunion = TerritoryFactory(code="974", name="La Réunion", slug="la-reunion")
    event(territory_portal(), title="En Saône-et-Loire")
    event(territory_portal(reunion), title="À La Réunion")
    page = client.get("/agenda/", {"pres_de": "la reunion"})
    chips = BeautifulSoup(page.content, "html.parser").select(".chips a")
    assert (titles(client, "/agenda/?pres_de=974"), [chip["href"] for chip in chips]) == (
        ["À La Réunion"],
        ["?"],
    )


def test_a_portal_shows_its_own_and_national_events_only(client):
    reunion = TerritoryFactory(code="974", name="La Réunion", slug="la-reunion")
    event(territory_portal(), title="En Saône-et-Loire")
    event(territory_portal(reunion), title="À La Réunion")
    taken_up(event(title="Repris"), "saone-et-loire")
    taken_up(event(title="Repris ailleurs"), "la-reunion")
    event(title="À Paris seulement")
    assert (
        sorted(titles(client, "/saone-et-loire/agenda/")),
        sorted(titles(client, "/agenda/")),
    ) == (
        ["En Saône-et-Loire", "Repris"],
        ["En Saône-et-Loire", "Repris", "Repris ailleurs", "À La Réunion", "À Paris seulement"],
    )


def test_what_is_not_public_is_not_listed(client):
    event_page(title="Retiré").unpublish()
    event(title="Sur invitation", visibility="unlisted")
    assert titles(client) == []


def test_both_clocks_are_shown_when_the_reader_s_differs(client):
    reunion = TerritoryFactory(
        code="974", name="La Réunion", slug="la-reunion", time_zone="Indian/Reunion"
    )
    event(territory_portal(reunion), title="Pour ici")
    taken_up(event(title="De Paris"), "la-reunion")
    cards = BeautifulSoup(client.get("/la-reunion/agenda/").content, "html.parser").select(".meta")
    times = [card.li.get_text().strip() for card in cards]
    assert times == [
        "10\u202fh – 11\u202fh\u202f30",
        "10\u202fh – 11\u202fh\u202f30, heure de Paris (13\u202fh, heure de La Réunion)",
    ]


def test_a_reunion_event_of_the_national_portal_read_from_saone_et_loire(client):
    territory_portal()
    told = event(timezone="Indian/Reunion", start_time=time(2), end_time=time(3))
    taken_up(told, "saone-et-loire")
    page = client.get("/saone-et-loire/agenda/national/atelier-1/")
    assert (
        "lundi 7 décembre à 23\u202fh, heure de Paris" in page.content.decode(),
        "2\u202fh – 3\u202fh, heure de La Réunion" in page.content.decode(),
    ) == (True, True)


def test_states_are_said(client):
    lifecycle.cancel_event(event(title="Annulé"), at=NOON)
    lifecycle.postpone_event(event(title="Reporté"), at=NOON)
    full = occurrence(title="Complet", onsite_capacity=2)
    full.pools.update(seats_taken=2)
    last = occurrence(title="Presque", onsite_capacity=3)
    last.pools.update(seats_taken=2)
    soup = BeautifulSoup(client.get("/agenda/").content, "html.parser")
    said = [
        (
            card.select_one(".card-title").get_text(),
            card.select_one(".chip, .meta li:last-child").get_text().strip(),
        )
        for card in soup.select(".event-card")
    ]
    assert said == [
        ("Annulé", "Annulé"),
        ("Reporté", "Reporté"),
        ("Complet", "Complet : liste d’attente"),
        ("Presque", "Il reste 1 place"),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "theme=inconnu", "type=%00", "mode=x", "q=%00", "q=" + "a" * 10_000, "commune=99999",
        "commune=%00", "pres_de=" + "é" * 10_000, "pres_de=Nulle-Part", "rayon=abc", "rayon=-4",
        "rayon=1e400", "du=hier", "du=99999-01-01", "au=2026-02-30", "page=abc&theme=inconnu",
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", ["/agenda/", "/agenda.ics"])
def test_a_filter_that_means_nothing_is_said_in_french(client, address, query):
    event()
    response = client.get(f"{address}?{query}")
    assert response.status_code == (400 if address.endswith(".ics") else 200)
    if address == "/agenda/":
        soup = BeautifulSoup(response.content, "html.parser")
        assert (soup.select(".event-card"), bool(soup.select(".error-summary"))) == ([], True)


@pytest.mark.parametrize("page", ["1000000000", "-1", "0", "abc", "%00", "9" * 5000])
def test_any_page_number_answers(client, page):
    event(title="Seul")
    assert titles(client, f"/agenda/?page={page}") == ["Seul"]


def test_an_empty_agenda_says_what_to_do(client):
    assert "Aucune date n’est annoncée" in client.get("/agenda/").content.decode()


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_agenda_costs_eight_queries_at_most_whatever_it_holds(
    client, rows, django_assert_max_num_queries
):
    territory_portal()
    for _number in range(min(rows, 3)):
        event(rrule="FREQ=WEEKLY;BYDAY=TU;UNTIL=20261208" if rows < 4 else "FREQ=WEEKLY;BYDAY=TU")
    client.get("/saone-et-loire/agenda/")
    with django_assert_max_num_queries(8):
        client.get("/saone-et-loire/agenda/?theme=&type=atelier")


def test_the_agenda_is_the_same_for_everyone(client):
    event()
    response = client.get("/agenda/")
    assert (dict(response.cookies), response.headers.get("Vary", "")) == ({}, "")


def test_a_weekly_event_lists_its_dates_with_what_happened_to_them(client):
    series = weekly_event(title="Permanence")
    _first, second, third = series.occurrences.all()[:3]
    lifecycle.cancel_date(second, at=NOON, message="La médiathèque est fermée.")
    lifecycle.move_date(third, datetime(2026, 12, 23, 14), datetime(2026, 12, 23, 15), at=NOON)
    soup = BeautifulSoup(client.get("/agenda/atelier-1/").content, "html.parser")
    rows = [" ".join(row.get_text(" ").split()) for row in soup.select(".date-row")[:3]]
    assert [row.split(" S’inscrire")[0] for row in rows] == [
        "mardi 8 décembre 10 h – 11 h 30",
        "mardi 15 décembre 10 h – 11 h 30 Annulé La médiathèque est fermée.",
        "mercredi 23 décembre 14 h – 15 h Nouvelle date",
    ]
