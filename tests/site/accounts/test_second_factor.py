"""The second factor: activated by whoever wants it, required of whoever enters the admin."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache

from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.factories import UserFactory, territory_portal

pytestmark = pytest.mark.django_db
PASSWORD = "quatre mots bien choisis"


@pytest.fixture
def editor(client):
    cache.clear()
    person = UserFactory(email="amina@exemple.fr")
    person.set_password(PASSWORD)
    person.save()
    person.groups.add(grant_portal_groups(territory_portal())["editor"])
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    sign_in(client)
    return person


def sign_in(client):
    data = {"login": "amina@exemple.fr", "password": PASSWORD}
    return client.post("/compte/connexion/", data)


def code_for(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def activate(client) -> str:
    confirm = client.get("/compte/second-facteur/activer/").url
    page = client.post(confirm, {"password": PASSWORD}, follow=True).content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    client.post("/compte/second-facteur/activer/", {"code": code_for(secret)})
    return secret


def test_it_is_asked_at_the_next_sign_in(client, editor):
    secret = activate(client)
    assert set(editor.authenticator_set.values_list("type", flat=True)) == {
        Authenticator.Type.TOTP,
        Authenticator.Type.RECOVERY_CODES,
    }
    client.post("/compte/deconnexion/")
    cache.clear()
    assert sign_in(client).url.startswith("/compte/second-facteur/code/")
    assert client.get("/mon-espace/").status_code == 302
    client.post("/compte/second-facteur/code/", {"code": code_for(secret)})
    assert client.get("/mon-espace/").status_code == 200


def test_the_admin_requires_it_when_the_setting_says_so(client, editor, settings):
    assert client.get("/gestion/").status_code == 200
    settings.MAILLAGE_MFA_REQUIRED = True
    assert client.get("/gestion/").url == "/compte/second-facteur/activer/"
    activate(client)
    assert client.get("/gestion/").status_code == 200


def test_pages_of_the_second_factor_are_drawn_in_french(client, editor):
    activate(client)
    for path, words in [
        ("/compte/second-facteur/", "Le second facteur est actif."),
        ("/compte/second-facteur/secours/", "Il reste 10 codes."),
        ("/compte/second-facteur/secours/creer/", "Vos codes actuels ne marcheront plus."),
        ("/compte/second-facteur/desactiver/", "Désactiver le second facteur"),
    ]:
        response = client.get(path)
        assert words in response.content.decode(), path
        assert "no-store" in response["Cache-Control"]


def test_who_never_chose_a_password_may_activate_it_too(client, editor):
    editor.set_unusable_password()
    editor.save()
    client.force_login(editor)
    assert client.get("/compte/second-facteur/activer/").status_code == 200
