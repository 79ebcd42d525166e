"""The stops of a bus in the admin's form of its place: typed, previewed, kept, put back."""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from maillage_cartography.duplicates.merging import merge, unmerge
from maillage_cartography.models import FieldChange, FieldOrigin, Place, Stop
from maillage_cartography.provenance import locks
from maillage_cartography.provenance.fields import STOPS, written
from maillage_cartography.rounds.forms import days_in, round_of
from tests.cartography.editing.test_forms import edit_url, form_of
from tests.cartography.factories import PlaceFactory, StopFactory
from tests.cartography.people import member
from tests.site.factories import CommuneFactory, UserFactory, national_portal

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = "2026-11-23 10:00Z"
CLUNY = {
    "stops-0-town": "Cluny",
    "stops-0-spot": "place de la mairie",
    "stops-0-every": "2e",
    "stops-0-day": "1",
    "stops-0-from": "9:00",
    "stops-0-to": "12:00",
}
SECOND_TUESDAY = "71137|place de la mairie|||Tu[2] 09:00-12:00; PH off"


@pytest.fixture(autouse=True)
def communes():
    national_portal()
    CommuneFactory(code="71137", name="Cluny", latitude=46.4347, longitude=4.6597)
    CommuneFactory(code="69387", name="Lyon 7e", latitude=45.73, longitude=4.84)


def sent_by(client, place, **cells):
    return form_of(client, edit_url(place)) | CLUNY | cells


def test_a_stop_is_kept_with_its_history_and_makes_the_place_itinerant(client):
    place = PlaceFactory(mobility="")
    person = member()
    client.force_login(person)
    assert client.post(edit_url(place), sent_by(client, place)).status_code == 302
    place = Place.objects.get()
    stop = place.stops.get()
    assert (written(place, STOPS), place.mobility) == (SECOND_TUESDAY, "Itinérant")
    assert (stop.latitude, stop.exact, stop.hours.osm) == (
        *(46.4347, False),
        "Tu[2] 09:00-12:00; PH off",
    )
    change = FieldChange.objects.get(field=STOPS)
    assert (change.before, change.after, change.by) == ("", SECOND_TUESDAY, person)
    assert FieldOrigin.objects.get(field=STOPS).locked
    told = client.get(reverse("maillage_cartography_admin:origins", args=[place.uuid])).content
    assert "Deuxième mardi du mois, de 9\u202fh à 12\u202fh" in told.decode()


def test_saving_untouched_lines_changes_nothing(client):
    place = StopFactory(commune=CommuneFactory(code="71137")).place
    client.force_login(member())
    before = Stop.objects.values().get()
    sent = form_of(client, edit_url(place)) | {"stops-0-every": "2e", "stops-0-day": "1"}
    assert client.post(edit_url(place), sent).status_code == 302
    assert (Stop.objects.values().get(), FieldChange.objects.count()) == (before, 0)


def test_a_stop_is_taken_away(client):
    place = StopFactory().place
    client.force_login(member())
    sent = form_of(client, edit_url(place)) | {"stops-0-remove": "on"}
    client.post(edit_url(place), sent)
    assert list(Stop.objects.all()) == []


def test_stops_stay_when_the_lines_are_not_sent(client):
    place = StopFactory().place
    client.force_login(member())
    sent = {
        name: value
        for name, value in form_of(client, edit_url(place)).items()
        if not name.startswith("stops-")
    }
    assert client.post(edit_url(place), sent | {"phone": "03 85 39 00 00"}).status_code == 302
    assert Stop.objects.count() == 1


def test_the_next_times_are_previewed_and_nothing_is_saved(client):
    place = PlaceFactory()
    with time_machine.travel(NOW, tick=False):
        client.force_login(member())
        sent = sent_by(client, place, **{"preview-hours": "1"})
        page = client.post(edit_url(place), sent).content.decode()
    assert "mardi 8 décembre, de 9\u202fh à 12\u202fh, place de la mairie, Cluny" in page
    assert 'name="stops-2-town"' in page
    assert Stop.objects.count() == 0


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"stops-0-town": "Nulle-Part"}, "Arrêt 1\u202f: Aucune commune"),
        ({"stops-0-town": ""}, "écrivez la commune"),
        ({"stops-0-spot": ""}, "dites où l’attendre"),
        ({"stops-0-day": ""}, "choisissez le jour"),
        ({"stops-0-from": "14:00"}, "repart avant d’arriver"),
        ({"stops-0-to": "midi"}, "écrivez les deux heures"),
        ({"stops-0-every": "parfois"}, "choisissez la fréquence"),
        ({"stops-0-every": "dates"}, "écrivez les dates"),
        ({"stops-0-cancelled": "31/02/2027"}, "n’existe pas\u202f: 31/02/2027"),
        ({"stops-0-first": "9999-01-01"}, "trop lointaine"),
        ({"stops-0-position": "quelque part"}, "écrivez la position"),
        ({"stops-0-town": "a\0b"}, ""),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(client, cells, message):
    place = PlaceFactory()
    client.force_login(member())
    response = client.post(edit_url(place), sent_by(client, place, **cells))
    page = response.content.decode()
    assert (response.status_code, message in page, 'value="9:00"' in page) == (
        *(200, True),
        "stops-0-from" not in cells,
    )
    assert Stop.objects.count() == 0


def test_a_bus_may_stop_in_another_territory_but_only_its_own_team_says_so(client):
    place = PlaceFactory()
    client.force_login(member())
    client.post(edit_url(place), sent_by(client, place, **{"stops-0-town": "Lyon 7e (69387)"}))
    assert Stop.objects.get().commune_id == "69387"


def test_lines_become_one_text():
    rows = [
        {"town": "Cluny", "spot": "le | marché", "every": "dates", "from": "9:00", "to": "10:30"}
        | {"dates": "08/12/2026; 2027-01-05", "position": "46.4, 4.65", "address": "1 rue Haute"},
        {},
        {"town": "71137", "spot": "gare", "every": "impaires", "day": "4", "from": "14:00"}
        | {"to": "16:00", "holidays": "on", "last": "2027-06-30"},
    ]
    assert round_of(rows).split("\n") == [
        "71137|le marché|1 rue Haute|46.4,4.65|2026 Dec 08,2027 Jan 05 09:00-10:30",
        "71137|gare|||2000 Jan 01-2027 Jun 30 week 01-53/2 Fr 14:00-16:00",
    ]


def test_dates_are_read_as_people_write_them():
    assert [f"{day:%m-%d}" for day in days_in("22/12/2026, 8/12/2026\n2026-12-08")] == [
        *("12-08", "12-22"),
    ]
    with pytest.raises(ValidationError):
        days_in("demain")


def test_every_round_stays_in_the_history_and_a_merge_takes_it_over():
    kept, absorbed = PlaceFactory(), PlaceFactory()
    person, at = UserFactory(), timezone.now()
    locks.edit(absorbed, {STOPS: SECOND_TUESDAY}, by=person, at=at)
    done = merge(kept, absorbed, by=person, at=at)
    assert written(kept, STOPS) == SECOND_TUESDAY
    unmerge(done, by=person, at=at)
    assert (written(kept, STOPS), written(absorbed, STOPS)) == ("", SECOND_TUESDAY)
    changes = FieldChange.objects.filter(place=kept, field=STOPS).order_by("pk")
    assert [(change.before, change.after) for change in changes] == [
        ("", SECOND_TUESDAY),
        (SECOND_TUESDAY, ""),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"spot": ""},
        {"latitude": None},
        {"latitude": 91.0},
        {"latitude": None, "longitude": None, "exact": True},
    ],
)
def test_the_database_refuses_a_stop_that_is_nowhere(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        StopFactory(**wrong)


def test_a_stop_is_said_once():
    stop = StopFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        StopFactory(place=stop.place)


def test_a_place_with_stops_is_itinerant(client):
    place = PlaceFactory(mobility="Fixe")
    client.force_login(member())
    client.post(edit_url(place), sent_by(client, place))
    place.refresh_from_db()
    assert (place.stops.count(), place.mobility) == (1, "Itinérant|Fixe")
