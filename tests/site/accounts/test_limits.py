"""Nobody guesses a code or a password, and no stranger keeps an account's owner out."""

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse

from maillage.accounts.limits import may_send
from tests.site.accounts.people import (
    LOGIN,
    PASSWORD,
    SECOND_FACTOR,
    at_the_second_factor,
    compared_codes,
    mailed_code,
    right_code,
    sign_in,
    signed_in,
    with_password,
    with_second_factor,
    words,
    wrong_code,
)

pytestmark = pytest.mark.django_db
RESET = "/compte/mot-de-passe/oublie/"
BY_CODE = "/compte/connexion/code/"
OTHER = "encore quatre mots choisis"
STRANGERS = 8


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def amina():
    return with_password()


@pytest.fixture
def compared():
    with compared_codes() as accounts:
        yield accounts


def network(number):
    return f"198.51.{number // 250}.{number % 250 + 1}"


def guess(secret, times):
    """Wrong codes of somebody who knows the password: each from a new network and session."""
    for number in range(times):
        client = at_the_second_factor(REMOTE_ADDR=network(number))
        response = client.post(SECOND_FACTOR, {"code": wrong_code(secret)})
    return client, response


def choose_password(client, password):
    client.post(RESET, {"email": "amina@exemple.fr"})
    client.post(f"{RESET}code/", {"code": mailed_code()})
    client.post(f"{RESET}nouveau/", {"password1": password, "password2": password})


def test_five_wrong_codes_are_compared_whatever_the_network_session_or_password(compared):
    amina, secret = with_second_factor()
    client, response = guess(secret, STRANGERS)
    assert compared == [amina] * 5
    assert "Trop de codes faux" in words(response)
    assert "Réessayez dans 15 minutes" in words(response)
    client.post(SECOND_FACTOR, {"code": right_code(secret)})
    assert not signed_in(client)


def test_recovery_codes_and_the_confirmation_of_a_change_count_with_them(compared):
    amina, secret = with_second_factor()
    client = at_the_second_factor()
    client.post(SECOND_FACTOR, {"code": right_code(secret)})
    cache.clear()
    for _time in range(STRANGERS):
        client.post("/compte/second-facteur/confirmer/", {"code": "12345678"})
    assert compared == [amina] * 5


def test_twenty_wrong_codes_a_day(compared, time_machine):
    amina, secret = with_second_factor()
    for hour in range(5):
        time_machine.move_to(f"2026-12-01T0{hour}:00:00Z", tick=False)
        _client, response = guess(secret, 5)
    assert compared == [amina] * 20
    assert "Réessayez dans 20 heures" in words(response)


def test_the_owner_is_told_once_and_enters_at_once_with_a_new_password():
    _amina, secret = with_second_factor()
    stranger, _response = guess(secret, STRANGERS)
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["amina@exemple.fr"], "Plusieurs codes faux pour votre compte")
    ]
    assert f"http://localhost:8000{RESET}" in mail.outbox[0].body
    owner = Client(REMOTE_ADDR="203.0.113.9")
    choose_password(owner, OTHER)
    again = stranger.post(SECOND_FACTOR, {"code": wrong_code(secret)})
    assert "vient d’être changé" in words(again)
    sign_in(owner, OTHER)
    owner.post(SECOND_FACTOR, {"code": right_code(secret)})
    assert signed_in(owner)


def test_whoever_reads_the_mailbox_does_not_count_from_zero_for_ever(compared):
    _amina, secret = with_second_factor()
    password = PASSWORD
    for number in range(4):
        client = at_the_second_factor(password, REMOTE_ADDR=network(number))
        for _time in range(5):
            client.post(SECOND_FACTOR, {"code": wrong_code(secret)})
        password = f"{OTHER} {number}"
        choose_password(Client(REMOTE_ADDR=network(number)), password)
    assert len(compared) == 15


def test_a_strangers_wrong_passwords_hold_back_the_stranger_alone(client, amina):
    for number in range(60):
        last = sign_in(Client(REMOTE_ADDR=network(number % 3)), "pas le bon")
    assert last.status_code == 429
    assert sign_in(client, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_nor_do_they_hold_back_a_browser_of_the_owner_in_the_same_room(client, amina):
    sign_in(client)
    client.post("/compte/deconnexion/")
    for _time in range(STRANGERS):
        last = sign_in(Client(), "pas le bon")
    assert (last.status_code, sign_in(Client()).status_code) == (429, 429)
    assert sign_in(client).status_code == 302


def test_a_new_password_makes_every_browser_a_stranger(client, amina):
    sign_in(client)
    client.post("/compte/deconnexion/")
    amina.set_password(OTHER)
    amina.save()
    for _time in range(STRANGERS):
        sign_in(Client(), "pas le bon")
    assert sign_in(client, OTHER).status_code == 429


@pytest.mark.parametrize(("proxies", "status"), [(0, 429), (1, 429), (2, 200)])
def test_an_address_that_the_reader_wrote_helps_nobody(client, amina, settings, proxies, status):
    """The proxy adds what it saw behind what the reader pretends."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for number in range(6):
        written = f"{network(number)}, 203.0.113.9"
        last = sign_in(client, "pas le bon", HTTP_X_FORWARDED_FOR=written)
    assert last.status_code == status


@pytest.mark.parametrize(
    ("others", "status"),
    [
        ("2001:db8:1:1:{}::1", 429),
        ("2001:db8:1:{}::1", 200),
        ("::ffff:198.51.100.{}", 200),
        ("198.51.100.{}", 200),
    ],
)
def test_a_network_is_one_ipv4_address_or_64_bits_of_ipv6(client, amina, others, status):
    for number in range(1, 7):
        last = sign_in(client, "pas le bon", REMOTE_ADDR=others.format(number))
    assert last.status_code == status


@pytest.mark.parametrize("route", [BY_CODE, RESET])
def test_mails_with_a_code_are_few_for_one_network_and_for_all(client, amina, route, time_machine):
    time_machine.move_to("2026-12-01T08:00:00Z", tick=False)
    sign_in(client)
    client.post("/compte/deconnexion/")

    def ask(number):
        stranger = Client(REMOTE_ADDR=network(number))
        return stranger.post(route, {"email": "Amina@exemple.fr"})

    last = [ask(1) for _time in range(6)][-1]
    assert (last.status_code, len(mail.outbox)) == (429, 5)
    assert "dans 15 minutes" in words(last) or "pendant 15 minutes" in words(last)
    for number in range(2, 9):
        for _time in range(5):
            ask(number)
    assert len(mail.outbox) == 30
    assert client.post(route, {"email": "amina@exemple.fr"}).status_code == 302
    assert len(mail.outbox) == 31


@pytest.mark.parametrize("route", [BY_CODE, RESET])
def test_an_unknown_address_is_limited_as_a_known_one(amina, route):
    def statuses(email):
        return [Client().post(route, {"email": email}).status_code for _time in range(7)]

    assert statuses("personne@exemple.fr") == statuses("amina@exemple.fr")


def test_sign_ups_with_one_address_are_mails_with_a_code_too():
    for number in range(3):
        for _time in range(6):
            stranger = Client(REMOTE_ADDR=network(number))
            form = {"email": "lea@exemple.fr", "password1": PASSWORD}
            last = stranger.post("/compte/creer/", form)
    assert (last.status_code, len(mail.outbox)) == (429, 15)


def test_a_mailed_code_is_compared_three_times_whatever_the_session_forgot(client, amina):
    client.post(BY_CODE, {"email": amina.email})
    begun = dict(client.session.items())
    for _time in range(3):
        client.post(f"{BY_CODE}saisir/", {"code": "000000"})
        session = client.session
        session.update(begun)
        session.save()
    client.post(f"{BY_CODE}saisir/", {"code": mailed_code()})
    assert not signed_in(client)


def test_nor_does_a_copy_of_the_session_give_more_answers(client, amina):
    """Many sign-ins at once, all begun with one session, each keep what was in it."""
    client.post(RESET, {"email": amina.email})
    begun, code = Session.objects.get(), mailed_code()
    with_password("mallory@exemple.fr")
    for _time in range(3):
        copy = Client(REMOTE_ADDR="198.51.100.7")
        copy.cookies["sessionid"] = begun.pk
        begun.save()  # As if each of these sign-ins had read it before the others ended it.
        sign_in(copy, email="mallory@exemple.fr")
        assert copy.session.session_key != begun.pk
        copy.post(f"{RESET}code/", {"code": "000000"})
    copy.post(f"{RESET}code/", {"code": code})
    assert copy.get(f"{RESET}nouveau/").status_code != 200


def test_what_others_send_never_opens_a_blocked_address_again(settings):
    """Django's cache drops the rows whose keys come first: those of the addresses below others."""
    settings.MAILLAGE_FORMS_PER_ADDRESS = "1/10m"

    def sends(address):
        return may_send(RequestFactory().post("/", REMOTE_ADDR=address), "sign-up")

    blocked = [f"192.0.2.{number}" for number in range(1, 9)]
    assert [[sends(address) for _time in range(2)] for address in blocked] == [[True, False]] * 8
    for number in range(400):
        sends(network(number))
    assert [sends(address) for address in blocked] == [False] * 8


def test_no_door_of_wagtail_opens_a_session_on_the_password_alone(client):
    with_second_factor()
    for path in ("/_util/login/", "/en/_util/login/", "/gestion/login/"):
        answer = client.post(path, {"username": "amina@exemple.fr", "password": PASSWORD})
        assert (answer.status_code, signed_in(client)) == (302, False), path
        assert answer.url.startswith(LOGIN) or answer.url.startswith(f"/en{LOGIN}")
    assert reverse("wagtailcore_login") == "/_util/login/"
