"""Conformance line 51: the calendar pages need no script, and the month is a real table.

The keyboard alone is tried in ``tests/journeys/test_agenda.py``.
"""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.events.factories import NOON, weekly_event

pytestmark = pytest.mark.django_db
PAGES = ["/agenda/", "/agenda/mois/2026-12/", "/agenda/semaine/2026-W50/", "/agenda/abonnement/"]


@pytest.fixture(autouse=True)
def _permanence(time_machine):
    time_machine.move_to(NOON, tick=False)
    weekly_event(title="Permanence")


def soup_of(client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("address", PAGES)
def test_line_51_what_can_be_done_is_a_link_or_a_form(client, address):
    soup = soup_of(client, address)
    scripted = [one for one in soup.select("main *") for name in one.attrs if name.startswith("on")]
    dead = [a for a in soup.select("main a") if a.get("href", "") in ("", "#")]
    loose = [b for b in soup.select("main button") if b.find_parent("form") is None]
    # The field of a town proposes some, when its module is there.
    written_in = soup.select("main script:not([type=module][src])")
    assert (scripted, dead, loose, written_in) == ([], [], [], [])


def test_line_51_the_list_comes_first_and_leads_to_the_grids(client):
    main = soup_of(client, "/agenda/").main
    ways = [a["href"] for a in main.select("nav.calendar-nav a")]
    assert (main.select("table"), len(ways)) == ([], 2)
    for way in ways:
        assert "/agenda/" in [a["href"] for a in soup_of(client, way).select(".calendar-nav a")]


def test_line_51_the_month_is_a_table_with_headers(client):
    table = soup_of(client, "/agenda/mois/2026-12/").table
    heads = [head["scope"] for head in table.select("thead th")]
    rows = [len(row.select("td")) for row in table.select("tbody tr")]
    days = [cell.time["datetime"] for cell in table.select("td") if "Permanence" in cell.text]
    assert (heads, set(rows), bool(table.caption.text.strip()), days[:2]) == (
        ["col"] * 7,
        {7},
        True,
        ["2026-12-08", "2026-12-15"],
    )
