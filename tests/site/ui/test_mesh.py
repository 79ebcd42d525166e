"""The mesh: drawn from real borders and places, light, always the same."""

import gzip
import math
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from maillage.territories.borders.outlines import national_outline, outline
from maillage.ui.mesh import MARK, mesh_svg
from maillage.values import Point

SAONE_ET_LOIRE = outline("dep", "71")
PLACES = [
    Point(46.2 + 0.9 * math.sin(n) ** 2, 3.8 + 1.4 * math.cos(3 * n) ** 2) for n in range(400)
]

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def test_it_is_light_and_well_formed():
    for drawing in (mesh_svg(PLACES, SAONE_ET_LOIRE), mesh_svg(PLACES, SAONE_ET_LOIRE, MARK)):
        assert ET.fromstring(drawing).tag == "{http://www.w3.org/2000/svg}svg"
        assert len(gzip.compress(drawing.encode())) <= 6_000


def test_the_national_one_is_light_too():
    assert len(gzip.compress(mesh_svg(PLACES, national_outline()).encode())) <= 6_000


def test_the_order_of_places_does_not_matter():
    assert mesh_svg(PLACES, SAONE_ET_LOIRE) == mesh_svg(PLACES[::-1], SAONE_ET_LOIRE)


def test_a_new_place_is_drawn():
    assert mesh_svg(PLACES[:20], SAONE_ET_LOIRE) != mesh_svg(PLACES[:21], SAONE_ET_LOIRE)


def test_a_portal_without_place_still_has_its_outline():
    assert mesh_svg([], SAONE_ET_LOIRE).count("<path") == 2


def test_places_without_outline_are_drawn():
    assert mesh_svg(PLACES[:3]).count("<path") >= 2


def test_nothing_to_draw_is_no_picture():
    assert mesh_svg([], []) == ""


@given(st.lists(points, max_size=12))
def test_any_places_make_a_picture_without_broken_numbers(places):
    drawing = mesh_svg(places)
    assert bool(drawing) == bool(places)
    assert "nan" not in drawing
    assert "inf" not in drawing
