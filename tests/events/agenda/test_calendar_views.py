"""Line 51: the month is a real table, the week a list; both work without a script."""

from __future__ import annotations

from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from maillage_events.publishing import lifecycle
from maillage_events.recurrence.grids import Month, Week
from tests.events.factories import NOON, event, weekly_event

DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
MONTH, WEEK = "/agenda/mois/2026-12/", "/agenda/semaine/2026-W50/"


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@given(DAYS)
def test_a_month_and_a_week_hold_their_day_and_survive_their_own_text(day):
    month, week = Month.of(day), Week.of(day)
    assert (Month.parse(str(month)), Week.parse(str(week))) == (month, week)
    assert day in month.days
    assert day in week.days
    assert (month.after.before, month.before.after) == (month, month)
    assert (week.after.before, week.days[0].weekday(), len(week.days)) == (week, 0, 7)
    assert {len(line) for line in month.weeks} == {7}


def cells(soup) -> dict[str, list[str]]:
    """Day → what is written in its cell, for the cells that hold something."""
    return {
        cell.time["datetime"]: [" ".join(item.get_text().split()) for item in cell.select("li")]
        for cell in soup.select("table.month td")
        if cell.select("li")
    }


@pytest.mark.django_db
def test_line_51_the_month_is_a_table_with_headers(client):
    series = weekly_event()
    lifecycle.cancel_date(series.occurrences.all()[1], at=NOON)
    event(title="Salon", start_time=None, end_time=None, end_date=date(2026, 12, 9))
    event(title="Soirée", start_time=time(22), end_time=time(1), end_date=date(2026, 12, 9))
    response = client.get(MONTH)
    soup = BeautifulSoup(response.content, "html.parser")
    assert [head.get_text() for head in soup.select("table.month th[scope=col]")] == [
        "Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche",
    ]  # fmt: skip
    assert soup.caption.get_text() == "Dates de décembre 2026, une ligne par semaine"
    weekly = "10\u202fh Atelier messagerie".replace("\u202f", " ")
    assert {
        day: [said.replace("\u202f", " ") for said in found] for day, found in cells(soup).items()
    } == {
        "2026-12-08": ["Salon", weekly, "22 h Soirée"],
        "2026-12-09": ["Salon"],
        "2026-12-15": [f"{weekly} Annulé"],
        "2026-12-22": [weekly],
        "2026-12-29": [weekly],
    }
    assert "Set-Cookie" not in response.headers


@pytest.mark.django_db
def test_line_51_the_week_is_a_list_a_day(client):
    event()
    soup = BeautifulSoup(client.get(WEEK).content, "html.parser")
    days = [head.get_text() for head in soup.select(".week-day h2")]
    assert (len(days), days[1]) == (7, "Mardi 8 décembre")
    assert [len(day.select("li .event-card, li.event-card, .event-card")) for day in soup.select(".week-day")] == [
        0, 1, 0, 0, 0, 0, 0,
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("address", [MONTH, WEEK])
def test_the_filters_of_the_list_hold_and_are_kept(client, address):
    event(title="Sur place")
    event(title="En ligne", attendance_mode="en-ligne")
    soup = BeautifulSoup(client.get(f"{address}?mode=en-ligne").content, "html.parser")
    text = soup.select_one("main").get_text()
    assert ("Sur place" in soup.select_one("table, .week-day:nth-of-type(2)").get_text()) is False
    assert "En ligne" in text
    links = [link["href"] for link in soup.select(".calendar-nav a")]
    assert len(links) == 4
    assert all(link.endswith("?mode=en-ligne") for link in links)
    for link in links:
        assert client.get(link).status_code == 200


@pytest.mark.django_db
def test_a_full_day_leads_to_its_week(client):
    for number in range(7):
        event(title=f"Atelier {number}")
    soup = BeautifulSoup(client.get(MONTH).content, "html.parser")
    more = soup.select_one("table.month td p a")
    assert (more.get_text(), more["href"]) == ("2 autres le mardi 8 décembre", WEEK)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/agenda/mois/2026-13/", "/agenda/mois/abc/", "/agenda/mois/9999-12/",
        "/agenda/mois/%00/", "/agenda/semaine/2026-W54/", "/agenda/semaine/2026-W00/",
        "/agenda/semaine/٢٠٢٦-W10/", f"/agenda/mois/{'9' * 5000}/",
    ],
)  # fmt: skip
def test_what_is_no_month_and_no_week_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["theme=inconnu", "q=%00", "pres_de=Nulle-Part", "du=hier"])
@pytest.mark.parametrize("address", [MONTH, WEEK])
def test_a_filter_that_means_nothing_is_said(client, address, query):
    response = client.get(f"{address}?{query}")
    assert (response.status_code, "error" in response.text) == (200, True)


@pytest.mark.django_db
def test_the_month_costs_as_much_for_one_date_as_for_three(client, django_assert_max_num_queries):
    event()
    client.get(MONTH)
    for _count in range(2):
        event()
    client.get(MONTH)
    with django_assert_max_num_queries(8):
        client.get(MONTH)
