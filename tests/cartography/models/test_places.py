"""Questions asked of places."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from maillage.scope import Scope
from maillage.territories.geometry import box_around, kilometres
from maillage.values import Point
from maillage_cartography.models import Place
from tests.cartography.factories import PlaceFactory, PlaceSourceFactory
from tests.site.factories import CommuneFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
MACON = Point(46.3069, 4.8287)


def test_within_is_a_circle_and_nearest_an_order():
    here = PlaceFactory(latitude=46.3069, longitude=4.8287)
    near = PlaceFactory(latitude=46.36, longitude=4.8287)
    corner = PlaceFactory(latitude=46.3069 + 0.085, longitude=4.8287 + 0.12)
    PlaceFactory(latitude=47.0, longitude=4.8287)
    assert list(Place.objects.within(MACON, 10).nearest(MACON)) == [here, near]
    assert list(Place.objects.within(MACON, 14).nearest(MACON)) == [here, near, corner]


def test_a_circle_crosses_the_antimeridian():
    west = PlaceFactory(latitude=-17.0, longitude=179.95)
    east = PlaceFactory(latitude=-17.0, longitude=-179.98)
    assert list(Place.objects.within(Point(-17, -179.99), 20).nearest(Point(-17, -179.99))) == [
        east,
        west,
    ]


def test_around_a_commune_its_own_places_without_coordinates_come_last():
    lost = PlaceFactory(latitude=None, longitude=None)
    found = PlaceFactory()
    PlaceFactory(commune=CommuneFactory(code="71014", name="Autun"), latitude=None, longitude=None)
    places = Place.objects.around(found.commune, 10).nearest(found.commune.point)
    assert list(places) == [found, lost]


def test_places_of_an_arrondissement_are_in_their_commune():
    paris = CommuneFactory(code="75056", name="Paris")
    eleventh = CommuneFactory(code="75111", name="Paris 11e", parent=paris)
    place = PlaceFactory(commune=eleventh)
    assert list(Place.objects.in_commune(paris)) == [place]


def test_a_portal_shows_its_territory_and_the_national_one_everything():
    inside = PlaceFactory()
    outside = PlaceFactory(commune=CommuneFactory(code="56260", name="Vannes"))
    portal = Scope(slug="saone-et-loire", territory=TerritoryFactory())
    assert (
        list(Place.objects.shown_in(portal)),
        set(Place.objects.shown_in(Scope())),
    ) == ([inside], {inside, outside})


def test_words_are_found_whatever_their_accents_and_order():
    place = PlaceFactory(search_text="mediatheque du creusot 12 rue de l hopital")
    PlaceFactory(search_text="mairie")
    for text in ("Hôpital médiathèque", "CREUSOT", "l'hôpital", "\0creusot"):
        assert list(Place.objects.mentioning(text)) == [place], text


@pytest.mark.parametrize(
    "wrong",
    [
        {"latitude": 91.0},
        {"longitude": -180.5},
        {"latitude": None},
        {"name": ""},
    ],
)
def test_the_database_refuses_a_place_that_makes_no_sense(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceFactory(**wrong)


def test_the_database_refuses_a_source_identifier_twice():
    PlaceSourceFactory(source_id="a")
    with pytest.raises(IntegrityError), transaction.atomic():
        PlaceSourceFactory(source_id="a")


latitudes, longitudes = st.floats(-85, 85), st.floats(-180, 180)


@given(latitudes, longitudes, st.floats(0.1, 200), st.floats(-3, 3), st.floats(-3, 3))
def test_whatever_is_close_is_in_the_box(latitude, longitude, km, north, east):
    centre = Point(latitude, longitude)
    other = Point(latitude + north, (longitude + east + 180) % 360 - 180)
    if kilometres(centre, other) <= km * 0.99:
        assert box_around(centre, km).contains(other)
