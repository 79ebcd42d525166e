"""Conformance, lifecycle in feeds: one test a line of the design."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from wagtail.models import PageViewRestriction

from maillage_events.models import EventPage
from maillage_events.publishing import lifecycle
from tests.events.conformance.reading import events, values
from tests.events.factories import NOON, event, event_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def told(client) -> list[tuple[str, str, int]]:
    found = events(client.get("/agenda.ics").content)
    return [(str(e["SUMMARY"]), str(e["STATUS"]), int(e["SEQUENCE"])) for e in found]


def test_line_21_a_cancelled_event_stays_and_says_so(client, time_machine):
    lifecycle.cancel_event(event(), at=NOON)
    at_once = told(client)
    time_machine.move_to("2027-01-10T12:00Z")
    assert (at_once, told(client)) == ([("Annulé – Atelier messagerie", "CANCELLED", 1)],) * 2


def test_line_22_postponed_then_given_a_new_date(client):
    page = event_page()
    uid = page.event.uid
    lifecycle.postpone_event(page.event, at=NOON)
    waiting = told(client)
    page = EventPage.objects.get(pk=page.pk)
    page.start_date = date(2027, 2, 2)
    page.save_revision().publish()
    assert (waiting, told(client), values(client.get("/agenda.ics").content, "UID")) == (
        [("Reporté – Atelier messagerie", "CANCELLED", 1)],
        [("Atelier messagerie", "CONFIRMED", 2)],
        [f":{uid}"],
    )


def test_line_23_ninety_days_behind_and_eighteen_months_ahead(client):
    for number, days in enumerate((-92, -89, 0, 540, 560)):
        event(title=f"{days}", slug=f"e{number}", start_date=NOON.date() + timedelta(days=days))
    assert sorted(summary for summary, *_rest in told(client)) == ["-89", "0", "540"]


def test_line_23_the_window_is_a_setting(client, settings):
    settings.MAILLAGE_FEED_DAYS_BEHIND, settings.MAILLAGE_FEED_DAYS_AHEAD = 5, 10
    for number, days in enumerate((-8, -3, 8, 12)):
        event(title=f"{days}", slug=f"e{number}", start_date=NOON.date() + timedelta(days=days))
    assert sorted(summary for summary, *_rest in told(client)) == ["-3", "8"]


def test_line_23_beyond_the_limit_the_oldest_go_and_it_is_logged(client, settings, caplog):
    settings.MAILLAGE_FEED_LIMIT = 2
    for number in range(4):
        event(title=f"n{number}", start_date=date(2026, 12, 1 + number))
    assert (sorted(summary for summary, *_rest in told(client)), caplog.messages) == (
        ["n2", "n3"],
        ["a feed holds 4 events: only the 2 last are written"],
    )


def _unpublished(page: EventPage) -> None:
    page.unpublish()


def _private(page: EventPage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def _private_agenda(page: EventPage) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="password")


def _deleted(page: EventPage) -> None:
    page.delete()


@pytest.mark.parametrize("withdraw", [_unpublished, _private, _private_agenda, _deleted])
def test_line_24_what_is_not_public_is_in_no_file_and_looks_like_nothing(client, withdraw):
    withdraw(event_page())
    hidden = client.get("/agenda/atelier-1.ics")
    unknown = client.get("/agenda/jamais-vu.ics")
    assert (told(client), hidden.status_code, unknown.status_code) == ([], 404, 404)


def test_line_24_a_draft_never_published_is_in_no_file(client):
    page = event_page()
    draft = EventPage(
        title="Brouillon",
        slug="brouillon",
        live=False,
        start_date=date(2026, 12, 9),
        event_type="atelier",
    )
    page.get_parent().add_child(instance=draft)
    draft.save_revision()
    assert (len(told(client)), client.get("/agenda/brouillon.ics").status_code) == (1, 404)


def test_line_24_an_unlisted_event_has_its_file_and_is_in_no_feed(client):
    event(visibility="unlisted")
    assert (told(client), client.get("/agenda/atelier-1.ics").status_code) == ([], 200)
