"""What events give to the search, the map, the API, pages and links."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from maillage.contributions import MapQuery
from maillage.generations.keeping import one_reading
from maillage.outbox.draining import drain_all
from maillage.scope import Scope
from maillage.values import BoundingBox, Feature, Point, Resolved, SearchDocument
from maillage_events import maps, resolving, search
from maillage_events.blocks import NextEventsBlock
from maillage_events.models import Occurrence
from maillage_events.publishing import lifecycle
from maillage_search.indexing.rebuild import sweep
from maillage_search.models import IndexedDocument
from tests.events.factories import NOON, event, event_page, weekly_event
from tests.site.factories import CommuneFactory, TerritoryFactory, territory_portal

pytestmark = pytest.mark.django_db
MACON = {"place_name": "Médiathèque", "latitude": 46.3, "longitude": 4.8}


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def test_the_search_knows_a_published_event():
    found = event(
        territory_portal(),
        commune=CommuneFactory(),
        themes="|sante|",
        body="<p>Venez.</p>",
        **MACON,
    )
    assert (list(search.events()), list(search.documents(found))) == (
        [found],
        [
            SearchDocument(
                uid=f"event:{found.uuid}:fr",
                kind="event",
                title="Atelier messagerie",
                url="/saone-et-loire/agenda/atelier-1/",
                summary="Lire et envoyer ses premiers messages.",
                body="Lire et envoyer ses premiers messages.\n\nVenez.\nMédiathèque",
                keywords=("Atelier", "Santé en ligne"),
                themes=("Santé en ligne",),
                territories=("com:71270", "dep:71", "epci:200070308", "reg:27"),
                point=Point(46.3, 4.8),
                starts_at=datetime(2026, 12, 8, 9, tzinfo=UTC),
                date=date(2026, 12, 8),
                sessions=(datetime(2026, 12, 8, 9, tzinfo=UTC),),
            )
        ],
    )


def test_the_search_knows_every_date_still_to_come_but_those_cancelled():
    series = weekly_event(territory_portal())
    lifecycle.cancel_date(series.occurrences.order_by("starts_at")[1], at=NOON)
    ahead = series.occurrences.filter(status=Occurrence.Status.SCHEDULED).order_by("starts_at")
    (document,) = search.documents(series)
    assert len(document.sessions) > 1
    assert document.sessions == tuple(ahead.values_list("starts_at", flat=True))
    assert [one.hour for one in document.sessions] == [one.local_start.hour for one in ahead]
    assert (document.starts_at, document.date) == (
        document.sessions[0],
        document.sessions[0].date(),
    )


def test_the_search_forgets_what_is_over_withdrawn_unlisted_or_cancelled():
    event_page().unpublish()
    event(visibility="unlisted")
    event(start_date=date(2026, 11, 1))
    lifecycle.cancel_event(event(), at=NOON)
    assert list(search.events()) == []


def found_titles() -> list[str]:
    return [document.title for document in IndexedDocument.objects.filter(kind="event")]


def test_the_search_forgets_with_time_and_the_page_above(time_machine):
    """Only what lies ahead, in the window of feeds, is to be found."""
    event(title="Bientôt")
    page = event_page(start_date=date(2028, 7, 4), title="Loin")
    sweep()
    assert found_titles() == ["Bientôt"]
    time_machine.move_to(datetime(2027, 2, 1, tzinfo=UTC), tick=False)
    sweep()
    assert found_titles() == ["Loin"]
    while drain_all():
        pass
    page.get_parent().delete()
    while drain_all():
        pass
    assert found_titles() == []


def test_the_map_shows_each_event_on_site_once_at_its_next_date():
    series = weekly_event(territory_portal(), **MACON)
    lifecycle.cancel_date(series.occurrences.first(), at=NOON)
    event(attendance_mode="en-ligne", **MACON)
    event(title="Sans position")
    assert list(maps.features(MapQuery(Scope()))) == [
        Feature(
            uuid=str(series.uuid),
            point=Point(46.3, 4.8),
            title="Atelier messagerie",
            url="/saone-et-loire/agenda/atelier-1/",
            summary="mardi 15 décembre à 10\u202fh",
        )
    ]


@pytest.mark.parametrize(
    ("box", "count"),
    [
        (BoundingBox(4, 46, 5, 47), 1),
        (BoundingBox(5, 46, 6, 47), 0),
        (BoundingBox(170, -90, 5, 90), 1),
    ],
)
def test_the_map_shows_what_is_in_the_box(box, count):
    event(**MACON)
    assert len(list(maps.features(MapQuery(Scope(), box)))) == count


def test_an_event_is_resolved_by_its_urn():
    found = event(**MACON)
    hidden = event_page()
    hidden.unpublish()
    asked = [found.urn, hidden.event.urn, "maillage:event:nothing", "maillage:place:1", "\x00"]
    assert resolving.resolve(asked) == {
        found.urn: Resolved(
            urn=found.urn,
            title="Atelier messagerie",
            url="/agenda/atelier-1/",
            address="Médiathèque",
            point=Point(46.3, 4.8),
            zone="Europe/Paris",
            clock="heure de Paris",
        )
    }


def test_the_api_gives_dates_with_the_offset_of_their_zone(client):
    reunion = TerritoryFactory(
        code="974", name="La Réunion", slug="la-reunion", time_zone="Indian/Reunion"
    )
    found = event(territory_portal(reunion), **MACON)
    told = client.get("/api/events/").json()
    date_ = found.occurrences.get()
    assert (told["count"], told["dates"][0]["starts_at"], told["dates"][0]["uid"]) == (
        1,
        "2026-12-08T10:00:00+04:00",
        found.uid,
    )
    assert client.get(f"/api/events/{date_.uuid}").json() == told["dates"][0]


@pytest.mark.parametrize("query", ["theme=inconnu", "q=%00", "limit=x", "commune=99999"])
def test_the_api_refuses_what_it_does_not_understand(client, query):
    assert client.get(f"/api/events/?{query}").status_code == 422


def test_the_api_knows_no_hidden_date(client):
    page = event_page()
    date_ = page.event.occurrences.get()
    page.unpublish()
    assert client.get(f"/api/events/{date_.uuid}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_block_shows_the_next_dates_in_as_many_queries(rows, django_assert_num_queries):
    for _number in range(rows):
        event()
    lifecycle.cancel_event(event(title="Annulé"), at=NOON)
    block = NextEventsBlock()
    block.rows(Scope(), block.to_python({}))
    with one_reading(), django_assert_num_queries(2):
        found = block.rows(Scope(), block.to_python({}))["cards"]
    assert [card.title for card in found] == ["Atelier messagerie"] * rows


def test_a_place_gives_its_own_copy_and_its_zone(monkeypatch):
    commune = CommuneFactory(code="97411", name="Saint-Denis", departement_code="974")
    urn = "maillage:place:6f1a0c1e-0000-4000-8000-000000000001"
    place = Resolved(
        urn, "Case de Savanna", "/lieux/x/", "1 rue de Paris", Point(-20.9, 55.4), "Indian/Reunion", "97411"
    )  # fmt: skip
    monkeypatch.setattr("maillage_events.publishing.places.resolved", {urn: place}.get)
    found = event(place_urn=urn)
    assert (found.place_name, found.address, found.commune, found.timezone, found.latitude) == (
        "Case de Savanna",
        "1 rue de Paris",
        commune,
        "Indian/Reunion",
        -20.9,
    )
