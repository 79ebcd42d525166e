"""The team of one's portal: who is in it, their roles, and leaving."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from maillage.accounts.models import PortalTeam
from maillage.outbox.delivery import drain_mail
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import TerritoryFactory, UserFactory, national_portal, territory_portal

pytestmark = pytest.mark.django_db
Role = PortalTeam.Role


@pytest.fixture(autouse=True)
def _count_from_zero():
    cache.clear()


@pytest.fixture
def portal():
    return territory_portal()


@pytest.fixture
def groups(portal):
    return grant_portal_groups(portal)


@pytest.fixture
def odile(client, groups):
    """The publisher of the team, signed in."""
    person = UserFactory(name="Odile")
    person.groups.add(groups[Role.PUBLISHER])
    client.force_login(person)
    return person


@pytest.fixture
def karim(groups):
    person = UserFactory(name="Karim")
    person.groups.add(groups[Role.EDITOR])
    return person


def page_of(portal, person=None, what="") -> str:
    start = f"/gestion/equipe/{portal.territory.pk}/"
    return f"{start}personne/{person.uuid}/{what}" if person else start


def roles(person) -> set[str]:
    return set(PortalTeam.objects.filter(group__user=person).values_list("role", flat=True))


def last_act() -> tuple:
    entry = ModelLogEntry.objects.filter(action__startswith="maillage.").latest("pk")
    return entry.action, entry.user.name, entry.data["before"], entry.data["roles"], entry.message


def test_whoever_keeps_the_team_reads_of_others(client, portal, odile, karim):
    """What a colleague does, and what will be: nothing has happened before the click."""
    for address in (page_of(portal), page_of(portal, karim)):
        seen = client.get(address).text
        assert "écrit des pages et annonce des événements" in seen
        assert "Vous écrivez" not in seen
    assert "aucune connexion" in client.get(page_of(portal)).text
    leaving = " ".join(client.get(page_of(portal, karim, "retirer/")).text.split())
    assert "Si vous confirmez, Karim n’entrera plus" in leaving
    assert "Un courriel le lui dira" in leaving


def test_a_change_of_roles_holds_and_is_told(client, portal, odile, karim):
    client.post(page_of(portal, karim), {"roles": ["editor", "publisher"]})
    assert roles(karim) == {"editor", "publisher"}
    assert last_act() == (
        "maillage.role_changed",
        "Odile",
        "rédaction",
        "rédaction, publication",
        "A changé les rôles\u202f: rédaction, désormais rédaction, publication",
    )
    drain_mail(10)
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (
        [karim.email],
        "Vos rôles dans le portail Saône-et-Loire ont changé",
    )


def test_without_any_role_it_says_where_to_remove(client, portal, odile, karim):
    assert "Cochez au moins un rôle" in client.post(page_of(portal, karim), {}).text
    assert roles(karim) == {"editor"}


def test_removed_loses_the_administration_at_the_next_click(client, portal, odile, karim):
    theirs = Client()
    theirs.force_login(karim)
    assert theirs.get("/gestion/").status_code == 200
    answer = client.post(page_of(portal, karim, "retirer/"), follow=True)
    assert "Karim ne fait plus partie de l’équipe" in answer.text
    assert theirs.get("/gestion/").status_code == 302
    assert last_act()[:4] == ("maillage.role_removed", "Odile", "rédaction", "")
    drain_mail(10)
    assert [letter.to for letter in mail.outbox] == [[karim.email]]


@pytest.mark.parametrize("sent", ["", "retirer/"])
def test_the_last_publisher_stays_until_somebody_else_publishes(
    client, portal, groups, odile, karim, sent
):
    typed = {"roles": ["editor"]}
    refused = client.post(page_of(portal, odile, sent), typed, follow=True)
    assert "Personne d’autre ne publie dans ce portail" in refused.text
    assert roles(odile) == {"publisher"}
    closed = UserFactory(is_active=False)
    closed.groups.add(groups[Role.PUBLISHER])
    client.post(page_of(portal, odile, sent), typed)
    assert roles(odile) == {"publisher"}
    karim.groups.add(groups[Role.PUBLISHER])
    left = client.post(page_of(portal, odile, sent), typed)
    assert left.url == "/gestion/"
    assert "publisher" not in roles(odile)


def test_the_nation_removes_the_last_publisher_and_sees_every_team(client, portal, odile):
    nation = UserFactory()
    nation.groups.add(grant_portal_groups(national_portal())[Role.PUBLISHER])
    other = territory_portal(TerritoryFactory(code="56", name="Morbihan", slug="morbihan"))
    grant_portal_groups(other)
    client.force_login(nation)
    listed = client.get("/gestion/equipe/").text
    assert (page_of(portal) in listed, page_of(other) in listed) == (True, True)
    client.post(page_of(portal, odile, "retirer/"))
    assert roles(odile) == set()
    assert roles(nation) == {"publisher"}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR])
def test_who_does_not_publish_sees_no_team(client, portal, groups, karim, role):
    karim.groups.set([groups[role]])
    client.force_login(karim)
    assert client.get(page_of(portal)).status_code == 302
    assert "/gestion/equipe/" not in client.get("/gestion/").text


def test_the_administrators_list_of_accounts_writes_in_the_journal_too(client, groups, karim):
    client.force_login(UserFactory(name="Admin", is_superuser=True))
    client.post(
        reverse("wagtailusers_users:edit", args=[karim.pk]),
        {"email": karim.email, "name": "Karim", "is_active": "on",
         "groups": [groups[Role.PUBLISHER].pk]},
    )  # fmt: skip
    assert last_act()[:4] == ("maillage.role_changed", "Admin", "rédaction", "publication")


def test_a_group_given_to_several_accounts_is_written_for_each(client, groups, karim):
    client.force_login(UserFactory(name="Admin", is_superuser=True))
    noor = UserFactory(name="Noor")
    address = f"/gestion/bulk/maillage_accounts/user/assign_role/?id={karim.pk}&id={noor.pk}"
    client.post(address, {"role": groups[Role.EDITOR].pk})
    found = ModelLogEntry.objects.filter(action__startswith="maillage.")
    assert [(e.action, e.label, e.data["roles"]) for e in found] == [
        ("maillage.role_given", "Noor", "rédaction")
    ]


def test_as_many_queries_for_three_colleagues_as_for_one(client, portal, groups, odile):
    client.get(page_of(portal))

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(page_of(portal))
        return len(found)

    one = asked()
    for person in UserFactory.create_batch(2):
        person.groups.add(groups[Role.EDITOR], groups[Role.COORDINATOR])
    assert (asked(), one <= 30) == (one, True)
