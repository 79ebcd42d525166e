"""The agenda in numbers: whose, of which month, through which portal."""

from __future__ import annotations

import csv
from datetime import date as day
from datetime import time

import pytest
from bs4 import BeautifulSoup

from maillage_events.models import Material, Registration
from maillage_events.organiser.attendance import Source, arrive
from maillage_events.organiser.statistics import Portals, counts_of, years_known
from maillage_events.publishing import lifecycle
from maillage_events.registration.sign_up import withdraw
from maillage_site.portals.models import PortalPage
from tests.events import factories
from tests.events.organiser.test_organisers import editor_of
from tests.events.signups import NOW, signed_up
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
URL = "/gestion/inscriptions/chiffres/"
CSV = "/gestion/inscriptions/chiffres.csv"


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def editor(client):
    """Of Saône-et-Loire."""
    portal = territory_portal()
    user = editor_of(portal.territory)
    client.force_login(user)
    return user


def through(registration: Registration, slug: str, people: int = 1) -> Registration:
    rows = Registration.objects.filter(pk=registration.pk)
    rows.update(via_portal=slug, party_size=people, seats_held=people)
    return rows.get()


def numbers(client, query: str = "", table: int = 0) -> dict[str, list[str]]:
    """Row → figures of the lines of a table that are not all zero."""
    soup = BeautifulSoup(client.get(f"{URL}{query}").content, "html.parser")
    rows = soup.select("table")[table].select("tbody tr, tfoot tr")
    told = {row.th.get_text(strip=True): [cell.get_text() for cell in row("td")] for row in rows}
    return {name: cells for name, cells in told.items() if set(cells) != {"0"}}


def test_an_editor_reads_the_numbers_of_the_portal(client, editor):
    own = factories.occurrence(portal_of_71(), onsite_capacity=10)
    national = factories.event(
        start_date=day(2026, 11, 25), attendance_mode="en-ligne", online_capacity=10
    )
    factories.taken_up(national)
    online = national.occurrences.get()
    arrive(through(signed_up(own, "amina"), "saone-et-loire", 2), Source.CHECK_IN, at=NOW)
    through(signed_up(own, "bruno"), "saone-et-loire")
    amina = through(signed_up(online, "chloe", mode="online"), "saone-et-loire")
    for source in Source:  # both doors: one presence
        arrive(amina, source, at=NOW)
    through(signed_up(online, "driss", mode="online"), "la-reunion")
    through(signed_up(own, "emma"), "")
    left = {"url": "https://exemple.fr/a", "available_from": NOW}
    Material.objects.create(occurrence=own, opened=7, **left)
    Material.objects.create(occurrence=online, opened=3, **left)
    assert numbers(client) == {
        "Novembre 2026": ["0", "1", "1", "1", "1", "0", "0"],
        "Décembre 2026": ["1", "0", "2", "3", "2", "7", "0"],
        "Total": ["1", "1", "3", "4", "3", "7", "0"],
    }


def portal_of_71():
    return PortalPage.objects.get(slug="saone-et-loire")


def test_what_did_not_take_place_and_who_left_do_not_count(client, editor):
    portal = portal_of_71()
    lifecycle.cancel_event(factories.event(portal), at=NOW)
    lifecycle.postpone_event(factories.event(portal), at=NOW)
    series = factories.weekly_event(portal, onsite_capacity=9)
    first, second = series.occurrences.in_time_order()[:2]
    lifecycle.cancel_date(first, at=NOW)
    withdraw(through(signed_up(second, "amina"), "saone-et-loire"), at=NOW)
    hidden = factories.event()
    factories.taken_up(hidden, hidden=True)
    assert numbers(client) == {
        "Décembre 2026": ["3", "0", "0", "0", "0", "0", "0"],
        "Total": ["3", "0", "0", "0", "0", "0", "0"],
    }


def test_a_month_and_a_year_are_those_of_paris(client, editor):
    portal = portal_of_71()
    facts = {"start_date": day(2027, 1, 1), "start_time": time(0), "end_time": time(1)}
    factories.event(portal, **facts)
    assert (numbers(client), list(numbers(client, "?annee=2027"))) == (
        {},
        ["Janvier 2027", "Total"],
    )


def test_the_national_team_reads_every_portal_and_each_one(client):
    client.force_login(UserFactory(is_superuser=True))
    national_portal()
    date = factories.occurrence(territory_portal(), onsite_capacity=9)
    reunion = TerritoryFactory(code="974", name="La Réunion", slug="la-reunion")
    territory_portal(reunion)
    for territory in (reunion, date.event.territory):
        editor_of(territory)
    through(signed_up(date, "amina"), "saone-et-loire", 3)
    through(signed_up(date, "bruno"), "la-reunion", 2)
    through(signed_up(date, "chloe"), "")
    assert numbers(client, table=1) == {
        "Saône-et-Loire": ["1", "0", "1", "3", "0", "0", "0"],
        "La Réunion": ["0", "0", "1", "2", "0", "0", "0"],
        "Portail national": ["0", "0", "1", "1", "0", "0", "0"],
        "Total": ["1", "0", "3", "6", "0", "0", "0"],
    }
    one = ["0", "0", "1", "2", "0", "0", "0"]
    assert numbers(client, "?portail=la-reunion") == {"Décembre 2026": one, "Total": one}
    whole = ["0", "0", "1", "1", "0", "0", "0"]
    assert numbers(client, "?portail=national") == {"Décembre 2026": whole, "Total": whole}


def test_another_portal_s_numbers_are_nobody_else_s(client, editor):
    morbihan = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    date = factories.occurrence(territory_portal(morbihan), onsite_capacity=9)
    through(signed_up(date), "morbihan")
    shown = [numbers(client, query) for query in ("", "?portail=morbihan", "?portail=national")]
    lines = b"".join(client.get(CSV).streaming_content).decode()
    assert (shown, "Morbihan" in lines, lines.count("\n")) == ([{}] * 3, False, 1)
    client.force_login(UserFactory())
    assert [client.get(path).status_code for path in (URL, CSV)] == [302, 302]


def test_the_csv_holds_each_month_of_each_portal_and_the_journal_says_so(client, editor, caplog):
    portal = portal_of_71()
    portal.territory.name = "=HYPERLINK(1)"
    portal.territory.save()
    date = factories.occurrence(portal, onsite_capacity=9)
    through(signed_up(date), "saone-et-loire", 2)
    with caplog.at_level("INFO"):
        answer = client.get(f"{CSV}?annee=2026")
    rows = list(
        csv.reader(
            b"".join(answer.streaming_content).decode("utf-8-sig").splitlines(), delimiter=";"
        )
    )
    assert rows == [
        ["Mois", "Portail", "Séances organisées", "Séances nationales reprises", "Inscriptions",
         "Personnes attendues", "Personnes venues", "Ouvertures ensuite", "Replay seul"],
        ["2026-12", "'=HYPERLINK(1)", "1", "0", "1", "2", "0", "0", "0"],
    ]  # fmt: skip
    assert answer["Content-Disposition"] == 'attachment; filename="agenda-2026.csv"'
    said = f"account {editor.pk} exported the agenda's statistics of 2026"
    assert said in caplog.messages


@pytest.mark.parametrize(
    "query",
    ["annee=abc", "annee=99999", "annee=%00", "annee=-1", "portail=%00", "portail=" + "a" * 9999],
)
@pytest.mark.parametrize("path", [URL, CSV])
def test_what_means_nothing_is_this_year_of_all(client, editor, path, query):
    factories.event(portal_of_71())
    answer = client.get(f"{path}?{query}")
    body = answer.content if path == URL else b"".join(answer.streaming_content)
    assert (answer.status_code, "2026" in body.decode()) == (200, True)


@pytest.mark.parametrize("events", [1, 3])
def test_it_costs_five_queries_whatever_it_counts(client, events, django_assert_num_queries):
    portal = territory_portal()
    for number in range(events):
        date = factories.occurrence(portal, onsite_capacity=9)
        through(signed_up(date, f"amina{number}"), "saone-et-loire")
    with django_assert_num_queries(5):
        years_known()
        counts_of(2026, Portals((portal.territory,), national=True))
