"""A file of unknown columns: its coordinator says on a page which is which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.territories.models import PostalCode
from maillage_cartography.imports.dialects.chosen import NAMES, declaration, guess, may_be_named
from maillage_cartography.imports.dialects.declared import parse
from maillage_cartography.models import Place, PlaceImport
from tests.cartography.imports.test_views import coordinator, send, work  # noqa: F401
from tests.cartography.people import member
from tests.site.factories import CommuneFactory, TerritoryFactory, national_portal

UNKNOWN = "Intitulé;Ville;Adresse postale;Tél.;Mis à jour le;Remarques"
LINE = "Médiathèque;Mâcon;2 rue Neuve, 71000 Mâcon;03 85 39 55 00;31/12/2025;rien"
FOUND = {
    "nom": "intitulé",
    "commune": "ville",
    "adresse": "adresse postale",
    "telephone": "tél.",
}


def file_of(*lines, header=UNKNOWN):
    return "\n".join([header, *lines, ""]).encode()


@pytest.fixture
def portal(db):
    national_portal()
    PostalCode.objects.create(commune=CommuneFactory(), code="71000")


@pytest.fixture
def worked(client, django_capture_on_commit_callbacks):
    """What a request leads to once the worker has done its part."""

    def ask(request, *args, **data):
        with django_capture_on_commit_callbacks() as captured:
            response = request(*args, **data)
        work(captured)
        return response

    return ask


def test_columns_are_guessed_by_their_names():
    header = ("intitulé", "ville", "adresse postale", "tél.", "mis à jour le", "remarques")
    assert guess(header) == FOUND
    assert guess(("gid", "c_nom", "c_city", "c_validation", "c_cp")) == {
        "id": "gid",
        "nom": "c_nom",
        "commune": "c_city",
        "code_postal": "c_cp",
    }
    assert guess(tuple(NAMES)) == {name: name for name in NAMES}


@given(st.lists(st.text(min_size=1).filter(may_be_named), min_size=2, max_size=5, unique=True))
def test_any_name_can_be_declared(names):
    columns = {name.strip().lower(): [] for name in names if name.strip()}
    chosen = dict(zip(("nom", "commune", "adresse"), columns, strict=False))
    if len(chosen) > 1:
        mapping = parse(declaration("essai", chosen, columns))
        cells = {column: f"n{n}" for n, column in enumerate(columns)}
        read = mapping.translate(cells)
        assert {name: read[name] for name in chosen} == {n: cells[c] for n, c in chosen.items()}


@pytest.mark.usefixtures("portal", "coordinator")
def test_an_unknown_file_is_read_as_its_coordinator_says(client, worked):
    page = worked(send, client, content=file_of(LINE))["Location"]
    assert "Dire quelle colonne est quoi" in client.get(page).content.decode()
    form = client.get(f"{page}colonnes/").context["form"]
    assert form.initial == FOUND
    answers = FOUND | {"code_postal": "adresse postale", "date_maj": "mis à jour le"}
    worked(client.post, f"{page}colonnes/", answers)
    shown = client.get(page).content.decode()
    assert ("Lieu" in shown, "Médiathèque, Mâcon" in shown, Place.objects.count()) == (
        True,
        True,
        0,
    )
    worked(client.post, f"{page}appliquer/")
    place = Place.objects.get()
    assert (place.name, place.postal_code, place.address, place.phone, str(place.updated_on)) == (
        *("Médiathèque", "71000", "2 rue Neuve", "+33385395500", "2025-12-31"),
    )
    assert client.get(f"{page}colonnes/").status_code == 404
    client.post(f"{page}annuler/")
    assert Place.objects.count() == 0


@pytest.mark.usefixtures("portal", "coordinator")
def test_the_next_file_of_the_source_is_read_the_same_way(client, worked):
    first = worked(send, client, content=file_of(LINE))["Location"]
    worked(client.post, f"{first}colonnes/", FOUND)
    second = worked(send, client, content=file_of(LINE, LINE.replace("Méd", "Lud")))["Location"]
    run = PlaceImport.objects.first()
    assert (run.state, run.report["created"]) == ("looked", 2)
    assert "Changer les colonnes" in client.get(second).content.decode()
    third = worked(send, client, content=file_of("a;b", header="Nom;Ville"))["Location"]
    assert client.get(f"{third}colonnes/").context["form"].initial == {"commune": "ville"}
    other = worked(send, client, content=file_of(LINE), source="autre")["Location"]
    assert "Dire quelle colonne est quoi" in client.get(other).content.decode()


@pytest.mark.usefixtures("portal", "coordinator")
def test_names_on_two_lines_or_with_odd_characters_harm_nothing(client, worked):
    rows = (
        r'[{"Nom\ndu lieu": "Médiathèque", "Ville": "Mâcon", "\ud83d": 1, "\u0000a": 2, "{x}": 3}]'
    )
    page = worked(send, client, content=rows.encode(), name="lieux.json")["Location"]
    form = client.get(f"{page}colonnes/").context["form"]
    assert (form.initial, list(form.by_line)) == (
        *({"nom": "nom du lieu", "commune": "ville"}, ["nom du lieu", "ville"]),
    )
    worked(client.post, f"{page}colonnes/", form.initial)
    assert PlaceImport.objects.get().report["new"] == ["Médiathèque, Mâcon"]


@pytest.mark.usefixtures("portal", "coordinator")
def test_nothing_is_asked_of_what_has_no_columns_or_is_known(client, worked):
    for content in (b"un seul mot\n", None):
        page = worked(send, client, content=content)["Location"]
        assert client.get(f"{page}colonnes/").status_code == 404
    page = worked(send, client, content=file_of(LINE))["Location"]
    for answers in ({}, {"nom": "intitulé"}, FOUND | {"nom": "autre"}):
        assert worked(client.post, f"{page}colonnes/", answers).status_code == 200


@pytest.mark.usefixtures("portal", "coordinator")
def test_columns_of_another_territory_are_unknown(client, worked):
    page = worked(send, client, content=file_of(LINE))["Location"]
    worked(client.post, f"{page}colonnes/", FOUND)
    morbihan = TerritoryFactory(code="56", name="Morbihan", slug="morbihan")
    client.force_login(member(territory=morbihan))
    assert client.get(f"{page}colonnes/").status_code == 404
    assert client.post(f"{page}colonnes/", FOUND).status_code == 404
    theirs = worked(send, client, content=file_of(LINE), territory=morbihan.pk)["Location"]
    assert "Dire quelle colonne est quoi" in client.get(theirs).content.decode()
