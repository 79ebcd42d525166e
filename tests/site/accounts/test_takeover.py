"""Whoever does not read the mailbox, or has not the second factor, enters nobody else's account."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client

from maillage.accounts.models import User
from maillage.outbox.delivery import drain_mail
from maillage_site.rights.portal_groups import grant_portal_groups
from tests.site.accounts.people import (
    PASSWORD,
    SECOND_FACTOR,
    mailed_code,
    right_code,
    sign_in,
    signed_in,
    with_password,
    with_second_factor,
)
from tests.site.accounts.test_second_factor import activate
from tests.site.factories import territory_portal

pytestmark = pytest.mark.django_db
KARIM = "karim@exemple.fr"
# Letters that fold, or that look, like those of the address; capitals.
ALIKE = (
    "\u212aarim@exemple.fr", "\u212aARIM@EXEMPLE.FR", "kar\u0131m@exemple.fr", "KAR\u0130M@exemple.fr",
    "k\u0430rim@exemple.fr", "Karim@Exemple.FR", "karim@exem\u017fle.fr", "\uff4barim@exemple.fr",
    "karim@exemple.fr\u200b", "karim+x@exemple.fr", "ka\u0301rim@exemple.fr",
)  # fmt: skip
BY_MAIL = ("/compte/connexion/code/", "/compte/mot-de-passe/oublie/", "/compte/creer/")


@pytest.fixture(autouse=True)
def _count_from_zero():
    cache.clear()


@pytest.fixture
def karim():
    return with_password(KARIM)


@pytest.mark.parametrize("door", BY_MAIL)
def test_a_code_leaves_for_the_address_of_the_account_alone(karim, door):
    for typed in ALIKE:
        cache.clear()
        client, mail.outbox = Client(), []
        client.post(door, {"email": typed, "password1": "cinq mots qui vont bien"})
        drain_mail(10)
        elsewhere = [letter for letter in mail.outbox if letter.to != [KARIM]]
        assert not [one for one in elsewhere if _opens(client, one.body, karim)], typed
    assert User.objects.filter(email=KARIM).count() == 1


def _opens(client, body, person) -> bool:
    """Whether the code of that letter, if it holds one, leads into the person's account."""
    found = re.search(r"^\s+(\d{6})\s*$", body, re.MULTILINE)
    for path in ("connexion/code/saisir/", "mot-de-passe/oublie/code/"):
        client.post(f"/compte/{path}", {"code": found[1] if found else ""})
    new = "six autres mots bien choisis"
    client.post("/compte/mot-de-passe/oublie/nouveau/", {"password1": new, "password2": new})
    person.refresh_from_db()
    return person.check_password(new) or client.session.get("_auth_user_id") == str(person.pk)


@pytest.mark.parametrize("door", BY_MAIL)
@pytest.mark.parametrize("known", [True, False])
def test_links_of_emails_lead_here_whatever_host_was_named(karim, settings, door, known):
    settings.ALLOWED_HOSTS = ["*"]
    settings.BASE_URL = "https://maillage.example"
    poisoned = Client(headers={"host": "voleur.example", "x-forwarded-host": "voleur.example"})
    email = KARIM if known else "inconnue@exemple.fr"
    poisoned.post(door, {"email": email, "password1": "cinq mots qui vont bien"})
    drain_mail(10)
    [letter] = mail.outbox
    bodies = [letter.body, *(str(part[0]) for part in letter.alternatives)]
    assert not [body for body in bodies if "voleur" in body]


def test_a_code_by_mail_does_not_replace_the_second_factor(client):
    _person, secret = with_second_factor()
    client.post("/compte/connexion/code/", {"email": "amina@exemple.fr"})
    drain_mail(10)
    answer = client.post("/compte/connexion/code/saisir/", {"code": mailed_code()})
    assert (answer.url.partition("?")[0], signed_in(client)) == (SECOND_FACTOR, False)
    client.post(SECOND_FACTOR, {"code": right_code(secret)})
    assert signed_in(client)


def test_nor_does_a_forgotten_password(client):
    with_second_factor()
    client.post("/compte/mot-de-passe/oublie/", {"email": "amina@exemple.fr"})
    drain_mail(10)
    client.post("/compte/mot-de-passe/oublie/code/", {"code": mailed_code()})
    new = "six autres mots bien choisis"
    client.post("/compte/mot-de-passe/oublie/nouveau/", {"password1": new, "password2": new})
    assert not signed_in(client)
    assert sign_in(client, new).url.startswith(SECOND_FACTOR)
    assert not signed_in(client)


@pytest.mark.django_db(transaction=True)
def test_sessions_of_before_the_second_factor_end_when_it_is_activated(settings):
    """Whoever knew the password had a session: it would enter the administration without a code."""
    settings.MAILLAGE_MFA_REQUIRED = True
    person = with_password()
    person.groups.add(grant_portal_groups(territory_portal())["editor"])
    thief, owner = Client(), Client()
    sign_in(thief)
    sign_in(owner)
    assert signed_in(thief)
    activate(owner)
    assert Authenticator.objects.filter(user=person).exists()
    assert owner.get("/gestion/").status_code == 200
    assert thief.get("/gestion/").url.startswith("/gestion/login/")
    assert thief.get("/mon-espace/").status_code == 302


@pytest.mark.parametrize("path", ["desactiver/", "secours/", "secours/creer/", "secours/codes.txt"])
def test_the_factor_is_not_changed_by_who_stopped_before_it(client, path):
    person, _secret = with_second_factor()
    sign_in(client)
    assert client.get(f"/compte/second-facteur/{path}").url.startswith("/compte/connexion/")
    client.post(f"/compte/second-facteur/{path}", {"password": PASSWORD})
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_an_address_of_another_s_is_not_taken_by_adding_it(client, karim):
    amina = with_password()
    client.force_login(amina)
    client.post("/compte/adresse/", {"email": "\u212aarim@exemple.fr", "action_add": ""})
    amina.refresh_from_db()
    assert (amina.email, EmailAddress.objects.filter(email=KARIM).count()) == (
        "amina@exemple.fr",
        1,
    )
