"""A file of places sent by a territory's coordinator, at a desk and on a phone."""

import io
import zipfile

import pytest
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import expect

from maillage.territories.models import PostalCode, Territory
from maillage_cartography.models import Place
from tests.cartography.imports.test_runs import HEADER, applied, row, rows
from tests.cartography.people import member
from tests.fixtures.browser import follow
from tests.site.factories import CommuneFactory, national_portal, territory_portal

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def desk(visit_as):
    """The page of imports, as Mâcon's coordinator."""
    national_portal()
    territory_portal()
    PostalCode.objects.create(commune=CommuneFactory(), code="71000")
    return visit_as(member(name="Farida"), "/gestion/lieux-a-tenir/imports/")


def send(page, content, *, name="lieux-2026-03-01.csv", whole=False):
    data = content if isinstance(content, bytes) else "\n".join([*content, ""]).encode()
    file = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.get_by_label("Fichier", exact=False).first.set_input_files([file])
    page.get_by_label("Nom de la source").fill("essai")
    page.get_by_label("Territoire").select_option(label="Saône-et-Loire")
    if whole:
        page.get_by_label("Ce fichier contient toute la source").check()
    follow(page.get_by_role("button", name="Examiner le fichier"))


def work(page):
    """What the worker does meanwhile, and the page read again."""
    for result in DBTaskResult.objects.ready().filter(queue_name="import"):
        result.task.call(*result.args_kwargs["args"])
    DBTaskResult.objects.all().delete()
    page.reload()


def test_a_file_is_read_before_it_changes_anything(desk, sound):
    sound(desk)
    send(desk, [HEADER, row("a"), row("b", nom="")])
    work(desk)
    expect(desk.get_by_text("ce champ est obligatoire")).to_be_visible()
    sound(desk)
    assert not Place.objects.exists()
    follow(desk.get_by_role("button", name="Appliquer cet import"))
    work(desk)
    assert Place.objects.get().name == "Lieu a"
    sound(desk)
    follow(desk.get_by_role("button", name="Annuler cet import"))
    assert not Place.objects.exists()


def test_half_a_file_takes_nothing_away_unless_somebody_says_so(desk, sound):
    applied(*rows(12), complete=True, territory=Territory.objects.get())
    send(desk, [HEADER, *rows(8)], whole=True)
    work(desk)
    expect(desk.get_by_text("4 lieux de la source sur 12 ne sont pas")).to_be_visible()
    expect(desk.get_by_role("listitem").filter(has_text="Lieu n11")).to_be_visible()
    sound(desk)
    follow(desk.get_by_role("button", name="Appliquer cet import"))
    work(desk)
    expect(desk.get_by_role("alert")).to_contain_text("Rien n’a été modifié")
    sound(desk)
    assert not Place.objects.filter(sources__missing_since__isnull=False).exists()
    desk.get_by_label("Oui, ces lieux n’existent plus").check()
    follow(desk.get_by_role("button", name="Appliquer cet import"))
    work(desk)
    assert Place.objects.filter(sources__missing_since__isnull=False).count() == 4
    assert Place.objects.count() == 12  # for thirty days more


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("workbook", "Enregistrer sous, type « Texte CSV »"),
        ("image", "enregistrez-le au format CSV"),
    ],
)
def test_what_is_no_text_comes_back_with_what_to_do(desk, sound, content, told):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
    files = {"workbook": archive.getvalue(), "image": b"\x89PNG\r\n" + bytes(400)}
    send(desk, files[content], name="lieux.xlsx")
    expect(desk.get_by_text(told)).to_be_visible()
    assert desk.get_by_label("Nom de la source").input_value() == "essai"
    sound(desk)


def test_columns_that_nobody_knows_are_told_on_one_page(desk, sound):
    lines = ["Intitulé;Ville;Où;Tél.", "Médiathèque;Mâcon;2 rue Neuve, 71000 Mâcon;0385395500"]
    send(desk, lines, name="relevé.csv")
    work(desk)
    sound(desk)
    follow(desk.get_by_role("link", name="Dire quelle colonne est quoi"))
    expect(desk.get_by_label("Nom", exact=False).first).to_have_value("intitulé")
    sound(desk)
    for field in ("Adresse", "Code postal"):
        desk.get_by_label(field, exact=True).select_option(value="où")
    follow(desk.get_by_role("button", name="Examiner le fichier"))
    work(desk)
    expect(desk.get_by_role("listitem").filter(has_text="Médiathèque, Mâcon")).to_be_visible()
    sound(desk)
    follow(desk.get_by_role("button", name="Appliquer cet import"))
    work(desk)
    place = Place.objects.get()
    assert (place.address, place.postal_code) == ("2 rue Neuve", "71000")
    desk.goto("/gestion/lieux-a-tenir/imports/")
    send(desk, [*lines, lines[1].replace("Média", "Ludo")])
    work(desk)
    expect(desk.get_by_role("row", name="Lieux créés 1")).to_be_visible()
