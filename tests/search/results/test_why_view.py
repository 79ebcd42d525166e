"""“Pourquoi ce résultat ?”: the words that a result holds, and where; for the nation's team."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from maillage.accounts.models import PortalTeam
from maillage_search.full_text import writing
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.search.factories import CORPUS, ready
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, communes):
    writing.write(ready(*CORPUS))
    person = UserFactory()
    person.groups.add(grant_portal_groups(national_portal())[PortalTeam.Role.EDITOR])
    client.force_login(person)

    def asked(text):
        soup = BeautifulSoup(
            client.get(reverse("maillage_why"), {"q": text}).content, "html.parser"
        )
        return {
            one.h2.get_text(strip=True): [reason.get_text() for reason in one.select("ul > li")]
            for one in soup.select("ol > li")
            if one.h2
        }

    return asked


def test_each_word_says_where_it_is_and_as_what(ask):
    found = ask("caf près de Mâcon")
    assert found["Faire une demande à la CAF"] == ["« caf » est dans : titre."]
    assert found["France services de Cluny"] == [
        "« caf » est dans : résumé.",
        "À 19,3 km de Mâcon : plus il est proche, plus il monte.",
    ]
    assert ask("allocations familiales")["France services de Cluny"] == [
        "« allocations familiales » y est dit « CAF » (thésaurus), dans : résumé."
    ]


def test_a_name_that_is_typed_says_that_it_comes_first(ask):
    reasons = ask("Les œuvres sociales de la commune")["Les œuvres sociales de la commune"]
    assert reasons[0] == "Son titre est la question : il vient en premier."


@pytest.mark.parametrize("text", ["", "\0", "x" * 10_000, "🙂", "\u202eمرحبا", "inpots"])
def test_no_question_breaks_it(ask, text):
    assert isinstance(ask(text), dict)


def test_a_portal_s_team_is_refused(client, db):
    person = UserFactory()
    groups = grant_portal_groups(territory_portal(TerritoryFactory()))
    person.groups.add(groups[PortalTeam.Role.PUBLISHER])
    client.force_login(person)
    assert client.get(reverse("maillage_why")).status_code == 302
