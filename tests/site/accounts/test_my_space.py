"""Mon espace: what is mine, what is known of me, and the way out."""

import html
import json
import re
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.db import connection

from maillage.accounts.closing import LastAdministratorError, close_account, export_account
from maillage.accounts.models import User
from maillage.contributions import AccountSection, PersonalData
from maillage.plugin import Plugin, plugin_configs
from tests.site.factories import TerritoryFactory, UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 8, 12, tzinfo=UTC)


@pytest.fixture
def amina(client):
    cache.clear()
    person = UserFactory(email="amina@exemple.fr", name="Amina")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.force_login(person)
    return person


@pytest.fixture
def contribute(monkeypatch):
    """Make one plugin contribute these, and these only."""

    def replace(*contributions):
        for config in plugin_configs():
            monkeypatch.setattr(config, "plugin", Plugin(title=""))
        monkeypatch.setattr(plugin_configs()[0], "plugin", Plugin("", contributions))

    return replace


def text(response):
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def test_my_space_asks_to_sign_in(client):
    assert client.get("/mon-espace/").url == "/compte/connexion/?next=/mon-espace/"


def test_my_space_shows_what_plugins_contribute(client, amina, contribute):
    contribute(
        AccountSection(
            label="Mes inscriptions",
            template="maillage_accounts/closed.html",
            context=lambda _user, _at: {},
        )
    )
    response = client.get("/mon-espace/")
    assert "Mes inscriptions</h2>" in text(response)
    assert "no-store" in response["Cache-Control"]


def test_a_section_that_fails_does_not_hide_my_account(client, amina, contribute, caplog):
    def broken(_user, _at):
        raise RuntimeError

    contribute(AccountSection(label="Cassée", template="x.html", context=broken))
    page = text(client.get("/mon-espace/"))
    assert "Cette partie ne peut pas être lue pour l’instant." in page
    assert "amina@exemple.fr" in page


def test_i_change_my_name_and_my_territory(client, amina):
    territory = TerritoryFactory()
    response = client.post("/mon-espace/profil/", {"name": "Amina B.", "territory": territory.pk})
    amina.refresh_from_db()
    assert (response.url, amina.name, amina.territory) == ("/mon-espace/", "Amina B.", territory)


def test_a_new_address_counts_once_its_code_is_typed(client, amina):
    client.post("/compte/adresse/", {"email": "nouvelle@exemple.fr", "action_add": "1"})
    amina.refresh_from_db()
    assert amina.email == "amina@exemple.fr"
    code = re.search(r"^\s+(\d{6})\s*$", mail.outbox[0].body, re.MULTILINE)[1]
    client.post("/compte/adresse/code/", {"code": code})
    amina.refresh_from_db()
    assert (amina.email, mail.outbox[0].to) == ("nouvelle@exemple.fr", ["nouvelle@exemple.fr"])


def test_i_take_my_data_away(client, amina, contribute):
    contribute(PersonalData(label="Inscriptions", export=lambda _user: [1], erase=print))
    response = client.get("/mon-espace/mes-donnees.json")
    data = json.loads(response.content)
    assert (data["account"]["mail"], data["Inscriptions"]) == ("amina@exemple.fr", [1])
    assert response["Content-Disposition"].startswith("attachment")


def test_the_export_holds_what_the_site_knows(amina):
    assert export_account(amina, at=NOON)["account"] == {
        "mail": "amina@exemple.fr",
        "name": "Amina",
        "territory": "",
        "created": amina.date_joined.isoformat(),
        "last_sign_in": amina.last_login.isoformat(),
        "groups": [],
    }


def test_closing_erases_the_person_and_frees_the_address(client, amina, contribute):
    erased = []
    contribute(PersonalData(label="Inscriptions", export=list, erase=erased.append))
    response = client.post("/mon-espace/fermer/", {"understood": "on"}, follow=True)
    assert "Votre compte est fermé" in text(response)
    assert erased == [amina]
    left = User.objects.get(pk=amina.pk)
    assert (left.name, left.is_active, left.email.endswith("@compte-ferme.invalid")) == (
        "",
        False,
        True,
    )
    assert not EmailAddress.objects.filter(email="amina@exemple.fr").exists()
    assert client.get("/mon-espace/").status_code == 302


def test_closing_needs_a_clear_yes(client, amina):
    page = text(client.post("/mon-espace/fermer/", {}))
    assert "Cochez cette case pour fermer votre compte." in page
    assert User.objects.get(pk=amina.pk).is_active


def test_the_last_administrator_stays():
    administrator = UserFactory(is_superuser=True)
    with pytest.raises(LastAdministratorError):
        close_account(administrator)
    UserFactory(is_superuser=True)
    close_account(administrator)


def test_a_plugin_that_cannot_erase_keeps_the_account_open(amina, contribute):
    def refuse(_user):
        raise RuntimeError

    contribute(PersonalData(label="", export=list, erase=refuse))
    with pytest.raises(RuntimeError):
        close_account(amina)
    assert EmailAddress.objects.filter(email="amina@exemple.fr").exists()


def test_rate_limits_have_their_table_without_a_command():
    assert "maillage_cache" in connection.introspection.table_names()
