"""The admin of plugins, opened by another territory's people with foreign identifiers."""

from itertools import product

import pytest

from maillage.accounts.models import User
from maillage.territories.models import Commune
from maillage_cartography.models import (
    DoubtfulPosition,
    Duplicate,
    Organisation,
    Place,
    PlaceCheck,
    PlaceImport,
    PlaceReport,
    ProposedPlace,
    SourceProposal,
    Stop,
)
from maillage_community.models import Circle
from maillage_events.models import (
    Event,
    EventPage,
    EventSeries,
    EventShare,
    Material,
    MaterialFile,
    Occurrence,
    Registration,
)
from tests.site.factories import CommuneFactory, UserFactory
from tests.site.rights.conftest import CANARY, SEARCHED, Side
from tests.site.rights.test_admin_walk import admin_routes, leak
from tests.site.rights.world import belongings

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SECRET = f"{SEARCHED} {CANARY}"
PLACES = (
    *(Place, Organisation, PlaceImport, PlaceReport, ProposedPlace, SourceProposal),
    *(DoubtfulPosition, Duplicate, PlaceCheck, Stop),
)
AGENDA = (
    *(Event, EventPage, EventSeries, EventShare, Material, MaterialFile),
    *(Occurrence, Registration),
)
MODELS = (*PLACES, Circle, *AGENDA)


@pytest.fixture
def foreign(theirs: Side) -> dict[str, list[str]]:
    """One of everything in the other territory; identifiers by the name URLs give them."""
    vannes = CommuneFactory(code="56260", name="Vannes", epci_code="200067932")
    territory = theirs.portal.territory
    belongings(theirs.portal, SECRET, vannes)
    rows = [row for model in MODELS for row in model.objects.all()]
    return {
        "uuid": sorted({str(row.uuid) for row in rows if hasattr(row, "uuid")}),
        "pk": sorted({str(row.pk) for row in rows}),
        "page_id": [str(pk) for pk in EventPage.objects.values_list("pk", flat=True)],
        "territory": [str(territory.pk)],
    }


@pytest.fixture
def everybody(ours: Side) -> User:
    """Who holds each role of a territory; role by role: tests/site/submitted_ids."""
    ours.publisher.groups.add(*ours.coordinator.groups.all())
    return ours.publisher


def plugin_addresses(foreign: dict[str, list[str]]) -> list[str]:
    """Every admin address of a plugin with each foreign identifier in each place."""
    found = []
    for path, pattern, space in admin_routes():
        if not ("maillage_" in space or "maillage_" in (pattern.name or "") or "maillage_" in path):
            continue
        names = list(pattern.pattern.converters)
        holes = path.split("<")[1:]
        keys = [part.split(">")[0].split(":")[-1] for part in holes]
        if "^" in path or any(key not in foreign for key in keys) or len(names) > len(keys):
            continue
        template = "/" + "".join(
            piece if i == 0 else "{}" + piece.split(">", 1)[1]
            for i, piece in enumerate(path.split("<"))
        )
        found += [template.format(*values) for values in product(*(foreign[key] for key in keys))]
    return sorted(set(found))


def test_nothing_of_another_territory_is_read(client, everybody, foreign):
    client.raise_request_exception = False
    client.force_login(everybody)
    addresses = plugin_addresses(foreign)
    leaks = [
        address + query
        for address in addresses
        for query in ("", f"?q={SEARCHED}")
        if leak(client.get(address + query))
    ]
    assert (leaks, len(addresses) > 20) == ([], True)


def test_nothing_of_another_territory_changes(client, everybody, foreign):
    client.raise_request_exception = False
    client.force_login(everybody)
    before = [list(model.objects.order_by("pk").values()) for model in MODELS]
    for address in plugin_addresses(foreign):
        client.post(address, {"name": "volé", "title": "volé", "reason": "non", "confirm": "on"})
    assert [list(model.objects.order_by("pk").values()) for model in MODELS] == before


def test_the_national_team_reads_it(client, ours, foreign):
    """Without this, the walk could pass because it opens nothing."""
    client.raise_request_exception = False
    client.force_login(UserFactory(is_superuser=True))
    shown = [address for address in plugin_addresses(foreign) if leak(client.get(address))]
    assert len(shown) > 5
    assert Commune.objects.filter(code="56260").exists()
