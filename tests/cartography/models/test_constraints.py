"""What the tables of places refuse, whoever writes in them."""

from datetime import UTC, date, datetime

import pytest

from maillage_cartography.models import (
    DoubtfulPosition,
    Duplicate,
    FieldOrigin,
    Hours,
    Merge,
    PlaceCheck,
    PlaceImport,
    PlaceReport,
    ProposedPlace,
    SourceProposal,
)
from tests.cartography.factories import (
    HoursFactory,
    OrganisationFactory,
    PlaceFactory,
    PlaceSourceFactory,
    StopFactory,
)
from tests.constraints import again, assert_refused, change, constraints_of
from tests.site.factories import CommuneFactory

pytestmark = pytest.mark.django_db
LABEL = "maillage_cartography"
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


def pair(**fields: object) -> Duplicate:
    first, second = PlaceFactory(), PlaceFactory()
    return Duplicate.objects.create(
        first=first, second=second, verdict="same", score=9, found_at=NOON, **fields
    )


def merge() -> Merge:
    return Merge.objects.create(kept=PlaceFactory(), absorbed=PlaceFactory(), at=NOON)


def check() -> PlaceCheck:
    return PlaceCheck.objects.create(place=PlaceFactory())


def origin() -> FieldOrigin:
    return FieldOrigin.objects.create(
        place=PlaceFactory(), field="phone", origin="team", on=date(2026, 11, 23)
    )


def proposal() -> SourceProposal:
    return SourceProposal.objects.create(
        place=PlaceFactory(), field="phone", source="france-services", proposed_at=NOON
    )


def doubt() -> DoubtfulPosition:
    return DoubtfulPosition.objects.create(
        place=PlaceFactory(), latitude=46.3, longitude=4.8, found_at=NOON
    )


def run(**fields: object) -> PlaceImport:
    fields = {"source": "mednum", "on": date(2026, 11, 23), "created_at": NOON, **fields}
    return PlaceImport.objects.create(**fields)


def report() -> PlaceReport:
    return PlaceReport.objects.create(
        place=PlaceFactory(), kind="hours", email="lecteur@exemple.fr", sent_at=NOON
    )


def missing() -> ProposedPlace:
    return ProposedPlace.objects.create(
        commune=CommuneFactory(), values={}, email="lecteur@exemple.fr", sent_at=NOON
    )


def turned_round() -> None:
    found = pair()
    change(found, first=found.second, second=found.first)


def itself() -> None:
    found = merge()
    change(found, kept=found.absorbed)


# Off the globe, or half a position.
LOST = [
    {"latitude": 90.1},
    {"latitude": -90.1},
    {"longitude": 180.1},
    {"longitude": -180.1},
    {"latitude": None},
    {"longitude": None},
]
DECIDED_WRONG = [
    {"decided_at": NOON},
    {"state": "treated"},
    {"state": "treated", "decided_at": NOON},  # the reader's address is still there
]
REFUSED = [
    ("pair_of_places_once", lambda: again(pair())),
    ("pair_of_places_in_order", turned_round),
    ("pair_decided_at_a_time", lambda: change(pair(), decided_at=NOON)),
    ("pair_decided_at_a_time", lambda: change(pair(), state="merged")),
    ("absorbed_once", lambda: again(merge())),
    ("merge_of_two_places", itself),
    ("check_token_expires", lambda: change(check(), token_hash="0" * 64)),
    ("check_token_expires", lambda: change(check(), token_expires_at=NOON)),
    ("check_answered_at_a_time", lambda: change(check(), answer="exact")),
    ("check_answered_at_a_time", lambda: change(check(), answered_at=NOON)),
    ("hours_shared_by_places", lambda: again(HoursFactory())),
    (
        "hours_say_something",
        lambda: Hours.objects.bulk_create([Hours(text="", zone="Europe/Paris")]),
    ),
    ("one_import_of_a_source", lambda: again(run(state="applying"))),
    ("import_has_a_source", lambda: run(source="")),
    ("organisation_has_a_name", lambda: change(OrganisationFactory(), name="")),
    ("organisation_pivot_once", lambda: again(OrganisationFactory(pivot="26710076300016"))),
    *(("place_on_globe", lambda wrong=wrong: change(PlaceFactory(), **wrong)) for wrong in LOST),
    ("place_has_a_name", lambda: change(PlaceFactory(), name="")),
    ("one_origin_a_field", lambda: again(origin())),
    ("one_waiting_value_a_field", lambda: again(proposal())),
    ("proposal_decided_at_a_time", lambda: change(proposal(), decided_at=NOON)),
    ("proposal_decided_at_a_time", lambda: change(proposal(), state="kept")),
    *(
        (f"{name}_decided_without_address", lambda made=made, wrong=wrong: change(made(), **wrong))
        for name, made in (("placereport", report), ("proposedplace", missing))
        for wrong in DECIDED_WRONG
    ),
    ("one_doubt_a_position", lambda: again(doubt())),
    ("doubt_decided_at_a_time", lambda: change(doubt(), decided_at=NOON)),
    ("doubt_decided_at_a_time", lambda: change(doubt(), state="refused")),
    *(
        ("doubtful_position_on_globe", lambda wrong=wrong: change(doubt(), **wrong))
        for wrong in LOST[:4]
    ),
    ("place_source_once", lambda: again(PlaceSourceFactory())),
    *(("stop_on_globe", lambda wrong=wrong: change(StopFactory(), **wrong)) for wrong in LOST),
    (
        "stop_on_globe",
        lambda: change(StopFactory(), latitude=None, longitude=None, exact=True),
    ),
    ("stop_is_somewhere", lambda: change(StopFactory(), spot="")),
    ("stop_said_once", lambda: again(StopFactory())),
]


@pytest.mark.parametrize(("name", "act"), REFUSED)
def test_the_database_refuses(name, act):
    assert_refused(LABEL, name, act)


def test_every_constraint_is_broken_here():
    assert {name for name, _act in REFUSED} == set(constraints_of(LABEL))
