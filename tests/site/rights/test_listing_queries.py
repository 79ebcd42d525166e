"""Screens of the admin ask the same number of queries for one row and for a dozen."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from maillage_events.models import EventPage
from maillage_site.home.models import ContentPage
from tests.community.factories import CircleFactory
from tests.events.factories import event_page
from tests.events.signups import NOW
from tests.site.factories import CommuneFactory
from tests.site.rights.conftest import png
from tests.site.rights.test_admin_walk import addresses
from tests.site.rights.world import belongings

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# Of one explorer, list or chooser (``territories.md``: ≤ 40 whatever it holds).
MOST = 40
EXPLORER = "/gestion/pages/{}/"
LISTS = ("/gestion/images/", "/gestion/documents/", "/gestion/choose-page/", "/gestion/snippets/")
# The menu of the explorer asks four questions a row, of twenty at most; a preview is a page of readers.
LEFT_OUT = ("/gestion/api/main/",)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def person(client, ours):
    """Of one territory, in every role."""
    person = ours.publisher
    person.groups.add(*ours.coordinator.groups.all(), *ours.editor.groups.all())
    client.raise_request_exception = False
    client.force_login(person)
    return person


def fill(ours, numbers: range) -> None:
    for number in numbers:
        page = ContentPage(title=f"Page {number}", slug=f"page-{number}", live=number % 2 == 0)
        page.owner = ours.editor
        ours.portal.add_child(instance=page).save_revision(user=ours.editor, log_action=True)
        event_page(ours.portal, title=f"Atelier {number}")
        CircleFactory(name=f"Cercle {number}", territory=ours.portal.territory)
        for model in (get_image_model(), get_document_model()):
            model.objects.create(
                title=f"Fichier {number}",
                file=png(),
                collection=ours.collection,
                uploaded_by_user=ours.editor,
            )


def asked(client, address: str) -> int:
    """Queries of a screen; 0 when it answers something else."""
    with CaptureQueriesContext(connection) as found:
        response = client.get(address)
    return len(found) if response.status_code == 200 else 0


def test_a_dozen_rows_ask_as_many_queries_as_one(client, ours, person):
    belongings(ours.portal, "Colibri", CommuneFactory())
    fill(ours, range(1))
    agenda = EXPLORER.format(EventPage.objects.first().get_parent().pk)
    own = [one for one in addresses(ours) if not one.startswith(LEFT_OUT) and "/view" not in one]
    own += [agenda, "/gestion/choose-page/search/?q=Page"]
    before = {address: asked(client, address) and asked(client, address) for address in own}
    before = {address: number for address, number in before.items() if number}
    fill(ours, range(1, 12))
    for address in ("/gestion/images/", "/gestion/images/chooser/"):
        client.get(address)  # the sizes that they show are made
    growing = {
        address: (number, now)
        for address, number in before.items()
        if (now := asked(client, address)) > number
    }
    lists = (EXPLORER.format(ours.portal.pk), agenda, *LISTS)
    heavy = {one: n for one, n in before.items() if one.startswith(lists) and n > MOST}
    assert (growing, heavy, len(before) > 60) == ({}, {}, True)
