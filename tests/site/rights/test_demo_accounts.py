"""People to try the demo with."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from maillage.accounts.models import User
from maillage.accounts.teams import edited_territories, is_national
from maillage_site.rights.demo_accounts import create_demo_accounts
from tests.site.factories import national_portal, territory_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.MAILLAGE_DEMO = True


@pytest.mark.usefixtures("demo")
def test_a_portal_gets_one_person_of_each_role(client):
    portal = territory_portal()
    logins = create_demo_accounts(portal)
    assert [login.mail for login in logins] == [
        "redaction@saone-et-loire.example",
        "publication@saone-et-loire.example",
        "coordination@saone-et-loire.example",
    ]
    for login in logins:
        client.post("/compte/connexion/", {"login": login.mail, "password": login.password})
        assert client.get("/gestion/").status_code == 200
        person = User.objects.get(email=login.mail)
        assert (edited_territories(person), is_national(person)) == ([portal.territory], False)
        client.post("/compte/deconnexion/")


@pytest.mark.usefixtures("demo")
def test_the_national_portal_has_an_administrator():
    logins = create_demo_accounts(national_portal())
    people = [User.objects.get(email=login.mail) for login in logins]
    assert [(p.is_superuser, is_national(p)) for p in people] == [
        (False, True),
        (False, True),
        (False, True),
        (True, True),
    ]


@pytest.mark.usefixtures("demo")
def test_doing_it_again_changes_nothing():
    portal = territory_portal()
    first = create_demo_accounts(portal)
    assert create_demo_accounts(portal) == first
    assert User.objects.count() == 3


def test_public_passwords_are_refused_outside_the_demo():
    with pytest.raises(ImproperlyConfigured):
        create_demo_accounts(territory_portal())
