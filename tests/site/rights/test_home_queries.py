"""The home of the admin asks as many queries for many pages that wait as for one."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage_site.home.models import ContentPage
from tests.events.signups import NOW
from tests.site.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# More than the five last edits that are shown.
MANY = 7
# All the panels, the menu and the summary of somebody in one portal.
MOST = 60


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def submit(side, people, numbers: range) -> None:
    """Of each person as many pages that they edited, locked and submitted."""
    for person in people:
        for number in numbers:
            name = f"page-{person.pk}-{number}"
            page = ContentPage(title=name, slug=name, live=False, owner=person)
            page = side.portal.add_child(instance=page)
            page.save_revision(user=person, log_action="wagtail.edit")
            page.get_workflow().start(page, person)
            page.locked, page.locked_by, page.locked_at = True, person, timezone.now()
            page.save()


def asked(client, person) -> list[str]:
    client.force_login(person)
    client.get("/gestion/")
    with CaptureQueriesContext(connection) as found:
        assert client.get("/gestion/").status_code == 200
    return [one["sql"] for one in found]


def test_many_pages_that_wait_ask_as_many_queries_as_one(client, ours):
    nation = UserFactory(is_superuser=True, is_staff=True)
    people = (ours.editor, ours.publisher, ours.coordinator, nation)
    submit(ours, people, range(1))
    one = {person.name: len(asked(client, person)) for person in people}
    submit(ours, people, range(1, MANY))
    now = {person.name: len(asked(client, person)) for person in people}
    assert (now, max(now.values()) <= MOST) == (one, True), now
