"""Importing from the admin, in clicks."""

import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from maillage.territories.models import PostalCode
from maillage_cartography.models import Place, PlaceImport
from tests.cartography.imports.test_bad_files import SPREADSHEETS
from tests.cartography.imports.test_runs import HEADER, row
from tests.cartography.people import member
from tests.site.factories import CommuneFactory, TerritoryFactory, UserFactory, national_portal

pytestmark = pytest.mark.django_db
IMPORTS = "maillage_cartography_admin:imports"


@pytest.fixture(autouse=True)
def portal():
    national_portal()
    PostalCode.objects.create(commune=CommuneFactory(), code="71000")


def send(client, *lines, name="lieux-2026-03-01.csv", content=None, **data):
    content = "\n".join([HEADER, *lines, ""]).encode() if content is None else content
    territory = TerritoryFactory().pk
    file = SimpleUploadedFile(name, content)
    return client.post(
        reverse(IMPORTS), {"source": "essai", "territory": territory, "file": file} | data
    )


def work(captured):
    """What the worker does once the request has committed."""
    for callback in captured:
        callback()
    for result in DBTaskResult.objects.ready():
        result.task.call(*result.args_kwargs["args"])
    DBTaskResult.objects.all().delete()


@pytest.fixture
def coordinator(client):
    person = member(name="Farida")
    client.force_login(person)
    return person


@pytest.mark.usefixtures("coordinator")
def test_a_file_is_looked_at_then_applied_then_undone(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as captured:
        page = send(client, row("a"), row("b", nom=""))["Location"]
    assert client.get(page).headers["Refresh"] == "2"
    work(captured)
    shown = client.get(page).content.decode()
    assert ("Lieu a, Mâcon" in shown, "ce champ est obligatoire" in shown) == (True, True)
    assert Place.objects.count() == 0
    with django_capture_on_commit_callbacks() as captured:
        client.post(f"{page}appliquer/")
    work(captured)
    assert "Annuler cet import" in client.get(page).content.decode()
    assert [place.name for place in Place.objects.all()] == ["Lieu a"]
    client.post(f"{page}annuler/")
    assert (Place.records.count(), PlaceImport.objects.get().state) == (0, "undone")


@pytest.mark.usefixtures("coordinator")
def test_applying_twice_applies_once(client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as captured:
        page = send(client, row("a"))["Location"]
    work(captured)
    with django_capture_on_commit_callbacks() as captured:
        client.post(f"{page}appliquer/")
        client.post(f"{page}appliquer/")
    assert len(captured) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"source": ""}, "requis"),
        ({"source": "a\0b"}, "nul"),
        ({"content": b""}, "vide"),
        ({"territory": 999}, "choix"),
        ({"content": b"x" * (20 * 1024 * 1024 + 1)}, "20"),
        ({"on": "hier"}, "date"),
    ],
)
@pytest.mark.usefixtures("coordinator")
def test_what_cannot_be_received_is_said(client, data, message):
    response = send(client, row("a"), **data)
    assert (response.status_code, message in response.content.decode()) == (200, True)
    assert PlaceImport.objects.count() == 0


@pytest.mark.parametrize("content", SPREADSHEETS.values(), ids=SPREADSHEETS)
@pytest.mark.usefixtures("coordinator")
def test_a_spreadsheet_is_refused_at_the_door_with_how_to_save_it(client, content, monkeypatch):
    """Nothing unpacks it: opening the archive fails the test."""
    monkeypatch.setattr(zipfile.ZipFile, "__init__", lambda *_a, **_m: pytest.fail("opened"))
    page = send(client, content=content, name="lieux.xlsx").content.decode()
    assert ("fichier de tableur" in page, "CSV UTF-8" in page) == (True, True)
    assert PlaceImport.objects.count() == 0


def test_another_territorys_imports_are_unknown(client):
    morbihan = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    client.force_login(member())
    page = send(client, row("a"), source="canari")["Location"]
    client.force_login(member(territory=morbihan))
    assert "canari" not in client.get(reverse(IMPORTS)).content.decode()
    assert [
        client.get(page).status_code,
        client.post(f"{page}appliquer/").status_code,
        client.post(f"{page}annuler/").status_code,
        send(client, row("a")).status_code,
    ] == [404, 404, 404, 200]
    assert PlaceImport.objects.count() == 1


def test_an_editor_imports_nothing(client):
    client.force_login(member("editor"))
    assert send(client, row("a")).status_code == 302
    assert PlaceImport.objects.count() == 0


def test_the_national_team_imports_for_the_whole_country(client):
    client.force_login(UserFactory(is_superuser=True))
    send(client, row("a"), territory="")
    assert PlaceImport.objects.get().territory is None


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.usefixtures("coordinator")
def test_the_list_asks_as_much_whatever_its_length(client, count, django_assert_max_num_queries):
    for number in range(count):
        send(client, row("a"), source=f"essai {number}")
    with django_assert_max_num_queries(20):
        client.get(reverse(IMPORTS))
