"""Accounts: creating one, signing in by password or by code, signing out."""

import html
import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.models import User
from maillage.outbox.delivery import drain_mail
from maillage.outbox.models import Message
from tests.site.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "quatre mots bien choisis"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def amina():
    person = UserFactory(email="amina@exemple.fr", name="Amina")
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def code_of(message):
    return re.search(r"^\s+(\d{6})\s*$", message.body, re.MULTILINE)[1]


def sign_in(client, password=PASSWORD, email="amina@exemple.fr", **extra):
    return client.post("/compte/connexion/", {"login": email, "password": password}, **extra)


def signed_in(client):
    return "_auth_user_id" in client.session


def text(response):
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def test_a_password_opens_my_space(client, amina):
    response = sign_in(client)
    assert (response.status_code, response.url, signed_in(client)) == (302, "/mon-espace/", True)


def test_signing_in_leads_back_where_one_was_going(client, amina):
    response = client.post(
        "/compte/connexion/?next=/gestion/",
        {"login": amina.email, "password": PASSWORD, "next": "/gestion/"},
    )
    assert response.url == "/gestion/"


def test_a_wrong_password_is_refused_in_french(client, amina):
    page = text(sign_in(client, "pas le bon"))
    assert "L’adresse de courriel ou le mot de passe n’est pas correct." in page
    assert not signed_in(client)


def test_a_code_sent_by_mail_signs_in(client, amina):
    client.post("/compte/connexion/code/", {"email": amina.email})
    [message] = mail.outbox
    code = code_of(message)
    assert message.subject == f"{code} est votre code de connexion"
    client.post("/compte/connexion/code/saisir/", {"code": code})
    assert signed_in(client)


def test_a_wrong_code_does_not_sign_in_and_says_so(client, amina):
    client.post("/compte/connexion/code/", {"email": amina.email})
    page = text(client.post("/compte/connexion/code/saisir/", {"code": "000000"}))
    assert "Ce code n’est pas correct." in page
    assert not signed_in(client)


def test_opening_pages_does_not_use_a_code_up(client, amina):
    client.post("/compte/connexion/code/", {"email": amina.email})
    client.get("/compte/connexion/code/saisir/")
    client.get("/compte/connexion/code/saisir/")
    client.post("/compte/connexion/code/saisir/", {"code": code_of(mail.outbox[0])})
    assert signed_in(client)


def test_an_unknown_address_is_answered_the_same_way(client, amina):
    known = client.post("/compte/connexion/code/", {"email": amina.email})
    unknown = Client().post("/compte/connexion/code/", {"email": "personne@exemple.fr"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [m.subject for m in mail.outbox][1] == "Aucun compte avec cette adresse"


def test_an_account_opens_once_its_address_is_confirmed(client):
    client.post("/compte/creer/", {"email": "Lea@Exemple.fr", "password1": PASSWORD})
    assert not signed_in(client)
    client.post("/compte/adresse/code/", {"code": code_of(mail.outbox[0])})
    person = User.objects.get(email="lea@exemple.fr")
    assert (signed_in(client), person.emailaddress_set.get().verified) == (True, True)


def test_a_short_password_is_refused_in_french(client):
    page = text(client.post("/compte/creer/", {"email": "lea@exemple.fr", "password1": "court"}))
    assert "Ce mot de passe est trop court" in page
    assert not User.objects.filter(email="lea@exemple.fr").exists()


def test_leaving_takes_a_click(client, amina):
    client.force_login(amina)
    assert client.get("/compte/deconnexion/").status_code == 200
    assert signed_in(client)
    client.post("/compte/deconnexion/")
    assert not signed_in(client)


def test_a_forgotten_password_is_replaced_with_a_code(client, amina):
    client.post("/compte/mot-de-passe/oublie/", {"email": amina.email})
    client.post("/compte/mot-de-passe/oublie/code/", {"code": code_of(mail.outbox[0])})
    other = "encore quatre mots choisis"
    client.post("/compte/mot-de-passe/oublie/nouveau/", {"password1": other, "password2": other})
    amina.refresh_from_db()
    assert amina.check_password(other)
    assert mail.outbox[-1].subject == "Votre mot de passe a été changé"


def test_after_five_wrong_passwords_a_page_says_what_to_do(client, amina):
    for _attempt in range(5):
        response = sign_in(client, "pas le bon")
    assert response.status_code == 429
    assert "Recevoir un code par courriel" in text(response)
    assert "15 minutes" in text(response)
    assert sign_in(client).status_code == 429
    client.post("/compte/connexion/code/", {"email": amina.email})
    client.post("/compte/connexion/code/saisir/", {"code": code_of(mail.outbox[0])})
    assert signed_in(client)


def test_another_reader_is_not_held_back(client, amina):
    for _attempt in range(6):
        sign_in(client, "pas le bon", REMOTE_ADDR="198.51.100.7")
    assert sign_in(client, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_a_code_waits_for_a_mail_server_that_is_down(client, amina, settings):
    settings.EMAIL_BACKEND = "maillage.outbox.backend.OutboxBackend"
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    response = client.post("/compte/connexion/code/", {"email": amina.email})
    assert response.status_code == 302
    assert drain_mail() == 0
    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Message.objects.update(available_at=timezone.now())
    drain_mail()
    assert [sent.to for sent in mail.outbox] == [[amina.email]]
    client.post("/compte/connexion/code/saisir/", {"code": code_of(mail.outbox[0])})
    assert signed_in(client)


@pytest.mark.parametrize("value", ["\x00", "a" * 10_000, "\u202e🙂@🙂", "' OR 1=1 --@x"])
def test_rubbish_is_refused_politely(client, value):
    for path, data in [
        ("/compte/connexion/", {"login": value, "password": value}),
        ("/compte/connexion/code/", {"email": value}),
        ("/compte/creer/", {"email": value, "password1": value}),
        ("/compte/mot-de-passe/oublie/", {"email": value}),
    ]:
        assert client.post(path, data).status_code == 200, path


ENTRANCES = [
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_reset_password",
    "account_password_reset_completed",
    "account_inactive",
]


@pytest.mark.parametrize("name", ENTRANCES)
def test_account_pages_are_never_stored(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("name", ENTRANCES)
def test_account_pages_exist_in_english(client, name):
    response = client.get(f"/en{reverse(name)}")
    assert response.status_code == 200
    assert '<html lang="en">' in response.content.decode()


def test_the_words_of_the_admin_lead_to_the_account(client):
    assert client.get("/gestion/", follow=True).redirect_chain[-1] == (
        "/compte/connexion/?next=/gestion/",
        302,
    )
    assert client.get("/gestion/password_reset/").url == "/compte/mot-de-passe/oublie/"


def test_who_may_not_enter_the_admin_is_told_so(client, amina):
    client.force_login(amina)
    response = client.get("/gestion/", follow=True)
    assert response.status_code == 403
    assert "Votre compte n’ouvre pas l’espace de gestion" in text(response)
