"""Each team reads what is broken in its own pages, and nothing of others."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage_site.links.models import ExternalAddress, PageLink
from maillage_site.links.reading import read_page
from tests.site.factories import UserFactory
from tests.site.links.conftest import editor_of, text, written

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
REPORT = "/gestion/liens/"


def broken(portal, title, number=1):
    links = "".join(f'<a href="/disparue/{n}">{title} {n}</a> ' for n in range(number))
    page = written(portal, title, [text(f"<p>{links}</p>", "b1")])
    read_page(page, at=NOW)
    return page


def rows(client, address=REPORT):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    found = []
    for row in page.select("tbody tr"):
        *cells, last = row.select("td")
        words = [" ".join(cell.get_text(" ").split()) for cell in cells]
        found.append((*words, last.a["href"]))
    return found


def test_a_team_reads_its_own_and_the_nation_reads_all(client, portal, elsewhere):
    own, other = broken(portal, "Aide"), broken(elsewhere, "Ailleurs")
    client.force_login(editor_of(portal))
    wrong = "Rien ne se lit à cette adresse du site."
    mine = (
        *("Aide Saône-et-Loire", "Aide 0 /disparue/0", wrong),
        f"/gestion/pages/{own.pk}/edit/#:w:contentpath=body.b1",
    )
    assert rows(client) == [mine]
    client.force_login(UserFactory(is_superuser=True))
    theirs = (
        *("Ailleurs Morbihan", "Ailleurs 0 /disparue/0", wrong),
        f"/gestion/pages/{other.pk}/edit/#:w:contentpath=body.b1",
    )
    assert rows(client) == [mine, theirs]


def test_another_site_is_told_with_its_reason_and_since_when(client, portal, page):
    found = ExternalAddress.objects.create(
        digest="d",
        url="https://a.example/x",
        host="a.example",
        state=ExternalAddress.State.DEAD,
        reason=ExternalAddress.Reason.GONE,
        failing_since=NOW.date(),
        due_at=NOW,
    )
    link = PageLink(
        page_id=page.pk, kind="external", text="le site", where="body.b1", address=found
    )
    link.save()
    client.force_login(editor_of(portal))
    ((_, told, wrong, _),) = rows(client)
    assert told == "le site https://a.example/x"
    assert wrong == "L’autre site dit que cette page n’existe pas. Depuis le 1 décembre 2026."


def test_ten_thousand_links_cost_as_many_queries_as_one(client, portal):
    client.force_login(editor_of(portal))
    page = broken(portal, "Aide")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            found = rows(client)
        return len(captured), len(found)

    queries()  # what is kept in memory is read once
    few, one = queries()
    link = PageLink.objects.get(page=page.pk)
    copies = [
        PageLink(
            page=link.page, kind=link.kind, text=f"{n}", where=link.where, path="/x", answers=False
        )
        for n in range(10_000)
    ]
    PageLink.objects.bulk_create(copies, batch_size=1000)
    assert (queries(), one) == ((few, 50), 1)
    assert len(rows(client, f"{REPORT}?p=201")) == 1
