"""A person with an account and a second factor, and what they type."""

import html
import re
from contextlib import contextmanager

from allauth.account.models import EmailAddress
from allauth.mfa.signals import authentication_failed
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client

from tests.site.factories import UserFactory

PASSWORD = "quatre mots bien choisis"
LOGIN = "/compte/connexion/"
SECOND_FACTOR = "/compte/second-facteur/code/"


def with_password(email="amina@exemple.fr"):
    person = UserFactory(email=email)
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def with_second_factor(email="amina@exemple.fr"):
    """The person, and the secret of their application."""
    person, secret = with_password(email), generate_totp_secret()
    TOTP.activate(person, secret)
    return person, secret


def right_code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def wrong_code(secret):
    right = {format_hotp_value(hotp_value(secret, at)) for at in yield_hotp_counters_from_time()}
    return next(code for number in range(9) if (code := f"{number:06}") not in right)


def sign_in(client, password=PASSWORD, email="amina@exemple.fr", **extra):
    return client.post(LOGIN, {"login": email, "password": password}, **extra)


def signed_in(client):
    return "_auth_user_id" in client.session


def mailed_code():
    return re.search(r"^\s+(\d{6})\s*$", mail.outbox[-1].body, re.MULTILINE)[1]


def words(response):
    return re.sub(r"\s+", " ", html.unescape(response.content.decode()))


def at_the_second_factor(password=PASSWORD, **extra):
    """A new session of somebody who knows the password, and nothing else."""
    client = Client(**extra)
    sign_in(client, password)
    return client


@contextmanager
def compared_codes():
    """The accounts whose second factor was compared with a wrong code, once for each code."""
    accounts = []

    def note(**about):
        accounts.append(about["user"])

    authentication_failed.connect(note)
    yield accounts
    authentication_failed.disconnect(note)
