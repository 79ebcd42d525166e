"""The grid of opening hours in the admin's form of a place; reading again what was lost."""

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse

from maillage.territories.models import PostalCode
from maillage_cartography.models import Hours, Place
from tests.cartography.editing.test_forms import edit_url, form_of
from tests.cartography.factories import HoursFactory, PlaceFactory
from tests.cartography.people import member
from tests.site.factories import CommuneFactory, national_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def portal():
    national_portal()
    PostalCode.objects.create(commune=CommuneFactory(), code="71000")


def test_the_grid_is_saved_as_osm_writes_it(client):
    place = PlaceFactory()
    client.force_login(member())
    sent = form_of(client, edit_url(place))
    assert (sent["week-0-0-from"], sent["week-4-1-to"]) == ("09:00", "17:30")
    sent |= {"week-5-0-from": "9:30", "week-5-0-to": "12:00"}
    sent |= {"week-d0-first": "2026-12-24", "week-d0-last": "2026-12-31"}
    client.post(edit_url(place), sent)
    assert Place.objects.get().hours.text == (
        "Mo-Fr 09:00-12:00,14:00-17:30; Sa 09:30-12:00; PH off; 2026 Dec 24-2026 Dec 31 off"
    )


def test_words_that_the_grid_cannot_hold_stay_as_they_are(client):
    text = "Mo[1] 09:00-12:00; PH off"
    place = PlaceFactory(hours=HoursFactory(text=text))
    client.force_login(member())
    page = client.get(edit_url(place)).content.decode()
    sent = form_of(client, edit_url(place)) | {"phone": "03 85 39 00 00"}
    client.post(edit_url(place), sent)
    place = Place.objects.get()
    assert "que la grille ne peut contenir" in page
    assert (place.hours.text, place.phone) == (text, "+33385390000")


def test_the_grid_and_the_words_are_not_both_changed(client):
    place = PlaceFactory()
    client.force_login(member())
    sent = form_of(client, edit_url(place))
    sent |= {"week-5-0-from": "09:30", "week-5-0-to": "12:00", "hours_text": "24/7"}
    response = client.post(edit_url(place), sent)
    assert "Gardez l’une des deux" in response.content.decode()
    assert Place.objects.get().hours == place.hours


def test_the_preview_shows_the_week_as_typed_and_saves_nothing(client):
    place = PlaceFactory()
    with time_machine.travel("2026-12-21 10:00Z", tick=False):
        client.force_login(member())
        sent = form_of(client, edit_url(place)) | {"preview-hours": "1"}
        sent |= {"week-5-0-from": "09:30", "week-5-0-to": "12:00"}
        page = client.post(edit_url(place), sent).content.decode()
        add = client.post(reverse("wagtailsnippets_maillage_cartography_place:add"), sent)
    assert all(
        text in page
        for text in ("9 h 30 – 12 h".replace(" h", "\u202fh").replace("h 3", "h\u202f3"), "Fermé")
    )
    assert add.status_code == 200
    assert (Place.objects.count(), Place.objects.get().hours) == (1, place.hours)


def test_hours_that_were_not_understood_are_read_again(capsys):
    CommuneFactory()
    words = "Lundi au vendredi : 9h-12h"
    for text in (words, "Très variables"):
        Hours.objects.create(text=text, osm="", zone="Europe/Paris")
    call_command("repair_hours")
    assert dict(Hours.objects.values_list("text", "osm")) == {
        words: "Mo-Fr 09:00-12:00",
        "Très variables": "",
    }
    assert "1 horaires réparés" in capsys.readouterr().out
