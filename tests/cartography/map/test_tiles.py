"""Tiles under the map: none by default; the operator's, and nobody else's, when they name some."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from maillage.content_policy.tiles import checked_tiles, tiles_origin
from tests.cartography.factories import PlaceFactory
from tests.site.factories import national_portal

TILES = "https://tuiles.exemple.fr:8443/wmts?LAYER=PLAN&Z={z}&X={x}&Y={y}"


@pytest.mark.parametrize(
    "url",
    [
        *("http://tuiles.fr/{z}/{x}/{y}.png", "https://tuiles.fr/{z}/{x}.png", "tuiles"),
        "https://tuiles.fr; script-src */{z}/{x}/{y}",
    ],
)
def test_what_is_no_address_of_tiles_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="MAILLAGE_TILES_URL"):
        checked_tiles(url)


def test_the_policy_lets_their_origin_alone():
    assert (checked_tiles(TILES), tiles_origin(TILES)) == (
        TILES,
        ["https://tuiles.exemple.fr:8443"],
    )
    assert (checked_tiles(""), tiles_origin("")) == ("", [])


@pytest.mark.django_db
def test_the_map_draws_them_with_their_credit(client, settings):
    national_portal()
    PlaceFactory()
    plain = client.get("/lieux/")
    assert b" tiles=" not in plain.content
    assert "https:" not in plain["Content-Security-Policy"]
    settings.MAILLAGE_TILES_URL, settings.MAILLAGE_TILES_CREDIT = TILES, "© Ville d’Exemple"
    drawn = client.get("/lieux/").content.decode()
    assert 'tiles="https://tuiles.exemple.fr:8443/wmts?LAYER=PLAN&amp;Z={z}' in drawn
    assert "Natural Earth – © Ville d’Exemple" in drawn
