"""Whom an event suits, told alike on the page, in calendars and to programs."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from wagtail_localize.fields import TranslatableField, get_translatable_fields

from maillage_events.models import Event, EventPage
from maillage_events.search import documents
from tests.events.conformance.reading import events as entries
from tests.events.conformance.test_line_46_to_50_other_surfaces import structured
from tests.events.factories import NOON, event_page

pytestmark = pytest.mark.django_db
PLACE = {"place_name": "Médiathèque", "address": "1 rue de la Paix, 71000 Mâcon"}


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def made_for_some():
    return event_page(
        audience="|debutants|seniors|", accessibility="|lsf|mi|", language="rcf", **PLACE
    )


def facts(client, page) -> dict[str, str]:
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    names = [name.get_text(" ", strip=True) for name in soup.select(".facts dt")]
    values = [value.get_text(" ", strip=True) for value in soup.select(".facts dd")]
    return dict(zip(names, values, strict=True))


def test_the_page_says_for_whom_how_accessible_and_in_which_language(client):
    said = facts(client, made_for_some())
    assert (said["Pour qui"], said["Accessibilité"], said["Langue parlée"]) == (
        "Personnes qui débutent avec un ordinateur ou un téléphone, Seniors",
        "Personnes en fauteuil roulant ou qui marchent difficilement Langue des signes française",
        "Créole réunionnais",
    )


def test_nothing_said_means_everybody_in_french(client):
    said = facts(client, event_page())
    assert said["Pour qui"] == "Ouvert à tout le monde"
    assert not {"Accessibilité", "Langue parlée"} & said.keys()


def test_programs_read_the_same(client):
    page = made_for_some()
    found, place = structured(client), structured(client)["location"][0]
    told = client.get("/api/events/").json()["dates"][0]
    assert (
        found["inLanguage"],
        [one["audienceType"] for one in found["audience"]],
        [feature["name"] for feature in place["amenityFeature"]],
        (told["language"], told["audience"], told["accessibility"]),
        client.get("/api/events/?acces=mi&libres=on").json()["count"],
        client.get("/api/events/?acces=vi").json()["count"],
    ) == (
        "rcf",
        ["Personnes qui débutent avec un ordinateur ou un téléphone", "Seniors"],
        [
            "Personnes en fauteuil roulant ou qui marchent difficilement",
            "Langue des signes française",
        ],
        ("rcf", ["debutants", "seniors"], ["lsf", "mi"]),
        1,
        0,
    )
    assert "Langue des signes française" in next(documents(page.event)).keywords


def test_calendars_say_how_accessible_it_is(client):
    page = made_for_some()
    entry = next(iter(entries(client.get(page.url.rstrip("/") + ".ics").content)))
    assert "Accessibilité\u202f: Personnes en fauteuil roulant" in entry["DESCRIPTION"]


def test_translators_are_asked_for_words_and_never_for_facts():
    fields = get_translatable_fields(EventPage)
    words = {field.field_name for field in fields if isinstance(field, TranslatableField)}
    assert words == {
        "title",
        "slug",
        "seo_title",
        "search_description",
        "summary",
        "body",
        "image_alt",
    }


def test_a_change_of_audience_tells_nobody_and_moves_no_sequence():
    page = event_page(audience="|seniors|")
    page.audience = "|jeunes|"
    page.save_revision().publish()
    found = Event.objects.get(pk=page.event_id)
    assert (found.audience, found.sequence) == ("|jeunes|", 0)
