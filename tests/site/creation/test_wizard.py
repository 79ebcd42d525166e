"""The wizard of portals in the admin."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from maillage.accounts.models import PortalTeam, User
from maillage.territories.models import Territory
from maillage_community.models import Circle
from maillage_site.portals.models import Portal, PortalPage
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal
from tests.site.rights.conftest import png

pytestmark = [pytest.mark.django_db, pytest.mark.once]
Role, Kind = PortalTeam.Role, Territory.Kind
ADD = "/gestion/portails/ajouter/"
TYPED = {
    "territory": "Saône-et-Loire",
    "title": "Aide 71",
    "slug": "aide-71",
    "strong": "#7a2e3a",
    "publisher": "Le Département",
    "contact": "bonjour@exemple.fr",
    "editors": "amelie@exemple.fr, karim@exemple.fr",
}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def nation(client):
    """A publisher of the national team, signed in; two Guadeloupes and Saône-et-Loire."""
    TerritoryFactory()
    TerritoryFactory(kind=Kind.REGION, code="01", name="Guadeloupe", slug="region-guadeloupe")
    TerritoryFactory(code="971", name="Guadeloupe", slug="guadeloupe")
    person = UserFactory()
    person.groups.add(grant_portal_groups(national_portal())[Role.PUBLISHER])
    client.force_login(person)
    return client


def page(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def values(soup: BeautifulSoup) -> dict[str, str]:
    """What each text of the form shows."""
    found = {one["name"]: one.get("value", "") for one in soup.select("main input[type=text]")}
    return found | {one["name"]: one.text.strip() for one in soup.select("main textarea")}


def portal() -> Portal:
    return Portal.objects.get(national=False)


def test_from_the_form_to_readers(nation):
    answer = nation.post(ADD, TYPED | {"logo": png()})
    made = portal()
    assert answer.url == f"/gestion/portails/{made.pk}/"
    seen = page(nation.get(answer.url)).main.get_text(" ", strip=True)
    for words in (
        "Personne ne lit encore ce portail",
        "/aide-71/",
        "Mentions légales",
        "amelie@exemple.fr, karim@exemple.fr",
        "Une communauté réservée aux membres",
    ):
        assert words in seen
    team = page(nation.get(answer.url)).select_one("main a[href*=equipe]")
    assert "Inviter quelqu’un" in nation.get(team["href"]).text
    assert nation.get("/aide-71/").status_code == 404
    done = nation.post(f"{answer.url}mettre-en-ligne/", follow=True)
    assert "Le portail Aide 71 est en ligne." in done.text
    home = nation.get("/aide-71/")
    assert home.status_code == 200
    made.refresh_from_db()
    assert (made.logo.title, made.logo.collection) == ("Logo\u202f: Aide 71", made.collection)
    assert "Le Département" in nation.get("/aide-71/mentions-legales/").text
    assert Circle.objects.get().territory == made.territory


def test_drafts_can_be_read_before_readers_do(nation):
    address = nation.post(ADD, TYPED).url
    soup = page(nation.get(address))
    drafts = [a["href"] for a in soup.select("main a") if "view_draft" in a["href"]]
    answers = [nation.get(draft) for draft in drafts]
    assert [answer.status_code for answer in answers] == [200] * 7


def test_homonyms_are_asked_with_their_kind(nation):
    soup = page(nation.post(ADD, TYPED | {"territory": "Guadeloupe"}))
    choices = {one["value"]: one.parent.text.strip() for one in soup.select("[name=chosen]")}
    assert choices == {
        "dep:971": "Guadeloupe (département, dep:971)",
        "reg:01": "Guadeloupe (région, reg:01)",
    }
    ticked = {"territory": "Guadeloupe", "asked": "Guadeloupe", "chosen": "reg:01"}
    nation.post(ADD, TYPED | ticked)
    assert portal().territory.code_path == "reg:01"


def test_what_was_ticked_is_forgotten_once_another_name_is_typed(nation):
    nation.post(ADD, TYPED | {"asked": "Guadeloupe", "chosen": "reg:01"})
    assert portal().territory.code_path == "dep:71"


BAD = {
    "territory": "Saône-et-Loir",
    "slug": "Aide 71",
    "strong": "#ffe000",
    "contact": "bonjour",
    "editors": "amelie@",
}


def test_bad_input_keeps_everything_and_says_what_to_write(nation):
    answer = nation.post(ADD, TYPED | BAD)
    soup = page(answer)
    typed = TYPED | BAD
    assert {name: values(soup)[name] for name in typed} == typed
    said = soup.main.get_text(" ", strip=True)
    for words in (
        "Vouliez-vous dire",
        "aide-71",
        "prenom.nom@exemple.fr",
        "Trop faible",
        "plus foncée",
    ):
        assert words in said
    assert not Portal.objects.filter(national=False).exists()


@pytest.mark.parametrize(
    "file", [b"rien", b"\x89PNG\r\n\x1a\nrubbish", b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_a_logo_that_is_no_picture_is_refused(nation, file):

    answer = nation.post(ADD, TYPED | {"logo": SimpleUploadedFile("logo.png", file)})
    assert answer.status_code == 200
    assert not Portal.objects.filter(national=False).exists()


def test_checking_makes_nothing(nation):
    answer = nation.post(ADD, TYPED | {"check": "1"})
    assert "Ce portail peut être créé." in answer.text
    assert "Lisible" in answer.text
    assert not Portal.objects.filter(national=False).exists()


def test_a_territory_that_has_its_portal_says_so(nation):
    nation.post(ADD, TYPED)
    assert "a déjà un portail" in nation.post(ADD, TYPED | {"slug": "autre"}).text


def test_given_up_once_it_was_asked(nation):
    address = nation.post(ADD, TYPED).url
    assert "Abandonner ce portail" in nation.get(f"{address}abandonner/").text
    assert Portal.objects.filter(national=False).exists()
    nation.post(f"{address}abandonner/")
    assert not Portal.objects.filter(national=False).exists()
    assert User.objects.filter(email="amelie@exemple.fr").exists()


def test_a_portal_that_was_online_is_not_given_up(nation):
    address = nation.post(ADD, TYPED).url
    nation.post(f"{address}mettre-en-ligne/")
    assert "était en ligne" in nation.post(f"{address}abandonner/", follow=True).text
    assert Portal.objects.filter(national=False).exists()


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("national", [False, True])
def test_only_those_who_publish_for_the_nation_open_portals(client, role, national):
    """A national editor would give herself a role that she has not."""
    territory = TerritoryFactory()
    home = territory_portal(territory)
    groups = grant_portal_groups(national_portal() if national else home)
    person = UserFactory()
    person.groups.set([groups[role]] if role else [])
    client.force_login(person)
    own = f"/gestion/portails/{home.portal.pk}/"
    opened = [client.get(path).status_code for path in (ADD, own)]
    seen = client.get("/gestion/portails/").status_code == 200
    before = Portal.objects.count()
    posts = (ADD, f"{own}mettre-en-ligne/", f"{own}abandonner/")
    sent = [client.post(path, TYPED | {"territory": "71"}).status_code for path in posts]
    may = national and role == Role.PUBLISHER
    assert (opened == [200] * 2, 200 in sent) == (may, may)
    assert Portal.objects.count() == before
    told = "/gestion/portails/" in client.get("/gestion/").text
    assert (seen, told) == ((national and role is not None),) * 2


def test_the_explorer_of_the_nation_leads_to_it(nation):
    home = PortalPage.objects.get(portal__national=True)
    assert ADD in nation.get(reverse("wagtailadmin_explore", args=[home.pk])).text


def test_added_as_a_page_it_says_how_a_portal_is_made(nation, client):
    home = PortalPage.objects.get(portal__national=True)
    address = f"/gestion/pages/add/maillage_portals/portalpage/{home.pk}/"
    answer = nation.get(address, follow=True)
    assert answer.redirect_chain[-1][0] == ADD
    assert "Un portail ne s’ajoute pas comme une page" in answer.text
    own = territory_portal()
    person = UserFactory()
    person.groups.add(grant_portal_groups(own)[Role.PUBLISHER])
    client.force_login(person)
    answer = client.post(address.replace(f"/{home.pk}/", f"/{own.pk}/"), TYPED, follow=True)
    assert "l’équipe nationale le crée" in answer.text
    assert Portal.objects.filter(national=False).count() == 1
