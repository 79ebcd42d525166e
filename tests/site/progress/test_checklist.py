"""What a portal still needs: ticked by itself, told to its team and to the nation."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model

from maillage.accounts.models import PortalTeam
from maillage.accounts.teams import is_national
from maillage.generations.keeping import one_reading
from maillage.portal_contributions import PortalStep
from maillage_cartography.models import PlaceCheck
from maillage_site.creation.identity import Identity
from maillage_site.creation.opening import Wanted, make_portal, put_online
from maillage_site.home.models import ContentPage
from maillage_site.portals.models import Portal, PortalPage
from maillage_site.progress import checklist
from maillage_site.progress.checklist import checklists
from maillage_site.progress.panels import ChecklistPanel
from maillage_site.rights.own_tree import own_pages
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.cartography.factories import PlaceFactory
from tests.events import factories as events
from tests.site.factories import CommuneFactory, TerritoryFactory, UserFactory, national_portal
from tests.site.rights.conftest import png

pytestmark = [pytest.mark.django_db, pytest.mark.once]
Role = PortalTeam.Role
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
TODAY = date(2026, 11, 29)
LABELS = [
    "Mentions légales complètes",
    "Déclaration d’accessibilité avec son état",
    "Une adresse où écrire",
    "Une équipe d’au moins deux personnes",
    "Un logo",
    "Des couleurs à lui",
    "Douze lieux vérifiés dans l’année",
    "Un premier événement annoncé",
]


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def opened(code: str = "71", name: str = "Saône-et-Loire", **identity: str) -> PortalPage:
    national_portal()
    territory = TerritoryFactory(code=code, name=name, slug=f"t-{code}")
    portal = make_portal(Wanted(territory, Identity(**identity)), at=NOW).portal
    put_online(portal)
    # As before statements were made with their state.
    write(portal, "accessibilite", "<p>Une déclaration sera publiée.</p>")
    return PortalPage.objects.get(pk=portal.pk)


@pytest.fixture(scope="module")
def made(module_db):
    return opened("58", "Nièvre").pk


@pytest.fixture
def portal(made):
    return PortalPage.objects.get(pk=made)


def steps(portal: PortalPage) -> dict[str, tuple[bool, str]]:
    """Label → done, and what is said of it."""
    [found] = checklists([portal.territory], TODAY)
    return {str(step.label): (step.progress.done, str(step.progress.said)) for step in found.known}


def ticked(portal: PortalPage) -> set[int]:
    return {LABELS.index(label) for label, (done, _said) in steps(portal).items() if done}


def write(portal: PortalPage, slug: str, text: str, **fields: object) -> None:
    page = ContentPage.objects.child_of(portal).get(slug=slug)
    page.body = [("text", text)]
    for name, value in fields.items():
        setattr(page, name, value)
    page.save()


def check(number: int, on: date = TODAY) -> None:
    commune = CommuneFactory()
    for rank in range(number):
        place = PlaceFactory(name=f"Lieu {rank} {on}", commune=commune)
        PlaceCheck.objects.create(place=place, verified_on=on)


def test_a_new_portal_has_everything_to_do(portal):
    assert list(steps(portal)) == LABELS
    assert ticked(portal) == set()


def test_a_portal_is_made_with_a_statement_that_names_its_state():
    national_portal()
    portal = make_portal(Wanted(TerritoryFactory(), Identity()), at=NOW).portal
    put_online(portal)
    assert ticked(portal) == {1}


def test_each_step_ticks_itself():
    who = {"director": "Nadia Ferrand", "hosting": "Alma, 1 rue Haute, 71000 Mâcon"}
    portal = opened(contact="bonjour@exemple.fr", **who)
    assert ticked(portal) == {0, 2}
    write(portal, "accessibilite", "<p>Ce portail est partiellement conforme au RGAA.</p>")
    assert ticked(portal) == {0, 1, 2}
    groups = grant_portal_groups(portal)
    for role in (Role.EDITOR, Role.PUBLISHER):
        UserFactory().groups.add(groups[role])
    assert ticked(portal) == {0, 1, 2, 3}
    image = get_image_model().objects.create(title="Logo", file=png())
    Portal.objects.filter(pk=portal.portal_id).update(logo=image)
    assert ticked(portal) == {0, 1, 2, 3, 4}
    Portal.objects.filter(pk=portal.portal_id).update(brand_strong="#7a2e3a")
    assert ticked(portal) == {0, 1, 2, 3, 4, 5}
    check(12)
    assert ticked(portal) == {0, 1, 2, 3, 4, 5, 6}
    events.occurrence(portal, title="Atelier")
    assert ticked(portal) == set(range(8))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>Responsable de la publication : Nadia. Hébergeur : Alma.</p>", ""),
        ("<p>La directrice de publication est Nadia. Hébergé par Alma.</p>", ""),
        ("<p>Hébergeur : Alma.</p>", "Il manque le nom de la personne"),
        ("<p>Directeur de la publication : Nadia.</p>", "Il manque l’hébergeur."),
        (
            "<p>Responsable de la publication : à compléter. Hébergeur : Alma.</p>",
            "« à compléter »",
        ),
    ],
)
def test_what_the_legal_notice_lacks(text, said, portal):
    write(portal, "mentions-legales", text)
    done, found = steps(portal)[LABELS[0]]
    assert done == (said == "")
    assert said.replace("« ", "«\u202f").replace(" »", "\u202f»") in found


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("<p>Totalement conforme.</p>", True),
        ("<p>Ce site est <b>non conforme</b> : aucun audit.</p>", True),
        ("<p>Nos couleurs sont conformes.</p>", False),
    ],
)
def test_the_statement_names_a_state(text, done, portal):
    write(portal, "accessibilite", text)
    assert steps(portal)[LABELS[1]][0] == done


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ('<p><a href="mailto:a@exemple.fr">Écrivez-nous</a></p>', True),
        ("<p>Appelez le 03 85 00 00 00.</p>", True),
        ("<p>Venez nous voir.</p>", False),
    ],
)
def test_there_is_somewhere_to_write_to(text, done, portal):
    write(portal, "contact", text)
    assert steps(portal)[LABELS[2]][0] == done


def test_a_draft_or_a_page_that_is_gone_ticks_nothing():
    portal = opened(contact="bonjour@exemple.fr")
    page = ContentPage.objects.child_of(portal).get(slug="contact")
    page.unpublish()
    assert steps(portal)[LABELS[2]] == (False, "La page est un brouillon.")
    page.delete()
    assert steps(portal)[LABELS[2]] == (False, "La page n’existe pas.")


def test_a_territory_with_few_places_checks_them_all():
    portal = opened()
    check(3)
    assert steps(portal)[LABELS[6]] == (True, "3 lieux vérifiés sur 3")
    PlaceFactory(name="Quatrième", commune=CommuneFactory())
    assert steps(portal)[LABELS[6]] == (False, "3 lieux vérifiés sur 4")


def test_a_check_of_more_than_a_year_ago_is_no_more_one():
    portal = opened()
    check(2, TODAY - timedelta(days=366))
    assert steps(portal)[LABELS[6]] == (False, "0 lieu vérifié sur 2")


def test_what_is_elsewhere_ticks_nothing_here():
    portal = opened()
    other = opened("56", "Morbihan", contact="bonjour@exemple.fr")
    groups = grant_portal_groups(other)
    for _each in range(2):
        UserFactory().groups.add(groups[Role.EDITOR])
    events.occurrence(other, title="Atelier")
    vannes = CommuneFactory(code="56260", name="Vannes", epci_code="200067932")
    PlaceCheck.objects.create(place=PlaceFactory(commune=vannes), verified_on=TODAY)
    assert (ticked(portal), ticked(other)) == (set(), {2, 3, 6, 7})


def test_a_step_that_fails_is_left_out_and_logged(monkeypatch, caplog):
    def fails(_territories, _on):
        raise RuntimeError("panne")

    broken = PortalStep(name="broken", label="Cassée", progress=fails)
    good = PortalStep(name="none", label="Rien", progress=lambda _territories, _on: {})
    monkeypatch.setattr(checklist, "contributions", lambda _kind: [broken, good])
    [found] = checklists([TerritoryFactory()], TODAY)
    assert (found.known, found.complete) == ([], True)
    assert "The step broken of portals failed" in caplog.text


def counted(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_nation_s_table_asks_as_much_for_six_portals_as_for_one(client, portal):
    person = UserFactory()
    person.groups.add(grant_portal_groups(national_portal())[Role.EDITOR])
    client.force_login(person)
    one = counted(client, "/gestion/portails/")
    for number in range(5):
        opened(f"9{number}", f"Territoire {number}")
    assert counted(client, "/gestion/portails/") == one
    rows = BeautifulSoup(client.get("/gestion/portails/").content, "html.parser").select("tbody tr")
    assert [row.th.get_text(" ", strip=True).split(" /")[0] for row in rows] == [
        "Nièvre",
        *(f"Territoire {number}" for number in range(5)),
    ]
    assert {row.select("td")[1].text for row in rows} == {"0/8"}


def test_the_team_finds_what_is_left_on_its_home(client):
    portal = opened(contact="bonjour@exemple.fr")
    person = UserFactory()
    person.groups.add(grant_portal_groups(portal)[Role.EDITOR])
    client.force_login(person)
    soup = BeautifulSoup(client.get("/gestion/").content, "html.parser")
    panel = soup.select_one("#checklist-section, #panel-checklist-section")
    text = panel.get_text(" ", strip=True)
    assert "1 étape sur 8" in text.replace("\u202f", " ")
    assert "Une adresse où écrire – fait" in text
    links = [a["href"] for a in panel.select("a.our-link")]
    assert [client.get(link, follow=True).status_code for link in links] == [200] * len(links)
    assert len(links) > 4


def asked_by_the_panel(rf, person) -> int:
    """Once the request has read in which teams the person is, and what they may do to pages."""
    request = rf.get("/gestion/")
    request.user = person
    assert not is_national(person)
    assert own_pages(person).exists()
    with one_reading(), CaptureQueriesContext(connection) as asked:
        assert "à faire" in ChecklistPanel().render_html({"request": request})
    return len(asked)


def test_the_panel_asks_at_most_six_queries_however_many_portals_and_rows(rf, portal):
    person = UserFactory()
    person.groups.add(grant_portal_groups(portal)[Role.PUBLISHER])
    steps(portal)  # what every request keeps of the tree is read again after a page was saved
    assert asked_by_the_panel(rf, person) <= 6
    for number in range(3):
        other = opened(f"9{number}", f"Territoire {number}")
        person.groups.add(grant_portal_groups(other)[Role.PUBLISHER])
    steps(portal)
    assert asked_by_the_panel(rf, type(person).objects.get(pk=person.pk)) <= 6


def test_nobody_but_a_team_sees_a_panel(client):
    national_portal()
    person = UserFactory()
    person.groups.add(grant_portal_groups(national_portal())[Role.EDITOR])
    client.force_login(person)
    assert "Ce qui manque encore" not in client.get("/gestion/").text
