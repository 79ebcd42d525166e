"""Conformance, identity and revision: one test a line of the design."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

import pytest
from wagtail.models import Locale

from maillage_events.models import EventPage
from maillage_events.publishing import lifecycle
from tests.events.conformance.reading import events, values
from tests.events.factories import NOON, agenda_of, event_page, taken_up
from tests.site.factories import territory_portal

pytestmark = pytest.mark.django_db
UUID4 = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def republished(page: EventPage, **fields: object) -> EventPage:
    page = EventPage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return EventPage.objects.get(pk=page.pk)


def uids(client, address: str = "/agenda.ics") -> list[str]:
    return [value.lstrip(":") for value in values(client.get(address).content, "UID")]


def test_line_06_one_stored_uid_in_every_file(client, settings):
    territory_portal()
    page = event_page()
    taken_up(page.event)
    before = page.event.uid
    settings.MAILLAGE_DOMAIN = "autre.fr"
    html = client.get("/agenda/atelier-1/").content.decode()
    assert (
        bool(re.fullmatch(UUID4 + r"@maillage\.localhost", before)),
        uids(client),
        uids(client, "/saone-et-loire/agenda.ics"),
        uids(client, "/agenda/atelier-1.ics"),
        f'"identifier": "{before}"' in html,
    ) == (True, [before], [before], [before], True)


def test_line_07_the_uid_survives_withdrawal_move_slug_and_translation(client):
    page = event_page()
    before = page.event.uid
    page.unpublish()
    page = republished(page, slug="autre-adresse", title="Autre titre")
    page.move(agenda_of(territory_portal()), pos="last-child")
    page = EventPage.objects.get(pk=page.pk)
    english = Locale.objects.get_or_create(language_code="en")[0]
    page.copy_for_translation(english, copy_parents=True).save_revision().publish()
    page.create_alias(parent=agenda_of(), update_slug="alias")
    assert uids(client) == [before]


def test_line_07_a_copied_page_gets_a_new_uid(client):
    page = event_page()
    page.copy(update_attrs={"slug": "copie"}, keep_live=True)
    found = uids(client)
    assert (len(found), len(set(found)), page.event.uid in found) == (2, 2, True)


def test_line_08_dtstamp_is_the_last_revision_of_the_content(client, time_machine):
    event_page()
    first = client.get("/agenda.ics").content
    time_machine.shift(timedelta(days=1))
    second = client.get("/agenda.ics").content
    assert (values(first, "DTSTAMP"), values(first, "LAST-MODIFIED"), first == second) == (
        [":20261123T120000Z"],
        [":20261123T120000Z"],
        True,
    )


def sequence(client) -> int:
    return int(values(client.get("/agenda.ics").content, "SEQUENCE")[0].lstrip(":"))


@pytest.mark.parametrize(
    "change",
    [
        {"start_time": time(9)},
        {"end_time": time(12)},
        {"start_date": date(2026, 12, 9)},
        {"timezone": "Indian/Reunion"},
        {"rrule": "FREQ=WEEKLY;BYDAY=TU"},
        {"place_name": "Salle des fêtes"},
        {"conference_url": "https://visio.exemple.fr/secret"},
    ],
)
def test_line_09_sequence_rises_with_time_place_and_link(client, change):
    page = event_page()
    before = sequence(client)
    republished(page, **change)
    assert (before, sequence(client)) == (0, 1)


def test_line_09_sequence_stays_for_a_typing_error(client):
    page = event_page()
    republished(page, title="Atelier : la messagerie", summary="Mieux dit.", body="<p>Plus.</p>")
    assert sequence(client) == 0


def test_line_09_sequence_never_decreases_when_an_old_revision_comes_back(client):
    page = event_page()
    old = page.latest_revision
    republished(page, start_time=time(9))
    old.publish()
    body = client.get("/agenda.ics").content
    assert (sequence(client), values(body, "DTSTART")[-1]) == (
        2,
        ";TZID=Europe/Paris:20261208T100000",
    )


def test_line_09_scheduled_publishing_follows_the_same_rule(client, time_machine):
    from django.core.management import call_command

    page = event_page()
    page.start_time, page.go_live_at = time(9), NOON + timedelta(hours=1)
    page.save_revision().publish()
    before = sequence(client)
    time_machine.shift(timedelta(hours=2))
    call_command("publish_scheduled")
    assert (before, sequence(client)) == (0, 1)


def test_line_09_sequence_rises_with_the_state(client):
    page = event_page()
    lifecycle.cancel_event(page.event, at=NOON)
    assert sequence(client) == 1


def test_line_10_created_is_constant_and_drafts_change_nothing(client, time_machine):
    page = event_page()
    before = client.get("/agenda.ics").content
    time_machine.shift(timedelta(days=2))
    draft = EventPage.objects.get(pk=page.pk)
    draft.title, draft.start_time = "Brouillon", time(8)
    draft.save_revision()
    after_draft = client.get("/agenda.ics").content
    republished(page, start_time=time(9))
    created = [found["CREATED"].dt for found in events(client.get("/agenda.ics").content)]
    assert (after_draft == before, created) == (True, [NOON])
