"""Duplicates in the database and in the admin: found, decided, merged, taken apart."""

from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.urls import reverse

from maillage_cartography.duplicates import merging
from maillage_cartography.duplicates.detection import find
from maillage_cartography.imports.applying import import_places
from maillage_cartography.models import (
    Duplicate,
    FieldOrigin,
    Merge,
    Place,
    PlaceReport,
    PlaceSource,
)
from maillage_cartography.provenance.fields import KEPT, written
from maillage_cartography.provenance.locks import edit
from maillage_cartography.reader_reports import reports
from tests.cartography.factories import PlaceFactory, PlaceSourceFactory
from tests.cartography.people import member
from tests.site.factories import CommuneFactory, TerritoryFactory, national_portal

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
State, Verdict = Duplicate.State, Duplicate.Verdict


@pytest.fixture(autouse=True)
def portal():
    national_portal()


def twins(**fields):
    """The same France services from two sources; the second one knows the web site alone."""
    one = PlaceFactory(name="France services Mâcon")
    described = {"name": "Maison France Services", "websites": "https://fs.fr"} | fields
    other = PlaceFactory(**described)
    PlaceSourceFactory(place=one, source="france-services", source_id="1")
    PlaceSourceFactory(place=other, source="hubik", source_id="A")
    return one, other


def texts(place):
    fresh = Place.records.select_related("hours").get(pk=place.pk)
    return {field: written(fresh, field) for field in KEPT}


def test_what_is_found_says_why():
    one, other = twins(latitude=46.3070)
    assert dict(find(at=NOON)) == {Verdict.SAME: 1}
    pair = Duplicate.objects.get()
    assert (pair.first, pair.second, pair.verdict, pair.state) == (
        *(one, other, Verdict.SAME, State.WAITING),
    )
    assert pair.reasons == [
        *(["phone", ""], ["mail", ""], ["metres", 11], ["name", 100], ["address", 100]),
    ]


def test_what_was_decided_is_never_asked_again():
    twins()
    find(at=NOON)
    pair = Duplicate.objects.get()
    assert merging.set_apart(pair, State.DISTINCT, by=member(), at=NOON)
    assert not merging.set_apart(pair, State.SITE, by=member(), at=NOON)
    assert dict(find(at=NOON)) == {}
    assert list(Duplicate.objects.values_list("state", flat=True)) == [State.DISTINCT]


def test_what_is_no_longer_alike_waits_no_longer():
    _one, other = twins()
    find(at=NOON)
    elsewhere = {"position": "47.0,4.9", "phone": "", "emails": "", "address": "1 rue du Merle"}
    edit(other, elsewhere | {"name": "Mairie"}, by=None, at=NOON)
    find(at=NOON)
    assert not Duplicate.objects.exists()


def test_a_merge_keeps_one_page_and_every_source(client):
    one, other = twins()
    find(at=NOON)
    merging.merge(one, other, by=None, at=NOON)
    assert list(Place.objects.all()) == [one]
    assert Place.objects.get().websites == "https://fs.fr"
    assert set(PlaceSource.objects.values_list("place", "source", "second")) == {
        (one.pk, "france-services", False),
        (one.pk, "hubik", True),
    }
    assert Duplicate.objects.get().state == State.MERGED
    response = client.get(other.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, one.get_absolute_url())
    # It may be taken apart: a browser asks again each time.
    assert response.headers["Cache-Control"] == "no-cache"
    start = reverse("maillage_cartography:start", args=[other.uuid.hex[:12]])
    followed = client.get(start, follow=True)
    assert followed.redirect_chain[-1] == (one.get_absolute_url(), 301)
    for page in ("signaler", "fiche"):
        words = client.get(f"{other.get_absolute_url()}{page}/").content.decode()
        assert one.name in words
    found = client.get(f"/api/places/{other.uuid}").json()
    assert found["uuid"] == str(one.uuid)


def test_a_chain_of_merges_leads_to_its_end(client):
    one, other = twins()
    third = PlaceFactory()
    merging.merge(one, other, by=None, at=NOON)
    merging.merge(third, one, by=None, at=NOON)
    assert client.get(other.get_absolute_url())["Location"] == third.get_absolute_url()
    with pytest.raises(merging.NotTheLast):
        merging.unmerge(Merge.objects.get(absorbed=other), by=None, at=NOON)
    with pytest.raises(merging.AlreadyMerged):
        merging.merge(third, one, by=None, at=NOON)


def test_taking_apart_puts_both_back_as_they_were(client):
    one, other = twins()
    find(at=NOON)
    before = texts(one), texts(other)
    done = merging.merge(one, other, by=None, at=NOON, take=["websites", "name"])
    assert texts(one)["name"] == "Maison France Services"
    merging.unmerge(done, by=None, at=NOON)
    assert (texts(one), texts(other)) == before
    assert client.get(other.get_absolute_url()).status_code == 200
    assert set(PlaceSource.objects.values_list("place", "source", "second")) == {
        (one.pk, "france-services", False),
        (other.pk, "hubik", False),
    }
    assert not FieldOrigin.objects.exists()
    assert Duplicate.objects.get().state == State.DISTINCT
    with pytest.raises(merging.AlreadyMerged):
        merging.unmerge(done, by=None, at=NOON)


def test_what_readers_said_of_it_waits_with_the_place_kept():
    one, other = twins()
    said = reports.report(other, PlaceReport.Kind.HOURS, "Fermé le lundi", at=NOON)
    done = merging.merge(one, other, by=None, at=NOON)
    assert PlaceReport.objects.waiting().get().place == one
    merging.unmerge(done, by=None, at=NOON)
    assert (said.pk, PlaceReport.objects.waiting().get().place) == (said.pk, other)


def test_taking_apart_leaves_what_was_edited_since():
    one, other = twins()
    done = merging.merge(one, other, by=None, at=NOON)
    edit(one, {"websites": "https://autre.fr"}, by=None, at=NOON)
    merging.unmerge(done, by=None, at=NOON)
    assert texts(one)["websites"] == "https://autre.fr"


def test_a_team_lock_is_given_back_as_it_was():
    one, other = twins()
    edit(one, {"phone": "+33385000000"}, by=None, at=NOON)
    lock = FieldOrigin.objects.values("field", "origin", "locked", "source_value").get()
    done = merging.merge(one, other, by=None, at=NOON, take=["phone"])
    merging.unmerge(done, by=None, at=NOON)
    assert FieldOrigin.objects.values("field", "origin", "locked", "source_value").get() == lock


HEAD = "id,pivot,nom,commune,code_postal,code_insee,adresse,telephone,site_web,date_maj"


def imported(folder, source, *rows):
    path = folder / f"{source}.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return import_places(path, source, on=date(2026, 1, 1))


def row(key, name, phone="0385395500", site=""):
    address = "12 rue de la Barre"
    return f"{key},,{name},Mâcon,71000,71270,{address},{phone},{site},2026-01-01"


def test_an_import_looks_for_duplicates_of_what_it_brings(tmp_path):
    CommuneFactory()
    first = imported(tmp_path, "une", row(1, "France services Mâcon"))
    second = imported(tmp_path, "autre", row("A", "Maison France Services"))
    again = imported(tmp_path, "autre", row("A", "Maison France Services"))
    found = (first.duplicates, second.duplicates, again.duplicates)
    assert (found, Duplicate.objects.get().verdict) == ((0, 1, 0), Verdict.SAME)


def test_after_a_merge_each_source_speaks_for_its_own_fields(tmp_path):
    CommuneFactory()
    imported(tmp_path, "une", row(1, "France services Mâcon"))
    imported(tmp_path, "autre", row("A", "Maison France Services", site="https://fs.fr"))
    one, other = Place.objects.order_by("pk")
    merging.merge(one, other, by=None, at=NOON)
    imported(tmp_path, "autre", row("A", "Autre nom", phone="", site="https://neuf.fr"))
    now = Place.objects.get()
    assert (now.name, now.phone, now.websites) == (
        *("France services Mâcon", "+33385395500", "https://neuf.fr"),
    )
    imported(tmp_path, "une", row(1, "France services de Mâcon", phone="0385395501"))
    now = Place.objects.get()
    assert (now.name, now.phone, now.websites) == (
        *("France services de Mâcon", "+33385395501", "https://neuf.fr"),
    )


def test_the_queue_says_why_and_merges_what_was_chosen(client):
    one, other = twins()
    find(at=NOON)
    client.force_login(member())
    queue = client.get(reverse("maillage_cartography_admin:duplicates")).content.decode()
    assert all(text in queue for text in ("même téléphone", "au même point", "Fusionner la paire"))
    address = reverse("maillage_cartography_admin:duplicate", args=[Duplicate.objects.get().pk])
    page = client.get(address).content.decode()
    assert "https://fs.fr" in page
    chosen = {"choice": "merge", "keep": "first", "take-websites": "second", "take-name": "first"}
    client.post(address, chosen)
    kept = Place.objects.get()
    assert (kept, kept.name, kept.websites) == (one, "France services Mâcon", "https://fs.fr")
    assert client.get(address).status_code == 404
    origins = reverse("maillage_cartography_admin:origins", args=[one.uuid])
    assert other.name in client.get(origins).content.decode()
    client.post(reverse("maillage_cartography_admin:take-apart", args=[Merge.objects.get().pk]))
    assert set(Place.objects.all()) == {one, other}


def test_sure_pairs_are_merged_in_one_click(client):
    twins()
    find(at=NOON)
    client.force_login(member())
    client.post(reverse("maillage_cartography_admin:merge-sure"))
    assert (Place.objects.count(), Merge.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "sent", [{}, {"choice": "merge"}, {"choice": "merge", "keep": "x"}, {"choice": "\0"}]
)
def test_an_answer_that_means_nothing_changes_nothing(client, sent):
    twins()
    find(at=NOON)
    client.force_login(member())
    address = reverse("maillage_cartography_admin:duplicate", args=[Duplicate.objects.get().pk])
    assert client.post(address, sent).status_code == 404
    assert Duplicate.objects.get().state == State.WAITING


def test_coordinators_decide_at_home_only(client):
    one, other = twins()
    find(at=NOON)
    pair = Duplicate.objects.get()
    away = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    client.force_login(member(territory=away))
    address = reverse("maillage_cartography_admin:duplicate", args=[pair.pk])
    queue = client.get(reverse("maillage_cartography_admin:duplicates")).content.decode()
    client.post(reverse("maillage_cartography_admin:merge-sure"))
    refused = [client.get(address), client.post(address, {"choice": "distinct"})]
    done = merging.merge(one, other, by=None, at=NOON)
    apart = reverse("maillage_cartography_admin:take-apart", args=[done.pk])
    refused.append(client.post(apart))
    assert [response.status_code for response in refused] == [404, 404, 404]
    assert (one.name in queue, Merge.objects.filter(undone_at=None).count()) == (False, 1)
    client.force_login(member("editor"))
    assert client.get(reverse("maillage_cartography_admin:duplicates")).status_code == 302


def test_a_pair_across_a_border_is_for_who_keeps_both_sides():
    twins(commune=CommuneFactory(code="01123", name="Cormoranche", departement_code="01"))
    find(at=NOON)
    home = TerritoryFactory()
    assert not Duplicate.objects.within([home]).exists()
    assert Duplicate.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_asks_as_much_whatever_its_length(client, number, django_assert_max_num_queries):
    for n in range(number):
        one = PlaceFactory(phone=f"+3338539550{n}", emails="", name=f"Atelier {n}")
        PlaceSourceFactory(place=one, source="une")
        PlaceSourceFactory(place=PlaceFactory(phone=one.phone, name=one.name), source="autre")
    find(at=NOON)
    client.force_login(member())
    with django_assert_max_num_queries(24):
        client.get(reverse("maillage_cartography_admin:duplicates"))


def test_services_behind_one_door_are_shown_to_readers(client):
    one, other = twins(name="Bibliothèque municipale", phone="", emails="")
    assert dict(find(at=NOON)) == {Verdict.SITE: 1}
    page = client.get(one.get_absolute_url()).content.decode()
    assert other.get_absolute_url() in page
    merging.set_apart(Duplicate.objects.get(), State.DISTINCT, by=member(), at=NOON)
    assert other.get_absolute_url() not in client.get(one.get_absolute_url()).content.decode()


def test_the_command_finds_and_merges(capsys):
    twins()
    call_command("find_duplicates", "--merge")
    said = capsys.readouterr().out
    assert ("1 paires sûres" in said, Place.objects.count()) == (True, 1)
