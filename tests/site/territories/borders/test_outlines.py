"""Borders of territories, read from the files of the repository."""

import pytest

from maillage.territories.borders.outlines import national_outline, outline


def box(rings):
    points = [point for ring in rings for point in ring]
    latitudes, longitudes = [p.latitude for p in points], [p.longitude for p in points]
    sides = (min(longitudes), min(latitudes), max(longitudes), max(latitudes))
    return tuple(round(side, 1) for side in sides)


@pytest.mark.parametrize(
    ("kind", "code", "expected"),
    [
        ("dep", "71", (3.6, 46.2, 5.5, 47.2)),
        ("dep", "974", (55.2, -21.4, 55.8, -20.9)),
        ("epci", "244500468", (1.8, 47.8, 2.1, 48.0)),
    ],
)
def test_an_outline_surrounds_its_territory(kind, code, expected):
    rings = outline(kind, code)
    assert box(rings) == expected
    assert all(ring[0] == ring[-1] for ring in rings)


@pytest.mark.parametrize(("kind", "code"), [("dep", "99"), ("net", "71"), ("com", "71270")])
def test_an_unknown_territory_has_no_outline(kind, code):
    assert outline(kind, code) == []


def test_european_france_is_a_few_closed_rings():
    rings = national_outline()
    assert all(ring[0] == ring[-1] for ring in rings)
    assert box(rings) == (-4.8, 41.4, 9.6, 51.1)
    assert len(rings[0]) > 20 * len(rings[-1])
