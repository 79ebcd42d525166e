"""Portals from a file, by one command."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from wagtail.models import Page

from maillage.accounts.models import User
from maillage.outbox.models import Message
from maillage.territories.models import Territory
from maillage_site.creation import batch
from maillage_site.creation.opening import put_online
from maillage_site.portals.models import Portal
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
Kind = Territory.Kind

GOOD = "territoire;titre;couleur;publication\n71;Aide 71;#7a2e3a;connue@exemple.fr\n56;;;\n"


@pytest.fixture(autouse=True)
def _territories():
    national_portal()
    for kind, code, name, slug in (
        (Kind.DEPARTEMENT, "71", "Saône-et-Loire", "saone-et-loire"),
        (Kind.DEPARTEMENT, "56", "Morbihan", "morbihan"),
        (Kind.DEPARTEMENT, "64", "Pyrénées-Atlantiques", "pyrenees-atlantiques"),
        (Kind.REGION, "01", "Guadeloupe", "region-guadeloupe"),
        (Kind.DEPARTEMENT, "971", "Guadeloupe", "guadeloupe"),
    ):
        TerritoryFactory(kind=kind, code=code, name=name, slug=slug)


@pytest.fixture
def run(tmp_path):
    def run(text: str, *options: str, encoding: str = "utf-8") -> tuple[int, str]:
        """Its exit code, and what it says."""
        file, out = tmp_path / "portails.csv", StringIO()
        file.write_bytes(text.encode(encoding))
        try:
            call_command("portals", str(file), *options, stdout=out)
        except SystemExit as stopped:
            return stopped.code, out.getvalue()
        return 0, out.getvalue()

    return run


def portals() -> dict[str, bool]:
    """Slug of each territory's portal → whether it is online."""
    return {
        portal.slug: portal.pages.get().live for portal in Portal.objects.filter(national=False)
    }


def counts() -> list[int]:
    return [model.objects.count() for model in (Portal, Page, User, Message)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_file_makes_portals_as_drafts(run, encoding):
    known = UserFactory(email="connue@exemple.fr")
    code, said = run(GOOD, encoding=encoding)
    assert (code, portals()) == (0, {"saone-et-loire": False, "morbihan": False})
    assert known.groups.get().name == "Aide 71 – publication"
    assert "[1/2] ligne 2\u202f: Aide 71\u202f: créé, 1 rôle donné" in said
    assert "2 créés, 0 qui existaient déjà, 0 refusés." in said


def test_online_at_once_and_again_changes_nothing(run, client):
    run(GOOD)
    run(GOOD, "--online")
    assert client.get("/saone-et-loire/mentions-legales/").status_code == 200
    before = counts()
    code, said = run(GOOD, "--online")
    assert (code, counts()) == (0, before)
    assert "0 créés, 2 qui existaient déjà, 0 refusés." in said


def test_a_rehearsal_says_the_same_and_changes_nothing(run, client):
    text = "territoire;adresse\n71;aide\n56;aide\n"
    before = counts()
    code, rehearsed = run(text, "--dry-run", "--online")
    assert (code, counts()) == (1, before)
    assert client.get("/aide/").status_code == 404
    assert "C’était un essai" in rehearsed
    assert "ligne 3\u202f: 56\u202f: REFUSÉ" in rehearsed
    code, done = run(text)
    refusal = "adresse\u202f: «\u202faide\u202f» est ou a été l’adresse d’un autre portail."
    assert refusal in rehearsed
    assert refusal in done


BAD = """\
territoire;titre;adresse;couleur;rédaction
Guadeloupe;;;;
Saône-et-Loir;;;;
71;Aide 71;;;
71;Encore;;;
56;;bretagne-sud;#ffe000;
56;;;;pas une adresse
64;Trop;de;;cases;ici
dep:971;;;;
"""


def test_bad_lines_are_told_with_their_number_and_the_others_are_made(run):
    former = TerritoryFactory(code="29", name="Finistère", slug="finistere")
    portal = territory_portal(former, slug="bretagne-sud").portal
    portal.slug = "finistere"
    portal.save()
    code, said = run(BAD)
    text = said.replace("\u202f", " ")
    assert (code, set(portals())) == (1, {"finistere", "saone-et-loire", "guadeloupe"})
    for sentence in (
        "ligne 2 : Guadeloupe : REFUSÉ",
        "territoire : « Guadeloupe » désigne plusieurs territoires.",
        "code de l’un d’eux : Guadeloupe (département, dep:971), Guadeloupe (région, reg:01).",
        "Vouliez-vous dire : Saône-et-Loire (département, dep:71)",
        "Ce territoire est déjà à la ligne 4 : supprimez l’une des deux.",
        "adresse : « bretagne-sud » est ou a été l’adresse d’un autre portail.",
        "couleur : Écrivez par exemple #",
        "rédaction : « pas » n’est pas une adresse de courriel",
        "Cette ligne a 6 cases et la première 5",
        "2 créés, 0 qui existaient déjà, 6 refusés.",
        "Corrigez les lignes refusées",
    ):
        assert sentence in text, sentence


def test_nothing_is_half_made(run, monkeypatch):
    """The second half fails: what the first made goes with it, and the next line is made."""

    def fails(portal, **_options):
        if portal.slug == "saone-et-loire":
            raise ValidationError("Panne")
        put_online(portal)

    monkeypatch.setattr(batch, "put_online", fails)
    code, said = run(GOOD, "--online")
    assert (code, portals()) == (1, {"morbihan": True})
    assert not User.objects.filter(email="connue@exemple.fr").exists()
    assert "Panne" in said


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        call_command("portals", str(tmp_path / "rien.csv"))
