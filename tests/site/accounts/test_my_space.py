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
from maillage.contributions import AccountSection
from maillage.personal_data import AppData, erasing
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


def test_i_take_my_data_away(client, amina):
    response = client.get("/mon-espace/mes-donnees.json")
    data = json.loads(response.content)
    assert data["comptes"][0]["email"] == "amina@exemple.fr"
    assert response["Content-Disposition"].startswith("attachment")


def test_the_export_holds_what_the_site_knows(amina):
    amina.territory = TerritoryFactory()
    amina.save()
    found = export_account(amina, at=NOON)
    assert len(found.pop("user sessions")) == 1
    assert found == {
        "exported": NOON.isoformat(),
        "comptes": [
            {
                "email": "amina@exemple.fr",
                "name": "Amina",
                "uuid": str(amina.uuid),
                "last_login": amina.last_login.isoformat(),
                "is_superuser": False,
                "is_staff": False,
                "is_active": True,
                "date_joined": amina.date_joined.isoformat(),
                "territory": "Saône-et-Loire",
            }
        ],
        "adresses e-mail": [{"email": "amina@exemple.fr", "verified": True, "primary": True}],
    }


def test_closing_erases_the_person_and_frees_the_address(client, amina):
    response = client.post("/mon-espace/fermer/", {"understood": "on"}, follow=True)
    assert "Votre compte est fermé" in text(response)
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
        close_account(administrator, at=NOON)
    UserFactory(is_superuser=True)
    close_account(administrator, at=NOON)
    assert (administrator.is_superuser, administrator.is_active) == (False, False)


def test_an_app_that_cannot_let_go_keeps_the_account_open(amina, monkeypatch):
    def refuse(_person, _at):
        raise RuntimeError

    monkeypatch.setattr(erasing, "declared", lambda: (AppData(rows=(), leave=refuse),))
    with pytest.raises(RuntimeError):
        close_account(amina, at=NOON)
    assert EmailAddress.objects.filter(email="amina@exemple.fr").exists()


def test_rate_limits_have_their_table_without_a_command():
    assert "maillage_cache" in connection.introspection.table_names()
