"""The editor wins over the import: locks, proposals, history."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from maillage.territories.models import PostalCode
from maillage_cartography.imports.applying import import_places
from maillage_cartography.models import FieldChange, FieldOrigin, Place, SourceProposal
from maillage_cartography.provenance import locks
from maillage_cartography.provenance.sources import provenance
from tests.cartography.people import member
from tests.site.factories import CommuneFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
HEADER = (
    "id,nom,commune,code_postal,code_insee,adresse,latitude,longitude,telephone,horaires,date_maj"
)
ROW = {
    "id": "a",
    "nom": "Médiathèque",
    "commune": "Mâcon",
    "code_postal": "71000",
    "code_insee": "71270",
    "adresse": "2 rue Neuve",
    "latitude": "46.30",
    "longitude": "4.83",
    "telephone": "+33385395500",
    "horaires": "Mo-Fr 09:00-12:00",
    "date_maj": "2026-01-05",
}


@pytest.fixture
def say(tmp_path):
    """The source describes its place with these values; the place as it is then."""
    PostalCode.objects.create(commune=CommuneFactory(), code="71000")

    def write(**values: str) -> Place:
        path: Path = tmp_path / "lieux.csv"
        row = ROW | values
        path.write_text(f"{HEADER}\n" + ",".join(row.values()) + "\n", encoding="utf-8")
        import_places(path, "essai", on=date(2026, 1, 1))
        return Place.objects.get()

    return write


def edit(place, **values):
    return locks.edit(place, values, by=member(), at=NOW)


def waiting():
    return list(SourceProposal.objects.waiting().values_list("field", "value"))


def test_an_edited_field_outlives_the_import_and_the_source_proposes(say):
    edit(say(), phone="+33385000001")
    place = say(telephone="+33385000002", nom="Médiathèque neuve")
    assert (place.phone, place.name) == ("+33385000001", "Médiathèque neuve")
    assert waiting() == [("phone", "+33385000002")]


def test_a_source_that_repeats_itself_proposes_nothing(say):
    edit(say(), phone="+33385000001")
    say(nom="Médiathèque neuve")
    assert waiting() == []


def test_a_source_that_changes_its_mind_again_leaves_one_proposal(say):
    edit(say(), phone="+33385000001")
    say(telephone="+33385000002")
    say(telephone="+33385000003")
    assert waiting() == [("phone", "+33385000003")]


def test_accepting_takes_the_value_and_follows_the_source_again(say):
    edit(say(), phone="+33385000001")
    say(telephone="+33385000002")
    locks.accept(SourceProposal.objects.get(), by=member(), at=NOW)
    assert (Place.objects.get().phone, waiting()) == ("+33385000002", [])
    assert say(telephone="+33385000004").phone == "+33385000004"


def test_keeping_mine_is_remembered(say):
    edit(say(), phone="+33385000001")
    say(telephone="+33385000002")
    locks.keep(SourceProposal.objects.get(), by=member(), at=NOW)
    say(telephone="+33385000003")
    locks.keep(SourceProposal.objects.waiting().get(), by=member(), at=NOW)
    say(telephone="+33385000002")
    assert (Place.objects.get().phone, waiting()) == ("+33385000001", [])


def test_a_proposal_is_answered_once(say):
    edit(say(), phone="+33385000001")
    say(telephone="+33385000002")
    proposal = SourceProposal.objects.get()
    locks.keep(proposal, by=member(), at=NOW)
    with pytest.raises(locks.AlreadyDecided):
        locks.accept(proposal, by=member(), at=NOW)
    assert Place.objects.get().phone == "+33385000001"


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        ("position", "46.31,4.84", {"latitude": "46.32"}),
        ("hours", "Mo-Sa 08:00-12:00", {"horaires": "Mo-Su 10:00-11:00"}),
        ("address", "3 rue Neuve", {"adresse": "4 rue Neuve"}),
    ],
)
def test_every_kind_of_field_is_locked(say, field, ours, theirs):
    edit(say(), **{field: ours})
    place = say(**theirs)
    assert (provenance(place), waiting()[0][0]) != ([], "")
    said = {line.field: line for line in provenance(place)}[field]
    assert (said.value, said.locked, said.origin) == (ours, True, "l’équipe du territoire")


def test_giving_a_field_back_brings_the_last_word_of_the_source(say):
    edit(say(), phone="+33385000001")
    say(telephone="+33385000002")
    locks.give_back(Place.objects.get(), "phone", by=member(), at=NOW)
    assert (Place.objects.get().phone, waiting(), FieldOrigin.objects.count()) == (
        *("+33385000002", [], 0),
    )


def test_the_history_tells_who_changed_what(say):
    editor = member(name="Farida")
    locks.edit(say(), {"phone": "+33385000001"}, by=editor, at=NOW)
    say(nom="Médiathèque neuve")
    told = FieldChange.objects.order_by("pk").values_list(
        "field", "before", "after", "origin", "source", "by__name"
    )
    assert list(told) == [
        ("phone", "+33385395500", "+33385000001", "editor", "", "Farida"),
        ("name", "Médiathèque", "Médiathèque neuve", "source", "essai", None),
    ]


def test_a_place_changed_meanwhile_is_left_alone(say):
    place = say()
    seen = place.changed_at
    edit(place, phone="+33385000001")
    with pytest.raises(locks.ChangedMeanwhile):
        locks.edit(place, {"phone": "+33385000009"}, by=member(), at=NOW, read_at=seen)
    assert Place.objects.get().phone == "+33385000001"


def test_provenance_names_the_source_and_its_date(say):
    place = say()
    assert {(line.origin, line.on) for line in provenance(place)} == {("essai", date(2026, 1, 5))}
