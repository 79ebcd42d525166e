"""Where a request is read, from its path alone."""

import pytest

from maillage_site.portals.addresses.scopes import portal_for, split_path
from tests.site.factories import TerritoryFactory, territory_portal


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", ("fr", "", "")),
        ("/lieux/", ("fr", "", "lieux/")),
        ("/morbihan/", ("fr", "morbihan", "")),
        ("/morbihan/lieux/x/", ("fr", "morbihan", "lieux/x/")),
        ("/en/", ("en", "", "")),
        ("/en/morbihan/agenda.ics", ("en", "morbihan", "agenda.ics")),
        ("/inconnu/lieux/", ("fr", "", "inconnu/lieux/")),
        ("/fr/lieux/", ("fr", "", "fr/lieux/")),
    ],
)
def test_a_path_is_cut_into_language_portal_and_rest(path, expected):
    assert tuple(split_path(path, {"morbihan"})) == expected


@pytest.mark.django_db
def test_a_portal_gives_its_territory_and_zone():
    reunion = TerritoryFactory(
        code="974", name="La Réunion", slug="la-reunion", time_zone="Indian/Reunion"
    )
    territory_portal(reunion)
    scope = portal_for("/en/la-reunion/lieux/").scope
    assert (scope.territory, scope.zone, scope.url_prefix) == (
        reunion,
        "Indian/Reunion",
        "/en/la-reunion",
    )
