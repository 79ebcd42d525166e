"""How far a point lies from a commune's land."""

import pytest

from maillage.territories.borders.boundaries import Boundaries
from maillage.values import Point


@pytest.fixture(scope="module")
def land():
    return Boundaries()


@pytest.mark.parametrize(
    ("code", "point", "km"),
    [
        # Mâcon's town hall, and the same in Oyé, whose own is 47 km away.
        ("71270", Point(46.3069, 4.8287), 0),
        ("71337", Point(46.3056, 4.8320), 44),
        ("71337", Point(46.2867, 4.2117), 0),
        # La Réunion, and an island of the west in several pieces.
        ("97411", Point(-20.8789, 55.4481), 0),
        ("29155", Point(48.4583, -5.0964), 0),
        # Lille's second part, far from Paris.
        ("59350", Point(48.8566, 2.3522), 200),
    ],
)
def test_kilometres_to_the_land(land, code, point, km):
    assert land.km_outside(code, point) == pytest.approx(km, abs=4)


# Of Saint-Jean-Cap-Ferrat nothing is left at this scale.
@pytest.mark.parametrize("code", ["98818", "75111", "99999", "", "06121"])
def test_what_nobody_drew_is_not_guessed(land, code):
    assert land.km_outside(code, Point(46.3, 4.8)) is None
