"""Every list that has nothing to show ends with somebody to call."""

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Page

from maillage_site.creation.identity import Identity
from maillage_site.creation.tree import create_portal
from tests.cartography.factories import OrganisationFactory
from tests.community.factories import CircleFactory
from tests.site.factories import TerritoryFactory, UserFactory
from tests.site.test_private_pages import addresses

pytestmark = pytest.mark.django_db
CALLED = Identity(phone="03 53 01 71 00")
NOTHING_ASKED = {"recherche/"}  # a form, and no answer yet
NOTHING = "?q=introuvable&theme=banque"
# Lists whose address has a parameter, or which the resolver does not tell.
TOLD = (
    *("agenda/mois/2026-12/", "agenda/semaine/2026-W50/", "ressources/", "actualites/"),
    *("lieux/structures/{organisation}/", "communautes/{circle}/"),
)


@pytest.fixture
def portal():
    create_portal(None, CALLED)
    return create_portal(TerritoryFactory(), CALLED)


def is_empty_list(context):
    """A page of a paginator that holds nothing, or what a calendar says of itself."""
    values = context.flatten() if context else {}
    paged = [one for one in values.values() if isinstance(one, Page)]
    return bool(values.get("empty")) or any(one.paginator.count == 0 for one in paged)


def calls(answer):
    return [
        link["href"] for link in BeautifulSoup(answer.content, "html.parser").select(".somebody a")
    ]


def asked(client, path):
    answer = client.get(path)
    html = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    return answer if html else None


def context_of(answer):
    return answer.context[0] if isinstance(answer.context, list) else answer.context


def test_each_list_without_anything_gives_the_number_of_the_portal(client, portal):
    made = {
        "organisation": OrganisationFactory().uuid,
        "circle": CircleFactory(territory=portal.territory).slug,
    }
    paths = [*addresses(), *(one.format(**made) for one in TOLD)]
    empty, silent = set(), set()
    for path in paths:
        for question in ("", NOTHING):
            answer = asked(client, f"/saone-et-loire/{path}{question}")
            if answer is not None and answer.context and is_empty_list(context_of(answer)):
                empty.add(path)
                if calls(answer) != ["tel:0353017100"]:
                    silent.add(f"{path}{question}")
    assert silent == NOTHING_ASKED
    assert {"lieux/", "agenda/", "agenda/mois/2026-12/", "recherche/", "ressources/"} <= empty
    assert {f"communautes/{made['circle']}/", "agenda/series/"} <= empty


def test_so_does_what_members_search(client, portal):
    client.force_login(UserFactory())
    answer = client.get("/mon-espace/recherche/?q=introuvable")
    assert calls(answer) == ["tel:0353017100"]
