"""A portal's own style sheet and pictures."""

import re

import pytest

from maillage.generations.counters import PLACES, bump
from maillage.ui.theme import Brand
from maillage_site.creation.identity import Identity
from maillage_site.creation.tree import create_portal
from maillage_site.portals.models import PortalMesh
from tests.site.factories import TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal():
    return create_portal(TerritoryFactory(), Identity(brand=Brand("#8a2432", "#f8e6e4")))


def sheet(client):
    return re.search(r'/theme/[^"]+\.css', client.get("/saone-et-loire/").content.decode())[0]


def pictures(client):
    css = client.get(sheet(client)).content.decode()
    return re.findall(r'url\("([^"]+)"\)', css)


def test_the_sheet_holds_the_portal_s_colours_and_is_kept_for_ever(client, portal):
    response = client.get(sheet(client))
    assert "#8a2432" in response.content.decode()
    assert (response["Content-Type"], response["Cache-Control"]) == (
        "text/css",
        "public, max-age=31536000, immutable",
    )


def test_other_colours_have_another_address(client, portal):
    before = sheet(client)
    portal.propose(brand_strong="#7a1030")
    portal.save_revision().publish()
    assert sheet(client) != before
    assert client.get(before)["Cache-Control"] == "public, max-age=60"


def test_the_mesh_is_drawn_once_until_places_change(client, portal):
    mesh, mark = pictures(client)
    svg = client.get(mesh)
    assert svg["Content-Type"] == "image/svg+xml"
    assert svg.content.startswith(b"<svg")
    assert client.get(mark).content.startswith(b"<svg")
    assert PortalMesh.objects.count() == 1
    bump(PLACES)
    assert pictures(client)[0] != mesh


@pytest.mark.parametrize(
    "path", ["/theme/inconnu-0123456789.css", "/theme/inconnu-mesh-0.svg", "/theme/x.css"]
)
def test_an_unknown_portal_has_no_theme(client, path):
    assert client.get(path).status_code == 404


def test_the_theme_sets_no_cookie(client, portal):
    response = client.get(sheet(client))
    assert (dict(response.cookies), response.headers.get("Vary")) == ({}, None)
