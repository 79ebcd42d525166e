"""Conformance, HTTP: one test a line of the design."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.middleware.gzip import GZipMiddleware
from django.test import RequestFactory
from django.utils.http import parse_http_date

from maillage.scope import Scope
from maillage_events.agenda import views
from maillage_events.publishing import lifecycle
from tests.events.factories import NOON, event, event_page, taken_up
from tests.site.factories import territory_portal

pytestmark = pytest.mark.django_db
FILES = ["/agenda.ics", "/agenda/atelier-1.ics", "/saone-et-loire/agenda.ics?type=atelier"]


@pytest.fixture(autouse=True)
def _an_event(time_machine):
    time_machine.move_to(NOON, tick=False)
    told = event()
    territory_portal()
    taken_up(told)


@pytest.mark.parametrize("address", FILES)
@pytest.mark.parametrize("method", ["get", "head"])
def test_line_34_a_calendar_without_login_or_cookie(client, method, address):
    response = getattr(client, method)(address)
    assert (
        response.status_code,
        response["Content-Type"],
        dict(response.cookies),
        response.headers.get("Vary", ""),
        bool(response.content),
    ) == (200, "text/calendar; charset=utf-8", {}, "", method == "get")


@pytest.mark.parametrize("address", FILES)
def test_line_35_a_strong_etag_and_a_date(client, address):
    response = client.get(address)
    assert (response["ETag"][0], parse_http_date(response["Last-Modified"])) == (
        '"',
        int(NOON.timestamp()),
    )


@pytest.mark.parametrize("address", FILES)
@pytest.mark.parametrize(
    "headers",
    [
        {"if-none-match": "{etag}"},
        {"if-none-match": '"autre", {etag}'},
        {"if-none-match": "W/{etag}"},
        {"if-none-match": "*"},
        {"if-modified-since": "{date}"},
    ],
)
def test_line_35_what_did_not_change_is_304_and_empty(client, address, headers):
    first = client.get(address)
    known = {"{etag}": first["ETag"], "{date}": first["Last-Modified"]}
    for name, value in known.items():
        headers = {key: text.replace(name, value) for key, text in headers.items()}
    second = client.get(address, headers=headers)
    assert (second.status_code, second.content, second["ETag"], second["Cache-Control"]) == (
        304,
        b"",
        first["ETag"],
        "public, no-cache",
    )


@pytest.mark.parametrize("address", ["/agenda.ics", "/saone-et-loire/agenda.ics?type=atelier"])
def test_line_35_a_304_costs_three_queries_and_no_rendering(
    client, monkeypatch, django_assert_max_num_queries, address
):
    etag = client.get(address)["ETag"]
    monkeypatch.setattr("maillage_events.ical.feeds.render", None)
    with django_assert_max_num_queries(3):
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304


def test_line_35_every_change_changes_the_etag(client, time_machine):
    page = event_page(title="Second")
    seen = [client.get("/agenda.ics")["ETag"]]

    def look() -> None:
        time_machine.shift(timedelta(minutes=1))
        seen.append(client.get("/agenda.ics")["ETag"])

    page.title = "Mieux nommé"
    page.save_revision().publish()
    look()
    lifecycle.cancel_date(page.event.occurrences.get(), at=NOON + timedelta(minutes=1))
    look()
    page.unpublish()
    look()
    assert len(set(seen)) == 4


def test_line_35_what_went_away_is_no_304_for_a_client_that_sends_a_date(client, time_machine):
    page = event_page(title="Second")
    date = client.get("/agenda.ics")["Last-Modified"]
    time_machine.shift(timedelta(minutes=5))
    page.unpublish()
    assert client.get("/agenda.ics", headers={"if-modified-since": date}).status_code == 200


def test_line_35_gzip_makes_the_etag_weak_and_it_still_matches():
    view = GZipMiddleware(views.agenda_feed)

    def ask(**headers: str) -> object:
        request = RequestFactory().get(
            "/agenda.ics", headers={"accept-encoding": "gzip", **headers}
        )
        request.scope = Scope()
        return view(request)

    first = ask()
    second = ask(**{"if-none-match": first["ETag"]})
    assert (first["Content-Encoding"], first["ETag"][:3], second.status_code) == (
        "gzip",
        'W/"',
        304,
    )


def test_line_36_a_feed_is_no_attachment_and_one_event_is(client):
    assert (
        "Content-Disposition" in client.get("/agenda.ics").headers,
        client.get("/agenda/atelier-1.ics")["Content-Disposition"],
    ) == (False, "attachment; filename=\"atelier-1.ics\"; filename*=UTF-8''atelier-1.ics")


@pytest.mark.parametrize("address", FILES)
def test_line_37_public_files_are_cached_and_read_from_anywhere(client, address):
    response = client.get(address)
    assert (response["Cache-Control"], response["Access-Control-Allow-Origin"]) == (
        "public, no-cache",
        "*",
    )


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_file_is_only_read(client, method):
    assert getattr(client, method)("/agenda.ics").status_code == 405
