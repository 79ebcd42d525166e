"""The admin of plugins, opened by another territory's people with foreign identifiers."""

from itertools import product
from operator import attrgetter

import pytest

from maillage.territories.models import Commune
from maillage_cartography.models import (
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
from tests.cartography.factories import OrganisationFactory, PlaceFactory, StopFactory
from tests.community.factories import CircleFactory
from tests.events import factories as events
from tests.events.signups import NOW, Applicant, sign_up
from tests.site.factories import CommuneFactory, UserFactory
from tests.site.rights.conftest import CANARY, SEARCHED, Side
from tests.site.rights.test_admin_walk import admin_routes, leak

pytestmark = pytest.mark.django_db
SECRET = f"{SEARCHED} {CANARY}"
everyone = pytest.mark.parametrize(
    "person_of", [attrgetter("publisher"), attrgetter("coordinator")], ids=["publisher", "coord"]
)
PLACES = (
    *(Place, Organisation, PlaceImport, PlaceReport, ProposedPlace, SourceProposal),
    *(Duplicate, PlaceCheck, Stop),
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
    place = PlaceFactory(name=SECRET, commune=vannes)
    PlaceImport.objects.create(
        source=SECRET, territory=theirs.portal.territory, on=NOW.date(), created_at=NOW
    )
    StopFactory(place=place, commune=vannes, spot=SECRET)
    SourceProposal.objects.create(
        place=place, field="summary", source="essai", value=SECRET, proposed_at=NOW
    )
    twin = PlaceFactory(name=f"{SECRET} bis", commune=vannes)
    Duplicate.objects.create(
        first=place, second=twin, score=80, verdict=Duplicate.Verdict.UNSURE, found_at=NOW
    )
    OrganisationFactory(name=SECRET, commune=vannes)
    gone = PlaceFactory(name=SECRET, commune=vannes, withdrawn_at=NOW)
    PlaceCheck.objects.create(place=gone)
    PlaceReport.objects.create(place=place, kind="other", message=SECRET, sent_at=NOW)
    ProposedPlace.objects.create(
        commune=vannes, values={"name": SECRET, "commune": "56260"}, sent_at=NOW
    )
    CircleFactory(name=SECRET, territory=theirs.portal.territory)
    facts = {"title": SECRET, "attendance_mode": "sur-place", "onsite_capacity": 5}
    date = events.occurrence(theirs.portal, **facts)
    sign_up(date, Applicant(email="x@exemple.fr", name=SECRET), mode="onsite", at=NOW)
    cycle = EventSeries.objects.create(
        title=SECRET, slug="cycle", territory=theirs.portal.territory
    )
    cycle.events.set([date.event])
    slides = Material.objects.create(
        occurrence=date, title=SECRET, format="pdf", available_from=NOW, kind="slides"
    )
    MaterialFile.objects.create(material=slides, content=f"%PDF-{SECRET}".encode())
    territory = theirs.portal.territory
    events.taken_up(events.event(title="Repris"), territory.slug, introduction=SECRET)
    rows = [row for model in MODELS for row in model.objects.all()]
    return {
        "uuid": sorted({str(row.uuid) for row in rows if hasattr(row, "uuid")}),
        "pk": sorted({str(row.pk) for row in rows}),
        "page_id": [str(pk) for pk in EventPage.objects.values_list("pk", flat=True)],
        "territory": [str(territory.pk)],
    }


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


@everyone
def test_nothing_of_another_territory_is_read(client, ours, foreign, person_of):
    client.raise_request_exception = False
    client.force_login(person_of(ours))
    addresses = plugin_addresses(foreign)
    leaks = [
        address + query
        for address in addresses
        for query in ("", f"?q={SEARCHED}")
        if leak(client.get(address + query))
    ]
    assert (leaks, len(addresses) > 20) == ([], True)


@everyone
def test_nothing_of_another_territory_changes(client, ours, foreign, person_of):
    client.raise_request_exception = False
    client.force_login(person_of(ours))
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
