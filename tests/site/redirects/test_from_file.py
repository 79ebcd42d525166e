"""Redirects of a file, tried first, each below one's own portal."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.contrib.redirects.models import Redirect

from maillage.accounts.models import PortalTeam
from maillage_site.home.models import ContentPage
from maillage_site.redirects.from_file import MOST_LINES
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import TerritoryFactory, UserFactory, territory_portal

pytestmark = pytest.mark.django_db
ADDRESS = "/gestion/redirections/fichier/"
GOOD = """ancienne adresse;nouvelle adresse;définitive
/saone-et-loire/fête;https://exemple.fr/fete;
http://localhost/saone-et-loire/affiche;/saone-et-loire/contact/;non
"""


@pytest.fixture
def home():
    found = territory_portal()
    found.add_child(instance=ContentPage(title="Contact", slug="contact"))
    territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    return found


@pytest.fixture
def team(client, home):
    """Sign somebody in with a role in Saône-et-Loire."""

    def signed_in(role=PortalTeam.Role.PUBLISHER):
        person = UserFactory()
        person.groups.add(grant_portal_groups(home)[role])
        client.force_login(person)
        return client

    return signed_in


def file(text: str, encoding: str = "utf-8") -> dict:
    return {"file": SimpleUploadedFile("redirections.csv", text.encode(encoding))}


def shown(answer) -> dict[str, str]:
    """Number of each line → what is said of it."""
    rows = BeautifulSoup(answer.content, "html.parser").select("main tbody tr")
    cells = [row.find_all("td") for row in rows]
    return {row[0].text: row[-1].get_text(" ", strip=True) for row in cells}


def rules() -> list[tuple]:
    return sorted(Redirect.objects.values_list("old_path", "redirect_link", "is_permanent"))


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ";"), ("utf-8-sig", ","), ("cp1252", ";"), ("utf-16", "\t")],
)
def test_a_file_is_tried_then_added(team, encoding, separator):
    client = team()
    tried = client.post(ADDRESS, file(GOOD.replace(";", separator), encoding))
    assert (shown(tried), rules()) == ({"2": "bonne", "3": "bonne"}, [])
    text = BeautifulSoup(tried.content, "html.parser").select_one("[name=text]")["value"]
    done = client.post(ADDRESS, {"text": text, "add": "1"}, follow=True)
    assert "2 redirections ajoutées." in done.text
    assert rules() == [
        ("/saone-et-loire/affiche", "http://localhost:8000/saone-et-loire/contact/", False),
        ("/saone-et-loire/fête", "https://exemple.fr/fete", True),
    ]


BAD = """de;vers;définitive
/morbihan/affiche;https://exemple.fr/;
/saone-et-loire/contact;https://exemple.fr/;
/saone-et-loire/a;/saone-et-loire/rien/;
/saone-et-loire/b;;
/saone-et-loire/c;https://exemple.fr/;peut-être
/saone-et-loire/d;https://exemple.fr/;
/saone-et-loire/d;https://exemple.org/;
/saone-et-loire/e;/saone-et-loire/d;
/saone-et-loire/f;pas une adresse;;;trop
"""


def test_each_refused_line_says_what_to_write_and_the_others_are_added(team):
    client = team()
    tried = shown(client.post(ADDRESS, file(BAD)))
    for number, words in {
        "2": "/saone-et-loire/…",
        "3": "Une page se lit à cette adresse",
        "4": "Il n’y a rien à cette adresse",
        "5": "Indiquez où mène cette adresse",
        "6": "ni oui ni non",
        "7": "bonne",
        "8": "déjà redirigée",
        "9": "est elle-même redirigée",
        "10": "5 cases",
    }.items():
        assert words in tried[number], (number, tried[number])
    answer = client.post(ADDRESS, file(BAD) | {"add": "1"})
    assert set(shown(answer)) == set(tried) - {"7"}
    assert [path for path, *_rest in rules()] == ["/saone-et-loire/d"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "fichier"),
        (b"PK\x03\x04rien", "classeur"),
        (b"adresse;lien\na;b\n", "ancienne adresse"),
        (b"de;vers\n" + b"/a;/b\n" * (MOST_LINES + 1), f"{MOST_LINES} au plus"),
        (b"x" * 1_000_001, "1 Mo"),
    ],
)
def test_what_is_no_such_file_says_why(team, content, words):
    answer = team().post(ADDRESS, {"file": SimpleUploadedFile("a.csv", content)})
    assert answer.status_code == 200
    said = BeautifulSoup(answer.content, "html.parser").select_one("main .error-message")
    assert words in said.get_text(), said.get_text()
    assert not Redirect.objects.exists()


@pytest.mark.parametrize("role", list(PortalTeam.Role))
def test_only_publishers_send_one(team, role):
    client = team(role)
    may = role == PortalTeam.Role.PUBLISHER
    assert (client.get(ADDRESS).status_code == 200) == may
    client.post(ADDRESS, file(GOOD) | {"add": "1"})
    assert (len(rules()) == 2) == may


def test_the_list_of_redirects_leads_there(team):
    assert ADDRESS in team().get("/gestion/redirections/").text
