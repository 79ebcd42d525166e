"""What follows when a page of an event is saved, and what does not."""

from __future__ import annotations

from datetime import time

import pytest
from django.core import serializers

from maillage_events.models import Event, EventPage
from maillage_events.publishing import publication
from tests.events.factories import NOON, agenda_of, event_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def test_a_page_born_live_is_published_in_the_transaction_of_its_save(monkeypatch):
    """Wagtail's own: our receivers are called inside it."""

    class Refused(Exception):
        pass

    def refuse(page):
        raise Refused

    agenda = agenda_of()
    facts = {"start_date": NOON.date(), "start_time": time(10), "end_time": time(11)}
    facts |= {"event_type": "atelier", "place_name": "Médiathèque"}
    agenda.add_child(instance=EventPage(title="Un", slug="un", **facts))
    monkeypatch.setattr(publication, "publish_facts", refuse)
    before = list(EventPage.objects.values_list("title", flat=True))
    copy = EventPage.objects.get(slug="un")
    copy.event, copy.title = None, "Deux"
    with pytest.raises(Refused):
        copy.save()
    assert (list(EventPage.objects.values_list("title", flat=True)), Event.objects.count()) == (
        before,
        1,
    )


def test_a_row_that_is_loaded_raw_is_left_as_it_is(monkeypatch):
    """A fixture holds the page, its event and its dates: nothing is computed anew."""
    page = event_page()
    EventPage.objects.filter(pk=page.pk).update(event=None)
    page.refresh_from_db()
    monkeypatch.setattr(publication, "publish_facts", lambda _page: pytest.fail("published"))
    (loaded,) = serializers.deserialize("json", serializers.serialize("json", [page]))
    loaded.save()
    assert EventPage.objects.get(pk=page.pk).event is None
