"""Conformance, properties: one test a line of the design."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from maillage.values import Point
from maillage_events.ical.serializer import Feed, Person, render
from tests.events.conformance.reading import events, lines, values
from tests.events.conformance.sample import ELSEWHERE, SERIES, sample
from tests.events.conformance.test_line_46_to_50_other_surfaces import structured
from tests.events.factories import NOON, event, event_page, picture

FEED = Feed(product="-//Maillage//exemple.fr//FR")
JPEG = b"\xff\xd8"
SECRET = "https://visio.exemple.fr/salle-secrete-8fJ2"


@pytest.fixture(autouse=True)
def _at_noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def written(**changes: object) -> bytes:
    return render(FEED, [replace(ELSEWHERE, **changes)])


@pytest.mark.parametrize("latitude", [46.3069, -21.1, 1e-7])
def test_line_28_geo_has_decimal_points_and_is_on_the_globe(latitude):
    found = values(written(point=Point(latitude, 4.8287)), "GEO")[0].lstrip(":")
    assert [float(part) for part in found.split(";")] == [latitude, 4.8287]


def test_line_28_a_point_off_the_globe_is_refused():
    with pytest.raises(ValueError, match="globe"):
        Point(99, 4.8287)


@pytest.mark.django_db
def test_line_28_location_is_one_line_and_the_page_for_what_is_online(client):
    event(place_name="Médiathèque", address="1 rue de la Paix, 71000 Mâcon")
    event(attendance_mode="en-ligne", place_name="", conference_url=SECRET)
    found = sorted(str(e["LOCATION"]) for e in events(client.get("/agenda.ics").content))
    assert found == [
        "Médiathèque, 1 rue de la Paix, 71000 Mâcon",
        "http://testserver/agenda/atelier-2/",
    ]


def test_line_30_text_is_escaped_and_control_characters_are_gone():
    body = written(summary="a\\b; c, d\ne\x00f\x0bg\th\x1bi\x7fj")
    assert values(body, "SUMMARY") == [":a\\\\b\\; c\\, d\\nefg\thij"]


def test_line_30_what_is_empty_is_absent():
    body = written(description="", location="", point=None, categories=(), organizer=None)
    names = {line.split(":")[0].split(";")[0] for line in lines(body)}
    assert (
        names & {"DESCRIPTION", "LOCATION", "GEO", "CATEGORIES", "ORGANIZER"},
        b"None" in body,
    ) == (
        set(),
        False,
    )


def test_line_31_parameters_use_rfc_6868_and_nothing_is_written_twice():
    body = written(organizer=Person("a@exemple.fr", 'Le "Fil"; Mâcon, Cluny'))
    event_names = lines(body)[lines(body).index("BEGIN:VEVENT") + 1 : -2]
    once = [line.split(":")[0].split(";")[0] for line in event_names]
    assert (values(body, "ORGANIZER"), len(once) == len(set(once))) == (
        [";CN=\"Le ^'Fil^'; Mâcon, Cluny\":mailto:a@exemple.fr"],
        True,
    )


@pytest.mark.django_db
def test_line_32_organizer_is_a_mailto_with_a_name_and_the_description_is_plain(client, settings):
    settings.DEFAULT_FROM_EMAIL = "Maillage <agenda@exemple.fr>"
    event(
        organizer_name="Le Fil", body="<p>Un <b>mot</b> &amp; un autre.</p><ul><li>Puis</li></ul>"
    )
    body = client.get("/agenda.ics").content
    found = events(body)[0]
    assert (
        values(body, "ORGANIZER"),
        str(found["DESCRIPTION"]).split("\n\n")[1:3],
        values(body, "ATTACH") + values(body, "IMAGE"),
    ) == ([';CN="Le Fil":mailto:agenda@exemple.fr'], ["Un mot & un autre.", "Puis"], [])


@pytest.mark.django_db
def test_line_32_the_picture_is_an_absolute_address_with_its_kind(client, settings, tmp_path):
    settings.BASE_URL, settings.MEDIA_ROOT = "https://portail.example", tmp_path
    page = event_page(image=picture(), image_alt="Deux personnes devant un ordinateur")
    body = client.get("/agenda.ics").content
    told = structured(client, page.url)
    found = BeautifulSoup(client.get(page.url).content, "html.parser").select_one("main img")
    [line] = values(body, "IMAGE")
    address = line.rpartition(":https")[2]
    assert line.startswith(";DISPLAY=BADGE;FMTTYPE=image/jpeg;VALUE=URI:https://portail.example/")
    assert told["image"] == [f"https{address}"]
    assert (tmp_path / address.partition("/media/")[2]).read_bytes()[:2] == JPEG
    assert (found["alt"], found["loading"], found["width"]) == (
        "Deux personnes devant un ordinateur",
        "lazy",
        "400",
    )


@pytest.mark.django_db
def test_line_32_a_picture_that_was_lost_takes_nothing_with_it(client, settings, tmp_path, caplog):
    settings.MEDIA_ROOT = tmp_path
    lost = picture()
    lost.file.storage.delete(lost.file.name)
    page = event_page(image=lost)
    assert values(client.get("/agenda.ics").content, "IMAGE") == []
    assert client.get(page.url).status_code == 200
    assert "cannot be read" in caplog.text


def test_line_33_a_public_file_has_no_attendee():
    assert values(sample(), "ATTENDEE") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/agenda/", "/agenda/?q=salle-secrete", "/agenda.ics", "/agenda/atelier-1/",
        "/agenda/atelier-1.ics", "/api/events/", "/api/events/?q=salle-secrete", "/en/agenda/",
    ],
)  # fmt: skip
def test_line_33_the_conference_link_is_on_no_public_output(client, address):
    page = event_page(attendance_mode="mixte", conference_url=SECRET, title="Webinaire")
    response = client.get(address.replace("atelier-1", page.slug))
    text = response.content.decode()
    assert (response.status_code, "visio.exemple.fr" in text, "8fJ2" in text) == (200, False, False)


@pytest.mark.django_db
def test_line_33_the_conference_link_is_in_no_search_document():
    from maillage_events.search import documents

    found = documents(event(conference_url=SECRET))
    assert "visio.exemple.fr" not in repr(list(found))


@pytest.mark.django_db
def test_structured_data_cannot_close_its_script(client):
    event(title="</script><b>", organizer_name="<!--")
    soup = BeautifulSoup(client.get("/agenda/atelier-1/").content, "html.parser")
    found = json.loads(soup.select_one('script[type="application/ld+json"]').string)
    assert (found["name"], found["organizer"]["name"]) == ("</script><b>", "<!--")


def test_series_is_written_whole():
    assert len(events(render(FEED, [SERIES]))) == 1
